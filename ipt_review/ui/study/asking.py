"""Asking for the reason of what is written down with its reason, and for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
)

from ipt_review.ui import wording
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person

WIDTH = 460
NO_NAMES = "The reason is kept with the study. Write no names and no dates."


class ReasonDialog(QDialog):
    """Asks why, and where it is wanted, for whom.

    Args:
        title: What is about to be done.
        words: What that means, in a sentence or two.
        people: Whom one can choose from; without any, nobody is asked for.
    """

    def __init__(
        self,
        title: str,
        words: str,
        people: Sequence[Person] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self.person = QComboBox()
        self.person.setAccessibleName("For whom")
        for each in people:
            self.person.addItem(wording.person(each), each)
        self.person.setVisible(bool(people))
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Reason")
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.ok = self.buttons.button(kinds.Ok)
        self.ok.setText(title.removesuffix("…"))
        self.ok.setEnabled(False)
        self.reason.textChanged.connect(
            lambda text: self.ok.setEnabled(bool(text.strip()))
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(words, wrap=True))
        for part in (self.person, self.reason):
            column.addWidget(part)
        column.addWidget(label(NO_NAMES, "muted", wrap=True))
        column.addWidget(self.buttons)
        self.reason.setFocus()


def ask_reason(parent: QWidget, title: str, words: str) -> str | None:
    """Ask why something is done; None when it is not to be done."""
    dialog = ReasonDialog(title, words, parent=parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.reason.text().strip() if accepted else None


def ask_for_whom(
    parent: QWidget, title: str, words: str, people: Sequence[Person]
) -> tuple[Person, str] | None:
    """Ask to whom something goes, and why; None when it is not to be done."""
    dialog = ReasonDialog(title, words, people, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    chosen: Person | None = dialog.person.currentData()
    if not accepted or chosen is None:
        return None
    return chosen, dialog.reason.text().strip()
