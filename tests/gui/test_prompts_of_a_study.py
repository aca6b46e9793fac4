"""Prompts to raters: shown in the Rate room and logged, or off for the whole study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from ipt_review.scoring.evidence import CheckKind
from ipt_review.scoring.prompting import Outcome
from ipt_review.ui.actions import action
from ipt_review.ui.rating.prompt_log import PromptLog
from ipt_review.ui.study_settings import StudySettings
from ipt_review.workflow.prompting import has_prompts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
ITEM = "adh_role_play"


def rate(rater: Rater, value: int) -> None:
    """Have the item in hand rated in the Rate room."""
    rater.program.enter("rate")
    rater.window.rate.rated.emit(ITEM, value)
    rater.window.rate.form.go_to(ITEM)


def without_role_play(rater: Rater) -> None:
    session = rater.seat.session
    for mark in list(session.coding.marks.values()):
        if mark.code == "role_play":
            session.remove(mark.number)


def prompts(rater: Rater) -> tuple[str, ...]:
    """Return the prompts about the item that the form holds."""
    form = rater.window.rate._form
    assert form is not None
    row = form.row(ITEM)
    assert row is not None
    return row.prompts


def log(rater: Rater) -> list[tuple[Outcome, int]]:
    """Return what was logged about the item."""
    rater.see_all()
    events = rater.desk.database.prompt_log(rater.coding.head.id)
    return [
        (each.outcome, each.prompt.value)
        for each in events
        if each.prompt.items == (ITEM,)
    ]


def switch_prompts(rater: Rater, *, wanted: bool) -> None:
    """Answer Study settings, which the Study menu opens."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, StudySettings)
        assert "may influence ratings" in dialog.prompts.accessibleDescription()
        dialog.prompts.setChecked(wanted)
        dialog.accept()

    rater.answer(answer)
    label = action("study.rules").label
    next(each for each in rater.menu("Study") if each.text() == label).trigger()
    QApplication.processEvents()


def test_a_prompt_is_logged_when_it_shows_and_when_the_rating_changes(
    rater: Rater,
) -> None:
    without_role_play(rater)

    rate(rater, 6)
    assert prompts(rater)
    rate(rater, 2)

    assert not prompts(rater)
    assert log(rater) == [(Outcome.SHOWN, 6), (Outcome.RATING_CHANGED, 6)]


@pytest.mark.parametrize("by", ["button", "key"])
def test_a_rating_is_kept_by_button_or_key_and_not_asked_about_again(
    rater: Rater, by: str
) -> None:
    without_role_play(rater)
    rate(rater, 6)
    screen = rater.window.rate
    if by == "key":
        rater.press("K")
    else:
        rater.click(screen.side._prompts.keep)

    assert not prompts(rater)
    assert rater.coding.ratings[ITEM].value == 6
    assert log(rater) == [(Outcome.SHOWN, 6), (Outcome.KEPT, 6)]
    rater.program.enter("review")
    rater.program.enter("rate")
    assert not prompts(rater)
    rate(rater, 7)
    assert prompts(rater)
    assert log(rater)[-1] == (Outcome.SHOWN, 7)


def test_a_run_of_one_value_is_kept_at_the_head_of_the_form(rater: Rater) -> None:
    rater.program.enter("rate")
    form = rater.window.rate._form
    assert form is not None
    for row in form.rows():
        rater.window.rate.rated.emit(row.item.id, 4)
    header = rater.window.rate.header
    assert header.keep.isVisible()

    rater.click(header.keep)

    assert not header.keep.isVisible()
    events = rater.desk.database.prompt_log(rater.coding.head.id)
    assert (events[-1].prompt.kind, events[-1].outcome) == (
        CheckKind.ALL_SAME,
        Outcome.KEPT,
    )


def test_what_was_asked_can_be_read(rater: Rater) -> None:
    without_role_play(rater)
    rate(rater, 6)
    rate(rater, 2)
    read: list[list[str]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PromptLog)
        table = dialog.table
        for line in range(table.rowCount()):
            cells = (table.item(line, column) for column in (1, 2, 3))
            read.append([cell.text() for cell in cells if cell is not None])
        dialog.reject()

    rater.answer(look)
    rater.click(rater.window.rate.header.log)

    about = "rated 6, no such moment coded"
    assert read == [
        ["Role play", about, "asked"],
        ["Role play", about, "the rating was changed"],
    ]


def test_marking_what_was_missing_answers_a_prompt(rater: Rater) -> None:
    without_role_play(rater)
    rate(rater, 6)

    rater.program.enter("review")
    rater.press("R")
    assert rater.newest().code == "role_play"
    rater.program.enter("rate")

    assert log(rater) == [(Outcome.SHOWN, 6), (Outcome.MARKS_CHANGED, 6)]


def test_a_study_without_soft_checks_shows_no_prompt_and_logs_none(
    rater: Rater,
) -> None:
    without_role_play(rater)
    switch_prompts(rater, wanted=False)

    rate(rater, 6)

    form = rater.window.rate._form
    assert form is not None
    assert not any(row.prompts for row in form.rows())
    assert form.remarks == ()
    assert log(rater) == []


def test_prompts_leave_and_return_with_the_setting_while_the_form_is_in_view(
    rater: Rater,
) -> None:
    without_role_play(rater)
    rate(rater, 6)

    switch_prompts(rater, wanted=False)
    assert not has_prompts(rater.desk.database)
    assert not prompts(rater)
    switch_prompts(rater, wanted=True)

    assert prompts(rater)
    assert log(rater) == [(Outcome.SHOWN, 6)]


def test_study_settings_that_are_cancelled_change_nothing(rater: Rater) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, StudySettings)
        dialog.prompts.setChecked(False)
        dialog.reject()

    rater.answer(answer)
    rater.program.do("study.rules")

    assert has_prompts(rater.desk.database)
