"""Files that are there whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from pathlib import Path


class FileNotWritten(ReviewError):
    """A file that could not be written; what stood at its place is whole."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"“{path.name}” cannot be written: {reason}.",
            "Close it in other programs, or choose another folder.",
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` beside `path` first and move it there at the end.

    Raises:
        FileNotWritten: When the folder is missing or closed to us, the file is open
            elsewhere, or the disk is full.
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileNotWritten(path, reason) from error
    finally:
        with suppress(OSError):
            partial.unlink()
