"""The library: sessions found, sorted and filtered, and entries that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from ipt_review.domain.coding import Status
from ipt_review.domain.phase import Phase
from ipt_review.ui.library.columns import Column
from ipt_review.workflow.library.library import LibraryFilter, Standing
from tests.gui.rater import Rater, comes_to_front

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from ipt_review.ui.library.forms import CaseForm, SessionForm, TherapistForm
    from ipt_review.ui.library.screen import LibraryScreen


@pytest.fixture
def library(visitor: Rater) -> LibraryScreen:
    """Return the library of the demo study, with the keyboard in its table."""
    screen = visitor.window.library
    screen.filters._clear()
    screen.table.setFocus()
    return screen


def shown(library: LibraryScreen, column: Column = Column.SESSION) -> list[str]:
    model = library.table.rows
    return [model.index(row, column).data() for row in range(model.rowCount())]


def entries(visitor: Rater) -> tuple[object, ...]:
    """Return who and what is in the study; what is known of files may still grow."""
    held = visitor.desk.holdings()
    tapes = [(tape.id, tape.session) for tape in held.tapes]
    return held.therapists, held.cases, held.sessions, tapes


def back(visitor: Rater) -> None:
    """Wait until a dialog has given the keyboard back to the table."""
    window = visitor.window

    def has_it() -> bool:
        return comes_to_front(window) and window.library.table.hasFocus()

    visitor.qtbot.waitUntil(has_it, timeout=15_000)


def say(answer: QMessageBox.StandardButton) -> Callable[[QDialog], object]:
    def act(dialog: QDialog) -> None:
        cast("QMessageBox", dialog).button(answer).click()

    return act


def test_sessions_are_searched_sorted_and_filtered_by_hand(
    visitor: Rater, library: LibraryScreen
) -> None:
    held = visitor.desk.holdings()
    planned = {case.id: case.planned_sessions for case in held.cases}
    all_of_them = [f"{each.number} of {planned[each.case]}" for each in held.sessions]
    assert sorted(shown(library)) == sorted(all_of_them)

    visitor.press("Ctrl+F")
    visitor.type("middle RÔLE dispute")
    visitor.press("Return")
    found = shown(library)
    assert {"5 of 14", "8 of 14"} <= {*found}
    assert {*shown(library, Column.PHASE)} == {"Middle"}
    counted = f"{len(found)} of {len(all_of_them)} sessions"
    assert library.filters.count.text() == counted
    library.filters.text.clear()
    visitor.press("Return")

    library.table.sortByColumn(Column.TAPE, Qt.SortOrder.DescendingOrder)
    lengths = shown(library, Column.TAPE)
    assert lengths == sorted(lengths, reverse=True)

    raters = {each.handle: each.id for each in visitor.desk.holdings().people}
    library.filters.show_filter(LibraryFilter(raters=frozenset({raters["REF"]})))
    library.filters._tell()
    heads = visitor.desk.database.heads()
    assert len(shown(library)) == len([e for e in heads if e.rater == raters["REF"]])
    visitor.click(library.filters.clear)
    visitor.click(library.filters.mine)
    mine = {each.tape for each in heads if each.rater == raters["SV-1"]}
    assert len(shown(library)) == len(mine) < len(all_of_them)
    visitor.click(library.filters.clear)
    library.table.sortByColumn(Column.THERAPIST, Qt.SortOrder.AscendingOrder)
    assert len(shown(library)) == len(all_of_them)


def test_the_picked_session_stays_picked_and_is_told_in_full(
    visitor: Rater, library: LibraryScreen
) -> None:
    library.pick_tape(visitor.tape(8))
    library.filters.show_filter(LibraryFilter(phases=frozenset({Phase.MIDDLE})))
    library.filters._tell()

    assert library.details.text.splitlines()[0].endswith("Session 8 of 14")
    assert "T-04 · Self-review: submitted" in library.details.text
    assert "The recording was not kept." in library.details.text

    while "Session 5 of 14" not in library.details.text:
        before = library.details.text
        visitor.press("Up")
        assert library.details.text != before
    assert "session05.mp4, 0:07:52" in library.details.text
    assert "SV-1 · Supervisor: draft, coded, 9 items rated" in library.details.text


def fill_in_therapist(dialog: QDialog) -> None:
    form = cast("TherapistForm", dialog)
    form.handle.setText("t-04")
    form.accept()
    assert "There is a therapist T-04 already." in form.said.text()
    form.handle.setText("A-01")
    form.accept()


def fill_in_case(dialog: QDialog) -> None:
    form = cast("CaseForm", dialog)
    form.handle.setText("=1+1")
    form.accept()
    assert "cannot be the id of a case" in form.said.text()
    form.handle.setText("C-900")
    form.planned.setValue(16)
    form.arm.setEditText("IPT")
    form.accept()


def renumber(dialog: QDialog) -> None:
    form = cast("SessionForm", dialog)
    form.number.setValue(4)
    form.day.setValue(22)
    form.accept()


def test_a_therapist_a_case_and_a_session_come_in_change_and_leave_again(
    visitor: Rater, library: LibraryScreen
) -> None:
    before = entries(visitor)

    def does(name: str, act: Callable[[QDialog], object]) -> str:
        """Do something that asks; return what the first line says of sessions."""
        visitor.answer(act)
        if name in ("Ins", "F2", "Del"):
            visitor.press(name)
        else:
            visitor.program.do(name)
        back(visitor)
        return shown(library)[0]

    assert does("library.add_therapist", fill_in_therapist) == "–"
    library.table.pick(0)
    assert does("library.add_case", fill_in_case) == "none yet"
    (new,) = (c for c in visitor.desk.holdings().cases if c.handle == "C-900")
    assert (new.planned_sessions, new.arm) == (16, "IPT")
    assert does("Ins", lambda form: cast("SessionForm", form).accept()) == "1 of 16"
    assert does("F2", renumber) == "4 of 16"
    visitor.press("Ctrl+Z")
    assert shown(library)[0] == "1 of 16"
    visitor.press("Ctrl+Shift+Z", "Ctrl+Z")
    assert does("Del", say(QMessageBox.StandardButton.Yes)) == "none yet"

    visitor.press(*["Ctrl+Z"] * 4)
    assert entries(visitor) == before


def test_a_session_that_was_coded_is_not_removed_and_says_why(
    visitor: Rater, library: LibraryScreen
) -> None:
    before = entries(visitor)
    library.pick_tape(visitor.tape(5))

    visitor.answer(say(QMessageBox.StandardButton.Yes))
    visitor.press("Del")

    assert "cannot be removed, because 5 codings" in visitor.banner
    assert entries(visitor) == before


def test_progress_of_raters_and_study_follows_what_is_submitted(
    visitor: Rater, library: LibraryScreen
) -> None:
    def lines() -> dict[str, tuple[str, ...]]:
        visitor.press("Alt+1")
        return {line[0]: line[1:] for line in library.progress.lines}

    before = lines()
    draft = next(
        head for head in visitor.desk.database.heads() if head.status is Status.DRAFT
    )
    visitor.desk.submit(draft.id)
    after = lines()

    assert before["SV-1"][:3] == after["SV-1"][:3]
    assert int(after["SV-1"][3]) == int(before["SV-1"][3]) + 1
    visitor.program.do("library.progress")
    assert library.progress.isVisible()
    visitor.program.do("library.progress")
    assert library.table.isVisible()


def test_columns_and_filter_are_as_they_were_left(
    qtbot: QtBot, tmp_path: Path, demo: Path
) -> None:
    first = Rater(tmp_path).arrive(qtbot)
    assert first.program.open_path(demo)
    library = first.window.library
    library.table.setColumnWidth(Column.FOCUS, 222)
    library.table.sortByColumn(Column.SESSION, Qt.SortOrder.DescendingOrder)
    library.filters.standings.tick([Standing.NOT_BEGUN, Standing.RATED])
    library.filters.phases.tick([Phase.TERMINATION])
    library.filters._tell()
    first.window.close()

    second = Rater(tmp_path).arrive(qtbot)
    assert second.program.open_path(demo)
    again = second.window.library

    assert again.table.columnWidth(Column.FOCUS) == 222
    numbers = [int(each.split()[0]) for each in shown(again)]
    assert {12, 14} <= {*numbers}
    assert numbers == sorted(numbers, reverse=True)
    assert {*shown(again, Column.PHASE)} == {"Ending"}
    assert again.filters.count.text().startswith(f"{len(numbers)} of ")
