"""Where a program that was started with a link leaves it for the one that runs."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

LETTERS: Final = "*.link"
LOCK: Final = "window.lock"


def hand_over(link: str, box: Path) -> bool:
    """Leave a link for the window that is open; say whether there is one."""
    with suppress(OSError):
        box.mkdir(parents=True, exist_ok=True)
        lock = QLockFile(str(box / LOCK))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            lock.unlock()
            return False
        letter = box / f"{uuid4().hex}.part"
        letter.write_text(link, "utf-8")
        letter.rename(letter.with_suffix(".link"))
        return True
    return False


class Letterbox(QObject):
    """The box of a window: of several windows, the first one empties it.

    Signals:
        came: A link was left here.
    """

    came = Signal(str)

    def __init__(self, box: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._box = box
        self._lock = QLockFile(str(box / LOCK))
        self._lock.setStaleLockTime(0)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._empty)

    def open(self) -> None:
        """Take in what is left here from now on, unless another window does."""
        with suppress(OSError):
            self._box.mkdir(parents=True, exist_ok=True)
            if self._lock.tryLock(0):
                for old in self._box.glob(LETTERS):
                    old.unlink(missing_ok=True)
                self._watcher.addPath(str(self._box))

    def close(self) -> None:
        """Leave the box to another window."""
        self._watcher.removePaths(self._watcher.directories())
        self._lock.unlock()

    def _empty(self) -> None:
        for letter in sorted(self._box.glob(LETTERS)):
            try:
                link = letter.read_text("utf-8")
                letter.unlink()
            except (OSError, UnicodeDecodeError) as error:
                print(f"A link was not read: {error}", file=sys.stderr)  # noqa: T201
                continue
            self.came.emit(link)
