"""What many marks cost in the marks table: open, sort, filter, one edit, many at once.

Run it as `python -m tests.benchmarks.measure_marks_table`, with
QT_QPA_PLATFORM=offscreen where there is no screen. A study with one tape of an hour is
made for each number of marks. Prints tables in Markdown: the median in ms, on the clock
and of the processor time of the window's thread, of everything between asking for
something and having it painted; a change of marks is saved within that time.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from ipt_review.domain.codebook import Valence
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.marks_table.columns import Column
from ipt_review.ui.program import Program
from ipt_review.ui.theme import LIGHT, palette, sans
from ipt_review.workflow.coding import many, pasting
from ipt_review.workflow.coding.mark_filter import MarkFilter
from ipt_review.workflow.coding.searching import search
from tests.benchmarks.crowded import HOUR, crowded_study
from tests.benchmarks.measure_clock import say
from tests.benchmarks.measure_window import let
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.workflow.coding.coding_session import CodingSession

COUNTS = (500, 5_000, 50_000)
TIMES = 3
SEVERAL, MOST = 100, 1_000
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class Measuring:
    """A window on a crowded study, with the table in front and wide."""

    def __init__(self, home: Path, count: int) -> None:
        home.mkdir()
        self.times: dict[str, list[float]] = {}
        self.busy: dict[str, list[float]] = {}
        path = home / "crowded.iptstudy"
        desk, self.tape = crowded_study(path, SmallStudy(), count)
        desk.close()
        kept = QSettings(str(home / "settings.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(replace(LIGHT))
        engine = SilentEngine(HOUR, time.monotonic)
        self.program = Program(self.window, engine, time.monotonic, "", home, kept)
        self.window.resize(1600, 1000)
        self.window.show()
        let(0.2)
        assert self.program.open_path(path)
        let(0.2)
        self.reviewing = self.program.reviewing
        self.table = self.window.review.marks.table

    @property
    def session(self) -> CodingSession:
        """What is coded."""
        assert self.reviewing.seat is not None
        return self.reviewing.seat.session

    def run(self) -> None:
        """Do everything, and note how long each took."""
        self.time("open the tape", lambda: self.program.review_tape(self.tape))
        let(0.3)
        self.reviewing.tabling.places.move_on()
        self.reviewing.tabling.places.show()
        let(0.3)
        for _ in range(TIMES):
            self._look()
        for _ in range(TIMES):
            self._change()
        self.window.close()

    def time(self, name: str, doing: Callable[[], object]) -> None:
        """Do something, have it painted, and note how long that took."""
        began, worked = time.perf_counter(), time.thread_time()
        doing()
        self.table.viewport().repaint()
        worked, ended = time.thread_time() - worked, time.perf_counter()
        self.times.setdefault(name, []).append((ended - began) * 1000)
        self.busy.setdefault(name, []).append(worked * 1000)
        let(0.02)

    def _look(self) -> None:
        sifting, table = self.reviewing.sifting, self.table
        flags = MarkFilter(valences=frozenset({Valence.OFF_MODEL}))
        self.time("sort by code", lambda: table.sortByColumn(Column.CODE, DOWN))
        self.time("sort by time", lambda: table.sortByColumn(Column.TIME, UP))
        self.time("filter by valence", lambda: sifting.ask_for(flags))
        words = MarkFilter(text="feeling")
        self.time("filter by words", lambda: sifting.ask_for(words))
        self.time("take the filter off", sifting.clear)
        seat = self.reviewing.seat
        assert seat is not None
        coding, book = seat.session.coding, seat.codebook
        self.time("search", lambda: search("feeling", coding, book, ()))
        self.time("pick all", table.selectAll)
        self.time("copy all as text", lambda: pasting.as_text(book, coding.timeline()))
        table.start_over()

    def _change(self) -> None:
        session, rng = self.session, random.Random(3)  # noqa: S311 - the same each time
        states = {state.id for state in session.codebook.focus.states}
        codes = [m for m in session.coding.timeline() if m.code not in states]
        one = rng.choice(codes).number
        self.time("move one mark by 100 ms", lambda: self._shift([one], 100))
        self.time("undo that", session.undo)
        self.time("write a note", lambda: session.write_note(one, "Seen."))
        session.undo()
        for count in (SEVERAL, MOST):
            numbers = [m.number for m in rng.sample(codes, min(count, len(codes)))]
            name = f"{count:,} marks" if len(codes) >= count else "all marks of codes"
            self.time(f"shift {name}", partial(self._shift, numbers, 50))
            self.time(f"undo that, {name}", session.undo)

    def _shift(self, numbers: list[int], by: int) -> None:
        session = self.session
        coding, book, length = session.coding, session.codebook, session.length
        session.make(many.shift(coding, book, length, numbers, by))


def main() -> int:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setPalette(palette(LIGHT))
    application.setFont(sans())
    with tempfile.TemporaryDirectory() as name:
        for count in given.counts:
            measuring = Measuring(Path(name) / str(count), count)
            measuring.run()
            say(f"\n{count:,} marks\n\n| done | clock | processor |\n|---|---|---|")
            for what, found in measuring.times.items():
                clock, busy = median(found), median(measuring.busy[what])
                say(f"| {what} | {clock:.0f} | {busy:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
