"""What marks cost on the Review screen: from key to paint, scrolling, zooming, opening.

Run it as `python -m tests.benchmarks.measure_timeline`, on a real screen or, under
Linux, with `xvfb-run -s "-screen 0 1600x1000x24"` before it. A study with one tape of
an hour, encrypted, is made for each number of marks; a film of 1280×720 plays while
keys are pressed. Each key is timed to the frame that shows its mark, and to the moment
at which the window says that it is saved. Prints a table in Markdown: p50, p95, and
longest on the clock, in ms, and behind them the p95 of the processor time of the
window's thread, which is what to read while other programs run.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from ipt_review.app import spare_what_stays
from ipt_review.domain.secret import Passphrase
from ipt_review.media.vlc_engine import VlcEngine
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program
from ipt_review.ui.saving import SAVED
from ipt_review.ui.theme import LIGHT, palette, sans
from ipt_review.workflow.files.opening import open_study
from tests.benchmarks.crowded import HOUR, an_hour_heard, crowded_study
from tests.benchmarks.measure_clock import say
from tests.benchmarks.measure_window import FILM, let, until
from tests.builders import SmallStudy
from tests.media_files import make

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COUNTS = (500, 2_000, 5_000, 20_000, 50_000)
KEYS = (Qt.Key.Key_E, Qt.Key.Key_V, Qt.Key.Key_L, Qt.Key.Key_B, Qt.Key.Key_P)
APART = 0.06
"""How long the window is left alone before each key, in seconds."""
ZOOM, SCROLLS = 1.15, 40
SECRET = Passphrase("quiet rivers carry heavy stones")


class Frame(QObject):
    """Notes when a widget was painted and the frame with it was handed to the screen.

    All of a window is painted in one go; whatever happens next comes after that.
    """

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self._widget = widget
        self._painting = False
        self.ended: tuple[float, float] | None = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painting = self._painting or watched is self._widget
        elif self._painting and self.ended is None:
            self.ended = time.perf_counter(), time.thread_time()
        return False


@dataclass
class Found:
    """Times in ms, by what was done."""

    times: dict[str, list[float]] = field(default_factory=dict)
    busy: dict[str, list[float]] = field(default_factory=dict)

    def time(self, name: str, doing: Callable[[], tuple[float, float] | None]) -> None:
        """Do something and note how long it took, up to now or to when it says."""
        began, worked = time.perf_counter(), time.thread_time()
        end = doing()
        ended, done = end or (time.perf_counter(), time.thread_time())
        self.times.setdefault(name, []).append((ended - began) * 1000)
        self.busy.setdefault(name, []).append((done - worked) * 1000)

    def cell(self, name: str) -> str:
        """Return p50, p95 and the longest on the clock; the p95 of the processor."""
        times, busy = sorted(self.times[name]), sorted(self.busy[name])
        p50, p95 = (times[int(len(times) * share)] for share in (0.5, 0.95))
        worked = busy[int(len(busy) * 0.95)]
        return f"{p50:.1f} / {p95:.1f} / {times[-1]:.1f} ({worked:.1f})"


class Measuring:
    """A window on a crowded study.

    Args:
        home: Where the study is made.
        film: What plays.
        count: How many marks are on the tape.
    """

    def __init__(self, home: Path, film: Path, count: int, size: Sequence[int]) -> None:
        home.mkdir()
        self.found = Found()
        self.film, self.count = film, count
        path = home / "crowded.iptstudy"
        desk, self.tape = crowded_study(path, SmallStudy(), count, SECRET)
        desk.close()
        kept = QSettings(str(home / "settings.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(LIGHT)
        engine, now = VlcEngine(), time.monotonic
        self.program = Program(self.window, engine, now, "", home, kept)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        spare_what_stays()
        self.view = self.window.review.timeline
        let(0.2)
        self.program.opening._take(open_study(path, SECRET))
        let(0.2)

    def run(self, presses: int) -> Found:
        """Do everything, and return how long it took."""
        self.found.time("open", self._open)
        self.view.show_sound(an_hour_heard())
        let(0.1)
        self._move()
        self._press(presses)
        self.window.close()
        return self.found

    def _open(self) -> tuple[float, float] | None:
        return self._painted(lambda: self.program.review_tape(self.tape))

    def _painted(self, doing: Callable[[], object]) -> tuple[float, float] | None:
        """Do something; return when the timeline was on the screen after it."""
        frame, application = Frame(self.view), QApplication.instance()
        assert application is not None
        application.installEventFilter(frame)
        doing()
        self.view.update(0, 0, 1, 1)
        while frame.ended is None:
            QApplication.processEvents()
        application.removeEventFilter(frame)
        return frame.ended

    def _move(self) -> None:
        """Zoom in and out, scroll at several zooms, and let the playhead run."""
        view, found = self.view, self.found
        steps = 40
        for factor in (ZOOM, 1 / ZOOM):
            for _ in range(steps):
                found.time("zoom", partial(self._painted_after, view.zoom, factor))
        for zoom in (2, 4, 4):
            view.zoom(zoom)
            view.repaint()
            by = view.shown.length // SCROLLS
            for turn in range(2 * SCROLLS):
                step = by if turn < SCROLLS else -by
                found.time("scroll", partial(self._painted_after, view.scroll_by, step))
        view.zoom_to_fit()
        view.repaint()
        for at in range(0, 20_000, 100):
            found.time("playhead", partial(self._followed, at))

    def _painted_after(self, doing: Callable[..., object], by: float) -> None:
        doing(by)
        self.view.repaint()

    def _followed(self, at: int) -> None:
        self.view.move_playhead(at)
        QApplication.processEvents()

    def _press(self, presses: int) -> None:
        """Press keys of codes while the film plays."""
        player, rng = self.program.reviewing.player, random.Random(3)  # noqa: S311
        player.load(self.film, HOUR)
        until(lambda: player.frame_rate == FILM.fps)
        player.play()
        until(lambda: player.playing)
        let(1.0)
        for turn in range(presses):
            let(APART + rng.random() * 0.03)
            key = KEYS[turn % len(KEYS)]
            self.found.time("saved", partial(self._until_saved, key))
        assert self._marks() > self.count + presses // 2
        player.pause()

    def _until_saved(self, key: Qt.Key) -> None:
        self.found.time("key", partial(self._until_marked, key))
        saved = self.window.top_bar.saved
        while not saved.text().endswith(SAVED):
            QApplication.processEvents()

    def _until_marked(self, key: Qt.Key) -> tuple[float, float] | None:
        before = self._marks()
        ended = self._painted(
            lambda: QTest.keyClick(QApplication.focusWidget() or self.window, key)
        )
        return ended if self._marks() > before else None

    def _marks(self) -> int:
        coding = self.program.reviewing.coding
        return len(coding.marks) if coding else 0


def main() -> int:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--presses", type=int, default=100)
    parser.add_argument("--size", type=int, nargs=2, default=(1600, 1000))
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setPalette(palette(LIGHT))
    application.setFont(sans())
    parts = ("key", "saved", "zoom", "scroll", "playhead", "open")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        film = make(home / "film.mp4", FILM)
        say(f"| marks | {' | '.join(parts)} | load |")
        say(f"|---|{'---|' * len(parts)}---|")
        for count in given.counts:
            found = Measuring(home / str(count), film, count, given.size).run(
                given.presses
            )
            cells = " | ".join(found.cell(part) for part in parts)
            say(f"| {count:,} | {cells} | {os.getloadavg()[0]:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
