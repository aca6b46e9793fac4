"""A roster is looked at row by row before anything of it comes in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from ipt_review.domain.backup import Why
from ipt_review.study.roster_columns import RosterField
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from ipt_review.ui.importing.roster_dialog import RosterDialog
    from tests.gui.rater import Rater

SHEET = """Who,Case,Session,Phase
T-77,C-900,1,opening
T-77,C-900,2,midle
"""


def match_and_import(visitor: Rater, dialog: QDialog) -> None:
    shown = cast("RosterDialog", dialog)
    assert "Choose the column of the therapist" in shown.said.text()
    assert "“Who”" in shown.unused.text()
    assert not shown.make.isEnabled()
    shown.columns[RosterField.THERAPIST].setCurrentText("Who")
    rows = shown.table.cells()
    assert rows[0][-1].startswith("Left out: “midle” is no phase")
    assert rows[1][-1] == "New: therapist T-77, case C-900, session 1"
    assert shown.said.text() == "3 new entries; 1 row left out."
    visitor.click(shown.make)
    assert "Taken in" in shown.said.text()
    assert not shown.make.isEnabled()
    shown.reject()


def test_a_roster_is_matched_previewed_imported_and_taken_back(
    visitor: Rater, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(SHEET, "utf-8")
    before = len(visitor.desk.database.sessions())

    visitor.answer(partial(match_and_import, visitor))
    visitor.program.keeping.rosters.take(path)

    assert len(visitor.desk.database.sessions()) == before + 1
    (backup,) = visitor.desk.database.backups.all()
    assert (backup.why, backup.pinned) == (Why.IMPORT, True)
    visitor.qtbot.waitUntil(lambda: comes_to_front(visitor.window), timeout=15_000)
    visitor.window.library.table.setFocus()
    visitor.press("Ctrl+Z")
    assert len(visitor.desk.database.sessions()) == before
    assert "T-77" not in [t.handle for t in visitor.desk.database.therapists()]
