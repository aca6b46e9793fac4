"""Studies with a passphrase: made, opened, and opened without the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from ipt_review.domain.secret import Passphrase
from ipt_review.store.database import Database
from ipt_review.store.header import is_encrypted
from ipt_review.store.keys import new_key
from ipt_review.store.resealing import reseal
from ipt_review.ui.opening import BY_KEY
from ipt_review.ui.vault.locking import Cover, LockedOut
from ipt_review.ui.vault.new_passphrase import NewPassphrase
from ipt_review.ui.vault.new_study import NewStudy
from ipt_review.ui.vault.recovery_sheet import RecoverySheet, print_text
from ipt_review.ui.vault.unlock import Unlock
from ipt_review.ui.vault.vault import CHANGED, ENCRYPTED, PLAIN
from ipt_review.workflow.files.opening import new_study
from tests.contract.test_whereabouts_of_studies import (
    end,
    other_window,
    someone_elsewhere,
)
from tests.gui.test_studies_in_the_window import name_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QDialog

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
WORDS = "grauer tiger lacht dienstags"
OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "pilot.iptstudy"
    new_study(path, "Pilot", "SV-1", Passphrase(WORDS)).close()
    return path


def unlock(*typed: str, seen: list[str] | None = None) -> Callable[[QDialog], object]:
    """Return an act that tries one passphrase after the other."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, Unlock)
        for each in typed:
            dialog.passphrase.setText(each)
            QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
            if seen is not None:
                seen.append(dialog.problem.text())

    return act


def make_study(path: Path, told: list[str]) -> Callable[[QDialog], object]:
    """Return an act that fills in the form, with slips at first."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, NewStudy)
        make, chosen = dialog.buttons.button(OK), dialog.chosen
        dialog.title.setText("Own study")
        assert dialog.file.text() == str(path.with_name("Own study.iptstudy"))
        dialog.file.setText(str(path))
        for typed in ("password1", WORDS):
            chosen.first.setText(typed)
            told.append(chosen.strength.text())
        chosen.second.setText("grauer tiger")
        assert not make.isEnabled()
        assert chosen.first.echoMode() is QLineEdit.EchoMode.Password
        chosen.second.setText(WORDS)
        make.click()

    return act


def test_a_new_study_is_encrypted_and_its_recovery_key_opens_it(
    newcomer: Rater, tmp_path: Path
) -> None:
    fresh, paper = tmp_path / "own.iptstudy", tmp_path / "paper.txt"
    told: list[str] = []

    def keep(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoverySheet)
        newcomer.answer(name_file(paper))
        dialog.save.click()
        told.extend((dialog.key.text(), dialog.outcome.text()))
        dialog.accept()

    newcomer.answer(make_study(fresh, told), keep)
    newcomer.press("Ctrl+N")

    newcomer.qtbot.waitUntil(lambda: len(told) == 4)
    weak, good, key, saved = told
    assert (weak.split()[0], good.split()[0]) == ("Weak.", "Good.")
    assert "paper.txt" in saved
    assert key in paper.read_text("utf-8")
    assert paper.stat().st_mode & 0o077 == 0
    assert is_encrypted(fresh)
    assert newcomer.top() == ["Own study"]

    def type_the_key(dialog: QDialog) -> None:
        assert isinstance(dialog, Unlock)
        dialog.other.click()
        for typed, problem in ((key[:-1], "A recovery key has 65"), (key.lower(), "")):
            dialog.recovery.setText(typed)
            dialog.buttons.button(OK).click()
            assert dialog.problem.text().startswith(problem)

    newcomer.program._leave_study()
    newcomer.answer(type_the_key)
    assert newcomer.program.open_path(fresh)
    assert newcomer.desk.database.path == fresh
    assert newcomer.banner == BY_KEY


def test_a_study_opens_once_the_passphrase_is_right(
    visitor: Rater, sealed: Path
) -> None:
    seen: list[str] = []
    visitor.answer(unlock("tiger", WORDS, seen=seen))

    assert visitor.program.open_path(sealed)

    assert seen[0].startswith("This does not open “pilot.iptstudy”")
    assert visitor.top() == ["Pilot"]


def test_whoever_gives_up_keeps_the_study_that_is_open(
    visitor: Rater, sealed: Path
) -> None:
    visitor.answer(lambda dialog: dialog.reject())

    assert not visitor.program.open_path(sealed)

    assert visitor.top() == ["Demo study"]
    assert not visitor.banner


def test_the_recovery_key_is_shown_again_to_whoever_knows_the_passphrase(
    newcomer: Rater, sealed: Path
) -> None:
    newcomer.answer(unlock(WORDS))
    assert newcomer.program.open_path(sealed)
    keys: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoverySheet)
        keys.append(dialog.key.text())
        dialog.accept()

    newcomer.answer(unlock("tiger", WORDS), read)
    newcomer.program.do("study.recovery")

    key = newcomer.desk.database.key
    assert key is not None
    assert keys[0].split() == key.recovery_key.split("-")


def test_the_recovery_key_is_printed(qapp: QApplication, tmp_path: Path) -> None:
    del qapp
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))

    print_text("Recovery key\n0W408  J2GBP", printer)

    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")


def test_a_plain_study_has_no_recovery_key_and_says_how_to_get_one(
    visitor: Rater,
) -> None:
    visitor.program.do("study.recovery")

    assert "has no passphrase" in visitor.banner


# ------------------------------------------------------------ another passphrase


def choose(words: str) -> Callable[[QDialog], object]:
    """Return an act that chooses a passphrase, or none."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, NewPassphrase)
        dialog.encrypt.setChecked(bool(words))
        dialog.chosen.first.setText(words)
        dialog.chosen.second.setText(words)
        dialog.buttons.button(OK).click()

    return act


