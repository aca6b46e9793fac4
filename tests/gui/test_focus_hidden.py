"""What a study rater is shown of the agreed focus while judging the problem areas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel

from ipt_review.domain.determination import Presence
from ipt_review.ui.actions import action
from ipt_review.ui.library.add_recording import AddRecording
from ipt_review.ui.library.columns import HIDDEN, Column
from ipt_review.ui.study_settings import StudySettings
from ipt_review.ui.wording import FOCUS_HIDDEN
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog, QWidget

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
AREAS = 2
AGREED = "Agreed focus: Role dispute"


def begin_form(rater: Rater) -> None:
    rater.press("Alt+5")
    rater.window.case.tabs.setCurrentIndex(AREAS)
    rater.click(rater.window.case.determination.begin)


def submit_form(rater: Rater) -> None:
    page = rater.window.case.determination
    for area, form in page.forms.items():
        there = Presence.YES if area == "role_dispute" else Presence.NO
        rater.click(form.presence.buttons[there])
        rater.click(form.certainty.buttons[4])
    rater.click(page.forms["role_dispute"].tied.buttons[5])
    page.primary.setCurrentIndex(page.primary.findData("role_dispute"))
    page.primary.activated.emit(page.primary.currentIndex())
    rater.click(page.certainty.buttons[4])
    rater.click(page.submit)


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def library_foci(rater: Rater) -> set[str]:
    """Return what the library says in the focus column after the opening of C-012."""
    rater.press("Alt+1")
    model = rater.window.library.table.rows
    rows = [
        [model.index(row, each).data() for each in Column]
        for row in range(model.rowCount())
    ]
    return {
        row[Column.FOCUS]
        for row in rows
        if row[Column.CASE] == "C-012" and row[Column.PHASE] != "Opening"
    }


def evidence_of_the_focus(rater: Rater) -> str:
    """Return what the Rate screen says beside the item that the focus was kept."""
    rater.press("Alt+3")
    rater.window.rate.form.go_to("adh_focus_kept")
    return words(rater.window.rate.side)


def talk_of_the_dispute(rater: Rater) -> None:
    rater.program.reviewing.pressing.code("role_dispute")
    rater.go_to(60_000)


def area_items(rater: Rater) -> dict[str, bool]:
    """Return by problem area whether its items can be rated on the form."""
    rater.press("Alt+3")
    form = rater.window.rate._form
    assert form is not None
    return {
        area: form.row(item) is not None
        for area, item in {
            "grief": "adh_grief_mourning",
            "role_dispute": "adh_dispute_expectations",
            "role_transition": "adh_transition_mourning",
            "interpersonal_deficits": "adh_deficits_isolation",
        }.items()
    }


def determine_first(rater: Rater, *, wanted: bool) -> None:
    """Answer Study settings, which the Study menu opens."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, StudySettings)
        dialog.first.setChecked(wanted)
        dialog.accept()

    rater.answer(answer)
    label = action("study.rules").label
    next(each for each in rater.menu("Study") if each.text() == label).trigger()
    rater.qtbot.waitUntil(partial(comes_to_front, rater.window))


def test_a_study_that_asks_for_no_determination_hides_nothing(visitor: Rater) -> None:
    visitor.sit_down("REF")
    assert FOCUS_HIDDEN in visitor.top()
    visitor.sit_down("SV-1")
    determine_first(visitor, wanted=False)
    visitor.sit_down("REF")
    assert AGREED in visitor.top()
    assert AGREED in words(visitor.window.review.session_page)
    assert library_foci(visitor) == {"Role dispute"}
    assert [area for area, can in area_items(visitor).items() if can] == [
        "role_dispute"
    ]


def test_the_form_of_a_recording_that_comes_in_does_not_tell_it(
    visitor: Rater,
) -> None:
    def told(person: str) -> tuple[str, str]:
        held = visitor.desk.holdings()
        who = next(each for each in held.people if each.handle == person)
        form = AddRecording(held, visitor.desk.codebook, visitor.window, who)
        form.case.setCurrentText(held.cases[0].handle)
        form.deleteLater()
        return form.area.currentText(), form.agreed_in.text()

    assert told("SV-1") == ("Role dispute", "3")
    assert told("REF") == (FOCUS_HIDDEN, "hidden")


def test_a_workbook_leaves_out_what_is_hidden_from_whoever_exports(
    visitor: Rater, tmp_path: Path
) -> None:
    visitor.sit_down("REF")
    assert "REF may not" in visitor.export(tmp_path / "full.xlsx", full=True)
    assert not (tmp_path / "full.xlsx").exists()
    cases = len(visitor.desk.holdings().cases)
    said = visitor.export(tmp_path / "mine.xlsx")
    assert f"{cases} cases are left out" in said
    book = load_workbook(tmp_path / "mine.xlsx")
    assert [sheet.max_row for sheet in (book["Sessions"], book["Ratings"])] == [1, 1]
    told = [row for row in book["Read me"].values if row[0] == "Left out"]
    assert str(told[0][1]).startswith(f"{cases} cases: ")

    visitor.sit_down("SV-1")
    assert "left out" not in visitor.export(tmp_path / "all.xlsx", full=True)
    assert load_workbook(tmp_path / "all.xlsx")["Sessions"].max_row > 1


def test_a_study_rater_judges_without_the_agreed_focus(visitor: Rater) -> None:
    visitor.sit_down("REF")
    talk_of_the_dispute(visitor)
    review = visitor.window.review
    assert FOCUS_HIDDEN in visitor.top()
    assert all(area_items(visitor).values())

    begin_form(visitor)
    assert FOCUS_HIDDEN in visitor.top()
    assert FOCUS_HIDDEN in words(review.session_page)
    assert AGREED not in words(visitor.window)
    assert "on focus" not in words(review.panel)
    assert "agreed focus" not in words(review.panel)
    assert library_foci(visitor) == {HIDDEN}
    assert "Role dispute" in evidence_of_the_focus(visitor)
    assert "on the agreed focus" not in evidence_of_the_focus(visitor)

    visitor.press("Alt+5")
    submit_form(visitor)
    assert AGREED in visitor.top()
    assert AGREED in words(review.session_page)
    assert "agreed focus · on focus 100 %" in words(review.panel)
    assert "on the agreed focus" in evidence_of_the_focus(visitor)
    assert library_foci(visitor) == {"Role dispute"}
    assert [area for area, can in area_items(visitor).items() if can] == [
        "role_dispute"
    ]


@pytest.mark.parametrize("who", ["SV-1", "T-04"])
def test_a_supervisor_and_a_trainee_always_see_it(visitor: Rater, who: str) -> None:
    visitor.sit_down(who)
    begin_form(visitor)
    assert AGREED in visitor.top()
    assert AGREED in words(visitor.window.review.session_page)
    assert library_foci(visitor) == {"Role dispute"}
