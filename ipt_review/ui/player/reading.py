"""Where a tape stands: what was asked for last, until the engine says so too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.media.clock import TapeClock
from ipt_review.media.engine import Report, State

if TYPE_CHECKING:
    from collections.abc import Callable

SEEK_TAKES = 1.0
"""How long after a seek reports may still be of the place before it, in seconds."""

NEAR = 400
"""How far beside the target (ms) a report may lie that knows of the seek."""


class Reading:
    """The clock of the tape in hand, read before an engine confirms a seek.

    Args:
        now: The monotonic clock, in seconds.

    Attributes:
        start: Where the tape is to stand when it is open, in ms.
        awaited: Whether an engine was given the tape, be it open by now or not.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.forget()

    @property
    def position(self) -> int:
        """Where the tape stands now, in ms."""
        return self._clock.reading()

    def forget(self) -> None:
        """Let go of the tape."""
        self._clock = TapeClock(self._now)
        self._sought_at: float | None = None
        self.awaited = self._met = False
        self.start = 0

    def is_of_this_tape(self, report: Report) -> bool:
        """Say whether a report is of the tape in hand, and not of the one before.

        What the engine said of that one may still be on its way. A tape is met when
        it stands where it was to begin.
        """
        if self.awaited and not self._met:
            begins = min(report.position, abs(report.position - self.start)) <= NEAR
            self._met = begins or report.state is State.FAILED
        return self._met

    def hear(self, report: Report) -> None:
        """Take the engine's word, but for the place when that is of before a seek."""
        self._clock.hear(self._after_seek(report))

    def ask(self, target: int, state: State, rate: float, length: int) -> None:
        """Read `target` (ms) from now on, before the engine says so."""
        if self.awaited and not self._met:
            self.start = target
        self._sought_at = self._now()
        self._clock.hear(Report(state, target, self._sought_at, rate, length))

    def _after_seek(self, report: Report) -> Report:
        sought_at, now = self._sought_at, self._now()
        if sought_at is None:
            return report
        here = self._clock.reading()
        if now - sought_at < SEEK_TAKES and abs(report.position - here) > NEAR:
            return replace(report, position=here, at=now)
        self._sought_at = None
        return report
