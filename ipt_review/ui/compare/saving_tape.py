"""Saving what the Compare room shows of a tape."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ipt_review.ui.trying import tried
from ipt_review.workflow.agreement.telling_tape import save_tape

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.agreement.telling_tape import TapeReport
    from ipt_review.workflow.desk import Desk

FORMS = "Workbook (*.xlsx);;Figures as values (*.csv)"


def ask_and_save(
    parent: QWidget, desk: Desk, report: TapeReport, tell: Callable[[str], object]
) -> None:
    """Ask for a file, and save what is compared there; tell what came of it.

    Args:
        parent: Over which is asked.
        desk: The open study.
        report: What is compared.
        tell: Hears in words that it was saved, or why not.
    """
    code = desk.database.study().code
    proposed = desk.database.folder / f"{code} agreement on a tape.xlsx"
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Save what is compared", str(proposed), FORMS
    )
    if not chosen:
        return
    path = Path(chosen)

    def save() -> bool:
        save_tape(desk, report, path)
        return True

    if tried(save, tell):
        tell(f"Saved as “{path.name}”.")
