"""A window with real recordings, for what is found out about them beside it."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from ipt_review.media.peak_cache import PeakCache
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program
from ipt_review.ui.theme import LIGHT
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.workflow.files.opening import new_study
from ipt_review.workflow.library.organising import Arrival, take_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ipt_review.domain.tape import Tape
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.ui.timeline.waveform import Heard
    from ipt_review.workflow.desk import Desk

DEMO = Path(__file__).parents[2] / "resources" / "demo"
PATIENCE = 20_000
RATE = 8_000
LENGTH = 24_000


class Clock:
    """A monotonic clock that a test turns by hand."""

    seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


class Bench:
    """A window with a study of its own, whose recordings are real files."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot = qtbot
        self.home = home
        self.clock = Clock()
        self.cache = home / "cache"
        self.window = MainWindow(LIGHT)
        qtbot.addWidget(self.window)
        settings = QSettings(str(home / "settings.ini"), QSettings.Format.IniFormat)
        engine = SilentEngine(LENGTH, self.clock)
        self.program = Program(
            self.window, engine, self.clock, "No player here.", home, settings
        )
        self.program.reviewing.listening.keep_in(PeakCache(self.cache))
        self.study = home / "pilot.iptstudy"
        new_study(self.study, "Pilot", "SV-1").close()
        self.shown: list[Heard | None] = []
        timeline = self.screen.timeline
        show = timeline.show_sound

        def remember(heard: Heard | None) -> None:
            self.shown.append(heard)
            show(heard)

        timeline.show_sound = remember  # type: ignore[method-assign]
        self.window.show()
        qtbot.waitExposed(self.window)
        assert self.program.open_path(self.study)

    @property
    def screen(self) -> ReviewScreen:
        return self.window.review

    @property
    def desk(self) -> Desk:
        assert self.program.desk is not None
        return self.program.desk

    def take_in(self, path: Path, session: int = 1) -> Tape:
        return take_in(self.desk, Arrival((path,), "T-01", "C-001", session, 14))

    def open(self, tape: Tape) -> None:
        self.program.review_tape(tape.id)
        assert self.program.reviewing.seat is not None

    def listened(self) -> None:
        """Wait until all is found out about the open tape."""
        listening = self.program.reviewing.listening
        self.qtbot.waitUntil(lambda: not listening.busy, timeout=PATIENCE)

    def looked(self) -> None:
        """Wait until nothing is looked for any more."""
        looking = self.program.recordings
        self.qtbot.waitUntil(lambda: not looking.looking, timeout=PATIENCE)

    def lanes(self) -> list[str]:
        scene = self.screen.timeline._scene
        assert scene is not None
        kinds = (LaneKind.SOUND, LaneKind.SPEECH)
        return [band.lane.label for band in scene.bands if band.lane.kind in kinds]

    def hint_at(self, lane: str) -> str:
        """Return what hovering over a lane tells."""
        timeline = self.screen.timeline
        scene = timeline._scene
        assert scene is not None
        band = next(each for each in scene.bands if each.lane.label == lane)
        at = QPoint(20, round(band.middle(0)))
        event = QHelpEvent(QHelpEvent.Type.ToolTip, at, timeline.mapToGlobal(at))
        QApplication.sendEvent(timeline, event)
        return QToolTip.text()

    def play_to(self, moment: int) -> None:
        """Let the tape play until it stands at `moment` or farther, 16 ms at a time."""
        player = self.program.reviewing.player
        player.play()

        def there() -> bool:
            self.clock.seconds += 0.016
            return player.position >= moment

        self.qtbot.waitUntil(there, timeout=PATIENCE)


def the_demo(path: Path) -> Path:
    """Copy the tape of the demo, without its captions."""
    shutil.copy(DEMO / "session05.mp4", path)
    return path


def turns(path: Path, *spoken: tuple[float, float], level: int = 9_000) -> Path:
    """Write 24 s of sound that is loud from second to second, silent elsewhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = np.zeros(LENGTH * RATE // 1_000, np.int16)
    tone = np.random.default_rng(3).integers(-level, level, samples.size)
    for start, end in spoken:
        part = slice(round(start * RATE), round(end * RATE))
        samples[part] = tone[part]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path
