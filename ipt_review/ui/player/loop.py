"""A stretch of tape that plays over and over. Pure: positions are handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.domain.timecode import Span

SHORTEST = 500
"""The least that can be looped, in ms: a shorter loop is gone before it is heard."""

LEAD_IN, RUN_OUT = 2_000, 3_000
"""What is played before and after a mark that is too short to loop, in ms."""

PLAYED_AT_MOST = 700
"""How far the tape plays between two looks, in ms; what moved farther was sent."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Where a loop begins and ends, in ms; nothing is looped until both are set."""

    start: int | None = None
    end: int | None = None

    @property
    def runs(self) -> bool:
        """Whether there is something to play over and over."""
        return self.start is not None and self.end is not None

    def holds(self, at: int) -> bool:
        """Say whether `at` is played over and over."""
        if self.start is None or self.end is None:
            return False
        return self.start <= at < self.end

    def from_here(self, at: int) -> Loop:
        """Begin at `at`; an end that lies before it is forgotten."""
        if self.end is not None and self.end - at >= SHORTEST:
            return Loop(at, self.end)
        return Loop(at)

    def to_here(self, at: int) -> Loop:
        """End at `at`; without a beginning, the tape's, and never too short."""
        first, last = sorted((self.start or 0, at))
        return Loop(first, max(last, first + SHORTEST))

    def pressed(self, at: int, picked: Span | None, length: int) -> Loop:
        """Follow one key: off, end here, around the picked mark, or begin here."""
        if self.runs:
            return OFF
        if self.start is not None:
            return self.to_here(at)
        return around(picked, length) if picked is not None else self.from_here(at)

    def sent_back(self, before: int, now: int) -> int | None:
        """Return where to go when playing from `before` to `now` (ms), or None.

        A tape that is sent past the end is left alone, so that one can look around
        while a loop is set.
        """
        if self.start is None or self.end is None:
            return None
        played = 0 <= now - before <= PLAYED_AT_MOST
        return self.start if played and before < self.end <= now else None

    def kept(self, at: int, before: int) -> int:
        """Return `before`, an earlier moment than `at`, but not out of the loop."""
        return max(before, self.start or 0) if self.holds(at) else before


OFF = Loop()


def around(span: Span, length: int) -> Loop:
    """Return a loop over a mark on a tape of `length` ms.

    A point, and what is too short to be heard, is played with some tape around it.
    """
    if span.length >= SHORTEST:
        return Loop(span.start, span.end)
    end = span.end + RUN_OUT
    return Loop(max(0, span.start - LEAD_IN), min(end, length) if length else end)
