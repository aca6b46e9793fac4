"""Which files a tape has, and where in the session each of them stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.splice import end_of_all, end_to_end
from ipt_review.domain.tape import MediaFile
from ipt_review.media.fingerprint import fingerprint
from ipt_review.media.probe import probe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_DIGITS = re.compile(r"(\d+)")


class SameFileTwice(ReviewError):
    """A recording is to stand twice on one tape.

    Args:
        name: Of the file that is there already.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is on this tape already, perhaps under another name.",
            "Leave one of the two out.",
        )


class BeforeTheStart(ReviewError):
    """A file is to begin before the session does.

    Args:
        name: Of the file.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” would begin before 0:00:00 of the session.",
            "Move the other files to later times instead.",
        )


def in_natural_order(paths: Iterable[Path]) -> list[Path]:
    """Return files as a person would number them: side 2 before side 10."""
    return sorted(paths, key=lambda path: _natural(path.name))


def measured(path: Path, offset: int = 0) -> MediaFile:
    """Return what there is to know of a recording, which is read and never copied.

    Raises:
        NotARecording: When nothing can be played from it.
    """
    length = probe(path).length_ms
    size, taken = path.stat().st_size, str(fingerprint(path))
    return MediaFile(path.resolve(), offset, length, size, taken)


def one_after_another(paths: Iterable[Path]) -> tuple[MediaFile, ...]:
    """Measure recordings and put them end to end, in the order in which they come.

    Raises:
        NotARecording: When nothing can be played from one of them.
        SameFileTwice: When two are the same recording.
    """
    files = tuple(measured(path) for path in paths)
    placed = tuple(
        replace(file, offset=offset)
        for file, offset in zip(files, end_to_end(files), strict=True)
    )
    must_fit_together(placed)
    return placed


def must_fit_together(files: Sequence[MediaFile]) -> None:
    """Make sure that files can make one tape; they may overlap and leave gaps.

    Raises:
        SameFileTwice: When two are the same recording.
        BeforeTheStart: When one begins before the session.
    """
    seen: set[str] = set()
    for file in files:
        if file.offset < 0:
            raise BeforeTheStart(file.path.name)
        known = {str(file.path), file.fingerprint} - {""}
        if known & seen:
            raise SameFileTwice(file.path.name)
        seen |= known


def session_length(files: Sequence[MediaFile], coded_to: int = 0) -> int:
    """Return how long a session lasts on tape, in ms.

    That is up to the end of its last file, and never less than what is coded.
    """
    return max(end_of_all(files), coded_to)


def _natural(name: str) -> list[tuple[bool, int, str]]:
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part.casefold())
        for part in _DIGITS.split(name)
        if part
    ]
