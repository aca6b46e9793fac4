"""The audit history of a coding, read, sifted and saved at the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from ipt_review.ui.audit.auditing import NO_CODING
from ipt_review.ui.audit.dialog import AuditDialog
from tests.gui.test_blinding_of_raters import BLIND, COORDINATOR, set_up
from tests.gui.test_studies_in_the_window import name_file

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui


def test_what_was_entered_is_read_sifted_and_saved(
    rater: Rater, tmp_path: Path
) -> None:
    rater.press("C")
    rater.press("Ctrl+Z")
    rater.press("V")
    rater.qtbot.waitUntil(lambda: rater.stored() == rater.coding, timeout=15_000)
    file, seen = tmp_path / "history.xlsx", list[list[list[str]]]()

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, AuditDialog)
        assert "supports" in dialog.findChildren(type(dialog.outcome))[0].text()
        seen.append(dialog.table.cells())
        dialog.about.setCurrentText("Marks")
        dialog.about.activated.emit(dialog.about.currentIndex())
        seen.append(dialog.table.cells())
        rater.answer(name_file(file))
        dialog.save.click()
        seen.append([[dialog.outcome.text()]])
        dialog.reject()

    rater.answer(read)
    assert rater.program.do("study.audit")

    everything, marks, ((outcome,),) = seen
    assert everything[-1][3] == "Begun"
    assert [row[3].startswith("Undo: ") for row in marks] == [False, True, False]
    assert marks[0][1] == "SV-1"
    assert marks[1][4] == marks[2][5]
    assert file.name in outcome
    sheet = load_workbook(file).active
    assert sheet is not None
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[1:] == [*reversed(marks)]


def test_drafts_of_others_and_what_a_blind_rater_may_not_see_have_no_history(
    visitor: Rater,
) -> None:
    set_up(visitor)
    visitor.program.person = COORDINATOR
    visitor.program.enter("library")
    visitor.window.library.pick_tape(visitor.tape(5))
    shown: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, AuditDialog)
        shown.extend(dialog.coding.itemText(n) for n in range(dialog.coding.count()))
        dialog.reject()

    visitor.answer(read)
    visitor.program.do("study.audit")
    assert shown
    assert not [each for each in shown if "draft" in each]

    visitor.program.person = BLIND
    visitor.program.do("study.audit")
    assert visitor.banner == NO_CODING
