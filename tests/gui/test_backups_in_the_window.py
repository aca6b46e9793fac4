"""Backups at the window: made by themselves, listed, looked into, gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from ipt_review.domain.backup import Why
from ipt_review.domain.secret import Passphrase
from ipt_review.store.backups.folder import backups_of
from ipt_review.ui.backups.damaged import DamagedDialog
from ipt_review.ui.backups.dialog import BackupsDialog
from ipt_review.ui.vault.unlock import Unlock
from ipt_review.workflow.files.backups import EVERY, back_up
from ipt_review.workflow.files.opening import new_study

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
PATIENCE = 20_000
WORDS = "grauer tiger lacht dienstags"


def yes(dialog: QDialog) -> None:
    assert isinstance(dialog, QMessageBox)
    assert "nothing is lost" in dialog.text()
    dialog.button(QMessageBox.StandardButton.Yes).click()


def test_a_backup_is_made_looked_into_and_gone_back_to(rater: Rater) -> None:
    path = rater.desk.database.path
    before = rater.coding
    seen: list[list[str]] = []

    def make(dialog: QDialog) -> None:
        assert isinstance(dialog, BackupsDialog)
        assert not dialog.back.isEnabled()
        dialog.now.click()
        rater.qtbot.waitUntil(
            lambda: dialog.table.row == 0 and dialog.now.isEnabled(), timeout=PATIENCE
        )
        dialog.pin.click()
        seen.extend(dialog.table.cells())
        dialog.reject()

    rater.answer(make)
    assert rater.program.do("study.backups")
    (backup,) = backups_of(path)
    ((_, why, _, checks, opens, kept),) = seen
    assert (why, checks, opens, kept) == (
        "By hand",
        "Checked",
        "No passphrase",
        "Pinned",
    )

    rater.press("Q")
    assert rater.coding != before
    rater.answer(lambda dialog: dialog.look.click())  # type: ignore[attr-defined]
    assert rater.program.do("study.backups")
    assert rater.desk.database.path == backup.path
    assert "can be looked at, not changed" in rater.banner
    assert rater.program.opening._recent.paths()[0] == path

    rater.program.open_path(path)
    rater.answer(lambda dialog: dialog.back.click(), yes)  # type: ignore[attr-defined]
    assert rater.program.do("study.backups")
    assert rater.desk.database.path == path
    assert rater.desk.database.coding(before.head.id) == before
    (aside,) = path.parent.glob("demo (kept aside*")
    assert aside.name in rater.banner


def test_a_damaged_study_is_left_as_it_is_and_its_newest_backup_is_offered(
    newcomer: Rater, tmp_path: Path
) -> None:
    path = tmp_path / "pilot.iptstudy"
    desk = new_study(path, "Pilot", "SV-1", Passphrase(WORDS))
    back_up(desk, Why.ASKED)
    desk.close()
    content = bytearray(path.read_bytes())
    content[60_000:60_200] = bytes(200)
    path.write_bytes(content)
    told: list[str] = []

    def unlock(dialog: QDialog) -> None:
        assert isinstance(dialog, Unlock)
        dialog.passphrase.setText(WORDS)
        QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)

    def hear(dialog: QDialog) -> None:
        assert isinstance(dialog, DamagedDialog)
        told.extend((dialog.problem.text(), dialog.offered.text()))
        dialog.reject()

    newcomer.answer(unlock, hear)
    assert not newcomer.program.open_path(path)
    assert told[0] == "“pilot.iptstudy” is damaged. The file was left as it is."
    assert "There is a checked backup from" in told[1]
    assert "would be missing" in told[1]
    assert newcomer.banner.startswith("“pilot.iptstudy” is damaged.")
    assert path.read_bytes() == content

    newcomer.answer(unlock, lambda dialog: dialog.back.click())  # type: ignore[attr-defined]
    newcomer.program.open_path(path)
    assert newcomer.top() == ["Pilot"]
    (aside,) = tmp_path.glob("pilot (kept aside*")
    assert aside.read_bytes() == content
    assert aside.name in newcomer.banner


def test_while_something_changes_backups_are_made_and_one_when_the_study_is_left(
    leaver: Rater,
) -> None:
    keeping, path = leaver.program.opening.safekeeping, leaver.desk.database.path
    keeping.work_by_itself()
    keeping.guard(leaver.desk)

    def count() -> int:
        keeping.make_if_due()
        leaver.qtbot.waitUntil(lambda: not keeping._work.busy, timeout=PATIENCE)
        return len(backups_of(path))

    assert count() == 1
    leaver.press("Q")
    assert count() == 1  # it is not long ago
    at = leaver.desk.now()
    leaver.desk.now = lambda: at + EVERY
    assert count() == 2
    assert count() == 2  # nothing changed

    leaver.press("W")
    leaver.window.close()
    made = backups_of(path)
    assert [each.why for each in made] == [Why.CLOSED, Why.MEANWHILE, Why.MEANWHILE]
    assert all(each.holds for each in made)
