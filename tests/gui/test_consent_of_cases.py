"""Consent is recorded, taken back, and recordings are recorded as destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ipt_review.domain.consent import Use
from ipt_review.workflow.library.library import LibraryFilter, Standing
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from ipt_review.ui.consent.form import ConsentForm
    from ipt_review.ui.study.asking import ReasonDialog
    from tests.gui.rater import Rater


def agree_to_research(dialog: QDialog) -> None:
    form = cast("ConsentForm", dialog)
    form.recorded.setChecked(True)
    form.uses[Use.RESEARCH].setChecked(True)
    form.accept()


def take_all_back(dialog: QDialog) -> None:
    form = cast("ConsentForm", dialog)
    for box in form.back.values():
        box.setChecked(True)
    form.day.setValue(40)
    form.accept()
    assert "reason" in form.said.text().lower()
    form.reason.setText("a letter came")
    form.accept()


def give_reason(dialog: QDialog) -> None:
    asked = cast("ReasonDialog", dialog)
    asked.reason.setText("the month is over")
    asked.accept()


def destroy(rater: Rater) -> None:
    """Record in the library that the recording of session 5 was destroyed."""
    window = rater.window
    rater.program.enter("library")
    window.library.filters.show_filter(
        LibraryFilter(standings=frozenset({Standing.TO_DESTROY}))
    )
    window.library.filters._tell()
    rows = window.library.table.rows
    before = rows.rowCount()
    assert before
    rater.qtbot.waitUntil(lambda: comes_to_front(window), timeout=15_000)
    window.library.pick_tape(rater.tape(5))
    rater.answer(give_reason)
    rater.program.do("library.destroyed")

    assert rows.rowCount() == before - 1


def test_a_case_is_withdrawn_and_its_recording_destroyed(rater: Rater) -> None:
    window, page = rater.window, rater.window.study.consent
    assert rater.program.reviewing.player.length > 0
    rater.program.enter("study")
    window.study.tabs.setCurrentWidget(page)

    rater.answer(agree_to_research)
    rater.click(page.consent)
    assert page.table.cells()[0][2] == "Research"
    rater.answer(take_all_back)
    rater.click(page.consent)
    assert page.table.cells()[0][3] == "everything, on day 40"
    assert page.due.text().endswith("should be destroyed.")

    rater.sit_down()
    assert rater.seat.review.withheld
    assert rater.seat.review.tape.files == ()
    assert rater.coding.marks, "what was coded can be read"
    assert rater.agree()

    destroy(rater)
    rater.program.enter("study")
    assert "Recording destroyed" in str(window.study.log.table.cells())
    rater.program.enter("library")
    window.library.filters._clear()
    window.library.pick_tape(rater.tape(5))
    assert "The recording was not kept." in window.library.details.text
    assert "Taken back: everything, on day 40" in window.library.details.text
