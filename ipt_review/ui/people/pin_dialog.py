"""Asks for a new PIN, twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout

from ipt_review.domain.problems import ReviewError
from ipt_review.study.pins import MEANING
from ipt_review.ui.parts import label
from ipt_review.ui.vault.fields import DIFFERENT, hidden_line, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

WIDTH = 420
NONE = "Leave both empty to be asked for no PIN."


class PinDialog(QDialog):
    """Has a PIN typed twice; what is wrong with it is told, and the question stays.

    Args:
        handle: Whose PIN it is.
        keep: Keeps it; raises a `ReviewError` when it cannot be one.
    """

    def __init__(
        self, handle: str, keep: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"PIN of {handle}")
        self.setMinimumWidth(WIDTH)
        self._keep = keep
        self.first, self.second = hidden_line("PIN"), hidden_line("PIN once more")
        self.problem = label("", "bad", wrap=True)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("New PIN", self.first)
        form.addRow("Once more", self.second)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(MEANING, wrap=True))
        column.addLayout(form)
        column.addWidget(label(NONE, "muted"))
        column.addWidget(self.problem)
        column.addWidget(self.buttons)

    def _try(self) -> None:
        if self.first.text() != self.second.text():
            say(self.problem, DIFFERENT, "bad")
            return
        try:
            self._keep(self.first.text())
        except ReviewError as problem:
            say(self.problem, str(problem), "bad")
        else:
            self.accept()
