"""A desk with an engine on it: what every promise of an engine is tried at."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from typing_extensions import override

from ipt_review.media.clock import TapeClock
from ipt_review.media.engine import Report, State
from ipt_review.media.joined_engine import JoinedEngine
from ipt_review.ui.player.joining import WindowTurns
from ipt_review.ui.player.qt_start import start_qt
from tests.media_files import Recipe, frame_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.media.engine import Engine, Picture

PATIENCE = 20.0
FRAME = 40
TAPES = {
    "mp4": Recipe(b_frames=0),
    "mkv": Recipe(b_frames=0, audio="libmp3lame"),
    "webm": Recipe(video="libvpx", audio="libopus"),
    "wav": Recipe(video="", audio="pcm_s16le"),
    "mov": Recipe(b_frames=3, keyframe_every=150),
}


class Desk:
    """An engine, a clock that hears it, and everything that it reported and showed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.clock = TapeClock(time.monotonic)
        self.reports: list[Report] = [Report(State.EMPTY, 0, 0.0)]
        self.pictures: list[Picture] = []
        self._news = threading.Condition()
        engine.listen(self._hear)
        engine.watch(self._see)

    def _hear(self, report: Report) -> None:
        with self._news:
            self.reports.append(report)
            self.clock.hear(report)
            self._news.notify_all()

    def _see(self, picture: Picture) -> None:
        with self._news:
            self.pictures.append(picture)
            self._news.notify_all()

    @property
    def newest(self) -> Report:
        return self.reports[-1]

    @property
    def frame(self) -> int | None:
        return frame_number(self.pictures[-1]) if self.pictures else None

    def until(self, claim: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(claim, PATIENCE), self.reports[-5:]

    def until_state(self, state: State) -> Report:
        self.until(lambda: self.newest.state is state)
        return self.newest

    def until_past(self, position: int) -> Report:
        """Wait for a report of a running tape beyond `position`."""
        self.until(
            lambda: (
                self.newest.state is State.PLAYING and self.newest.position > position
            )
        )
        return self.newest

    def loaded(self, tape: Path) -> Desk:
        self.engine.load(tape)
        self.until_state(State.PAUSED)
        return self


class QtDesk(Desk):
    """A desk at which Qt's events are seen to while one waits."""

    def __init__(self, qtbot: QtBot, *, joined: bool = False) -> None:
        self._qtbot = qtbot
        self.owner = QObject()
        engine: Engine = start_qt()
        if joined:
            turns = WindowTurns(self.owner)
            engine = JoinedEngine(engine, time.monotonic, turns)
        super().__init__(engine)

    @override
    def until(self, claim: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(claim, timeout=round(PATIENCE * 1_000))
