"""The whole of a supervisor's work on one tape, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from ipt_review.domain.codebook import Kind
from ipt_review.domain.coding import Perspective
from ipt_review.domain.comment import CommentKind
from ipt_review.domain.timecode import show
from tests.gui.bench import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from tests.gui.rater import Rater

MOUSE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
}


class NoMouse(QObject):
    """Counts what a mouse did."""

    touched = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.touched += event.type() in MOUSE
        return False


@pytest.fixture
def no_mouse(qapp: QApplication) -> Iterator[NoMouse]:
    """Yield what must have counted nothing at the end."""
    counter = NoMouse()
    qapp.installEventFilter(counter)
    yield counter
    qapp.removeEventFilter(counter)
    assert counter.touched == 0


def reference(rater: Rater) -> Coding:
    """Return the coding that the demo tape is to be given."""
    return next(
        review.coding
        for review in rater.desk.database.reviews()
        if review.coding.head.perspective is Perspective.GOLD_STANDARD
    )


def presses(rater: Rater, marks: list[Mark]) -> list[tuple[int, int, str]]:
    """Return when which key is pressed for these marks: (moment, turn, key).

    A state is ended by the next one, so that only its start is a press. At one
    moment intervals end before others begin.
    """
    book = rater.seat.codebook
    found = []
    for mark in marks:
        track = book.track_of(mark.code)
        if track is not None:
            state = next(each for each in track.states if each.id == mark.code)
            found.append((mark.start, 1, state.key))
            continue
        code = book.code(mark.code)
        found.append((mark.start, 2, code.key))
        if code.kind is Kind.INTERVAL and mark.end is not None:
            found.append((mark.end, 0, code.key))
    return sorted(found)


def jump(rater: Rater, moment: int) -> None:
    rater.press("Ctrl+J")
    rater.type(show(moment))
    rater.press("Return")
    rater.qtbot.waitUntil(lambda: rater.position == moment, timeout=PATIENCE)


def picked_row(rater: Rater) -> str:
    return rater.window.library.details.text


def shape(mark: Mark) -> tuple[str, int, int | None]:
    return mark.code, mark.start, mark.end


def sit_down(rater: Rater) -> None:
    """Go from the start page to the tape of session 5, and take all marks away."""
    rater.tab_to(rater.window.start.demo)
    rater.press("Space")
    rater.qtbot.waitUntil(lambda: rater.window.room == "library", timeout=PATIENCE)
    while "Session 5" not in picked_row(rater):
        rater.press("Down")
    rater.press("Return")
    rater.wait_for_tape()
    rater.press("Ctrl+Shift+L", "Ctrl+A", "Ctrl+Del", "Ctrl+Shift+L")
    rater.see_all()
    assert not rater.coding.marks


def code(rater: Rater, wanted: Coding) -> None:
    """Press what the reference has, and let the end of the tape close the rest."""
    for moment, _, key in presses(rater, wanted.timeline()):
        jump(rater, moment)
        rater.press(key)
    rater.play()
    rater.let_run(60_000)
    rater.qtbot.waitUntil(lambda: not rater.coding.open_marks(), timeout=PATIENCE)
    marked = {shape(mark) for mark in rater.coding.marks.values()}
    # Before the first key nothing is coded, which the reference says by a state.
    assert marked == {shape(mark) for mark in wanted.timeline()[1:]}


def comment(rater: Rater) -> None:
    rater.press("Return")
    rater.type("here the work is done")
    rater.press("Return")
    jump(rater, 300_000)
    rater.press("Ctrl+T")
    rater.type("Name the feeling before the options")
    rater.press("Return")
    rater.press("Ctrl+B")
    rater.see_all()
    kinds = [each.kind for each in rater.coding.comments.values()]
    assert kinds.count(CommentKind.BOOKMARK) == 1
    assert "here the work is done" in {m.note for m in rater.coding.marks.values()}


def rate(rater: Rater) -> None:
    rater.press("Alt+3")
    for _ in range(60):
        rater.press("4")
    assert rater.stored() == rater.coding
    assert len(rater.coding.ratings) > 30


def export(rater: Rater, workbook: Path) -> None:
    rater.press("Ctrl+E")
    rater.tab_to(rater.window.export.file)
    rater.press("Ctrl+A")
    rater.type(str(workbook))
    rater.tab_to(rater.window.export.export)
    rater.press("Space")
    rater.qtbot.waitUntil(workbook.exists, timeout=PATIENCE)


@pytest.mark.usefixtures("no_mouse")
def test_the_demo_tape_is_coded_rated_and_exported_without_a_mouse(
    newcomer: Rater, tmp_path: Path
) -> None:
    workbook = tmp_path / "by keys.xlsx"
    sit_down(newcomer)
    wanted = reference(newcomer)
    code(newcomer, wanted)
    comment(newcomer)
    rate(newcomer)
    export(newcomer, workbook)
    written = load_workbook(workbook, read_only=True)
    assert sum(1 for _ in written["Marks"].iter_rows()) > len(wanted.marks)
    written.close()
