"""The first minutes: a recording at once, files that are dropped, and practice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from ipt_review.domain.coding import Perspective, Status
from ipt_review.store.database import Database
from ipt_review.ui.library.add_recording import AddRecording
from ipt_review.ui.practice.page import RULE
from tests.gui.rater import comes_to_front
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from tests.gui.rater import Rater

PATIENCE = 15_000


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    folder = tmp_path / "from the camera"
    folder.mkdir()
    return make(folder / "Mrs Miller.mp4", Recipe(seconds=2))


def drop(rater: Rater, *paths: Path) -> None:
    """Drop files on the window, as a file manager does."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    no_keys, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    over = QDragEnterEvent(QPoint(300, 300), copy, carried, left, no_keys)
    QApplication.sendEvent(rater.window, over)
    if over.isAccepted():
        let_go = QDropEvent(QPointF(300, 300), copy, carried, left, no_keys)
        QApplication.sendEvent(rater.window, let_go)


def test_a_recording_is_reviewed_at_once_in_a_study_of_its_own(
    newcomer: Rater, recording: Path, tmp_path: Path
) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.setText(str(recording))
        dialog.accept()

    newcomer.answer(choose)
    newcomer.click(newcomer.window.start.review)

    assert newcomer.window.room == "review"
    held = newcomer.desk.holdings()
    assert [len(each) for each in (held.therapists, held.cases, held.sessions)] == [
        1,
        1,
        1,
    ]
    assert newcomer.desk.database.path == tmp_path / "Recording 1.iptstudy"
    assert "Miller" not in newcomer.desk.database.path.name
    assert str(newcomer.desk.database.path) in newcomer.banner
    newcomer.wait_for_tape()
    newcomer.press("Q")
    assert newcomer.stored() == newcomer.coding
    assert len(newcomer.coding.marks) == 1


def test_a_recording_that_is_dropped_does_the_same_and_the_next_has_its_own(
    newcomer: Rater, recording: Path, tmp_path: Path
) -> None:
    (tmp_path / "Recording 1.iptstudy").write_bytes(b"somebody's own file")

    drop(newcomer, recording)

    assert newcomer.window.room == "review"
    assert newcomer.desk.database.path.name == "Recording 2.iptstudy"
    assert (tmp_path / "Recording 1.iptstudy").read_bytes() == b"somebody's own file"


def test_what_is_no_recording_is_refused_and_leaves_nothing_behind(
    newcomer: Rater, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague", "utf-8")

    drop(newcomer, letter)

    assert newcomer.window.room == "start"
    assert "letter.txt" in newcomer.banner
    assert list(tmp_path.glob("*.iptstudy*")) == []


def test_a_study_that_is_dropped_is_opened(newcomer: Rater, demo: Path) -> None:
    drop(newcomer, demo)

    assert newcomer.window.room == "library"
    assert newcomer.desk.database.path == demo


def test_a_recording_dropped_on_an_open_study_comes_into_that_study(
    visitor: Rater, recording: Path
) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, AddRecording)
        assert dialog.files.paths() == (recording,)
        dialog.session.setValue(9)
        dialog.accept()

    before = len(visitor.desk.holdings().tapes)
    visitor.answer(act)

    drop(visitor, recording)

    assert len(visitor.desk.holdings().tapes) == before + 1


def test_the_start_page_shows_the_keys_that_matter_and_they_are_this_person_s(
    newcomer: Rater,
) -> None:
    shown = newcomer.window.start.shown_keys()
    assert len(shown) == 5
    assert "Space" in shown

    newcomer.program.workplace.key_map.set_keys("tape.play", ("F13",))

    assert "F13" in newcomer.window.start.shown_keys()


# ---------------------------------------------------------------- practice


def practice(rater: Rater) -> None:
    """Begin to practice on the start page, and wait for the tape."""
    rater.click(rater.window.start.practice)
    rater.wait_for_tape()
    rater.qtbot.waitUntil(partial(comes_to_front, rater.window), timeout=PATIENCE)


def test_practice_begins_with_nothing_on_the_tape(newcomer: Rater) -> None:
    practice(newcomer)

    page = newcomer.program.practicing.page
    head = newcomer.coding.head
    assert (head.perspective, head.pass_number) == (Perspective.PRACTICE, 1)
    assert newcomer.coding.marks == {}
    assert page.isVisible()
    assert not page.list.isVisible()
    assert "no export" in page.said.text()


