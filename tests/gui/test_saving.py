"""What one sees of saving: nothing on a good day, all of it on a bad one."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.coding import Status
from ipt_review.store.database import Database
from ipt_review.ui.saving import LEAVE, SAVED, SAVING, STAY
from ipt_review.ui.submitting import SubmitDialog
from ipt_review.ui.unsaved_bar import AGAIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
LONG = 15_000
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs a limit on files")


@contextmanager
def no_room() -> Iterator[None]:
    """Have the operating system refuse to write any file, for a moment."""
    import resource  # noqa: PLC0415 - there is none on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def choose(label: str, dialog: QDialog) -> None:
    assert isinstance(dialog, QMessageBox)
    next(each for each in dialog.buttons() if each.text() == label).click()


def name_file(path: Path, dialog: QDialog) -> None:
    assert isinstance(dialog, QFileDialog)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    field.setText(str(path))
    dialog.accept()


def submit(dialog: QDialog) -> None:
    assert isinstance(dialog, SubmitDialog)
    dialog.submit.click()


def saved_as(rater: Rater) -> str:
    return rater.window.top_bar.saved.text().removeprefix("● ")


@needs_posix
def test_one_goes_on_where_nothing_can_be_saved_and_loses_nothing(
    rater: Rater,
) -> None:
    stored, bar = rater.coding, rater.window.unsaved
    with no_room():
        for moment, key in enumerate("EEP"):
            rater.go_to(rater.position + 1_000 * (moment + 1))
            rater.press(key)
        assert bar.isVisible()
        assert bar.text.startswith("3 changes are not saved yet. “demo.iptstudy”")
        assert saved_as(rater) == "3 changes not saved"
        assert len(rater.drawn()) == len(rater.coding.marks) == len(stored.marks) + 3

        rater.press("Ctrl+Z")
        assert saved_as(rater) == "4 changes not saved"
        rater.answer(submit)
        rater.program.do("coding.submit")
        assert rater.banner.startswith("4 changes are not saved yet.")
        rater.click(bar.again)
        assert bar.isVisible()
    assert rater.stored() == stored

    rater.click(bar.again)

    assert not bar.isVisible()
    assert saved_as(rater) == SAVED
    assert len(rater.coding.marks) == len(stored.marks) + 2
    assert rater.agree()


@needs_posix
def test_one_leaves_without_what_cannot_be_saved_only_after_being_asked(
    leaver: Rater,
) -> None:
    stored = leaver.coding
    with no_room():
        leaver.press("E")
        leaver.answer(partial(choose, AGAIN), partial(choose, STAY))
        assert not leaver.window.close()
        assert leaver.window.isVisible()
        assert leaver.seat.session.coding != stored
        leaver.answer(partial(choose, LEAVE))
        people = leaver.desk.holdings().people
        other = next(each for each in people if each != leaver.program.person)
        leaver.window.library.person_chosen.emit(other)

    assert leaver.program.reviewing.seat is None
    assert not leaver.window.unsaved.isVisible()
    assert leaver.desk.database.coding(stored.head.id) == stored


def test_a_drive_in_use_holds_up_saving_and_not_the_window(rater: Rater) -> None:
    other = sqlcipher.connect(str(rater.desk.database.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    before = len(rater.drawn())
    QTest.keyClicks(rater.focused, "e")
    rater.qtbot.waitUntil(lambda: saved_as(rater) == SAVING, timeout=LONG)
    assert len(rater.drawn()) == before + 1
    other.close()
    rater.qtbot.waitUntil(lambda: saved_as(rater) == SAVED, timeout=LONG)

    assert rater.agree()


def test_the_study_is_saved_elsewhere_and_work_goes_on_there(
    rater: Rater, tmp_path: Path
) -> None:
    stored, person = rater.coding, rater.program.person
    study, copy = rater.desk.database.path, tmp_path / "stick" / "copy.iptstudy"
    copy.parent.mkdir()
    other = sqlcipher.connect(str(study), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    rater.press("E")
    rater.go_to(rater.position + 1_000)
    rater.press("P")
    bar, made, position = rater.window.unsaved, rater.coding, rater.position
    assert bar.text.startswith("2 changes are not saved yet. “demo.iptstudy” is in use")

    rater.answer(partial(name_file, copy))
    rater.click(bar.copy)

    assert rater.desk.database.path == copy
    assert rater.coding == rater.stored() == made
    assert rater.program.person == person
    rater.qtbot.waitUntil(lambda: rater.position == position, timeout=LONG)
    assert not bar.isVisible()
    assert f"All of the study is in “{copy}” now, 2 changes" in rater.banner
    other.close()
    left = Database.open(study)
    assert left.coding(stored.head.id) == stored
    left.close()
    rater.press("Ctrl+Z")
    assert rater.agree()
    assert [each.name for each in copy.parent.glob("*.partial*")] == []


def test_what_the_study_refuses_is_taken_back_and_told(rater: Rater) -> None:
    stored = rater.coding
    head = stored.head
    rater.desk.database.set_status(head.id, Status.SUBMITTED, head.rater, 1)

    rater.press("E")

    assert "1 change was taken back" in rater.banner
    assert rater.coding.marks == stored.marks
    assert len(rater.drawn()) == len(stored.marks)
    assert rater.coding.head.status is Status.SUBMITTED
    assert not rater.window.top_bar.submit.isVisible()