def is_shown(rater: Rater, told: str) -> Callable[[], bool]:
    return lambda: rater.banner == told


def test_a_study_gets_a_passphrase_another_one_and_none(
    newcomer: Rater, demo: Path
) -> None:
    read: list[str] = []

    def keep(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoverySheet)
        read.append(dialog.key.text())
        dialog.accept()

    assert newcomer.program.open_path(demo)
    newcomer.answer(choose(WORDS), keep)
    newcomer.program.do("study.passphrase")
    newcomer.qtbot.waitUntil(is_shown(newcomer, ENCRYPTED), timeout=15_000)
    newcomer.qtbot.waitUntil(lambda: len(read) == 1, timeout=15_000)
    assert is_encrypted(demo)

    newcomer.answer(unlock(WORDS), choose("other words"), keep)
    newcomer.program.do("study.passphrase")
    newcomer.qtbot.waitUntil(lambda: len(read) == 2, timeout=15_000)
    assert newcomer.banner == CHANGED
    assert read[0] != read[1]

    newcomer.answer(unlock(WORDS, "other words"), choose(""))
    newcomer.program.do("study.passphrase")
    newcomer.qtbot.waitUntil(is_shown(newcomer, PLAIN), timeout=15_000)
    assert not is_encrypted(demo)
    newcomer.sit_down()
    assert newcomer.coding.marks


def test_a_study_that_is_open_elsewhere_keeps_its_passphrase_and_stays_open(
    newcomer: Rater, demo: Path
) -> None:
    assert newcomer.program.open_path(demo)
    elsewhere = Database.open(demo)

    newcomer.answer(choose(WORDS))
    newcomer.program.do("study.passphrase")

    assert "“demo.iptstudy” is in use" in newcomer.banner
    assert newcomer.window.room == "library"
    elsewhere.close()
    assert not is_encrypted(demo)


# ------------------------------------------------------------ locked


@pytest.fixture
def coder(newcomer: Rater, demo: Path) -> Rater:
    """Return somebody who codes a tape of an encrypted study."""
    reseal(demo, None, new_key(Passphrase(WORDS)))
    newcomer.answer(unlock(WORDS))
    assert newcomer.program.open_path(demo)
    newcomer.sit_down()
    return newcomer


def test_a_locked_window_hides_what_is_in_it_and_loses_nothing(coder: Rater) -> None:
    coder.go_to(350_000)
    coder.press("L", "Return")
    note = coder.window.review.panel.note
    coder.qtbot.waitUntil(note.hasFocus)
    coder.type("half a thou")
    seen: list[bool] = []

    def look_and_unlock(dialog: QDialog) -> None:
        assert isinstance(dialog, LockedOut)
        (cover,) = coder.window.findChildren(Cover)
        seen.append(cover.geometry() == coder.window.rect())
        seen.append(not coder.window.review.isVisible())
        seen.append(not coder.desk.has_unsaved)
        dialog.reject()
        dialog.passphrase.setText("tiger")
        dialog.buttons.button(OK).click()
        seen.append(dialog.isVisible() and dialog.problem.text() != "")
        dialog.passphrase.setText(WORDS)
        dialog.buttons.button(OK).click()

    coder.answer(look_and_unlock)
    coder.press("F12")

    assert seen == [True] * 4
    assert coder.newest().note == "half a thou"
    assert coder.window.review.isVisible()
    coder.qtbot.waitUntil(lambda: not coder.window.findChildren(Cover))
    assert coder.agree()


def test_a_window_that_nobody_touches_locks_itself_and_pauses_the_tape(
    coder: Rater,
) -> None:
    locking = coder.program.opening.vault.locking
    at = locking.now()
    coder.play()
    locking.now = lambda: at + 14 * 60
    locking.look()
    coder.qtbot.waitUntil(lambda: coder.playing)

    locking.now = lambda: at + 60 * 60
    coder.answer(unlock(WORDS))
    locking.look()

    assert not coder.playing
    locking.look()  # the time begins anew


def test_whoever_comes_back_late_does_nothing_but_wake_the_lock(coder: Rater) -> None:
    locking = coder.program.opening.vault.locking
    at, before = locking.now(), coder.coding
    locking.now = lambda: at + 60 * 60
    asked: list[QDialog] = []

    def unlock_it(dialog: QDialog) -> None:
        asked.append(dialog)
        unlock(WORDS)(dialog)

    coder.answer(unlock_it)
    coder.press("L")

    coder.qtbot.waitUntil(lambda: len(asked) == 1)
    coder.qtbot.waitUntil(lambda: locking.question is None)
    assert coder.coding is before


def test_a_plain_study_does_not_lock(visitor: Rater) -> None:
    visitor.press("F12")

    assert "has no passphrase" in visitor.banner


# ------------------------------------------------------------ open elsewhere


def test_a_study_that_is_open_on_another_computer_says_where_and_is_only_read(
    newcomer: Rater, demo: Path
) -> None:
    someone_elsewhere(demo)

    assert newcomer.program.open_path(demo)

    assert "ann on ward-pc" in newcomer.banner
    assert "can be read here but not changed" in newcomer.banner
    newcomer.sit_down()
    before = newcomer.coding
    newcomer.press("L")
    assert newcomer.coding is before
    newcomer.program.do("study.passphrase")
    assert "cannot be written here" in newcomer.banner


def test_two_windows_on_one_study_know_of_each_other(
    newcomer: Rater, demo: Path
) -> None:
    other = other_window(demo)
    try:
        assert newcomer.program.open_path(demo)
        assert f"(process {other.pid}, since" in newcomer.banner
        newcomer.sit_down()
        newcomer.press("L")
        assert newcomer.agree()
    finally:
        end(other)
