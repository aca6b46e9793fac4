"""The Case room in the real window, on the demo study, by key and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea

from ipt_review.domain.determination import Presence
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import AgreedFocus, Ending, GivenBy, Severity
from ipt_review.scoring.frame_line import Aspect, Level
from ipt_review.scoring.sequence import SequenceStep
from ipt_review.ui.sequence_strip import SequenceStrip, broken_at
from ipt_review.ui.theme import LIGHT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableWidget
    from pytestqt.qtbot import QtBot

    from ipt_review.domain.study import Case
    from ipt_review.ui.case.screen import CaseScreen
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
FOCUS, SEVERITY, AREAS, FRAME, CHECKLIST = range(5)


@pytest.fixture
def room(visitor: Rater) -> CaseScreen:
    """Return the Case room of the demo case, entered from the library."""
    visitor.click(visitor.window.library.details.case)
    assert visitor.window.room == "case"
    return visitor.window.case


def case_on_disk(visitor: Rater) -> Case:
    return visitor.desk.database.cases()[0]


def column(table: QTableWidget, place: int) -> list[str]:
    items = (table.item(row, place) for row in range(table.rowCount()))
    return [item.text() for item in items if item is not None]


def test_the_room_has_a_key_and_a_button_and_lists_every_session(
    room: CaseScreen, visitor: Rater
) -> None:
    held = visitor.desk.holdings()
    case = next(each for each in held.cases if each.handle == "C-012")
    numbers = [str(each.number) for each in held.sessions if each.case == case.id]
    assert column(room.table, 0) == numbers
    assert column(room.table, 4)[0] == "HAM-D 17: 24"
    visitor.press("Alt+1")
    visitor.press("Alt+5")
    assert visitor.window.room == "case"
    assert visitor.window.rail.buttons["case"].isChecked()


def test_a_phase_is_confirmed_by_a_click_and_keeps_who_did(
    room: CaseScreen, visitor: Rater
) -> None:
    room.table.setCurrentCell(3, 0)
    visitor.click(room.focus.phase.save)
    assert column(room.table, 2)[3] == "Middle ✓"
    assert room.history.list.item(0).text().startswith("Phase of session 5: Middle")
    assert "SV-1" in room.history.list.item(0).text()


def test_a_phase_against_the_suggestion_asks_for_a_reason(
    room: CaseScreen, visitor: Rater
) -> None:
    room.table.setCurrentCell(3, 0)
    part = room.focus.phase
    visitor.click(part.choice.buttons[Phase.TERMINATION])
    visitor.click(part.save)
    assert "Say in one line why" in visitor.banner
    assert room.picked_row() is not None

    visitor.click(part.choice.buttons[Phase.TERMINATION])
    part.reason.setText("She moves away.")
    visitor.click(part.save)
    assert column(room.table, 2)[3] == "Termination (suggested: middle)"
    assert visitor.desk.database.sessions()[3].phase is Phase.TERMINATION


def test_a_dispute_gives_way_to_a_transition_and_both_stay_in_view(
    room: CaseScreen, visitor: Rater
) -> None:
    page = room.focus
    page.area.setCurrentIndex(page.area.findData("role_transition"))
    page.session.setValue(12)
    page.instead.setCurrentIndex(page.instead.findData("role_dispute"))
    visitor.click(page.agree)
    assert case_on_disk(visitor).foci == (
        AgreedFocus("role_dispute", 3, 12),
        AgreedFocus("role_transition", 12),
    )
    assert len(page.rows) == 2
    by_session = dict(zip(column(room.table, 0), column(room.table, 3), strict=True))
    assert by_session["12"] == "Dispute, Transition"
    assert by_session["14"] == "Transition"


def test_a_third_focus_is_refused_in_the_banner(
    room: CaseScreen, visitor: Rater
) -> None:
    page = room.focus
    for area in ("grief", "role_transition"):
        page.area.setCurrentIndex(page.area.findData(area))
        page.session.setValue(5)
        visitor.click(page.agree)
    assert "two agreed focus areas at most" in visitor.banner
    assert len(case_on_disk(visitor).foci) == 2


def test_an_agreement_is_corrected_ended_and_taken_out(
    room: CaseScreen, visitor: Rater
) -> None:
    row = room.focus.rows[0]
    row.agreed_in.setValue(2)
    row.ended_in.setValue(8)
    visitor.click(row.save)
    assert case_on_disk(visitor).foci == (AgreedFocus("role_dispute", 2, 8),)
    row = room.focus.rows[0]
    row.ended_in.setValue(1)
    visitor.click(row.save)
    assert "cannot hold from session 2 to session 1" in visitor.banner
    visitor.click(room.focus.rows[0].remove)
    assert case_on_disk(visitor).foci == ()


def test_the_work_on_an_area_ends_with_a_session_and_a_reason(
    room: CaseScreen, visitor: Rater
) -> None:
    row = room.focus.rows[0]
    row.ended_in.setValue(2)
    assert row.save.text() == "End it"
    visitor.click(row.save)
    assert "is not under agreement in session 2" in visitor.banner
    room.focus.reason.setText("Peace is made.")
    room.focus.rows[0].ended_in.setValue(8)
    visitor.click(room.focus.rows[0].save)
    assert case_on_disk(visitor).foci == (AgreedFocus("role_dispute", 3, 8),)
    assert "Peace is made." in room.history.list.item(0).text()
    assert column(room.table, 3)[-2:] == ["–", "–"]


def test_an_opening_without_an_agreement_is_flagged_in_the_frame(
    room: CaseScreen, visitor: Rater
) -> None:
    visitor.click(room.focus.rows[0].remove)
    room.tabs.setCurrentIndex(FRAME)
    (line,) = (x for x in room.frame.lines() if x.aspect is Aspect.OPENING)
    assert line.level is Level.FLAG
    after_the_opening = ", ".join(column(room.table, 0)[3:])
    assert f"no focus was agreed before session {after_the_opening}" in line.sentence


@pytest.mark.parametrize("width", [1280, 1100])
def test_no_page_has_to_be_moved_sideways(
    room: CaseScreen, visitor: Rater, width: int
) -> None:
    before = visitor.window.size()
    visitor.window.resize(width, 800)
    try:
        room.tabs.setCurrentIndex(AREAS)
        visitor.click(room.determination.begin)
        for place in range(room.tabs.count()):
            room.tabs.setCurrentIndex(place)
            area = room.tabs.currentWidget()
            assert isinstance(area, QScrollArea)
            bar = area.horizontalScrollBar()
            visitor.qtbot.waitUntil(lambda: not bar.isVisible(), timeout=15_000)  # noqa: B023
    finally:
        visitor.window.resize(before)


def test_how_a_judgment_came_about_can_be_read(
    room: CaseScreen, visitor: Rater
) -> None:
    room.tabs.setCurrentIndex(AREAS)
    page = room.determination
    assert not page.history.isVisible()
    visitor.click(page.begin)
    visitor.click(page.forms["grief"].presence.buttons[Presence.NO])
    visitor.click(page.forms["grief"].presence.buttons[Presence.YES])
    told = [page.history.list.item(row).text() for row in range(3)]
    assert [each.splitlines()[0] for each in told] == [
        "Grief (complicated bereavement): presence: not present → present",
        "Grief (complicated bereavement): presence: none → not present",
        "Form begun",
    ]
    assert all(each.splitlines()[1].startswith("SV-1 · 2") for each in told)


def test_a_total_is_entered_corrected_and_removed(
    room: CaseScreen, visitor: Rater
) -> None:
    room.tabs.setCurrentIndex(SEVERITY)
    entry = room.severity.entry
    entry.scale.setCurrentIndex(entry.scale.findData("phq9"))
    entry.total.setText("28")
    visitor.click(entry.enter)
    assert "28 is not a total of the PHQ-9" in visitor.banner

    entry.scale.setCurrentIndex(entry.scale.findData("phq9"))
    entry.giver.setCurrentIndex(entry.giver.findText("Patient"))
    entry.told.setCurrentIndex(entry.told.findText("Yes"))
    entry.total.setText("19")
    visitor.click(entry.enter)
    kept = visitor.desk.database.sessions()[0].severity_on("phq9")
    assert kept == Severity("phq9", 19, fed_back=True, given_by=GivenBy.SELF)

    table = room.severity.table
    table.setCurrentCell(column(table, 1).index("PHQ-9"), 0)
    assert (entry.total.text(), entry.enter.text()) == ("19", "Correct")
    visitor.click(entry.remove)
    assert visitor.desk.database.sessions()[0].severity_on("phq9") is None


def test_facts_are_noted_where_they_are_shown(room: CaseScreen, visitor: Rater) -> None:
    header = room.header
    header.death.setCurrentIndex(header.death.findText("Yes"))
    header.death.activated.emit(header.death.currentIndex())
    header.ending.setCurrentIndex(header.ending.findText("Ended as planned"))
    header.ending.activated.emit(header.ending.currentIndex())
    header.plan.setValue(16)
    case = case_on_disk(visitor)
    assert (case.facts.death, case.facts.ending) == (True, Ending.AS_PLANNED)
    assert case.planned_sessions == 16
    assert "A death is on record" in room.focus.remarks.text


def test_the_focus_is_hidden_until_the_form_of_a_study_rater_is_submitted(
    visitor: Rater,
) -> None:
    people = visitor.window.library.people
    people.setCurrentIndex(people.findText("REF", Qt.MatchFlag.MatchStartsWith))
    people.activated.emit(people.currentIndex())
    visitor.click(visitor.window.library.details.case)
    room = visitor.window.case
    room.tabs.setCurrentIndex(AREAS)
    page = room.determination
    visitor.click(page.begin)
    assert set(column(room.table, 3)) == {"hidden"}
    assert room.focus.rows == []
    for area, form in page.forms.items():
        there = Presence.YES if area == "role_dispute" else Presence.NO
        visitor.click(form.presence.buttons[there])
        visitor.click(form.certainty.buttons[4])
    assert not page.submit.isEnabled()
    visitor.click(page.forms["role_dispute"].tied.buttons[5])
    page.primary.setCurrentIndex(page.primary.findData("role_dispute"))
    page.primary.activated.emit(page.primary.currentIndex())
    visitor.click(page.certainty.buttons[4])
    assert "without a basis" in page.lacking.text
    visitor.click(page.submit)
    (form_on_disk,) = visitor.desk.database.determinations()
    assert form_on_disk.submitted
    assert column(room.table, 3)[3] == "Dispute"
    assert not page.submit.isVisible()


def test_a_basis_is_kept_when_it_is_left_and_its_times_can_be_opened(
    room: CaseScreen, visitor: Rater
) -> None:
    room.tabs.setCurrentIndex(AREAS)
    visitor.click(room.determination.begin)
    form = room.determination.forms["role_dispute"]
    form.basis.setFocus()
    visitor.qtbot.waitUntil(form.basis.hasFocus)
    form.basis.setText("Quarrels since May, S5 0:01:30")
    form.basis.clearFocus()
    (kept,) = visitor.desk.database.determinations()
    assert kept.judgment("role_dispute").basis.endswith("S5 0:01:30")
    (there,) = form.places.findChildren(QPushButton)
    visitor.click(there)
    assert visitor.window.room == "review"
    assert visitor.seat.review.session.number == 5
    visitor.qtbot.waitUntil(lambda: visitor.position == 90_000)


def test_a_place_of_the_frame_opens_its_tape(room: CaseScreen, visitor: Rater) -> None:
    room.tabs.setCurrentIndex(FRAME)
    assert len(room.frame.lines()) == 9
    buttons = room.frame.findChildren(QPushButton)
    given = next(each for each in buttons if each.text().startswith("S3 0:33"))
    visitor.click(given)
    assert visitor.window.room == "review"
    assert visitor.seat.review.session.number == 3


def test_the_checklist_is_shown_one_perspective_at_a_time(room: CaseScreen) -> None:
    room.tabs.setCurrentIndex(CHECKLIST)
    page = room.checklist
    first = page.checklist()
    page.perspective.setCurrentIndex(1)
    second = page.checklist()
    assert first is not None
    assert second is not None
    assert first.perspective is not second.perspective
    assert first.coded == (1, 3)
    assert second.coded == (1, 2, 3)


def test_a_change_of_the_case_reaches_the_tape_that_is_open(rater: Rater) -> None:
    rater.press("Alt+5")
    room = rater.window.case
    row = room.picked_row()
    assert row is not None
    assert row.session.number == 5
    page = room.focus
    page.area.setCurrentIndex(page.area.findData("grief"))
    page.session.setValue(4)
    rater.click(page.agree)
    assert rater.seat.review.foci == ("role_dispute", "grief")
    assert "Role dispute and Grief" in " ".join(rater.top())


def test_enter_on_a_session_opens_its_tape(room: CaseScreen, visitor: Rater) -> None:
    room.table.setFocus()
    room.table.setCurrentCell(3, 0)
    visitor.press("Return")
    visitor.qtbot.waitUntil(lambda: visitor.window.room == "review")
    assert visitor.seat.review.session.number == 5


STEPS = [
    SequenceStep("interval_opening", "Opening question", 51_000),
    SequenceStep("mood_event_link", "Link", None),
    SequenceStep("options", "Options", 900_000, in_order=False),
]


def test_a_step_goes_where_it_was_first_taken_by_click_and_by_enter(
    qtbot: QtBot,
) -> None:
    strip = SequenceStrip(LIGHT)
    qtbot.addWidget(strip)
    strip.show_steps(STEPS, so_far=True)
    strip.show()
    went: list[int] = []
    strip.step_wanted.connect(went.append)
    for button in strip.buttons:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    strip.buttons[2].setFocus()
    qtbot.keyClick(strip.buttons[2], Qt.Key.Key_Return)
    assert went == [51_000, 900_000, 900_000]


def test_the_strip_says_what_is_missing_where_it_breaks_and_what_came_too_early(
    qtbot: QtBot,
) -> None:
    strip = SequenceStrip(LIGHT)
    qtbot.addWidget(strip)
    strip.show_steps(STEPS, so_far=False)
    told = [button.accessibleName() for button in strip.buttons]
    assert told == [
        "Opening question: 0:00:51",
        "Link: not marked, chain breaks",
        "Options: 0:15:00, too early",
    ]
    for size in ((420, 300), (1_000, 90)):
        strip.resize(*size)
        assert not strip.grab().isNull()
    strip.show_steps(STEPS[:1], so_far=False)
    assert len(strip.buttons) == 1


def test_nothing_is_called_broken_while_a_tape_is_still_coded(
    visitor: Rater,
) -> None:
    def told() -> list[str]:
        strip = visitor.window.review.session_page.strip
        return [button.accessibleName() for button in strip.buttons]

    visitor.sit_down("SV-1", session=5)
    assert "Role play: not marked so far" in told()
    assert not any("chain breaks" in each for each in told())
    visitor.desk.submit(visitor.coding.head.id)
    visitor.sit_down("SV-1", session=5)
    assert "Role play: not marked" in told()
    assert sum("chain breaks" in each for each in told()) == 1


def test_a_chain_of_which_nothing_was_taken_is_not_broken() -> None:
    assert broken_at([SequenceStep("a", "A", None)]) is None
    assert broken_at([SequenceStep("a", "A", 1)]) is None
    assert broken_at(STEPS) == 1