def test_after_a_pass_the_reference_is_shown_beside_it(newcomer: Rater) -> None:
    practice(newcomer)
    page, program = newcomer.program.practicing.page, newcomer.program
    heads = newcomer.desk.database.heads()
    uid = next(h.id for h in heads if h.perspective is Perspective.GOLD_STANDARD)
    reference = newcomer.desk.database.coding(uid)
    book = newcomer.seat.codebook
    first = next(
        mark
        for mark in reference.timeline()
        if book.track_of(mark.code) is None and mark.is_point
    )
    newcomer.go_to(first.start)
    program.reviewing.pressing.code(first.code)
    newcomer.go_to(400_000)
    newcomer.press("Shift+O")

    newcomer.click(page.finish)

    assert newcomer.coding.head.status is Status.SUBMITTED
    assert page.said.text() == RULE
    assert "5 s" in RULE
    assert "not a figure of reliability" in RULE
    said = {row: page.list.topLevelItem(row) for row in range(len(page._findings))}
    words = [item.text(0) for item in said.values() if item is not None]
    assert "✓ matched" in words
    assert "○ missed" in words
    missed = len(reference.marks) - words.count("✓ matched")
    assert page.summary.text().startswith(f"{words.count('✓ matched')} matched")
    assert f"{missed} missed" in page.summary.text()


def test_each_finding_plays_from_a_little_before_it(newcomer: Rater) -> None:
    practice(newcomer)
    page = newcomer.program.practicing.page
    newcomer.click(page.finish)
    newcomer.wait_for_tape()
    page.list.setFocus()
    row = len(page._findings) // 2
    item = page.list.topLevelItem(row)
    assert item is not None
    page.list.setCurrentItem(item)

    newcomer.press("Return")

    at = page._findings[row].at
    newcomer.qtbot.waitUntil(lambda: newcomer.playing, timeout=PATIENCE)
    assert max(0, at - 2_500) <= newcomer.position <= at


def test_another_pass_begins_anew_and_the_last_one_is_kept(newcomer: Rater) -> None:
    practice(newcomer)
    newcomer.press("Q")
    page = newcomer.program.practicing.page
    newcomer.click(page.finish)

    newcomer.click(page.again)
    newcomer.wait_for_tape()

    assert newcomer.coding.head.pass_number == 2
    assert newcomer.coding.marks == {}
    assert page.finish.isVisible()
    assert len(newcomer.desk.database.practice_heads()) == 2


def test_a_pass_goes_on_where_it_was_left(newcomer: Rater) -> None:
    practice(newcomer)
    newcomer.press("Q")
    made = newcomer.coding.head.id
    newcomer.program.enter("library")

    newcomer.program.do("study.practice")
    newcomer.wait_for_tape()

    assert newcomer.coding.head.id == made
    assert len(newcomer.coding.marks) == 1


def test_practice_is_in_no_list_no_export_and_no_agreement(
    newcomer: Rater, tmp_path: Path
) -> None:
    newcomer.program.open_demo()
    before = len(newcomer.desk.database.heads())
    newcomer.program.do("study.practice")
    newcomer.wait_for_tape()
    newcomer.press("Q")
    newcomer.click(newcomer.program.practicing.page.finish)

    database = newcomer.desk.database
    book = tmp_path / "all.xlsx"
    assert "Written" in newcomer.export(book, full=True)

    assert len(database.heads()) == before
    kinds = {each.coding.head.perspective for each in database.reviews()}
    kinds |= {each.head.perspective for each in database.codings()}
    assert Perspective.PRACTICE not in kinds
    made = newcomer.coding.head.id
    assert made not in database.code_totals()
    texts = {
        str(cell)
        for sheet in load_workbook(book)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert Perspective.PRACTICE.value not in texts
    assert str(made) not in texts


def test_a_study_s_own_coding_has_no_practice_tab(newcomer: Rater) -> None:
    practice(newcomer)
    tabs = newcomer.window.review.tabs
    assert "Practice" in [tabs.tabText(place) for place in range(tabs.count())]

    newcomer.sit_down()

    assert "Practice" not in [tabs.tabText(place) for place in range(tabs.count())]
    assert newcomer.coding.head.perspective is Perspective.SUPERVISOR


def test_practice_is_on_disk_like_any_coding(newcomer: Rater) -> None:
    practice(newcomer)
    newcomer.press("Q")

    database = Database.open(newcomer.desk.database.path)
    try:
        assert database.coding(newcomer.coding.head.id) == newcomer.coding
    finally:
        database.close()
