"""Tells the system that links of this program are opened by this program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from ipt_review.domain.link import SCHEME
from ipt_review.domain.problems import ReviewError

DONE: Final = "Links in workbooks and feedback pages open in this program from now on."
ENTRY: Final = f"{SCHEME}.desktop"


class LinksNotOpened(ReviewError):
    """The system could not be told what opens links."""


def register() -> str:
    """Have links opened by this program for the person at this computer.

    Returns:
        What is so from now on, in a sentence.

    Raises:
        LinksNotOpened: When the system does not take it.
    """
    try:
        if sys.platform == "win32":
            _in_registry()
        elif sys.platform == "darwin":
            raise LinksNotOpened(
                "On a Mac links can be opened only by an installed application.",
                f"Type “ipt-review” and the link in a terminal: {SCHEME}://…",
            )
        else:
            _on_desktop(_data_folder() / "applications")
    except OSError as error:
        raise LinksNotOpened(
            f"The system did not take it ({error.strerror}).",
            "Ask whoever looks after this computer.",
        ) from error
    return DONE


def _command() -> list[str]:
    """Return how this program is started."""
    return [sys.executable, "-m", "ipt_review"]


def _quoted(word: str) -> str:
    """Return a word of a command as desktop entries want it (Exec, since 1.0)."""
    if all(letter.isalnum() or letter in "/._-" for letter in word):
        return word
    for letter in '\\"`$':
        word = word.replace(letter, f"\\{letter}")
    return f'"{word}"'.replace("\\", "\\\\").replace("%", "%%")


def _data_folder() -> Path:
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if given else Path.home() / ".local" / "share"


def _on_desktop(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=IPT Review",
        f"Exec={' '.join(map(_quoted, _command()))} %u",
        "NoDisplay=true",
        "Terminal=false",
        f"MimeType=x-scheme-handler/{SCHEME};",
    )
    (folder / ENTRY).write_text("\n".join(lines) + "\n", "utf-8")
    tool = shutil.which("xdg-mime")
    if tool is not None:
        subprocess.run(  # noqa: S603  (a tool of the desktop, with fixed words)
            [tool, "default", ENTRY, f"x-scheme-handler/{SCHEME}"], check=False
        )


def _in_registry() -> None:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415  (there on Windows only)

        place = rf"Software\Classes\{SCHEME}"
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, place) as key:
            winreg.SetValueEx(key, "", 0, winreg.REG_SZ, "URL:IPT Review")
            winreg.SetValueEx(key, "URL Protocol", 0, winreg.REG_SZ, "")
        command = subprocess.list2cmdline(_command()) + ' "%1"'
        place = rf"{place}\shell\open\command"
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, place) as key:
            winreg.SetValueEx(key, "", 0, winreg.REG_SZ, command)
