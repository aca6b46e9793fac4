"""What was heard of the files of a tape, put together in the session's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipt_review.domain.splice import stretches
from ipt_review.domain.timecode import Span
from ipt_review.media.peaks import BIN_MS, NO_SOUND, SIDES, Peaks
from ipt_review.media.voice import anyone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ipt_review.domain.splice import Stretch
    from ipt_review.domain.tape import MediaFile
    from ipt_review.media.peaks import Extremes

Lanes = tuple[tuple[Span, ...], ...]


def join_peaks(
    files: Sequence[MediaFile], length: int, heard: Mapping[int, Peaks]
) -> Peaks:
    """Return the peaks of a session of `length` ms, silent in its gaps.

    Where files overlap it is the one that is heard. Files are placed to the nearest
    10 ms; one channel stands for both sides where another file has two.

    Args:
        files: In the tape's order.
        length: Of the session, in ms.
        heard: Peaks by the place of their file, of as many files as are known.
    """
    channels = max((peaks.channels for peaks in heard.values()), default=0)
    if not channels:
        return NO_SOUND
    bins = np.zeros((channels, 2, -(-length // BIN_MS)), np.int16)
    missing: list[Span] = []
    for stretch, number in _played(files, length):
        peaks, offset = heard.get(number), files[number].offset
        if peaks is not None and peaks.channels:
            _place(bins, peaks.bins, stretch.span, offset)
            missing.extend(_within(peaks.missing, stretch.span, offset))
    return Peaks.of(bins, length, tuple(missing))


def join_voices(
    files: Sequence[MediaFile], length: int, heard: Mapping[int, Lanes]
) -> Lanes:
    """Return where somebody speaks in a session, by estimate, file by file.

    There are two lanes only where each file with sound has the two sides apart.

    Args:
        files: In the tape's order.
        length: Of the session, in ms.
        heard: As `media.voice.voices` returns it, by the place of the file.
    """
    lanes = {number: found for number, found in heard.items() if found}
    if not lanes:
        return ()
    apart = all(len(each) == SIDES for each in lanes.values())
    found: list[list[Span]] = [[] for _ in range(SIDES if apart else 1)]
    for stretch, number in _played(files, length):
        spoken = lanes.get(number, ())
        sides: Sequence[Iterable[Span]] = spoken if apart else (anyone(spoken),)
        for lane, side in zip(found, sides, strict=False):
            lane.extend(_within(side, stretch.span, files[number].offset))
    return tuple(map(tuple, found))


def _played(files: Sequence[MediaFile], length: int) -> list[tuple[Stretch, int]]:
    line = stretches(files, length)
    return [(each, each.file) for each in line if each.file is not None]


def _place(bins: Extremes, from_file: Extremes, span: Span, offset: int) -> None:
    """Copy what stands on a stretch of the session out of the bins of a file."""
    first, last = round(span.start / BIN_MS), round(span.end / BIN_MS)
    skipped = round(offset / BIN_MS)
    wanted = from_file[..., max(first - skipped, 0) : max(last - skipped, 0)]
    if len(wanted) == 1 and len(bins) == SIDES:
        wanted = np.repeat(wanted, SIDES, axis=0)
    room = bins.shape[-1] - first
    wanted = wanted[..., :room]
    bins[: len(wanted), :, first : first + wanted.shape[-1]] = wanted


def _within(spans: Iterable[Span], stretch: Span, offset: int) -> list[Span]:
    """Return spans of a file in session time, cut to what is played of it."""
    found = []
    for span in spans:
        start = max(span.start + offset, stretch.start)
        end = min(span.end + offset, stretch.end)
        if start < end:
            found.append(Span(start, end))
    return found
