"""What is set for a study, and so for everybody who works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout

from ipt_review.ui.parts import label, rule
from ipt_review.workflow.prompting import has_prompts, set_prompts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk

WIDTH = 520
PROMPTS = "Prompt raters where ratings and marks do not fit"
WHY = (
    "Prompts may influence ratings, so a research study may do without them. While "
    "they are on, each prompt that was shown is logged with the coding, and whether "
    "the rating was kept or changed."
)
WHERE = "These belong to the study and hold for everybody who works on it."


class StudySettings(QDialog):
    """Asks how a study is worked on; nothing is set unless it is accepted."""

    def __init__(
        self, *, prompts: bool, read_only: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Study settings")
        self.setMinimumWidth(WIDTH)
        self.prompts = QCheckBox(PROMPTS)
        self.prompts.setChecked(prompts)
        self.prompts.setEnabled(not read_only)
        self.prompts.setAccessibleDescription(WHY)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setEnabled(not read_only)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.prompts)
        column.addWidget(label(WHY, "muted", wrap=True))
        column.addWidget(rule())
        column.addWidget(label(WHERE, "muted", wrap=True))
        column.addWidget(self.buttons)


def change_study_settings(parent: QWidget, desk: Desk, person: Person | None) -> None:
    """Ask how the study is worked on, and keep the answer in it.

    Raises:
        ReviewError: When the study cannot be written.
    """
    database = desk.database
    dialog = StudySettings(
        prompts=has_prompts(database), read_only=database.read_only, parent=parent
    )
    if dialog.exec() == QDialog.DialogCode.Accepted:
        by = person.id if person is not None else None
        set_prompts(database, by, desk.now(), wanted=dialog.prompts.isChecked())
    dialog.deleteLater()
