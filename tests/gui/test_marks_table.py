"""The marks table at the real window: everything the timeline does, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)

from ipt_review.domain.mark import Direction, Quality
from ipt_review.ui.marks_table.asking import CodeDialog, ShiftDialog
from ipt_review.ui.marks_table.columns import Column
from ipt_review.ui.marks_table.page import MarksPage
from ipt_review.ui.review.marks_places import Place
from ipt_review.ui.theme import LIGHT
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog, QMenu

    from ipt_review.domain.mark import Mark
    from ipt_review.ui.marks_table.table import MarksTable
    from tests.gui.rater import Rater

LATE = 400_000
"""Where the demo tape of session 5 is not coded yet, in ms."""


@pytest.fixture
def table(rater: Rater) -> MarksTable:
    """Return the table, with the keyboard, before the first mark."""
    rater.press("Ctrl+Shift+L")
    found = rater.window.review.marks.table
    assert rater.focused is found
    return found


def code_points(rater: Rater, count: int) -> list[int]:
    """Code points behind everything else, a second apart, and pick none of them."""
    numbers = []
    for place in range(count):
        rater.go_to(LATE + 1_000 * place)
        rater.press("L")
        numbers.append(rater.newest().number)
    return numbers


def pick(rater: Rater, table: MarksTable, numbers: list[int]) -> None:
    """Go to the first of some rows that follow one another, and pick them by keys."""
    rater.press("Home")
    table.setCurrentIndex(table.model().index(0, Column.TIME))
    for _ in range(table.numbers().index(numbers[0])):
        rater.press("Down")
    for _ in numbers[1:]:
        rater.press("Shift+Down")
    assert table.picked() == numbers


def cell(table: MarksTable, number: int, column: Column) -> str:
    """Return what stands in a cell."""
    row = table.numbers().index(number)
    return str(table.model().index(row, column).data())


def go_to_cell(table: MarksTable, number: int, column: Column) -> None:
    """Have the keyboard at a cell, as arrows would bring it there."""
    index = table.model().index(table.numbers().index(number), column)
    table.setCurrentIndex(index)


def type_into_cell(rater: Rater, table: MarksTable, column: Column, text: str) -> None:
    """Press F2 on the current row and type into the editor that opens."""
    go_to_cell(table, table.picked()[0], column)
    rater.press("F2")
    editor = rater.focused
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    editor.selectAll()
    rater.type(text)
    rater.press("Return")
    rater.qtbot.waitUntil(lambda: rater.focused is table)


def marks(rater: Rater, numbers: list[int]) -> list[Mark]:
    return [rater.coding.marks[number] for number in numbers]


# ---------------------------------------------------------------- what it shows


def test_every_mark_is_there_states_too_in_the_order_of_the_tape(
    rater: Rater, table: MarksTable
) -> None:
    assert table.numbers() == [mark.number for mark in rater.coding.timeline()]


def test_a_mark_that_is_coded_comes_and_goes_with_undo(
    rater: Rater, table: MarksTable
) -> None:
    before = table.numbers()
    (number,) = code_points(rater, 1)

    assert table.numbers() == [*before, number]
    assert table.picked() == [number]
    rater.press("Ctrl+Z")
    assert table.numbers() == before


def test_columns_say_what_is_known_of_a_mark(rater: Rater, table: MarksTable) -> None:
    mark = next(m for m in rater.coding.timeline() if m.start == 183_908)

    assert cell(table, mark.number, Column.VALENCE) == "Off-model"
    assert cell(table, mark.number, Column.GROUP) == "Off-model flags"
    assert cell(table, mark.number, Column.TIME) == "0:03:03.908"
    assert cell(table, mark.number, Column.LENGTH) == "0:00:47.935"


def test_an_interval_that_is_open_says_so(rater: Rater, table: MarksTable) -> None:
    rater.go_to(LATE)
    rater.press("C")

    assert cell(table, rater.newest().number, Column.OPEN) == "open"


def test_a_code_of_another_phase_says_that_it_is_not_expected(
    rater: Rater, table: MarksTable
) -> None:
    book, phase = rater.seat.codebook, rater.seat.review.session.phase
    code = next(c for c in book.offered if phase not in c.phases)
    rater.go_to(LATE)
    rater.program.reviewing.pressing.code(code.id)

    number = rater.newest().number
    rater.qtbot.waitUntil(lambda: number in table.numbers())
    hint = cell(table, number, Column.APPLIES)
    assert hint == "Not in the middle phase"


@pytest.mark.parametrize("column", list(Column))
def test_any_column_sorts_up_and_down(
    rater: Rater, table: MarksTable, column: Column
) -> None:
    everything = {*table.numbers()}
    order = table.horizontalHeader().sortIndicatorOrder()

    table.sortByColumn(column, order)
    up = table.numbers()
    table.sortByColumn(column, type(order).DescendingOrder)

    assert table.numbers() == up[::-1]
    assert {*up} == everything
    model = table._model
    assert [model.row_of(number) for number in table.numbers()] == [*range(len(up))]
    table.sortByColumn(Column.TIME, type(order).AscendingOrder)
    assert table.numbers() == [mark.number for mark in rater.coding.timeline()]


def test_sorting_keeps_what_is_picked(rater: Rater, table: MarksTable) -> None:
    numbers = code_points(rater, 3)
    pick(rater, table, numbers)

    order = table.horizontalHeader().sortIndicatorOrder()
    table.sortByColumn(Column.CODE, type(order).DescendingOrder)

    assert {*table.picked()} == {*numbers}
    table.sortByColumn(Column.TIME, type(order).AscendingOrder)


# ---------------------------------------------------------------- picking, playing


def test_arrows_pick_marks_here_and_on_the_timeline(
    rater: Rater, table: MarksTable
) -> None:
    rater.press("Down", "Down")

    number = table.picked()[0]
    assert rater.program.reviewing.marking.picked == number
    start = rater.coding.marks[number].start
    rater.qtbot.waitUntil(lambda: rater.position == start)


def test_a_mark_that_is_picked_elsewhere_is_picked_here(
    rater: Rater, table: MarksTable
) -> None:
    number = rater.listed()[4]

    rater.program.reviewing.marking.go_to(number)

    assert table.picked() == [number]


def test_enter_plays_the_mark(rater: Rater, table: MarksTable) -> None:
    rater.press("Down")
    start = rater.coding.marks[table.picked()[0]].start

    rater.press("Return")

    rater.qtbot.waitUntil(lambda: rater.playing)
    assert rater.position >= start
    rater.pause()


def test_codes_are_coded_while_the_table_has_the_keyboard(
    rater: Rater, table: MarksTable
) -> None:
    rater.go_to(LATE)

    rater.press("L")

    assert rater.newest().code == "mood_event_link"
    assert rater.focused is table


# ---------------------------------------------------------------- cells


def test_a_typed_time_moves_the_mark(rater: Rater, table: MarksTable) -> None:
    (number,) = code_points(rater, 1)

    type_into_cell(rater, table, Column.TIME, "0:06:45.5")

    assert rater.coding.marks[number].start == 405_500
    assert rater.agree()
    rater.press("Ctrl+Z")
    assert rater.coding.marks[number].start == LATE


def test_a_time_that_is_none_is_refused_with_a_sentence(
    rater: Rater, table: MarksTable
) -> None:
    code_points(rater, 1)
    before = rater.coding

    type_into_cell(rater, table, Column.TIME, "soon")

    assert "“soon” is not a time on a tape." in rater.banner
    assert rater.coding == before


def test_escape_leaves_a_cell_as_it_was_and_the_tape_alone(
    rater: Rater, table: MarksTable
) -> None:
    (number,) = code_points(rater, 1)
    go_to_cell(table, number, Column.TIME)

    rater.press("F2")
    rater.type("9")
    rater.press("Esc")

    rater.qtbot.waitUntil(lambda: rater.focused is table)
    assert rater.coding.marks[number].start == LATE
    assert not rater.playing


def test_an_end_is_typed_and_closes_an_open_interval(
    rater: Rater, table: MarksTable
) -> None:
    rater.go_to(LATE)
    rater.press("C")

    type_into_cell(rater, table, Column.END, "0:07:00")

    assert rater.newest().end == 420_000
    assert rater.agree()


def test_the_end_of_a_point_cannot_be_edited(rater: Rater, table: MarksTable) -> None:
    (number,) = code_points(rater, 1)
    go_to_cell(table, number, Column.END)

    rater.press("F2")

    assert rater.focused is table


def test_a_note_is_written_in_its_cell(rater: Rater, table: MarksTable) -> None:
    (number,) = code_points(rater, 1)

    type_into_cell(rater, table, Column.NOTE, "both ways: see above")

    assert rater.coding.marks[number].note == "both ways: see above"
    assert rater.stored() == rater.coding


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Column.CODE, "praise"),
        (Column.QUALITY, Quality.STRONG),
        (Column.DIRECTION, Direction.EVENT_TO_MOOD),
    ],
)
def test_code_quality_and_direction_are_chosen_in_their_cells(
    rater: Rater, table: MarksTable, column: Column, value: object
) -> None:
    (number,) = code_points(rater, 1)
    go_to_cell(table, number, column)

    rater.press("F2")
    box = table.findChild(QComboBox)
    assert box is not None
    rater.qtbot.waitUntil(lambda: box.view().isVisible())
    place = box.findData(value)
    assert place >= 0
    box.view().setCurrentIndex(box.model().index(place, 0))
    rater.qtbot.keyClick(box.view(), Qt.Key.Key_Return)

    rater.qtbot.waitUntil(lambda: value in _said(rater.coding.marks[number]))
    rater.qtbot.waitUntil(lambda: comes_to_front(rater.window))
    rater.qtbot.waitUntil(lambda: rater.focused is table)
    rater.press("Ctrl+Z")
    assert value not in _said(rater.coding.marks[number])


def _said(mark: Mark) -> tuple[object, ...]:
    return mark.code, mark.quality, mark.direction


# ---------------------------------------------------------------- many at once


def test_delete_takes_all_picked_marks_away_in_one_step(
    rater: Rater, table: MarksTable
) -> None:
    before = rater.coding.marks
    numbers = code_points(rater, 4)
    pick(rater, table, numbers[1:])

    rater.press("Del")

    assert rater.coding.marks.keys() == {*before, numbers[0]}
    assert rater.agree()
    rater.press("Ctrl+Z")
    assert {*numbers} <= rater.coding.marks.keys()


def test_many_marks_are_shifted_by_a_typed_amount(
    rater: Rater, table: MarksTable
) -> None:
    numbers = code_points(rater, 3)
    pick(rater, table, numbers)

    def shift(dialog: QDialog) -> None:
        assert isinstance(dialog, ShiftDialog)
        rater.qtbot.keyClicks(dialog.amount, "-2.5")
        assert "0:06:37.500" in dialog.outcome.text()
        dialog.accept()

    rater.answer(shift)
    rater.press("Ctrl+Shift+J")

    rater.qtbot.waitUntil(lambda: comes_to_front(rater.window))
    starts = [mark.start for mark in marks(rater, numbers)]
    assert starts == [LATE - 2_500, LATE - 1_500, LATE - 500]
    assert table.picked() == numbers
    rater.press("Ctrl+Z")
    assert marks(rater, numbers)[0].start == LATE


def test_a_shift_beyond_the_tape_goes_as_far_as_it_can_and_says_so(
    rater: Rater, table: MarksTable
) -> None:
    numbers = code_points(rater, 2)
    pick(rater, table, numbers)

    def shift(dialog: QDialog) -> None:
        assert isinstance(dialog, ShiftDialog)
        rater.qtbot.keyClicks(dialog.amount, "+9:00")
        assert dialog.outcome.text().startswith("Only +0:01:11.400")
        dialog.accept()

    rater.answer(shift)
    rater.press("Ctrl+Shift+J")

    length = rater.seat.session.length
    assert [m.start for m in marks(rater, numbers)] == [length - 1_000, length]
    assert "not by +0:09:00.000" in rater.window.review.marks.message.text


@pytest.mark.usefixtures("table")
def test_states_are_not_shifted_over_each_other(rater: Rater) -> None:
    number = next(
        mark.number
        for mark in rater.coding.timeline()
        if rater.seat.codebook.track_of(mark.code) and mark.start > 0
    )
    rater.program.reviewing.marking.go_to(number)
    before = rater.coding

    def shift(dialog: QDialog) -> None:
        assert isinstance(dialog, ShiftDialog)
        rater.qtbot.keyClicks(dialog.amount, "5")
        dialog.accept()

    rater.answer(shift)
    rater.press("Ctrl+Shift+J")

    assert "only one state" in rater.banner
    assert "Nothing was changed." in rater.banner
    assert rater.coding == before


def test_the_code_of_many_marks_is_changed_to_one_that_fits(
    rater: Rater, table: MarksTable
) -> None:
    numbers = code_points(rater, 3)
    pick(rater, table, numbers)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, CodeDialog)
        rater.qtbot.keyClicks(dialog.text, "success")
        assert dialog.code == "praise"
        dialog.accept()

    rater.answer(choose)
    rater.press("Ctrl+R")

    rater.qtbot.waitUntil(lambda: comes_to_front(rater.window))
    assert {mark.code for mark in marks(rater, numbers)} == {"praise"}
    assert rater.agree()
    rater.press("Ctrl+Z")
    assert {mark.code for mark in marks(rater, numbers)} == {"mood_event_link"}


@pytest.mark.usefixtures("table")
def test_marks_of_different_kinds_have_no_code_in_common(rater: Rater) -> None:
    rater.press("Ctrl+A")

    rater.press("Ctrl+R")

    assert "No other code fits all of the picked marks" in rater.banner


# ---------------------------------------------------------------- as text


def test_marks_are_copied_deleted_and_pasted_as_they_were(
    rater: Rater, table: MarksTable
) -> None:
    before = list(rater.coding.timeline())
    rater.press("Ctrl+A", "Ctrl+C", "Del")
    assert not rater.coding.marks

    rater.press("Ctrl+V")

    def facts(found: list[Mark]) -> list[tuple[object, ...]]:
        return [(m.code, m.start, m.end, m.note, m.quality) for m in found]

    assert facts(rater.coding.timeline()) == facts(before)
    assert {*table.picked()} == rater.coding.marks.keys()
    assert rater.agree()
    rater.press("Ctrl+Z", "Ctrl+Z")
    assert rater.coding.timeline() == before


@pytest.mark.usefixtures("table")
def test_bad_lines_are_told_and_nothing_is_pasted(rater: Rater) -> None:
    before = rater.coding
    QGuiApplication.clipboard().setText(
        "Time\tEnd\tCode\n0:06:40\t\tmood_event_link\n1:00:00\t\tpraise\n"
        "0:01:00\t0:02:00\tgrief\n"
    )

    rater.press("Ctrl+V")

    message = rater.window.review.marks.message
    assert message.isVisible()
    assert "Line 3: “Success praised” at 1:00:00 would reach" in message.text
    assert "Line 4:" in message.text
    assert "Line 2" not in message.text
    assert rater.coding is before


# ---------------------------------------------------------------- places


def test_the_table_goes_wide_below_and_back_beside(
    rater: Rater, table: MarksTable
) -> None:
    review = rater.window.review
    beside = table.width()

    rater.press("Ctrl+Shift+W")
    rater.qtbot.waitUntil(lambda: table.width() > beside + 100)
    assert rater.focused is table
    rater.press("Ctrl+Shift+W")
    assert rater.program.reviewing.tabling.places.place is Place.BELOW
    rater.qtbot.waitUntil(
        lambda: (
            table.mapTo(review, table.rect().topLeft()).y()
            > review.timeline.mapTo(review, review.timeline.rect().topLeft()).y()
        )
    )
    assert review.tabs.indexOf(review.marks) == -1
    rater.press("Ctrl+Shift+W")
    assert review.tabs.currentWidget() is review.marks


def test_the_place_is_remembered(rater: Rater) -> None:
    rater.press("Ctrl+Shift+W")

    assert rater.settings.value("marks/place") == "wide"


def test_columns_are_chosen_by_keys_and_remembered_by_place(
    rater: Rater, table: MarksTable, tmp_path: Path
) -> None:
    del table
    page, again = rater.window.review.marks, MarksPage(LIGHT)
    rater.qtbot.addWidget(again)
    kept = QSettings(str(tmp_path / "columns.ini"), QSettings.Format.IniFormat)
    page.columns.use(kept)
    rater.tab_to(page.columns)
    QTimer.singleShot(0, lambda: untick(page.columns.menu(), "Note"))
    rater.press("Space")
    page.table.setColumnWidth(Column.CODE, 205)
    page.table.sortByColumn(Column.CODE, Qt.SortOrder.DescendingOrder)

    again.columns.use(kept)
    header = again.table.horizontalHeader()
    assert header.sortIndicatorSection() == Column.CODE
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    assert again.table.isColumnHidden(Column.NOTE)
    assert again.table.columnWidth(Column.CODE) == 205
    again.show_narrow(narrow=False, place="Below")
    assert not again.table.isColumnHidden(Column.NOTE)
    again.show_narrow(narrow=True, place="Wider")
    assert again.table.isColumnHidden(Column.NOTE)

    kept.setValue("marks/columns/narrow", '{"order": ["NOTE"], "hidden": ["MOON"]}')
    again.columns.use(kept)
    assert not any(map(again.table.isColumnHidden, Column))
    page.columns.use(rater.settings)
    page.columns.show_column(Column.NOTE, wanted=True)
    page.table.sortByColumn(Column.TIME, Qt.SortOrder.AscendingOrder)


def untick(menu: QMenu | None, name: str) -> None:
    """Take the tick from an entry of the menu that is open, by keys."""
    assert menu is not None
    assert menu.isVisible()
    entry = next(each for each in menu.actions() if each.text() == name)
    menu.setActiveAction(entry)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    QTest.keyClick(menu, Qt.Key.Key_Escape)


@pytest.mark.usefixtures("table")
def test_the_key_leads_to_the_table_and_back(rater: Rater) -> None:
    rater.press("Ctrl+Shift+L")

    assert rater.focused is rater.window.review
    assert rater.window.review.tabs.currentWidget() is rater.window.review.panel


@pytest.mark.usefixtures("table")
def test_a_coding_that_was_submitted_says_so_and_stays(rater: Rater) -> None:
    rater.desk.submit(rater.coding.head.id)
    rater.program.review_tape(rater.seat.review.tape.id)
    rater.wait_for_tape()
    rater.press("Ctrl+Shift+L", "Down")
    before = rater.coding

    rater.press("Del")

    assert "was submitted" in rater.banner
    assert rater.coding is before
