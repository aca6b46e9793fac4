"""What is asked before many marks change: which code, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from ipt_review.domain.problems import BadAmount
from ipt_review.domain.timecode import read_amount, show, show_amount
from ipt_review.ui.parts import label
from ipt_review.ui.wording import how_many
from ipt_review.workflow.coding.many import room_to_shift
from ipt_review.workflow.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.mark import Mark

HOW_FAR = "Seconds, for example −2.5, or a time, for example +1:30"
_ID = Qt.ItemDataRole.UserRole


class CodeDialog(QDialog):
    """Asks which code marks are to have, of those that fit all of them.

    Args:
        codebook: Whose labels are shown.
        codes: Ids of the codes that fit.
        count: How many marks it is about.
    """

    def __init__(
        self, codebook: Codebook, codes: Sequence[str], count: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Change the code")
        self.setMinimumSize(380, 420)
        self.text = QLineEdit()
        self.text.setPlaceholderText("Type a part of its name")
        self.text.setAccessibleName("A part of the name of the code")
        self.list = QListWidget()
        self.list.setAccessibleName("Codes that fit")
        for code in codes:
            item = QListWidgetItem(codebook.label(code), self.list)
            item.setData(_ID, code)
        self.list.setCurrentRow(0)
        buttons = _buttons(self)
        column = QVBoxLayout(self)
        column.addWidget(label(f"The code of {how_many(count, 'mark')} becomes:"))
        column.addWidget(self.text)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.text.textChanged.connect(self._narrow)
        self.list.itemActivated.connect(self.accept)

    @property
    def code(self) -> str | None:
        """The id of the code that is chosen."""
        picked = self.list.selectedItems()
        return str(picked[0].data(_ID)) if picked else None

    def _narrow(self, text: str) -> None:
        wanted = fold(text.strip())
        items = [self.list.item(row) for row in range(self.list.count())]
        for item in items:
            item.setHidden(wanted not in fold(item.text()))
        seen = [item for item in items if not item.isHidden()]
        self.list.setCurrentRow(self.list.row(seen[0]) if seen else -1)


class ShiftDialog(QDialog):
    """Asks how far marks are to be shifted, and says where they come to stand.

    Args:
        marks: What is shifted, at least one.
        length: Of the tape, in ms.
    """

    def __init__(self, marks: Sequence[Mark], length: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Shift in time")
        self.setMinimumWidth(400)
        self._marks = marks
        self._length = length
        self._first = min(mark.start for mark in marks)
        self.amount = QLineEdit()
        self.amount.setPlaceholderText(HOW_FAR)
        self.amount.setAccessibleName("How far, " + HOW_FAR)
        self.outcome = label("", "muted", wrap=True)
        buttons = _buttons(self)
        self._shift = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._shift.setText("Shift")
        column = QVBoxLayout(self)
        column.addWidget(label(f"Shift {how_many(len(marks), 'mark')} by:"))
        column.addWidget(self.amount)
        column.addWidget(self.outcome)
        column.addWidget(buttons)
        self.amount.textChanged.connect(self._tell)
        self._tell("")

    @property
    def by(self) -> int:
        """How far is wanted, in ms, 0 while that cannot be read."""
        try:
            return read_amount(self.amount.text())
        except BadAmount:
            return 0

    def _tell(self, text: str) -> None:
        by = self.by
        goes = room_to_shift(self._marks, self._length, by)
        self._shift.setEnabled(goes != 0)
        first = f"The first one stands at {show(self._first + goes)}."
        edge = "start" if by < 0 else "end"
        if by == 0:
            self.outcome.setText(HOW_FAR if text else first)
        elif goes == 0:
            self.outcome.setText(f"They stand at the {edge} of the tape.")
        elif goes != by:
            self.outcome.setText(
                f"Only {show_amount(goes)}, where the {edge} of the tape is. {first}"
            )
        else:
            self.outcome.setText(first)


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    kind = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kind.Ok | kind.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
