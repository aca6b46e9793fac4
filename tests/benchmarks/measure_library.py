"""What a large study costs: its library, a tape of it, and entering each room.

    python -m tests.benchmarks.measure_library [SESSIONS]

Makes an invented study of 10,000 sessions (or so many) and works in the real window at
1600×1000, offscreen unless QT_QPA_PLATFORM says otherwise. Times are in ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from ipt_review.domain.phase import Phase
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui.library.columns import Column
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program
from ipt_review.ui.theme import LIGHT, palette, sans, style_sheet
from ipt_review.workflow.library.library import LibraryFilter, Standing
from tests.benchmarks.big_study import make_big_study
from tests.benchmarks.measure_clock import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipt_review.workflow.desk import Desk

SIZE = (1600, 1000)
STEP, STEPS = 78, 300
"""How far a turn of the wheel scrolls (pixels), and how often it is turned."""
ROUNDS, PAGES = 20, 60
MS = 1_000


class Took(NamedTuple):
    """How long something took, in ms, with what it had painted.

    Attributes:
        clock: On the clock.
        busy: Of the processor time of this thread, which other programs cannot slow.
    """

    clock: float
    busy: float


def timed(doing: Callable[[], object]) -> Took:
    """Return how long something takes."""
    start, worked = time.perf_counter(), time.thread_time()
    doing()
    QApplication.processEvents()
    return Took(MS * (time.perf_counter() - start), MS * (time.thread_time() - worked))


def told(what: str, times: Sequence[Took]) -> None:
    """Say the middle and the 95th of a hundred of some times."""
    figures = [
        sorted(values)[round(share * (len(times) - 1))]
        for values in zip(*times, strict=True)
        for share in (0.5, 0.95)
    ]
    columns = "".join(f"{figure:9.1f}" for figure in figures)
    say(f"{what:<34}{columns}   n={len(times)}")


def measure_desk(desk: Desk) -> None:
    """Print what reading the study costs without a window."""
    told("Desk.holdings()", [timed(desk.holdings) for _ in range(5)])


def measure_window(program: Program) -> None:
    """Print what is done in the library costs."""
    table = program.window.library.table
    bar = table.verticalScrollBar()
    turns = [timed(partial(bar.setValue, n * STEP)) for n in range(STEPS)]
    told("scrolling, a turn of the wheel", turns)
    page = bar.maximum() // PAGES
    jumps = [timed(partial(bar.setValue, n * page)) for n in range(PAGES)]
    told("scrolling, another page", jumps)
    told(
        "painting the whole table", [timed(table.viewport().repaint) for _ in range(30)]
    )
    wanted = (
        LibraryFilter("c-01"),
        LibraryFilter("c-012"),
        LibraryFilter(phases=frozenset({Phase.MIDDLE})),
        LibraryFilter("mid", standings=frozenset({Standing.SUBMITTED})),
        LibraryFilter(),
    )
    filters = [
        timed(partial(table.admit, each)) for _ in range(ROUNDS) for each in wanted
    ]
    told("filtering", filters)
    orders = [
        timed(partial(table.sortByColumn, column, Qt.SortOrder.DescendingOrder))
        for _ in range(3)
        for column in (Column.TAPE, Column.RATERS, Column.THERAPIST)
    ]
    told("sorting", orders)


def measure_rooms(program: Program) -> None:
    """Print what opening a tape costs, and each room, first and the next times."""
    assert program.desk is not None
    tapes = [each.id for each in program.desk.database.tapes()[40:45]]
    told("opening a tape, new", [timed(partial(program.review_tape, tapes[0]))])
    others = [timed(partial(program.review_tape, each)) for each in tapes[1:]]
    told("opening another tape, new", others)
    again = [timed(partial(program.review_tape, each)) for each in tapes[:4]]
    told("opening a tape again", again)
    for room in program.window.rail.buttons:
        told(f"{room}, first", [timed(partial(program.enter, room))])
        back = [_from_review(program, room) for _ in range(5)]
        told(f"{room}, later", back)


def _from_review(program: Program, room: str) -> Took:
    program.enter("review")
    QApplication.processEvents()
    return timed(partial(program.enter, room))


def main() -> None:
    """Measure, and print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    app.setStyle("Fusion")
    app.setPalette(palette(LIGHT))
    app.setFont(sans())
    app.setStyleSheet(style_sheet(LIGHT))
    folder = Path(tempfile.mkdtemp())
    study = make_big_study(folder / "big.iptstudy", int((*sys.argv, "10000")[1]))
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(LIGHT)
    engine = SilentEngine(0, time.monotonic)
    program = Program(window, engine, time.monotonic, "", folder, settings)
    window.resize(*SIZE)
    window.show()
    heads = ("p50", "p95", "cpu p50", "cpu p95")
    say(f"{'in ms':<34}" + "".join(f"{head:>9}" for head in heads))
    openings = [timed(lambda: program.open_path(study)) for _ in range(3)]
    told("opening, until it is painted", openings)
    assert program.desk is not None
    measure_desk(program.desk)
    measure_window(program)
    measure_rooms(program)
    window.close()


if __name__ == "__main__":
    main()
