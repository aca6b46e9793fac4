"""Who has a study open: a small file beside it for each window, as long as it is open.

The file names computer, login and process. It is locked by the system, so that one
that a crash left behind is known by being free. Locks do not always reach other
computers; there a file counts while it was renewed within the last ten minutes, by
the clock of the drive.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import secrets
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".open"
ALIVE: Final = 600
"""For so many seconds a window on another computer counts without being renewed."""

_BEYOND: Final = 1 << 20
"""Windows lets nobody read what is locked, so a byte far behind the text is."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A window, on this computer or another, that has a study open.

    Attributes:
        since: In ms since 1970 UTC.
    """

    host: str
    user: str
    pid: int
    since: int

    @property
    def is_here(self) -> bool:
        """Whether it is on this computer."""
        return self.host == platform.node()

    @property
    def told(self) -> str:
        """Who it is, for a person to call."""
        clock = time.strftime("%H:%M", time.localtime(self.since / 1000))
        where = "this computer" if self.is_here else self.host
        return f"{self.user} on {where} (process {self.pid}, since {clock})"


class Stay:
    """This window among those that have a study open, until it leaves."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    @classmethod
    def begin(cls, study: Path) -> Self | None:
        """Say that a study is open here; None where no file can be put beside it."""
        path = study.with_name(f"{study.name}.{secrets.token_hex(4)}{SUFFIX}")
        own = {
            "host": platform.node(),
            "user": _user(),
            "pid": os.getpid(),
            "since": time.time_ns() // 1_000_000,
        }
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
        except OSError:
            return None
        _lock(handle)
        with suppress(OSError):  # a full drive: nobody knows of this window then
            os.write(handle, json.dumps(own).encode())
        return cls(path, handle)

    def renew(self) -> None:
        """Say that it is still so; worth doing each minute."""
        with suppress(OSError):
            os.utime(self._path)

    def end(self) -> None:
        """Say that it is so no longer."""
        os.close(self._handle)
        with suppress(OSError):
            self._path.unlink()


def holders_of(study: Path) -> list[Holder]:
    """Return who else has a study open; what is left of a crash is cleared away."""
    found: list[Holder] = []
    files: list[Path] = []
    with suppress(OSError):  # a folder that cannot be listed
        files += study.parent.glob(f"{_literally(study.name)}.*{SUFFIX}")
    for file in files:
        holder = _read(file)
        if holder is None or (holder.is_here and holder.pid == os.getpid()):
            continue
        if _is_left_over(file, holder):
            if holder.is_here:
                with suppress(OSError):
                    file.unlink()
            continue
        found.append(holder)
    return sorted(found, key=lambda each: each.since)


def _read(file: Path) -> Holder | None:
    try:
        told = json.loads(file.read_bytes())
        return Holder(
            str(told["host"]), str(told["user"]), int(told["pid"]), int(told["since"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_left_over(file: Path, holder: Holder) -> bool:
    try:
        if not holder.is_here:
            return time.time() - file.stat().st_mtime > ALIVE
        with file.open("rb+", buffering=0) as opened:
            return _lock(opened.fileno())
    except OSError:
        return False


def _lock(handle: int) -> bool:
    """Lock a file until it is closed; say whether nobody else has."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there is none elsewhere

            os.lseek(handle, _BEYOND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl  # noqa: PLC0415 - there is none on Windows

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def _literally(name: str) -> str:
    """Return a name as a pattern that matches it alone."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in name)
