"""The tape clock: one steady reading between an engine's rare reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.engine import Report, State

if TYPE_CHECKING:
    from collections.abc import Callable

JITTER = 120
"""How far a report may set the reading back without being a seek, in ms.

Ticks differ by a few ms; the first one after a seek, and going on after a pause, whose
last frame came early, by some tens.
"""


@dataclass(slots=True)
class TapeClock:
    """Tells where the tape stands: stamps, playhead, and captions all read it.

    libvlc says where it stands two to four times a second; in between, the newest
    report is run on by the time that has passed and the rate. A report of a running
    tape that would set the reading back by up to `JITTER` ms makes it wait instead.

    Attributes:
        now: The monotonic clock that the reports' `at` is read from, in seconds.
    """

    now: Callable[[], float]
    _report: Report = field(default_factory=lambda: Report(State.EMPTY, 0, 0.0))
    _floor: int = 0

    def hear(self, report: Report) -> None:
        """Take the engine's word for where the tape stands."""
        shown = max(self._moment(self._report), self._floor)
        waits = _runs(report) and 0 <= shown - self._moment(report) <= JITTER
        self._floor = shown if waits else 0
        self._report = report

    def reading(self) -> int:
        """Return where the tape stands now, in ms."""
        moment = max(self._moment(self._report), self._floor)
        if _runs(self._report):
            self._floor = moment
        return moment

    def _moment(self, report: Report) -> int:
        moment = report.position
        if _runs(report):
            elapsed = max(0.0, self.now() - report.at)
            moment += round(elapsed * MS_PER_SECOND * report.rate)
            if report.waits_at is not None:
                moment = max(report.position, min(moment, report.waits_at))
        return min(moment, report.length) if report.length else moment


def _runs(report: Report) -> bool:
    return report.state is State.PLAYING
