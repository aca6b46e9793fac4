"""What the playing window costs, and whether it paints in time.

Run it as `python -m tests.benchmarks.measure_window`, on a real screen or, under Linux,
as `xvfb-run -s "-screen 0 1600x1000x24" python -m tests.benchmarks.measure_window`. The
demo study is opened, and a film of 1280×720 with sound is played in the review room.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from ipt_review.media.vlc_engine import VlcEngine
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program
from ipt_review.ui.theme import LIGHT, palette, sans
from tests.benchmarks.measure_clock import say
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from collections.abc import Callable

FILM = Recipe(60.0, size=(1280, 720), keyframe_every=250, b_frames=3)
PATIENCE = 30.0
LATE = 50.0


class Paints(QObject):
    """Notes when the widgets it is installed on are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at: dict[QObject, list[float]] = defaultdict(list)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.at[watched].append(time.monotonic())
        return False


def let(seconds: float) -> None:
    """See to events for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def until(claim: Callable[[], bool]) -> None:
    """See to events until something is true."""
    end = time.monotonic() + PATIENCE
    while not claim() and time.monotonic() < end:
        let(0.02)
    assert claim()


def gaps(moments: list[float]) -> list[float]:
    """Return the distances between moments, in ms, the smallest first."""
    pairs = itertools.pairwise(moments)
    return sorted((later - sooner) * 1000 for sooner, later in pairs)


def measure(program: Program, window: MainWindow, film: Path, seconds: float) -> None:
    """Play, and print what it took."""
    assert program.open_demo()
    tape = window.library.picked_tape()
    assert tape is not None
    program.review_tape(tape)
    until(window.review.video.has_picture)
    player = program.reviewing.player
    player.load(film, round(FILM.seconds * 1000))
    until(lambda: player.position == 0 and player.frame_rate == FILM.fps)
    player.play()
    until(lambda: player.playing)
    let(2.0)
    paints = Paints()
    shown = {"picture": window.review.video, "timeline": window.review.timeline}
    for widget in shown.values():
        widget.installEventFilter(paints)
    began, spent = time.monotonic(), time.process_time()
    let(seconds)
    share = (time.process_time() - spent) / (time.monotonic() - began)
    size = f"{window.width()}×{window.height()}"
    picture = window.review.video.size().toTuple()
    say(f"window {size}, picture {picture}: {share:.0%} of a core")
    say("| painted | times a second | p50 | p95 | max, ms | later than 50 ms |")
    say("|---|---|---|---|---|---|")
    for name, widget in shown.items():
        between = gaps(paints.at[widget]) or [0.0]
        p50, p95 = (between[int(len(between) * share)] for share in (0.5, 0.95))
        late = sum(gap > LATE for gap in between)
        often = len(between) / seconds
        numbers = f"{p50:.1f} | {p95:.1f} | {between[-1]:.1f} | {late}"
        say(f"| {name} | {often:.0f} | {numbers} |")


def main() -> int:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--size", type=int, nargs=2, default=(1280, 720))
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setPalette(palette(LIGHT))
    application.setFont(sans())
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        kept = QSettings(str(home / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(LIGHT)
        program = Program(window, VlcEngine(), time.monotonic, "", home, kept)
        window.resize(*given.size)
        window.show()
        film = make(home / "film.mp4", FILM)
        measure(program, window, film, given.seconds)
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
