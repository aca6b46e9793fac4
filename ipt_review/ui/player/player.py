"""Plays the tape of one session: engine, clock, and what a person asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ipt_review.media.clock import TapeClock
from ipt_review.media.engine import State
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui.engine_bridge import EngineBridge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.media.engine import Engine, Picture, Report

BACK_STEP = 1_500
TICK = 16
RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
SLOWEST, FASTEST = 0.5, 2.0


class Player(QObject):
    """One tape at a time; where it stands is read off one clock.

    When a tape cannot be played, the clock runs all the same on a silent engine,
    so that coding goes on.

    Args:
        make_engine: Makes the engine for tapes that have a recording.
        now: The monotonic clock, in seconds.
    """

    moved = Signal(int)
    state_changed = Signal(object)
    pictured = Signal(object)
    failed = Signal(str)
    rate_changed = Signal(float)

    def __init__(
        self,
        make_engine: Callable[[], Engine],
        now: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_engine = make_engine
        self._now = now
        self._engine: Engine | None = None
        self._bridge: EngineBridge | None = None
        self._clock = TapeClock(now)
        self._volume = 100
        self._room = (1280, 720)
        self.state = State.EMPTY
        self.rate = 1.0
        self.length = 0
        self._timer = QTimer(self, interval=TICK)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self.moved.emit(self.position))

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
        self.length = length
        if file is None:
            self._take(SilentEngine(length=length))
            self._start(None)
        else:
            self._take(self._make_engine())
            self._start(file)

    def toggle(self) -> None:
        """Play or pause; playing again starts a little earlier."""
        if self._engine is None:
            return
        if self.playing:
            self._engine.pause()
        else:
            if self.state is State.PAUSED and self.position > 0:
                self.seek(self.position - BACK_STEP)
            self._engine.play()

    def play(self) -> None:
        """Let the tape run from where it stands."""
        if self._engine is not None and not self.playing:
            self._engine.play()

    def pause(self) -> None:
        """Hold the tape."""
        if self._engine is not None and self.playing:
            self._engine.pause()

    def seek(self, position: int) -> None:
        """Stand at `position` (ms), kept within the tape."""
        if self._engine is not None:
            self._engine.seek(max(0, min(position, self.length)))

    def step(self, by: int) -> None:
        """Go `by` ms forward, or back when it is negative."""
        self.seek(self.position + by)

    def set_rate(self, rate: float) -> None:
        """Run at `rate`, kept between 0.5 and 2.0."""
        self.rate = round(min(max(rate, SLOWEST), FASTEST), 2)
        if self._engine is not None:
            self._engine.set_rate(self.rate)
        self.rate_changed.emit(self.rate)

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 100 being as recorded."""
        self._volume = percent
        if self._engine is not None:
            self._engine.set_volume(percent)

    def fit(self, width: int, height: int) -> None:
        """Say how large pictures are wanted at most, in pixels."""
        self._room = (width, height)
        if self._engine is not None:
            self._engine.fit(width, height)

    def close(self) -> None:
        """Let go of the tape and of the engine."""
        self._timer.stop()
        if self._bridge is not None:
            self._bridge.shut()
            self._bridge.deleteLater()
            self._bridge = None
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        self.state = State.EMPTY

    def _take(self, engine: Engine) -> None:
        self.close()
        self._clock = TapeClock(self._now)
        self._engine = engine
        self._bridge = EngineBridge(engine, self)
        self._bridge.reported.connect(self._hear)
        self._bridge.pictured.connect(self._see)

    def _start(self, file: Path | None) -> None:
        engine = self._engine
        if engine is None:
            return
        engine.fit(*self._room)
        engine.set_volume(self._volume)
        engine.set_rate(self.rate)
        if file is not None:
            engine.load(file)

    def _hear(self, report: Report) -> None:
        if report.state is State.FAILED:
            self.failed.emit(report.problem)
            self._take(SilentEngine(length=self.length))
            self._start(None)
            return
        self._clock.hear(report)
        if report.length > 0:
            self.length = report.length
        changed = report.state is not self.state
        self.state = report.state
        if self.playing:
            self._timer.start()
        else:
            self._timer.stop()
        self.moved.emit(self.position)
        if changed:
            self.state_changed.emit(self.state)

    def _see(self, picture: Picture) -> None:
        self.pictured.emit(picture)
