"""From room to room: who reviews what, rating, submitting, exporting."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from ipt_review.domain.coding import Perspective, Status
from ipt_review.ui.actions import ACTIONS, MENUS
from ipt_review.ui.key_sheet import KeySheet
from ipt_review.ui.submitting import SubmitDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
FREE = 350_000


def say(answer: QDialogButtonBox.StandardButton, rater: Rater) -> None:
    def press(dialog: QDialog) -> None:
        assert isinstance(dialog, SubmitDialog)
        rater.click(dialog.buttons.button(answer))

    rater.answer(press)


def submit(rater: Rater) -> None:
    say(QDialogButtonBox.StandardButton.Ok, rater)
    rater.click(rater.window.top_bar.submit)


# ------------------------------------------------------------ where one is


def test_the_top_bar_says_where_one_is(rater: Rater) -> None:
    path, here, phase, focus, severity, saved, who = rater.top()[:7]

    assert path.split("  ›")[:3] == ["Demo study", "  Therapist T-04", "  Case C-012"]
    assert (here, phase) == ("Session 5 of 14", "Middle phase")
    assert focus == "Agreed focus: Role dispute"
    assert "19" in severity
    assert "24" in severity
    assert saved == "● All changes saved"
    assert who == "Supervisor SV-1"


def test_the_library_opens_the_tape_that_enter_is_pressed_on(visitor: Rater) -> None:
    visitor.window.library.table.setFocus()

    visitor.press("Return")

    visitor.qtbot.waitUntil(lambda: visitor.window.room == "review")
    assert visitor.seat.review.session.number == 5


def test_every_room_has_a_key(rater: Rater) -> None:
    for number, room in enumerate(("library", "review", "rate", "export"), start=1):
        rater.press(f"Alt+{number}")
        assert rater.window.room == room
        assert rater.window.rail.buttons[room].isChecked()


def test_without_a_tape_review_and_rate_lead_to_the_library(visitor: Rater) -> None:
    visitor.press("Alt+2")

    assert visitor.window.room == "library"
    assert visitor.banner == "Open a tape in the library first."


def test_leaving_the_review_room_stops_the_tape(rater: Rater) -> None:
    rater.play()

    rater.press("Alt+1")

    rater.qtbot.waitUntil(lambda: not rater.playing)


def test_letters_code_only_in_the_review_room(rater: Rater) -> None:
    before = rater.coding
    for room in ("Alt+1", "Alt+4"):
        rater.press(room)
        rater.window.setFocus()
        rater.press("L", "2", "Space")

    assert rater.coding is before


def test_everything_in_the_menus_is_something_that_can_be_done(rater: Rater) -> None:
    program = rater.program
    coding = (program, program.reviewing, program.judging, program.comparing)
    parts = (*coding, program.supervising.meetings)
    doable = {name for part in parts for name in part._doings}

    assert {action.id for action in ACTIONS} == doable
    menus = [entry.text() for name in MENUS for entry in rater.menu(name)]
    assert [text.partition("\t")[0] for text in menus] == [
        action.label for name in MENUS for action in ACTIONS if action.menu == name
    ]


def test_every_menu_has_its_entries(rater: Rater) -> None:
    for name in MENUS:
        entries = {entry.text().split("\t")[0] for entry in rater.menu(name)}
        assert {each.label for each in ACTIONS if each.menu == name} == entries


def test_the_key_sheet_comes_with_f1_and_goes_with_escape(rater: Rater) -> None:
    seen: list[QDialog] = []

    def look(dialog: QDialog) -> None:
        seen.append(dialog)
        rater.qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    rater.answer(look)
    rater.press("F1")

    assert isinstance(seen[0], KeySheet)
    assert not seen[0].isVisible()


# ------------------------------------------------------------ who reviews


def choose(rater: Rater, who: str) -> None:
    """Choose who is reviewing, as the arrows and Enter in the list do."""
    rater.press("Alt+1")
    people = rater.window.library.people
    names = [people.itemText(place) for place in range(people.count())]
    place = next(i for i, name in enumerate(names) if name.startswith(who))
    people.setFocus()
    while people.currentIndex() != place:
        rater.press("Down" if people.currentIndex() < place else "Up")


def test_another_person_gets_a_coding_of_their_own(rater: Rater) -> None:
    supervisors = rater.coding

    choose(rater, "REF")
    assert rater.program.reviewing.seat is None
    rater.program.review_tape(rater.tape(5))
    rater.wait_for_tape()

    assert rater.coding.head.perspective is Perspective.STUDY_RATER
    assert not rater.coding.marks
    assert not rater.coding.ratings
    assert rater.listed() == []
    assert rater.drawn() == {}
    assert "Study rater REF" in rater.top()
    rater.press("Ctrl+Z")
    assert rater.desk.database.coding(supervisors.head.id) == supervisors


def test_choosing_another_person_closes_what_was_open(rater: Rater) -> None:
    choose(rater, "T-04")

    assert rater.top() == ["Demo study"]
    assert not rater.window.rail.buttons["review"].isEnabled()


# ------------------------------------------------------------ rating


def test_a_rating_by_key_is_on_disk_and_taken_back_by_undo(rater: Rater) -> None:
    rater.press("Alt+3")
    rater.window.rate.go_to_next()
    item = rater.window.rate.current_item()
    assert item is not None
    assert item not in rater.coding.ratings

    rater.press("6")
    assert rater.stored().ratings[item].value == 6
    assert rater.window.rate.current_item() != item
    rater.press("Ctrl+Z")
    assert item not in rater.stored().ratings
    rater.press("Ctrl+Shift+Z")

    assert rater.stored().ratings[item].value == 6
    assert "● All changes saved" in rater.top()


def test_ratings_are_given_from_the_menu_and_by_keys_of_ones_own(rater: Rater) -> None:
    rater.press("Alt+3")
    form = rater.window.rate.form
    first = rater.window.rate.current_item() or ""

    assert rater.choose("Rate", "Rate 5")
    second = rater.window.rate.current_item() or ""
    assert not rater.choose("Rate", "Rate 9")
    assert rater.choose("Rate", "Not ratable")
    assert rater.choose("Rate", "Previous item")
    assert rater.choose("Rate", "Take the answer back")
    assert rater.stored().ratings[first].value == 5
    assert second not in rater.stored().ratings

    rater.program.workplace.key_map.set_keys("rate.2", ("Space",))
    form.go_to(second)
    rater.press("2", "Space")
    assert rater.stored().ratings[second].value == 2
    assert not rater.playing
    rater.press("Alt+2")
    assert not rater.choose("Rate", "Rate 5")


def test_what_lists_do_by_key_is_in_the_menus_too(rater: Rater) -> None:
    count, table = len(rater.coding.comments), rater.window.review.marks.table
    rater.press("Ctrl+Shift+K")
    whole = rater.window.review.comments.whole
    assert whole.placeholderText().startswith("Pick a comment")
    rater.press("Down")
    assert whole.toPlainText()
    assert rater.choose("Comment", "Delete the picked comment")
    assert len(rater.stored().comments) == count - 1

    rater.press("Alt+Right")
    assert rater.choose("Mark", "Edit the cell")
    assert table.findChild(QLineEdit) is not None
    rater.press("Esc", "Alt+1")
    assert not rater.choose("Mark", "Edit the cell")

    assert rater.choose("Library", "Review the tape")
    assert rater.window.room == "review"
    rater.program.workplace.key_map.set_keys("library.open", ("F4",))
    rater.press("Alt+1")
    rater.window.library.table.setFocus()
    rater.press("Return")
    assert rater.window.room == "library"
    rater.press("F4")
    assert rater.window.room == "review"


def test_the_history_is_gone_about_in_from_the_rate_room(rater: Rater) -> None:
    before, done = rater.coding.ratings, len(rater.seat.session.history.done)
    rater.press("Alt+3", "2", "Ctrl+Shift+H")
    window = rater.program.reviewing.remembering.window

    assert window.isVisible()
    assert rater.stored().ratings != before
    window.state_wanted.emit(done)

    assert rater.stored().ratings == before
    assert rater.window.room == "rate"


def test_a_mark_made_in_review_is_evidence_in_rate_and_leads_back(
    rater: Rater,
) -> None:
    rater.go_to(FREE)
    rater.press("V")
    number = rater.newest().number
    rater.press("Alt+3")

    rater.window.rate.play_wanted.emit(number)

    assert rater.window.room == "review"
    assert rater.position >= FREE
    rater.qtbot.waitUntil(lambda: rater.playing)


# ------------------------------------------------------------ submitting


def test_nothing_is_submitted_until_somebody_says_yes(rater: Rater) -> None:
    say(QDialogButtonBox.StandardButton.Cancel, rater)

    rater.click(rater.window.top_bar.submit)

    assert rater.stored().head.status is Status.DRAFT
    rater.go_to(FREE)
    rater.press("L")
    assert rater.agree()


def test_after_submitting_keys_say_that_nothing_changes(rater: Rater) -> None:
    submit(rater)
    rater.wait_for_tape()
    before = rater.coding

    for key in ("L", "2", "C"):
        rater.window.banner.hide()
        rater.press(key)
        assert "submitted and can no longer change" in rater.banner
    rater.press("Ctrl+Z", "Del")

    assert before.head.status is Status.SUBMITTED
    assert rater.stored() == before == rater.coding
    assert not rater.window.top_bar.submit.isVisible()
    assert "● Read only: submitted" in rater.top()
    assert rater.agree()


def test_a_submitted_coding_takes_no_ratings(rater: Rater) -> None:
    submit(rater)
    before = rater.stored()

    rater.press("Alt+3", "6", "Del", "N")

    assert rater.stored() == before


# ------------------------------------------------------------ exporting


def export_to(rater: Rater, path: Path | str) -> str:
    screen = rater.window.export
    rater.press("Alt+4")
    screen.file.setFocus()
    rater.press("Ctrl+A")
    rater.type(str(path))
    rater.click(screen.export)
    rater.exported()
    return screen.outcome.text()


def test_the_workbook_holds_what_was_just_coded(rater: Rater, tmp_path: Path) -> None:
    rater.go_to(FREE)
    rater.press("Shift+R")

    outcome = export_to(rater, tmp_path / "out.xlsx")

    assert "Written" in outcome
    book = load_workbook(tmp_path / "out.xlsx", read_only=True)
    cells = {cell for row in book["Marks"].iter_rows(values_only=True) for cell in row}
    book.close()
    assert "flag_rigid" in cells


def test_another_study_is_never_offered_the_file_of_the_one_before(
    rater: Rater, made_demo: Path, tmp_path: Path
) -> None:
    export_to(rater, tmp_path / "first.xlsx")
    rater.window.export.full.setChecked(True)
    (tmp_path / "second").mkdir()
    second = shutil.copy(made_demo, tmp_path / "second" / "second.iptstudy")

    rater.program.open_path(Path(second))
    rater.press("Alt+4")

    screen = rater.window.export
    assert screen.file.text() == str(tmp_path / "second" / "DEMO.xlsx")
    assert screen.outcome.text() == ""
    assert screen.research.isChecked()


def test_a_name_without_an_ending_gets_one(rater: Rater, tmp_path: Path) -> None:
    export_to(rater, tmp_path / "my codings")

    assert (tmp_path / "my codings.xlsx").is_file()


@pytest.mark.skipif(os.name != "posix", reason="paths of POSIX")
def test_a_workbook_that_cannot_be_written_is_explained(
    rater: Rater, tmp_path: Path
) -> None:
    (tmp_path / "folder.xlsx").mkdir()

    for path in (tmp_path / "folder.xlsx", tmp_path / "nowhere" / "out.xlsx"):
        outcome = export_to(rater, path)
        assert outcome
        assert "Written" not in outcome
        assert outcome.endswith(".")
    assert not (tmp_path / "nowhere").exists()


def test_a_workbook_is_written_beside_the_window_and_can_be_called_off(
    rater: Rater, tmp_path: Path
) -> None:
    path, screen = tmp_path / "out.xlsx", rater.window.export
    path.write_bytes(b"older")
    (tmp_path / "~$out.xlsx").touch()
    assert "open in another program" in export_to(rater, path)

    screen.instead.setFocus()
    rater.press("Space")
    assert screen.bar.isVisible()
    assert not screen.export.isEnabled()
    assert screen.stop.hasFocus()
    rater.press("Alt+2", "Q")
    assert rater.stored().marks == rater.coding.marks
    rater.exported()
    assert screen.outcome.text().startswith("● Written")
    assert screen.file.text() == str(tmp_path / "out (2).xlsx")
    assert not screen.bar.isVisible()

    rater.press("Alt+4")
    rater.click(screen.export)
    rater.click(screen.stop)
    assert screen.outcome.text().startswith("Stopped")
    assert screen.export.isEnabled()
    rater.program.handing_on.leave()
    assert path.read_bytes() == b"older"
    assert not [*tmp_path.glob("*.partial")]


def test_a_template_is_saved_to_begin_with_and_filled(
    rater: Rater, tmp_path: Path
) -> None:
    screen = rater.window.export
    rater.press("Alt+4")
    rater.click(screen.form.filled)
    assert "No template is chosen" in export_to(rater, tmp_path / "out.xlsx")

    screen.form.example_wanted.emit(tmp_path / "example.xlsx")
    rater.exported()
    assert screen.form.file.text() == str(tmp_path / "example.xlsx")
    assert "Written" in export_to(rater, tmp_path / "out.xlsx")
    assert load_workbook(tmp_path / "out.xlsx")["Overview"]["A1"].value == "Demo study"

    book = load_workbook(tmp_path / "example.xlsx")
    book["Overview"]["B9"] = "{{who}}"
    book.save(tmp_path / "example.xlsx")
    (tmp_path / "out.xlsx").unlink()
    assert "“Overview”, cell B9" in export_to(rater, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_values_for_statistics_programs_go_into_a_folder(
    rater: Rater, tmp_path: Path
) -> None:
    screen = rater.window.export
    rater.press("Alt+4")
    rater.click(screen.form.values)
    assert screen.file.text().endswith("DEMO values")
    assert screen.export.text() == "Export values"

    outcome = export_to(rater, tmp_path / "for SPSS")

    assert "Written" in outcome
    assert (tmp_path / "for SPSS" / "ratings.sps").exists()
    rater.click(screen.form.own)
    assert screen.export.text() == "Export workbook"
