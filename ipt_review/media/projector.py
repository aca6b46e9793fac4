"""One of two engines that take turns with the files of a tape, and the file in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ipt_review.media.engine import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.tape import MediaFile
    from ipt_review.media.engine import Engine, Picture, Report

NEAR = 400
"""How far beside its place a file may stand when it is first heard of, in ms."""


class Turns(Protocol):
    """Where everything is done one after another; `CommandThread` is one."""

    def do(self, command: Callable[[], None]) -> None:
        """Have `command` carried out."""

    def plan(self, what: Callable[[], None], seconds: float) -> None:
        """Do `what` in so many seconds, and not when it was planned before."""

    def drop_plans(self) -> None:
        """Do nothing of what was planned."""

    def guard(self, command: Callable[[], None]) -> None:
        """Carry out `command` now; if it raises, report that as a bug and go on."""

    def close(self, last: Callable[[], None]) -> None:
        """Carry out what is waiting, then `last`, then end."""


class Projector:
    """An engine with at most one file of the tape in it.

    Args:
        engine: What plays.
        now: The monotonic clock, in seconds.

    Attributes:
        number: The place of the file among the tape's files, None for none.
        report: What the engine said last about this file, None until it did.
        picture: The last frame of this file that came.
    """

    def __init__(self, engine: Engine, now: Callable[[], float]) -> None:
        self.engine = engine
        self.number: int | None = None
        self.report: Report | None = None
        self.picture: Picture | None = None
        self._now = now
        self._asked_at = 0.0
        self._name = ""
        self._place: int | None = None

    def empty(self) -> None:
        """Know of no file any more."""
        self.number = self.report = self.picture = None

    def cue(self, number: int, file: MediaFile, position: int) -> None:
        """Stand at `position` (ms) of a file, which is taken in if need be."""
        if self.number != number:
            self.number, self.report, self.picture = number, None, None
            self._place, self._name = 0, file.path.name
            self._asked_at = self._now()
            self.engine.load(file.path)
        if self._place != position:
            self._place = position
            self._asked_at = self._now()
            self.engine.seek(position)

    def play(self) -> None:
        """Let the file run."""
        self._place = None
        self.engine.play()

    def hears(self, report: Report) -> bool:
        """Take note of a report; say whether it is of the place that was asked for.

        What was said before the engine was last sent somewhere does not count, nor
        what it says of the file before.
        """
        if self.number is None or report.at < self._asked_at:
            return False
        if self.report is None and not self._begins(report):
            return False
        self.report = report
        return True

    def _begins(self, report: Report) -> bool:
        """Say whether a report may be the first one of the file that was taken in.

        A failure may still be that of the file before; every problem names its file.
        """
        if report.state is State.FAILED:
            return self._name in report.problem
        beside = abs(report.position - (self._place or 0))
        near = min(report.position, beside) <= NEAR
        return near and report.state in (State.PAUSED, State.PLAYING)

    def sees(self, picture: Picture) -> bool:
        """Take note of a frame; say whether it is of the file that is in it."""
        if self.number is None or picture.at < self._asked_at:
            return False
        self.picture = picture
        return True
