"""Studies that open, that do not, that cannot be written, and that are full."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
)
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.media.silent_engine import SilentEngine
from ipt_review.store.database import Database
from ipt_review.store.study_file import engine_for
from ipt_review.ui.library.add_recording import AddRecording
from ipt_review.ui.vault.new_study import NewStudy
from ipt_review.workflow.desk import Desk
from ipt_review.workflow.files.opening import open_study
from tests.benchmarks.big_study import make_big_study
from tests.gui.rater import LENGTH, Rater
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui
FREE = 350_000


def name_file(path: Path) -> Callable[[QDialog], object]:
    """Return an act that chooses a file in a file dialog."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.setText(str(path))
        dialog.accept()

    return act


def want(title: str, path: Path) -> Callable[[QDialog], object]:
    """Return an act that asks for a new study without a passphrase."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, NewStudy)
        dialog.title.setText(title)
        dialog.supervisor.setText("SV-9")
        dialog.file.setText(str(path))
        dialog.encrypt.setChecked(False)
        dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()

    return act


# ------------------------------------------------------------ opening


def test_the_demo_is_one_click_away(newcomer: Rater, tmp_path: Path) -> None:
    newcomer.click(newcomer.window.start.demo)

    assert newcomer.window.room == "library"
    assert newcomer.top() == ["Demo study"]
    assert (tmp_path / "demo.iptstudy").is_file()


def test_the_demo_goes_on_where_it_was_left(
    newcomer: Rater, qtbot: QtBot, tmp_path: Path
) -> None:
    newcomer.click(newcomer.window.start.demo)
    newcomer.sit_down()
    newcomer.go_to(FREE)
    newcomer.press("L")
    coding = newcomer.coding
    newcomer.press("Ctrl+Q")

    again = Rater(tmp_path).arrive(qtbot)
    again.click(again.window.start.demo)
    again.sit_down()

    assert again.coding == coding


def test_a_study_opened_after_another_begins_at_a_tape_that_can_be_played(
    visitor: Rater, demo: Path, tmp_path: Path
) -> None:
    library, other = visitor.window.library, tmp_path / "other.iptstudy"
    assert visitor.program.open_path(make_big_study(other, sessions=3))
    assert library.picked_tape() is not None

    assert visitor.program.open_path(demo)
    assert library.picked_tape() == visitor.tape(5)


def test_a_study_that_was_open_is_offered_next_time(
    leaver: Rater, qtbot: QtBot, demo: Path, tmp_path: Path
) -> None:
    leaver.window.close()

    again = Rater(tmp_path).arrive(qtbot)
    (recent,) = (
        each
        for each in again.window.start.findChildren(QPushButton)
        if each.text() == str(demo)
    )
    again.click(recent)

    assert again.desk.database.path == demo


@pytest.mark.parametrize("content", [b"", b"not a study\n" * 100, b"SQLite format 3\0"])
def test_a_file_that_is_no_study_is_explained_and_the_open_one_stays(
    rater: Rater, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "other.iptstudy"
    path.write_bytes(content)
    before = rater.coding
    rater.answer(name_file(path))

    rater.press("Ctrl+O")

    assert "other.iptstudy" in rater.banner
    assert rater.banner.count(".") >= 2
    assert rater.window.room == "review"
    assert rater.coding is before
    rater.press("L")
    assert rater.agree()
    assert path.read_bytes() == content


def test_a_study_of_a_newer_version_is_explained_and_left_alone(
    visitor: Rater, made_demo: Path, tmp_path: Path
) -> None:
    path = tmp_path / "newer.iptstudy"
    shutil.copy(made_demo, path)
    connection = sqlcipher.connect(path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()

    assert not visitor.program.open_path(path)

    assert "newer version" in visitor.banner
    assert visitor.top() == ["Demo study"]


def test_a_study_that_is_gone_is_explained(visitor: Rater, tmp_path: Path) -> None:
    assert not visitor.program.open_path(tmp_path / "gone.iptstudy")

    assert "does not exist" in visitor.banner
    assert visitor.window.room == "library"


def test_a_new_study_begins_with_the_one_who_made_it(
    newcomer: Rater, tmp_path: Path
) -> None:
    fresh = tmp_path / "own.iptstudy"
    newcomer.answer(want("Own study", fresh))

    newcomer.press("Ctrl+N")

    newcomer.qtbot.waitUntil(lambda: newcomer.window.room == "library")
    assert fresh.is_file()
    assert newcomer.top() == ["Own study"]
    assert newcomer.window.library.people.currentText() == "SV-9 · supervisor"


def test_a_new_study_is_not_laid_over_an_old_one(
    visitor: Rater, made_demo: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there.iptstudy"
    shutil.copy(made_demo, there)
    content = there.read_bytes()
    visitor.answer(want("New", there))

    visitor.press("Ctrl+N")

    visitor.qtbot.waitUntil(lambda: bool(visitor.banner))
    assert there.read_bytes() == content
    assert visitor.top() == ["Demo study"]


# ------------------------------------------------------------ not to be written


def open_for_reading(demo: Path) -> Desk:
    """Open a study as it is opened where nothing can be written.

    Whether that is so is found out below the window, and root can write anywhere.
    """
    engine = engine_for(demo, read_only=True)
    desk = open_study(demo)
    desk.close()
    return Desk(Database(demo, engine, read_only=True), desk.codebooks, desk.now)


def test_a_read_only_study_says_so_and_can_be_read(newcomer: Rater, demo: Path) -> None:
    assert newcomer.program.opening._open(lambda: open_for_reading(demo))
    assert "can be read but not changed" in newcomer.banner
    newcomer.sit_down()
    before = newcomer.coding

    newcomer.go_to(FREE)
    newcomer.press("L")

    assert newcomer.coding is before
    assert "reading only" in newcomer.banner
    assert newcomer.agree()


def test_a_read_only_study_begins_no_coding(newcomer: Rater, demo: Path) -> None:
    newcomer.program.opening._open(lambda: open_for_reading(demo))
    held = newcomer.desk.holdings()
    newcomer.program.person = next(p for p in held.people if p.handle == "REF")

    newcomer.program.review_tape(newcomer.tape(5))

    assert newcomer.window.room == "library"
    assert "reading only" in newcomer.banner


def test_a_note_half_typed_is_saved_when_the_window_is_closed(
    leaver: Rater, qtbot: QtBot, demo: Path, tmp_path: Path
) -> None:
    leaver.go_to(FREE)
    leaver.press("L")
    leaver.press("Return")
    leaver.qtbot.waitUntil(leaver.window.review.panel.note.hasFocus)
    leaver.type("said in passing")

    leaver.press("Ctrl+Q")

    again = Rater(tmp_path).arrive(qtbot)
    again.program.open_path(demo)
    again.sit_down()
    assert again.newest().note == "said in passing"


def test_a_comment_half_typed_is_saved_when_the_window_is_closed(
    leaver: Rater, qtbot: QtBot, demo: Path, tmp_path: Path
) -> None:
    page = leaver.window.review.session_page
    leaver.window.review.tabs.setCurrentWidget(page)
    page.comment.setFocus()
    leaver.type("a steady hour")

    leaver.press("Ctrl+Q")

    again = Rater(tmp_path).arrive(qtbot)
    again.program.open_path(demo)
    again.sit_down()
    assert again.coding.session_comment == "a steady hour"


# ------------------------------------------------------------ tapes


def test_a_session_without_a_recording_is_coded_all_the_same(visitor: Rater) -> None:
    visitor.sit_down(session=2, who="REF")

    assert "no recording" in visitor.window.review.video.accessibleDescription()
    visitor.press("L", "C", "2")
    assert len(visitor.coding.marks) == 3
    assert visitor.agree()


@pytest.mark.parametrize("what", ["missing", "text"])
def test_a_tape_that_cannot_be_played_is_explained_in_its_place(
    qtbot: QtBot, demo: Path, tmp_path: Path, what: str
) -> None:
    rater = Rater(tmp_path, SilentEngine()).arrive(qtbot)
    lost = tmp_path / "lost.mp4"
    if what == "text":
        lost.write_text("this is no tape")
    move_tape(demo, lost)
    rater.program.open_path(demo)

    rater.sit_down()

    assert "lost.mp4" in rater.window.review.video.accessibleDescription()
    rater.go_to(FREE)
    rater.press("L")
    assert rater.newest().start == FREE
    rater.play()
    assert rater.agree()


def move_tape(study: Path, path: Path) -> None:
    """Have a study believe that a tape it knows little of lies elsewhere."""
    connection = sqlcipher.connect(study)
    connection.execute(
        "UPDATE media_file SET path = ?, fingerprint = '' WHERE path LIKE '%5.mp4'",
        [str(path)],
    )
    connection.commit()
    connection.close()


def test_a_recording_is_found_again(visitor: Rater, demo: Path, tmp_path: Path) -> None:
    tape = make(tmp_path / "found.mp4", Recipe(seconds=2.0))
    move_tape(demo, tmp_path / "lost.mp4")
    assert visitor.program.open_path(demo)
    visitor.press("Alt+1")
    library = visitor.window.library
    library.pick_tape(visitor.tape(5))
    visitor.answer(name_file(tape))

    visitor.click(library.details.find_again)

    found = next(
        each for each in visitor.desk.holdings().tapes if each.id == visitor.tape(5)
    )
    assert found.files[0].path == tape
    assert found.files[0].length == pytest.approx(2_000, abs=100)


def test_a_recording_is_added_with_whose_it_is(visitor: Rater, tmp_path: Path) -> None:
    tape = make(tmp_path / "new tape.mp4", Recipe(seconds=2.0))

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, AddRecording)
        dialog.files.line.setText(str(tape))
        dialog.case.setEditText("C-200")
        dialog.therapist.setEditText("T-77")
        dialog.session.setValue(6)
        dialog.accept()

    visitor.answer(fill_in)
    visitor.press("Ctrl+Shift+O")

    held = visitor.desk.holdings()
    case = next(each for each in held.cases if each.handle == "C-200")
    (session,) = (each for each in held.sessions if each.case == case.id)
    taken = held.tape_of(session.id)
    assert "T-77" in {each.handle for each in held.therapists}
    assert session.number == 6
    assert taken is not None
    assert taken.files[0].path == tape
    assert taken.length == pytest.approx(2_000, abs=100)
    assert not visitor.banner
    *_, told = visitor.desk.database.trail.entries()
    person = visitor.program.person
    assert person is not None
    assert (told.kind, told.by) == ("tape", person.id)


def test_a_recording_that_is_none_is_explained_and_leaves_nothing(
    visitor: Rater, tmp_path: Path
) -> None:
    text = tmp_path / "minutes.txt"
    text.write_text("no tape")
    before = visitor.desk.holdings()

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, AddRecording)
        dialog.files.line.setText(str(text))
        dialog.case.setEditText("C-200")
        dialog.accept()

    visitor.answer(fill_in)
    visitor.press("Ctrl+Shift+O")

    after = visitor.desk.holdings()
    assert "minutes.txt" in visitor.banner
    assert after.therapists == before.therapists
    assert (after.cases, after.sessions) == (before.cases, before.sessions)
    assert len(after.tapes) == len(before.tapes)


def test_without_anything_to_play_tapes_the_program_says_what_to_install(
    qtbot: QtBot, demo: Path, tmp_path: Path
) -> None:
    note = "VLC was not found. Install it from videolan.org."
    rater = Rater(tmp_path, SilentEngine(LENGTH), note).arrive(qtbot)

    assert rater.banner == note
    rater.program.open_path(demo)
    rater.program.review_tape(rater.tape(5))
    rater.wait_for_tape()
    rater.press("L")
    assert rater.agree()
