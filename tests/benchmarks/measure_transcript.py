"""What a long transcript costs: reading, keeping, showing, following, finding, coding.

Run it as `python -m tests.benchmarks.measure_transcript`. The demo tape gets a
transcript of some thousand cues; no tape plays. Prints a table in Markdown: ms on the
clock and ms of processor time, which is what to read while other programs run.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ipt_review.media.silent_engine import SilentEngine
from ipt_review.study.transcript_reading import assigned, propose
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program
from ipt_review.ui.theme import LIGHT, palette, sans
from ipt_review.workflow.coding.transcribing import read_file
from tests.benchmarks.measure_clock import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QCoreApplication

    from ipt_review.workflow.desk import Seat

COUNTS = (500, 5_000, 20_000)
EVERY = 90
LENGTH = 472_400
WORDS = ("well", "I think", "the week", "was better", "than", "before", "we talked")
MOVES, KEYS = 200, 20


def captions(path: Path, count: int) -> Path:
    """Write captions of 3 to 40 words each."""
    rolled = random.Random(5)  # noqa: S311 - a seeded die
    lines = ["WEBVTT\n"]
    for number in range(count):
        start, end = number * EVERY, number * EVERY + EVERY - 10
        who = ("Therapist", "Patient")[number % 2]
        text = " ".join(rolled.choices(WORDS, k=rolled.randint(3, 40)))
        lines.append(f"{_time(start)} --> {_time(end)}\n<v {who}>{text}</v>\n")
    path.write_text("\n".join(lines))
    return path


def _time(ms: int) -> str:
    seconds, part = divmod(ms, 1_000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{part:03}"


class Stopwatch:
    """Times what is done, once all that it gives rise to is painted."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self.times: dict[str, str] = {}

    def time(self, name: str, doing: Callable[[], object], times: int = 1) -> None:
        clock, processor = time.perf_counter(), time.process_time()
        for _ in range(times):
            doing()
            self._application.processEvents()
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        self.times[name] = f"{clock / times * 1e3:.1f} / {processor / times * 1e3:.1f}"


def open_window(folder: Path) -> tuple[MainWindow, Program, Seat]:
    """Return a window in which the demo tape is open."""
    window = MainWindow(LIGHT)
    settings = QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat)
    engine = SilentEngine(LENGTH, time.monotonic)
    program = Program(window, engine, time.monotonic, "", folder, settings)
    window.resize(1_600, 1_000)
    window.show()
    program.open_demo()
    assert program.desk is not None
    program.review_tape(program.desk.holdings().tapes[0].id)
    assert program.reviewing.seat is not None
    return window, program, program.reviewing.seat


def measure(application: QCoreApplication, folder: Path, count: int) -> dict[str, str]:
    """Measure one window with so many cues."""
    watch = Stopwatch(application)
    window, program, seat = open_window(folder)
    screen, reviewing = window.review, program.reviewing
    path = captions(folder / "a.vtt", count)
    watch.time("read a file", lambda: read_file(path))
    reading = read_file(path)
    made = assigned(reading, propose(reading), 0, goes_on=False)
    watch.time("keep it, tab at the back", lambda: seat.transcribing.take_in(made))
    show = screen.tabs.setCurrentWidget
    watch.time("show the tab for the first time", lambda: show(screen.transcript))
    moments = iter(range(0, count * EVERY, count * EVERY // (MOVES + 1)))
    watch.time("follow to another cue", lambda: reviewing._follow(next(moments)), MOVES)
    field = screen.transcript.finding.field
    watch.time("find a word", lambda: field.setText("talked"))
    rows = iter(range(5, 5 + KEYS))
    code = seat.codebook.offered[0].id

    def mark() -> None:
        screen.transcript.list.select_cue(next(rows))
        reviewing.pressing.code(code)

    watch.time("code a passage, saved and painted", mark, KEYS)
    watch.time("say who speaks in a cue", lambda: seat.transcribing.assign([7], ""))
    window.close()
    return watch.times


def main() -> None:
    """Measure each number of cues and print the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    application.setStyle("Fusion")
    application.setPalette(palette(LIGHT))
    application.setFont(sans())
    columns = []
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            columns.append(measure(application, Path(folder), count))
    say(f"| | {' | '.join(f'{count:,} cues' for count in COUNTS)} |")
    say("|---|" + "---|" * len(COUNTS))
    for name in columns[0]:
        say(f"| {name} | {' | '.join(column[name] for column in columns)} |")


if __name__ == "__main__":
    main()
