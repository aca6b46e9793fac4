"""A screen to show windows on: the machine's own, or a virtual one."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from build_spec.shell import Stuck, say, tail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIZE = "1600x1000x24"
SECONDS_TO_START = 60


def has_screen(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether windows can be shown; Windows and macOS always have a screen."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def speaks_utf8(environ: Mapping[str, str]) -> bool:
    """Tell whether the locale in force is a UTF-8 one, the only kind Qt likes."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        if environ.get(name):
            return environ[name].upper().replace("-", "").endswith("UTF8")
    return False


def at_home(environ: Mapping[str, str], runtime: Path) -> dict[str, str]:
    """Return an environment in which Qt finds nothing to warn about.

    Bare machines have no UTF-8 locale and no folder for sockets, and Qt warns of
    both; the tests take a warning for a failure.
    """
    settled = dict(environ)
    if not speaks_utf8(environ):
        settled["LC_ALL"] = "C.UTF-8"
    if not Path(environ.get("XDG_RUNTIME_DIR") or "/nowhere").is_dir():
        settled["XDG_RUNTIME_DIR"] = str(runtime)
    return settled


@contextmanager
def any_screen() -> Iterator[dict[str, str]]:
    """Give an environment with a screen, starting a virtual one where there is none.

    Raises:
        Stuck: The virtual screen did not start.
    """
    if has_screen(sys.platform, os.environ):
        yield dict(os.environ)
        return
    with (
        tempfile.TemporaryDirectory(prefix="ipt-review-") as folder,
        virtual_screen() as display,
    ):
        environ = at_home(os.environ, Path(folder))
        yield environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Run Xvfb on a free display and give that display's name.

    Raises:
        Stuck: It is not there or did not start.
    """
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE]
    with tempfile.TemporaryFile() as words:
        try:
            xvfb = subprocess.Popen(
                [*command, "-nolisten", "tcp", "-noreset"],
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                pass_fds=[writing],
            )
        except OSError as problem:
            raise did_not_start(str(problem)) from None
        finally:
            os.close(writing)
        try:
            yield display_of(reading, words)
        finally:
            xvfb.terminate()
            xvfb.wait()


def display_of(reading: int, words: BinaryIO) -> str:
    """Wait until Xvfb has written the number of its display, and close the pipe.

    Raises:
        Stuck: It ended, or wrote nothing in time.
    """
    with os.fdopen(reading) as pipe:
        ready, _, _ = select.select([pipe], [], [], SECONDS_TO_START)
        number = pipe.readline().strip() if ready else ""
    if not number:
        words.seek(0)
        raise did_not_start(words.read().decode(errors="replace"))
    return f":{number}"


def did_not_start(why: str) -> Stuck:
    """Show what Xvfb had to say and word the problem."""
    say(tail(why))
    return Stuck(
        "The virtual screen (Xvfb) did not start.",
        "Free some memory and space in /tmp, or run this where there is a screen.",
    )
