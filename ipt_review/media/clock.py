"""The tape clock: one steady reading between an engine's rare reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.engine import Report, State

if TYPE_CHECKING:
    from collections.abc import Callable

JITTER = 60
"""How far a report may set a running reading back without being a seek, in ms."""


@dataclass(slots=True)
class TapeClock:
    """Tells where the tape stands: stamps, playhead, and captions all read it.

    libvlc says where it stands two to four times a second; in between, the newest
    report is run on by the time that has passed and the rate. A report that would
    set the running reading back by at most `JITTER` ms makes it wait instead.

    Attributes:
        now: The monotonic clock that the reports' `at` is read from, in seconds.
    """

    now: Callable[[], float]
    _report: Report = field(default_factory=lambda: Report(State.EMPTY, 0, 0.0))
    _floor: int = 0

    def hear(self, report: Report) -> None:
        """Take the engine's word for where the tape stands."""
        if not self._runs_on(report):
            self._floor = 0
        self._report = report

    def reading(self) -> int:
        """Return where the tape stands now, in ms."""
        moment = max(self._moment(self._report), self._floor)
        if _runs(self._report):
            self._floor = moment
        return moment

    def _runs_on(self, report: Report) -> bool:
        """Say whether `report` goes on from the present reading."""
        if not (_runs(self._report) and _runs(report)):
            return False
        return 0 <= self._floor - self._moment(report) <= JITTER

    def _moment(self, report: Report) -> int:
        moment = report.position
        if _runs(report):
            elapsed = max(0.0, self.now() - report.at)
            moment += round(elapsed * MS_PER_SECOND * report.rate)
        return min(moment, report.length) if report.length else moment


def _runs(report: Report) -> bool:
    return report.state is State.PLAYING and report.settled
