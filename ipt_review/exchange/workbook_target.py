"""Where a workbook goes: what can be in the way there, in words."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

OWNER_FILES: Final = ("~${}", ".~lock.{}#")
"""What Excel and LibreOffice lay beside a workbook while they have it open."""


class WorkbookNotWritten(ReviewError):
    """A workbook that could not be written; what stood at its place is whole."""


class WorkbookOpen(WorkbookNotWritten):
    """A workbook that another program has open, so that it cannot be replaced.

    Attributes:
        instead: A name beside it that is free.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is open in another program, or protected.",
            "Close it there, or choose another name.",
        )
        self.instead = free_name(path)


def free_name(path: Path) -> Path:
    """Return a path beside `path` where nothing is: “STUDY (2).xlsx” and so on."""
    number = 2
    while (found := path.with_stem(f"{path.stem} ({number})")).exists():
        number += 1
    return found


def check_target(path: Path) -> None:
    """Look whether a workbook can be put at `path`, before it is made.

    Raises:
        WorkbookOpen: When one that is there is open in another program.
        WorkbookNotWritten: When there is a folder, or the folder around is missing.
    """
    if path.is_dir():
        raise WorkbookNotWritten(
            f"“{path}” is a folder.", "Choose a file name for the workbook."
        )
    if not path.parent.is_dir():
        raise WorkbookNotWritten(
            f"The folder “{path.parent}” does not exist.",
            "Choose another folder, or make this one first.",
        )
    if not path.exists():
        return
    if any(path.with_name(name.format(path.name)).exists() for name in OWNER_FILES):
        raise WorkbookOpen(path)
    try:
        path.open("r+b").close()  # which a lock of the system refuses
    except OSError as error:
        raise said(error, path) from error


def said(error: OSError, path: Path) -> WorkbookNotWritten:
    """Return in words a person can act on what went wrong with writing to `path`."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return WorkbookNotWritten(
            "The disk is full, so the workbook was not written.",
            "Free some space, or choose a folder on another disk.",
        )
    if isinstance(error, PermissionError) and os.access(path, os.F_OK):
        return WorkbookOpen(path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return WorkbookNotWritten(
            f"Nothing can be written to the folder “{path.parent}”.",
            "Choose another folder.",
        )
    return WorkbookNotWritten(
        f"“{path}” could not be written ({error.strerror}).",
        "Choose another name or another folder.",
    )


def write_there(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Have a workbook written beside `path` first, and moved there at the end.

    Raises:
        WorkbookNotWritten: When it cannot be; what stood there is whole.
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        check_target(path)
        with partial.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise said(error, path) from error
    finally:
        with suppress(OSError):
            partial.unlink()
