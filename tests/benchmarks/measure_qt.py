"""The same measurements as `measure_clock`, of the engine by Qt Multimedia.

Run it as `python -m tests.benchmarks.measure_qt`, or with a recording of your own to
measure only opening and processor time. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from ipt_review.media.engine import State
from ipt_review.ui.player.qt_start import start_qt
from tests.benchmarks import measure_clock
from tests.benchmarks.measure_clock import PATIENCE, Desk, say
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKS = 5
"""How often the clock is read, in ms."""


@dataclass(slots=True)
class QtDesk(Desk):
    """A desk at which Qt's events are seen to while one waits."""

    engine: Any = field(default_factory=start_qt)

    @override
    def until(self, claim: Callable[[], bool]) -> bool:
        end = time.monotonic() + PATIENCE
        while not claim() and time.monotonic() < end:
            _see_to_events(LOOKS)
        return claim()

    @override
    def let(self, seconds: float) -> list[tuple[float, int]]:
        readings = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            readings.append((time.monotonic(), self.clock.reading()))
            _see_to_events(LOOKS)
        return readings


def _see_to_events(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def measure_processor(desk: Desk, seconds: float) -> None:
    """Play, and see which share of one processor core the whole process takes."""
    desk.engine.play()
    desk.until(lambda: desk.report.state is State.PLAYING)
    count, began, spent = len(desk.shown), time.monotonic(), time.process_time()
    _see_to_events(round(seconds * 1000))
    share = (time.process_time() - spent) / (time.monotonic() - began)
    say(f"processor: {share:.0%} of a core, {len(desk.shown) - count} new pictures")
    desk.engine.pause()


def measure_clock_of(desk: Desk, folder: Path) -> None:
    """Measure everything on a barcoded tape made for it."""
    recipe = Recipe(60.0, size=(640, 360), keyframe_every=250, b_frames=3)
    tape = make(folder / "barcoded.mp4", recipe)
    measure_clock.measure_opening(desk, tape)
    for rate in (0.5, 1.0, 1.5, 2.0):
        measure_clock.measure_playing(desk, rate)
    measure_clock.measure_running_seeks(desk)
    measure_clock.measure_rate_changes(desk)
    measure_clock.measure_pauses(desk)
    measure_clock.measure_paused_seeks(desk)


def main() -> int:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path, nargs="?")
    recording: Path | None = parser.parse_args().recording
    application = QApplication(sys.argv[:1])
    desk = QtDesk()
    say(f"Qt {desk.engine.version}, {application.platformName()}")
    say("| what | n | bias | p50 | p95 | max |\n|---|---|---|---|---|---|")
    desk.engine.fit(1280, 720)
    with tempfile.TemporaryDirectory() as folder:
        if recording is None:
            measure_clock_of(desk, Path(folder))
        else:
            measure_clock.measure_opening(desk, recording)
            measure_processor(desk, 15.0)
    desk.engine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
