"""A coordinator draws, assigns and blinds; a rater sees their queue and no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from ipt_review.domain.coding import Status
from ipt_review.domain.masking import Fact
from ipt_review.domain.people import Person, Role
from ipt_review.domain.phase import Phase
from ipt_review.ui.queue.doors import QUEUE
from ipt_review.ui.study.asking import ReasonDialog
from ipt_review.ui.submitting import SubmitDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QDialog

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
COORDINATOR = Person(UUID(int=71), "CO-1", frozenset({Role.COORDINATOR}))
BLIND = Person(UUID(int=72), "RX-1", frozenset({Role.RATER}))
OTHER = Person(UUID(int=73), "RX-2", frozenset({Role.RATER}))
ARM = "Zeta-arm"
WORDS = {
    Fact.ARM: (ARM,),
    Fact.SESSION: ("Session 5", "session 5", "5 of 14", "Day of treatment"),
    Fact.PHASE: ("Middle phase", "Phase: middle", "apply in the middle phase"),
    Fact.THERAPIST: ("T-04",),
    Fact.CASE: ("C-012",),
    Fact.OUTCOME: ("HAM-D 17: 19", "from 24"),
}


def texts(widget: QWidget) -> Iterator[str]:
    """Yield everything that a part of the window says, shown, spoken or as a tip."""
    yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName())
    yield widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    if isinstance(widget, QTabWidget):
        yield from (widget.tabText(n) for n in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        one = isinstance(widget, QListView)
        across = 1 if one else model.columnCount(QModelIndex())
        for row in range(model.rowCount(QModelIndex())):
            for column in range(across):
                yield str(model.index(row, column).data())


def everything(rater: Rater) -> str:
    """Return all that the room in front of a person says, and what is around it."""
    window = rater.window
    room = window._rooms[window.room]
    around = (window.top_bar, window.banner, window.status_line, window.rail)
    parts = [part for each in (room, *around) for part in each.findChildren(QWidget)]
    return "\n".join(
        text for part in (window, room, *around, *parts) for text in texts(part)
    )


def set_up(visitor: Rater) -> None:
    """Have a coordinator and two raters in the demo study, whose case has an arm."""
    database = visitor.desk.database
    for person in (COORDINATOR, BLIND, OTHER):
        database.add_person(person)
    (case, *_) = database.cases()
    database.change_case(replace(case, arm=ARM))
    visitor.program.person = COORDINATOR


def give_out_by_hand(visitor: Rater) -> None:
    """Draw all tapes and give each to both raters, at the window."""
    visitor.press("Alt+8")
    assert visitor.window.room == "study"
    sample = visitor.window.study.sample
    sample.number.setValue(9)
    visitor.click(sample.draw)
    visitor.window.study.tabs.setCurrentIndex(1)
    form = visitor.window.study.assign.form
    form.doubles.setValue(100)
    for row in range(form.raters.count()):
        item = form.raters.item(row)
        if "RX" not in item.text():
            item.setCheckState(Qt.CheckState.Unchecked)
    visitor.click(form.give)


def hide(visitor: Rater, *facts: Fact) -> None:
    visitor.window.study.tabs.setCurrentIndex(2)
    for fact in facts:
        visitor.window.study.blinding.boxes[fact].click()


def sit_blind(visitor: Rater) -> None:
    """Have the first rater open the next tape of their queue."""
    visitor.program.person = BLIND
    visitor.press("Alt+1")
    assert visitor.window.room == QUEUE
    row = next(
        n
        for n, each in enumerate(visitor.window.queue._rows)
        if each.assignment.tape == visitor.tape(5)
    )
    database = visitor.desk.database
    for each in visitor.window.queue._rows[:row]:
        database.assignments.withdraw([each.assignment.id], [], [])
    visitor.press("Alt+1")
    visitor.click(visitor.window.queue.begin)
    visitor.wait_for_tape()
    assert visitor.coding.head.tape == visitor.tape(5)


def told(visitor: Rater) -> str:
    """Return what all rooms tell a rater who goes through them."""
    found = [everything(visitor)]
    for key in ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6", "Alt+7", "Alt+8"):
        visitor.press(key)
        found.append(everything(visitor))
    return "\n".join(found)


@pytest.mark.parametrize("fact", list(WORDS))
def test_a_blinded_rater_finds_no_hidden_word_in_any_room(
    visitor: Rater, fact: Fact
) -> None:
    set_up(visitor)
    give_out_by_hand(visitor)
    hide(visitor, fact)
    sit_blind(visitor)

    said = told(visitor)

    assert [word for word in WORDS[fact] if word in said] == []
    assert "You rate blind in this study" in said


def test_without_blinding_the_same_rooms_tell_it(visitor: Rater) -> None:
    """Else the test above could not fail."""
    set_up(visitor)
    give_out_by_hand(visitor)
    sit_blind(visitor)

    said = told(visitor)

    shown = (fact for fact in WORDS if fact is not Fact.ARM)
    assert [fact for fact in shown if not any(w in said for w in WORDS[fact])] == []


def test_a_rater_submits_with_a_guess_and_a_coordinator_opens_it_again(
    visitor: Rater,
) -> None:
    set_up(visitor)
    give_out_by_hand(visitor)
    hide(visitor, Fact.ARM, Fact.CASE)
    sit_blind(visitor)
    code = visitor.seat.review.mask.code
    assert f"Tape {code}" in visitor.top()

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, SubmitDialog)
        assert not dialog.submit.isEnabled()
        assert any("No focus" in gap.words for gap in dialog._gaps)
        assert any("is not rated" in gap.words for gap in dialog._gaps)
        dialog.arm.setCurrentIndex(dialog.arm.findData(ARM))
        dialog.certainty.setValue(4)
        visitor.click(dialog.submit)

    visitor.answer(answer)
    visitor.click(visitor.window.top_bar.submit)
    made = visitor.stored()
    database = visitor.desk.database
    assert made.head.status is Status.SUBMITTED
    guess = database.closings.guesses()[made.head.id]
    assert (guess.arm, guess.certainty) == (ARM, 4)

    open_again(visitor, made.head.id)
    (version,) = database.closings.versions(made.head.id)
    assert version.reason == "a slip of the key"
    assert database.coding(made.head.id).head.status is Status.DRAFT
    assert "a slip of the key" in str(visitor.window.study.log.table.cells())


def open_again(visitor: Rater, coding: UUID) -> None:
    """Have the coordinator open a coding again, with a reason."""
    visitor.program.keeping.arriving.take_over(COORDINATOR)
    visitor.click(visitor.window.rail.buttons["study"])
    visitor.window.study.tabs.setCurrentIndex(3)
    assert visitor.window.room == "study", visitor.banner
    codings = visitor.window.study.codings
    row = [head.id for head in codings._heads].index(coding)
    codings.table.selectRow(row)

    def explain(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.reason.setText("a slip of the key")
        visitor.click(dialog.ok)

    visitor.answer(explain)
    visitor.click(codings.reopen)


def test_a_frozen_study_says_so_and_its_manifest_finds_what_was_changed(
    visitor: Rater,
) -> None:
    set_up(visitor)
    visitor.press("Alt+8")
    page = visitor.window.study.freeze
    visitor.window.study.tabs.setCurrentWidget(page)

    def explain(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.reason.setText("the analysis begins")
        visitor.click(dialog.ok)

    visitor.answer(explain)
    visitor.click(page.freeze)
    assert page.state.text() == "This study is frozen."

    visitor.program.person = next(
        each for each in visitor.desk.holdings().people if each.handle == "SV-1"
    )
    visitor.program.review_tape(visitor.tape(5))
    assert visitor.program.reviewing.seat is not None, visitor.banner
    visitor.wait_for_tape()
    visitor.press("C")
    assert "This study is frozen" in visitor.banner


def test_phases_are_named_so_that_the_tests_above_look_for_the_right_words(
    rater: Rater,
) -> None:
    assert rater.seat.review.session.phase is Phase.MIDDLE
    assert "Middle phase" in rater.top()
