"""What is set for a study, and so for everybody who works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout

from ipt_review.ui.parts import label, rule
from ipt_review.workflow.studies.study_rules import (
    StudyRules,
    set_study_rules,
    study_rules,
)

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
FIRST = "Study raters judge the problem areas before they see the agreed focus"
WHY_FIRST = (
    "Until a study rater has submitted the determination of a case, its agreed focus "
    "is hidden from them in every room and left out of their workbooks, and the rating "
    "form offers the items of all areas. Switch it off where raters do not "
    "determine problem areas."
)
WHERE = "These belong to the study and hold for everybody who works on it."


class StudySettings(QDialog):
    """Asks how a study is worked on; nothing is set unless it is accepted."""

    def __init__(
        self,
        *,
        prompts: bool,
        first: bool,
        read_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Study settings")
        self.setMinimumWidth(WIDTH)
        self.prompts, self.first = QCheckBox(PROMPTS), QCheckBox(FIRST)
        for box, so, why in (
            (self.prompts, prompts, WHY),
            (self.first, first, WHY_FIRST),
        ):
            box.setChecked(so)
            box.setEnabled(not read_only)
            box.setAccessibleDescription(why)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setEnabled(not read_only)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for box, why in ((self.prompts, WHY), (self.first, WHY_FIRST)):
            column.addWidget(box)
            column.addWidget(label(why, "muted", wrap=True))
        column.addWidget(rule())
        column.addWidget(label(WHERE, "muted", wrap=True))
        column.addWidget(self.buttons)


def change_study_settings(parent: QWidget, desk: Desk, person: Person | None) -> None:
    """Ask how the study is worked on, and keep the answer in it.

    Raises:
        ReviewError: When the study cannot be written.
    """
    rules = study_rules(desk)
    dialog = StudySettings(
        prompts=rules.prompts,
        first=rules.determined_first,
        read_only=desk.database.read_only,
        parent=parent,
    )
    if dialog.exec() == QDialog.DialogCode.Accepted:
        rules = StudyRules(dialog.prompts.isChecked(), dialog.first.isChecked())
        set_study_rules(desk, rules, person)
    dialog.deleteLater()
