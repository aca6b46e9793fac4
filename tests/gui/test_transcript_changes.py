"""A transcript comes into the study, is put right, and goes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
)

from ipt_review.domain.codebook import Kind
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import PATIENT, THERAPIST, Cue, Transcript, other
from ipt_review.store.database import Database
from ipt_review.study.transcript_reading import Part
from ipt_review.ui.situation import Situation
from ipt_review.ui.transcript.import_dialog import ImportDialog
from ipt_review.ui.transcript.speakers_dialog import SpeakersDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog, QWidget

    from ipt_review.ui.transcript.page import TranscriptPage
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
PATIENCE = 15_000
ZOOM = (
    "WEBVTT\r\n\r\n"
    "1\r\n00:00:02.000 --> 00:00:04.000\r\nJane Doe: Wie geht es Ihnen?\r\n\r\n"
    "2\r\n00:00:04.000 --> 00:00:09.000\r\nMax Roe: Müde. Über die Woche…\r\n\r\n"
    "3\r\n00:00:09.000 --> soon\r\nMax Roe: Lost.\r\n\r\n"
    "4\r\n00:09:00.000 --> 00:09:09.000\r\nInga B: Beyond.\r\n"
)


@pytest.fixture
def page(rater: Rater) -> TranscriptPage:
    """Return the tab beside the tape of session 5."""
    rater.press("Ctrl+F7")
    made = rater.window.review.transcript
    rater.qtbot.waitUntil(made.isVisible, timeout=PATIENCE)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "zoom.vtt"
    path.write_bytes(ZOOM.encode("cp1252"))
    return path


def kept(rater: Rater) -> Transcript:
    """Return the transcript as it is on disk, read through a door of its own."""
    database = Database.open(rater.desk.database.path)
    try:
        return database.transcripts.of(rater.seat.review.tape.id)
    finally:
        database.close()


def press(dialog: QDialog, which: QDialogButtonBox.StandardButton) -> None:
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    buttons.button(which).click()


def drop(page: QWidget, *paths: Path) -> bool:
    """Drop files on the page, or on a window; say whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), *how, none)
    enter.setAccepted(False)
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), *how, none))
    return enter.isAccepted()


def with_import(act: Callable[[ImportDialog], object]) -> Callable[[QDialog], None]:
    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        act(dialog)
        press(dialog, QDialogButtonBox.StandardButton.Ok)

    return do


def test_a_dropped_file_is_previewed_and_kept_without_names(
    rater: Rater, page: TranscriptPage, file: Path
) -> None:
    seen: list[str] = []

    def look(dialog: ImportDialog) -> None:
        seen.append(dialog.encoding.currentText())
        seen.append(dialog.summary.text())
        seen.append(dialog.faults.toPlainText())
        seen.append(dialog.outside.text())
        seen.append(dialog.words.text())
        assert [box.currentData() for box in dialog.parts.values()] == [
            Part.PATIENT,
            Part.THERAPIST,
            Part.OTHER,
        ]
        assert list(dialog.parts) == ["Inga B", "Max Roe", "Jane Doe"]
        dialog.parts["Inga B"].setCurrentIndex(2)
        dialog.parts["Max Roe"].setCurrentIndex(1)
        dialog.parts["Jane Doe"].setCurrentIndex(0)

    rater.answer(with_import(look))
    assert drop(page, file)

    assert seen[0] == "Windows-1252 (Western)"
    assert "WebVTT, 3 cues. 1 line with faults" in seen[1]
    assert seen[2].startswith("Line 12: “00:00:09.000 --> soon” is not a start")
    assert "1 cue ends after the tape" in seen[3]
    assert "Müde. Über die Woche…" in seen[4]
    assert kept(rater).cues == (
        Cue(Span(2_000, 4_000), THERAPIST, "Wie geht es Ihnen?"),
        Cue(Span(4_000, 9_000), PATIENT, "Müde. Über die Woche…"),
        Cue(Span(540_000, 549_000), other(1), "Beyond."),
    )
    assert page.list.cues.rowCount() == 3
    assert not page.notice.isVisible()
    assert b"Jane Doe" not in rater.desk.database.path.read_bytes()


