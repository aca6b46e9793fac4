"""Two engines made one for tapes of several files, wherever they may be used from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.choose import QT
from ipt_review.media.command_thread import carry_out
from ipt_review.media.joined_engine import JoinedEngine

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.media.engine import Engine


class Place(NamedTuple):
    """What plays where the tape stands.

    Attributes:
        file: Its place among the files of the tape, None in a gap.
        problem: In a gap, why the file that belongs there cannot be played.
    """

    file: int | None
    problem: str = ""


NOWHERE = Place(-1)
"""Where a tape stands before anything was heard of it."""


class WindowTurns(QObject):
    """Does one thing after another on the window's thread, as `CommandThread` does.

    For engines that may be used from there only.
    """

    _asked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._closed = False
        self._plans: dict[Callable[[], None], QTimer] = {}
        self._asked.connect(self._carry_out, type=Qt.ConnectionType.QueuedConnection)

    def do(self, command: Callable[[], None]) -> None:
        """Have `command` carried out; after closing, forget it."""
        if not self._closed:
            self._asked.emit(command)

    def plan(self, what: Callable[[], None], seconds: float) -> None:
        """Do `what` in so many seconds, and not when it was planned before."""
        timer = self._plans.get(what)
        if timer is None:
            timer = QTimer(self, singleShot=True)
            timer.setTimerType(Qt.TimerType.PreciseTimer)
            timer.timeout.connect(partial(self._carry_out, what))
            self._plans[what] = timer
        timer.start(round(seconds * MS_PER_SECOND))

    def drop_plans(self) -> None:
        """Do nothing of what was planned."""
        for timer in self._plans.values():
            timer.stop()

    def guard(self, command: Callable[[], None]) -> None:
        """Carry out `command` now; if it raises, report that as a bug and go on."""
        carry_out(command)

    def close(self, last: Callable[[], None]) -> None:
        """Carry out `last`, and nothing after it."""
        if not self._closed:
            self._closed = True
            self.drop_plans()
            last()

    def _carry_out(self, command: Callable[[], None]) -> None:
        if not self._closed:
            command()


class FilesJoined:
    """Makes of the player's engine one that joins files, when the first tape needs it.

    Qt's players belong to the window's thread; others are spoken to from a thread
    that nothing in the window can hold up.

    Args:
        engine: What plays tapes of one file.
        now: The monotonic clock, in seconds.
        adopt: Told which engine plays all tapes from then on.
        parent: What lives as long as the engine.

    Attributes:
        skips_gaps: Whether gaps between files are skipped.
    """

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], float],
        adopt: Callable[[Engine], None],
        parent: QObject,
    ) -> None:
        self._engine = engine
        self._now = now
        self._adopt = adopt
        self._parent = parent
        self._joined: JoinedEngine | None = None
        self.skips_gaps = False

    def ready(self) -> JoinedEngine:
        """Return the engine that joins files, made now if need be."""
        if self._joined is None:
            turns = WindowTurns(self._parent) if self._engine.name == QT else None
            self._joined = JoinedEngine(self._engine, self._now, turns)
            self._joined.skip_gaps(skip=self.skips_gaps)
            self._adopt(self._joined)
        return self._joined

    def choose(self, number: int | None) -> None:
        """Have this file of several seen and heard where they overlap."""
        if self._joined is not None:
            self._joined.choose_file(number)

    def skip_gaps(self, *, skip: bool) -> None:
        """Go from one file of a tape straight to the next, or run through gaps."""
        self.skips_gaps = skip
        if self._joined is not None:
            self._joined.skip_gaps(skip=skip)
