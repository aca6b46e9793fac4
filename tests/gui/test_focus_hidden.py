"""What a study rater is shown of the agreed focus while judging the problem areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from ipt_review.domain.determination import Presence
from ipt_review.ui.wording import FOCUS_HIDDEN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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
    """Return what the library says of session 5 and after, in the focus column."""
    rater.press("Alt+1")
    model = rater.window.library.tree.model()
    case = model.index(0, 0, model.index(0, 0))
    rows = range(3, model.rowCount(case))
    return {model.index(row, 2, case).data() for row in rows}


def evidence_of_the_focus(rater: Rater) -> str:
    """Return what the Rate screen says beside the item that the focus was kept."""
    rater.press("Alt+3")
    rater.window.rate.form.go_to("adh_focus_kept")
    return words(rater.window.rate.side)


def talk_of_the_dispute(rater: Rater) -> None:
    rater.program.reviewing.marking.code("role_dispute")
    rater.go_to(60_000)


def test_a_study_rater_judges_without_the_agreed_focus(visitor: Rater) -> None:
    visitor.sit_down("REF")
    talk_of_the_dispute(visitor)
    review = visitor.window.review
    assert AGREED in visitor.top()
    assert "agreed focus · on focus 100 %" in words(review.panel)

    assert "on the agreed focus" in evidence_of_the_focus(visitor)

    begin_form(visitor)
    assert FOCUS_HIDDEN in visitor.top()
    assert FOCUS_HIDDEN in words(review.session_page)
    assert AGREED not in words(visitor.window)
    assert "on focus" not in words(review.panel)
    assert "agreed focus" not in words(review.panel)
    assert library_foci(visitor) == {FOCUS_HIDDEN}
    assert "Role dispute" in evidence_of_the_focus(visitor)
    assert "on the agreed focus" not in evidence_of_the_focus(visitor)

    visitor.press("Alt+5")
    submit_form(visitor)
    assert AGREED in visitor.top()
    assert AGREED in words(review.session_page)
    assert library_foci(visitor) == {"Role dispute"}


@pytest.mark.parametrize("who", ["SV-1", "T-04"])
def test_a_supervisor_and_a_trainee_always_see_it(visitor: Rater, who: str) -> None:
    visitor.sit_down(who)
    begin_form(visitor)
    assert AGREED in visitor.top()
    assert AGREED in words(visitor.window.review.session_page)
    assert library_foci(visitor) == {"Role dispute"}
