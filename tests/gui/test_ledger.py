"""The ledger room: what a portfolio needs, what is there, what is missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast
from uuid import UUID

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog

from ipt_review.domain.people import Person, Role
from ipt_review.domain.portfolio import RequirementKind
from ipt_review.ui.ledger.hours_form import HoursForm
from ipt_review.ui.ledger.template_form import TemplateForm
from tests.gui.rater import Rater, comes_to_front
from tests.meeting_builders import a_meeting, was_held

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from ipt_review.ui.ledger.screen import LedgerScreen

KINDS = RequirementKind
INSTITUTE, ISIPT, UK = range(3)


@pytest.fixture
def rater(demo: Path, tmp_path: Path, qtbot: QtBot) -> Rater:
    """Return the supervisor of the demo, at the library."""
    sits = Rater(tmp_path).arrive(qtbot)
    sits.program.open_path(demo)
    return sits


def room(rater: Rater, who: str) -> LedgerScreen:
    people = {each.handle: each for each in rater.desk.holdings().people}
    rater.program.person = people[who]
    rater.press("Alt+=")
    assert rater.window.room == "ledger"
    return rater.program.supervising.ledgering.screen


def pick(screen: LedgerScreen, title: str) -> str:
    """Pick the requirement whose title begins so; return how it stands."""
    for row in range(screen.list.topLevelItemCount()):
        item = screen.list.topLevelItem(row)
        if item is not None and item.text(0).startswith(title):
            screen.list.setCurrentItem(item)
            return f"{item.text(2)} {item.text(3)}"
    raise AssertionError(title)


def hold_against(screen: LedgerScreen, template: int) -> None:
    screen.templates.setCurrentIndex(template)
    screen.templates.activated.emit(template)


def answer(fill: Callable[[QDialog], None]) -> None:
    """Fill the dialog that opens next and accept it."""

    def do() -> None:
        dialog = cast("QDialog", QApplication.activeModalWidget())
        fill(dialog)
        dialog.accept()

    QTimer.singleShot(0, do)


def comes_back(rater: Rater) -> None:
    """Wait until the window has the keyboard again after a dialog."""
    rater.qtbot.waitUntil(partial(comes_to_front, rater.window), timeout=15_000)


def an_hour(minutes: int) -> Callable[[QDialog], None]:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, HoursForm)
        dialog.minutes.setValue(minutes)
        dialog.note.setText("Role plays.")

    return fill


def test_hours_are_entered_corrected_undone_and_removed(rater: Rater) -> None:
    screen = room(rater, "T-04")
    hold_against(screen, INSTITUTE)
    assert pick(screen, "Hours") == "0 of 10 ○ missing"

    answer(an_hour(90))
    screen.panel.enter.click()
    assert pick(screen, "Hours") == "1.5 of 10 ○ missing"
    row = screen.panel.list.item(0).text()
    assert "90 min, individual: Role plays." in row
    answer(an_hour(120))
    screen.panel.change.click()
    comes_back(rater)
    assert pick(screen, "Hours") == "2 of 10 ○ missing"
    rater.press("Ctrl+Z")
    assert pick(screen, "Hours") == "1.5 of 10 ○ missing"
    screen.panel.remove.click()
    assert pick(screen, "Hours") == "0 of 10 ○ missing"
    rater.press("Ctrl+Z")
    rater.press("Ctrl+Shift+Z")
    assert pick(screen, "Hours") == "0 of 10 ○ missing"
    assert "10 hours of supervision" in screen.summary.text()


def test_evidence_leads_to_the_tape_and_to_the_case(rater: Rater) -> None:
    screen = room(rater, "SV-1")
    hold_against(screen, ISIPT)
    pick(screen, "Rated tapes of the opening")
    screen.list.setFocus()
    rater.press("Return")
    assert screen.panel.list.hasFocus()
    first = screen.panel.list.picked
    assert first is not None
    rater.press("Return")
    assert rater.window.room == "review"
    assert rater.coding.head.id == first.coding

    rater.press("Alt+=")
    pick(screen, "Complete cases")
    screen.panel.open.click()
    assert rater.window.room == "case"
    rater.press("Alt+0")
    rater.program.supervising.progressing.screen.ledger.click()
    assert rater.window.room == "ledger"


def test_a_meeting_that_was_held_counts_and_opens(rater: Rater) -> None:
    people = {each.handle: each.id for each in rater.desk.holdings().people}
    tape = rater.desk.database.tapes()[0].id
    meeting = a_meeting(people["SV-1"], tape, (people["T-04"],))
    rater.desk.database.meetings.plan(meeting)
    rater.desk.database.meetings.change(meeting.id, was_held(meeting))
    screen = room(rater, "SV-1")
    hold_against(screen, INSTITUTE)
    assert pick(screen, "Hours") == "0.9 of 10 ○ missing"
    assert not screen.panel.change.isEnabled()

    screen.panel.list.setFocus()
    rater.press("Return")

    assert rater.window.room == "meetings"
    assert rater.program.supervising.meetings._current == meeting.id


def test_who_may_attest_and_who_sees_nothing(
    rater: Rater, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = room(rater, "T-04")
    hold_against(screen, INSTITUTE)
    pick(screen, "A case report")
    assert not screen.panel.attest.isEnabled()
    assert "may not attest" in screen.panel.attest.toolTip()

    screen = room(rater, "SV-1")
    pick(screen, "A case report")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Read it.", True))
    screen.panel.attest.click()
    assert pick(screen, "A case report") == "1 of 1 ✓ there"
    assert "Attested by SV-1: Read it." in screen.panel.list.item(0).text()

    people = {each.handle: each for each in rater.desk.holdings().people}
    rater.program.person = people["REF"]
    rater.press("Alt+=")
    assert "may not see what a portfolio has" in rater.banner


def test_a_program_sets_its_own_requirements(rater: Rater) -> None:
    boss = Person(UUID(int=77), "CO-1", frozenset({Role.COORDINATOR}))
    rater.desk.database.add_person(boss)
    rater.program.presence.meet(rater.desk, rater.desk.database.people())
    screen = room(rater, "CO-1")
    hold_against(screen, UK)
    assert pick(screen, "Hours of supervision in all") == "0, open … not yet judgeable"
    assert screen.panel.why.text().startswith("Set by the program")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, TemplateForm)
        dialog.title.setText("Year one")
        dialog.rows[KINDS.HOURS].figure.setValue(20)
        assert dialog.rows[KINDS.HOURS].source.text() == "Set by this program"
        dialog.rows[KINDS.CASES].figure.setValue(5)
        dialog.rows[KINDS.CASES].figure.setValue(2)
        assert dialog.rows[KINDS.CASES].source.text().startswith("Older UK guideline")
        dialog.rows[KINDS.SESSIONS].asked.setChecked(False)
        dialog.attested.appendPlainText("A talk on grief")

    answer(fill)
    screen.needed.click()
    comes_back(rater)

    assert screen.templates.currentText() == "This program: Year one"
    assert pick(screen, "Hours of supervision in all") == "0 of 20 ○ missing"
    assert pick(screen, "A talk on grief") == "0 of 1 ○ missing"
    with pytest.raises(AssertionError):
        pick(screen, "Sessions in each case")
    hold_against(screen, UK + 1)
    assert pick(screen, "Hours of supervision in all") == "0, open … not yet judgeable"
    screen = room(rater, "T-04")
    assert screen.templates.itemText(0) == "This program: Year one"
    assert not screen.needed.isEnabled()


def test_a_packet_is_written_where_a_person_says_or_called_off(
    rater: Rater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = room(rater, "SV-1")
    hold_against(screen, ISIPT)
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    packing = rater.program.supervising.ledgering.packing

    screen.packet.click()
    assert packing.bar is not None
    packing.bar.canceled.emit()
    assert "called off" in screen.outcome.text()
    assert list(folder.iterdir()) == []

    comes_back(rater)
    with rater.qtbot.waitSignal(packing.written, timeout=30_000):
        screen.packet.click()
    (packet,) = folder.iterdir()
    assert str(packet) in screen.outcome.text()
    assert (packet / "portfolio.xlsx").exists()
    pages = [*(packet / "feedback").iterdir()]
    assert all(page.read_bytes().startswith(b"%PDF") for page in pages)
    assert f"with {len(pages)} feedback page" in screen.outcome.text()