def test_a_shift_and_another_encoding_are_shown_before_anything_is_kept(
    rater: Rater, page: TranscriptPage, file: Path
) -> None:
    before = kept(rater)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        dialog.shift.setValue(-3.0)
        assert "1 cue would begin before the tape" in dialog.outside.text()
        assert dialog.words.text().startswith("0:00:00")
        dialog.encoding.setCurrentIndex(dialog.encoding.findData("cp1251"))
        assert "\u042cber" in dialog.words.text()
        dialog.encoding.setCurrentIndex(dialog.encoding.findData("utf-8"))
        assert "not proper UTF-8" in dialog.summary.text()
        ok = dialog._buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert not ok.isEnabled()
        press(dialog, QDialogButtonBox.StandardButton.Cancel)

    rater.answer(look)
    assert drop(page, file)
    assert kept(rater) == before


def test_captions_dropped_on_the_window_are_for_the_tape_that_is_open(
    rater: Rater, file: Path
) -> None:
    def keep(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        press(dialog, QDialogButtonBox.StandardButton.Ok)

    rater.press("Alt+1")
    assert drop(rater.window, file, file)
    assert "one caption file at a time" in rater.banner
    rater.answer(keep)
    assert drop(rater.window, file)
    assert rater.window.room == "review"
    assert len(kept(rater).cues) == 3

    rater.program.at_tape.leave()
    rater.press("Alt+1")
    assert drop(rater.window, file)
    assert "Open the tape first" in rater.banner


def test_the_menu_asks_for_a_file(
    rater: Rater, page: TranscriptPage, file: Path
) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        name = dialog.findChild(QLineEdit)
        assert name is not None
        name.setText(str(file))
        dialog.accept()

    rater.answer(choose, with_import(lambda _dialog: None))
    entry = next(
        each for each in rater.menu("Tape") if each.text().startswith("Import a tr")
    )
    entry.trigger()
    assert len(kept(rater).cues) == 3
    assert rater.window.focusWidget() is page.list


def test_what_is_no_caption_file_is_told_and_changes_nothing(
    rater: Rater, page: TranscriptPage, tmp_path: Path
) -> None:
    before = kept(rater)
    letter, picture = tmp_path / "letter.srt", tmp_path / "a.png"
    letter.write_text("Dear colleague,")
    picture.write_bytes(b"")

    assert drop(page, picture, letter)
    assert "letter.srt” cannot be read" in rater.banner
    assert kept(rater) == before


def test_a_tape_without_words_says_how_to_get_them(
    rater: Rater, page: TranscriptPage
) -> None:
    rater.seat.transcribing.remove()
    assert page.choose.isVisible()
    assert not page.list.isVisible()
    assert not rater.window.review.transport.captions.isEnabled()

    rater.press("Ctrl+F7")
    assert rater.window.focusWidget() is page.choose


def choose_in(page: TranscriptPage, *path: str) -> None:
    """Open the menu of the cue in use by key, and choose an entry by its words."""
    by_key = QContextMenuEvent.Reason.Keyboard
    at, shown = QPoint(50, 50), page.list.mapToGlobal(QPoint(50, 50))
    QApplication.sendEvent(page.list, QContextMenuEvent(by_key, at, shown))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    top = menu
    for word in path[:-1]:
        found = next(each for each in menu.actions() if each.text() == word)
        below = found.menu()
        assert isinstance(below, QMenu)
        menu = below
    entry = next(each for each in menu.actions() if each.text().startswith(path[-1]))
    top.close()
    entry.trigger()


def test_cues_of_a_passage_are_said_by_somebody_else(
    rater: Rater, page: TranscriptPage
) -> None:
    before = kept(rater)
    page.list.setFocus()
    rater.press("Down", "Shift+Down", "Shift+Down")
    choose_in(page, "Said by", "Other 2")
    speakers = [cue.speaker for cue in kept(rater).cues]
    assert speakers[:3] == [other(2)] * 3
    assert speakers[3:] == [cue.speaker for cue in before.cues][3:]


def test_the_menu_of_a_cue_marks_it_too(rater: Rater, page: TranscriptPage) -> None:
    book = rater.seat.codebook
    code = next(each for each in book.offered if each.kind is Kind.INTERVAL)
    group = next(each.label for each in book.groups if each.id == code.group)
    page.list.setFocus()
    rater.press("Down", "Shift+Down")
    choose_in(page, "Mark as", group, code.label)
    cues = kept(rater).cues
    assert rater.newest().code == code.id
    assert rater.newest().span(0) == Span(cues[0].span.start, cues[1].span.end)


def test_therapist_and_patient_change_places_and_the_lanes_with_them(
    rater: Rater, page: TranscriptPage
) -> None:
    before = kept(rater)

    def swap(dialog: QDialog) -> None:
        assert isinstance(dialog, SpeakersDialog)
        one, two = dialog.speakers[THERAPIST], dialog.speakers[PATIENT]
        one.setCurrentIndex(one.findData(PATIENT))
        two.setCurrentIndex(two.findData(THERAPIST))
        press(dialog, QDialogButtonBox.StandardButton.Ok)

    rater.answer(swap)
    assert rater.program.do("transcript.speakers")
    swapped = {THERAPIST: PATIENT, PATIENT: THERAPIST}
    assert [cue.speaker for cue in kept(rater).cues] == [
        swapped[cue.speaker] for cue in before.cues
    ]
    shown = page.talk._shown
    assert shown is not None
    assert [each.speaker for each in shown.speakers] == [THERAPIST, PATIENT]


def test_words_are_put_right_and_undo_keeps_the_order_of_all_changes(
    rater: Rater, page: TranscriptPage
) -> None:
    before, marks = kept(rater), rater.coding.marks

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        field = dialog.findChild(QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        assert field.toPlainText() == before.cues[0].text
        field.setPlainText("Put right.")
        dialog.accept()

    page.list.setFocus()
    rater.answer(write)
    rater.press("Down", "F2")
    assert kept(rater).cues[0].text == "Put right."
    code = next(c for c in rater.seat.codebook.offered if c.kind is Kind.POINT)
    rater.press(code.key.upper())
    assert len(rater.coding.marks) == len(marks) + 1

    rater.press("Ctrl+Z")
    assert rater.coding.marks == marks
    assert kept(rater).cues[0].text == "Put right."
    rater.press("Ctrl+Z")
    assert kept(rater) == before
    rater.press("Ctrl+Shift+Z", "Ctrl+Shift+Z")
    assert kept(rater).cues[0].text == "Put right."
    assert len(rater.coding.marks) == len(marks) + 1


def test_a_transcript_is_taken_out_only_when_a_person_is_sure(
    rater: Rater, page: TranscriptPage
) -> None:
    before = kept(rater)

    def say(which: QMessageBox.StandardButton) -> Callable[[QDialog], None]:
        def act(dialog: QDialog) -> None:
            assert isinstance(dialog, QMessageBox)
            dialog.button(which).click()

        return act

    rater.answer(say(QMessageBox.StandardButton.No))
    rater.program.do("transcript.remove")
    assert kept(rater) == before
    rater.answer(say(QMessageBox.StandardButton.Yes))
    rater.program.do("transcript.remove")
    assert kept(rater) == Transcript()
    assert page.choose.isVisible()

    rater.sit_down(session=1)
    rater.sit_down()
    rater.press("Ctrl+Z")
    assert kept(rater) == before


def test_the_menu_says_what_is_possible_without_a_transcript_and_after_a_change(
    rater: Rater, page: TranscriptPage
) -> None:
    program = rater.program
    situation = Situation(rater.window, program.reviewing, lambda: program.desk)
    assert page.isVisible()
    assert situation.against("transcript.find") == ""
    assert situation.against("edit.undo") == "There is nothing to undo here."
    rater.seat.transcribing.remove()
    assert situation.against("transcript.find") == "This tape has no transcript."
    assert situation.against("edit.undo") == ""
    rater.press("Ctrl+Z")
    assert situation.against("edit.redo") == ""


def test_a_study_that_can_only_be_read_says_so(
    rater: Rater, page: TranscriptPage, file: Path
) -> None:
    before = page.list.cues.rowCount()
    rater.desk.database.read_only = True
    rater.answer(with_import(lambda _dialog: None))
    assert drop(page, file)
    assert "open for reading only" in rater.banner
    assert page.list.cues.rowCount() == before
