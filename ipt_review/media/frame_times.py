"""When the frames of a tape begin: what tells which of them is on the screen.

Pure; the times are read off the recording by `stills.py`.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND

if TYPE_CHECKING:
    from collections.abc import Sequence

AHEAD = 10.0
"""How long before the target of a seek is due libvlc shows its first frame if that one
begins before the target, in ms: at once, whatever frame it is."""

EARLY = AHEAD + 2.0
"""How far before the target its regular run of frames may begin, in ms."""

REGULAR = 2.0
"""How far the distance of two frames on the screen may lie beside their distance on the
tape where both were shown in time, in ms."""

LATE_FIRST = 6.0
"""How late the first of these frames may be, in ms."""

SURE_PAIR = 2
"""How many frames do not yet show whether the first of them was late."""


def whole(start: float) -> int:
    """Return the first whole ms of a frame that begins at `start` ms."""
    return math.ceil(round(start, 3))


@dataclass(frozen=True, slots=True)
class FrameTimes:
    """When the frames in one stretch of a tape begin.

    Attributes:
        starts: In ms, ascending, at least one.
    """

    starts: tuple[float, ...]

    def covers(self, position: float) -> bool:
        """Say whether `position` (ms) lies within the stretch."""
        return self.starts[0] - 1 <= position <= self.starts[-1]

    def on_screen(self, position: float) -> float:
        """Return the start of the frame that is on the screen at `position`."""
        return self.starts[max(0, bisect_right(self.starts, position) - 1)]

    def nearest(self, position: float) -> float:
        """Return the start that lies next to `position`."""
        place = bisect_left(self.starts, position)
        around = self.starts[max(0, place - 1) : place + 1]
        return min(around, key=lambda start: abs(start - position))

    def following(self, start: float) -> float:
        """Return the first start after `start`; after the last one, infinity."""
        place = bisect_right(self.starts, start + 0.5)
        return self.starts[place] if place < len(self.starts) else math.inf

    def landed(self, target: int, shown: Sequence[float]) -> float | None:
        """Return the start of the newest of the frames shown after a running seek.

        Frames of the old place, and one of the new place shown ahead of its time, may
        come first. From then on frames come at their distance on the tape, and the
        first of these is the first one that does not lie before the target.

        Args:
            target: Where libvlc was sent, in ms.
            shown: When frames were shown since then, at the speed of life, in seconds.

        Returns:
            None while that cannot be told.
        """
        first = bisect_left(self.starts, target - EARLY)
        for early in range(len(shown) - 1):
            run = shown[early:]
            due = self.starts[first : first + len(run)]
            if len(due) != len(run) or not _in_step(run, due):
                continue
            at_once = (run[1] - run[0]) * MS_PER_SECOND - (due[0] - target + AHEAD)
            if _is_exact(run, due) or abs(at_once) > REGULAR:
                return due[-1]
        return None


def _is_exact(shown: Sequence[float], due: Sequence[float]) -> bool:
    """Say whether the first two frames are in step with each other."""
    beside = (shown[1] - shown[0]) * MS_PER_SECOND - (due[1] - due[0])
    return abs(beside) <= REGULAR


def _in_step(shown: Sequence[float], due: Sequence[float]) -> bool:
    """Say whether the newest frame is in step with the others, but for a few late ones.

    The first one is often late by some ms, which shows only from the third one on.
    """
    behind = [
        (at - shown[-1]) * MS_PER_SECOND - (start - due[-1])
        for at, start in zip(shown, due, strict=True)
    ]
    off = [abs(late) > REGULAR for late in behind[1:]]
    late_first = len(shown) > SURE_PAIR and -REGULAR <= behind[0] <= LATE_FIRST
    return (late_first or abs(behind[0]) <= REGULAR) and sum(off) <= len(off) // 4
