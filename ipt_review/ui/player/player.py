"""Plays the tape of one session: engine, clock, and what a person asks of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ipt_review.media.clock import TapeClock
from ipt_review.media.engine import Report, State
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui.engine_bridge import EngineBridge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.media.engine import Engine, Picture

BACK_STEP = 1_500
TICK = 16
RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
SLOWEST, FASTEST = 0.5, 2.0
SEEK_TAKES = 1.0
"""How long after a seek reports may still be of the place before it, in seconds."""

NEAR = 400
"""How far beside the target (ms) a report may lie that knows of the seek."""


class Player(QObject):
    """One tape at a time; where it stands is read off one clock.

    When a tape has no recording, or one that cannot be played, the clock runs all
    the same on a silent engine, so that coding goes on.

    Args:
        engine: What plays recordings; it is closed with the player.
        now: The monotonic clock, in seconds.
    """

    moved = Signal(int)
    state_changed = Signal(object)
    pictured = Signal(object)
    failed = Signal(str)
    rate_changed = Signal(float)

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._main = engine
        self._engine = engine
        self._silent: EngineBridge | None = None
        self._clock = TapeClock(now)
        self._sought_at: float | None = None
        self.state = State.EMPTY
        self.rate = 1.0
        self.length = 0
        self._timer = QTimer(self, interval=TICK)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self.moved.emit(self.position))
        self._bridge(engine)

    @property
    def position(self) -> int:
        """Where the tape stands now, in ms."""
        return self._clock.reading()

    @property
    def playing(self) -> bool:
        """Whether the tape runs."""
        return self.state is State.PLAYING

    def load(self, file: Path | None, length: int) -> None:
        """Take in a tape, or only its length (ms) when there is no recording."""
        self.unload()
        self.length = length
        if file is None:
            self._go_silent()
        else:
            self._engine = self._main
            self._main.set_rate(self.rate)
            self._main.load(file)

    def toggle(self) -> None:
        """Play or pause; playing again starts a little earlier."""
        if self.playing:
            self._engine.pause()
            return
        if self.state is State.PAUSED and self.position > 0:
            self.seek(self.position - BACK_STEP)
        self._engine.play()

    def play(self) -> None:
        """Let the tape run from where it stands."""
        if not self.playing:
            self._engine.play()

    def pause(self) -> None:
        """Hold the tape."""
        if self.playing:
            self._engine.pause()

    def seek(self, position: int) -> None:
        """Stand at `position` (ms), kept within the tape.

        That is what is read from now on, before the engine confirms it, so that
        held arrows add up and a mark made at once stands where it was meant.
        """
        if self.state is State.EMPTY:
            return
        target = max(0, min(position, self.length))
        self._engine.seek(target)
        self._sought_at = self._now()
        state = State.PLAYING if self.playing else State.PAUSED
        self._clock.hear(
            Report(state, target, self._sought_at, self.rate, self.length)
        )
        self.moved.emit(self.position)

    def step(self, by: int) -> None:
        """Go `by` ms forward, or back when it is negative."""
        self.seek(self.position + by)

    def set_rate(self, rate: float) -> None:
        """Run at `rate`, kept between 0.5 and 2.0."""
        self.rate = round(min(max(rate, SLOWEST), FASTEST), 2)
        self._engine.set_rate(self.rate)
        self.rate_changed.emit(self.rate)

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 100 being as recorded."""
        self._main.set_volume(percent)

    def fit(self, width: int, height: int) -> None:
        """Say how large pictures are wanted at most, in pixels."""
        self._main.fit(width, height)

    def unload(self) -> None:
        """Let go of the tape."""
        self._timer.stop()
        if self.playing:
            self._engine.pause()
        if self._silent is not None:
            self._silent.shut()
            self._silent.engine.close()
            self._silent.deleteLater()
            self._silent = None
        self._clock = TapeClock(self._now)
        self._sought_at = None
        self.state = State.EMPTY

    def close(self) -> None:
        """Let go of the tape and of the engine, for good."""
        self.unload()
        self._main.close()

    def _go_silent(self) -> None:
        self._engine = SilentEngine(self.length, self._now)
        self._engine.set_rate(self.rate)
        self._silent = self._bridge(self._engine)

    def _bridge(self, engine: Engine) -> EngineBridge:
        bridge = EngineBridge(engine, self)
        bridge.reported.connect(lambda report: self._hear(engine, report))
        bridge.pictured.connect(lambda picture: self._see(engine, picture))
        return bridge

    def _hear(self, engine: Engine, report: Report) -> None:
        if engine is not self._engine:
            return
        if report.state is State.FAILED:
            self.failed.emit(report.problem)
            self._go_silent()
            return
        self._clock.hear(self._after_seek(report))
        self.length = report.length or self.length
        changed = report.state is not self.state
        self.state = report.state
        if self.playing:
            self._timer.start()
        else:
            self._timer.stop()
        self.moved.emit(self.position)
        if changed:
            self.state_changed.emit(self.state)

    def _after_seek(self, report: Report) -> Report:
        """Return what a report says, but of the newest seek if it is older than it."""
        sought_at, now = self._sought_at, self._now()
        if sought_at is None:
            return report
        here = self._clock.reading()
        if now - sought_at < SEEK_TAKES and abs(report.position - here) > NEAR:
            return replace(report, position=here, at=now)
        self._sought_at = None
        return report

    def _see(self, engine: Engine, picture: Picture) -> None:
        if engine is self._engine:
            self.pictured.emit(picture)
