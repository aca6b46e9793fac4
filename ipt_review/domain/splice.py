"""How the files of a tape make one session time: stretches, borders and gaps.

A file that begins at `offset` shows at session time t what stands at t − offset in it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ipt_review.domain.tape import MediaFile


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of session time on which one file is seen and heard.

    Attributes:
        file: Its place among the files of the tape; None in a gap.
    """

    span: Span
    file: int | None


def end_of(file: MediaFile) -> int:
    """Return where a file ends in the session, in ms."""
    return file.offset + file.length


def end_of_all(files: Sequence[MediaFile]) -> int:
    """Return where the last file ends in the session, in ms; 0 without files."""
    return max(map(end_of, files), default=0)


def covering(files: Sequence[MediaFile], moment: int) -> tuple[int, ...]:
    """Return the places of the files that were recording at a moment (ms)."""
    return tuple(
        place
        for place, file in enumerate(files)
        if file.offset <= moment < end_of(file)
    )


def stretches(
    files: Sequence[MediaFile],
    length: int,
    chosen: int | None = None,
    absent: Collection[int] = (),
) -> tuple[Stretch, ...]:
    """Return which file is seen when, from the start of the session to its end.

    Where files overlap it is the chosen one, or else the one that comes first in the
    tape's order. Neighbors differ, and together they cover the session without a hole.

    Args:
        files: In the tape's order.
        length: Of the session, in ms; what lies beyond it is left out.
        chosen: The place of the file that is preferred, None for no such choice.
        absent: The places of files that cannot be played.
    """
    borders = {0, length}
    for file in files:
        borders |= {min(max(file.offset, 0), length), min(max(end_of(file), 0), length)}
    found: list[Stretch] = []
    for start, end in pairwise(sorted(borders)):
        here = [each for each in covering(files, start) if each not in absent]
        first = chosen if chosen in here else next(iter(here), None)
        if found and found[-1].file == first:
            found[-1] = Stretch(Span(found[-1].span.start, end), first)
        else:
            found.append(Stretch(Span(start, end), first))
    return tuple(found) or (Stretch(Span(0, 0), _first(files, absent)),)


def stretch_at(line: Sequence[Stretch], moment: int) -> int:
    """Return the index of the stretch that holds a moment (ms).

    A border belongs to the stretch that begins there, the end of the session to the
    last one.
    """
    starts = [each.span.start for each in line]
    return min(max(bisect_right(starts, moment) - 1, 0), len(line) - 1)


def gaps(files: Sequence[MediaFile], length: int) -> tuple[Span, ...]:
    """Return where nothing was recorded, in order."""
    line = stretches(files, length)
    return tuple(each.span for each in line if each.file is None and each.span.length)


def end_to_end(files: Sequence[MediaFile], start: int = 0) -> tuple[int, ...]:
    """Return the offsets at which files follow one another without a gap, in ms."""
    offsets = []
    for file in files:
        offsets.append(start)
        start += file.length
    return tuple(offsets)


def _first(files: Sequence[MediaFile], absent: Collection[int]) -> int | None:
    return next((n for n in range(len(files)) if n not in absent), None)
