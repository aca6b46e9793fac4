"""What could not be saved, and what can be done about it, across the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ipt_review.ui.parts import button, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

AGAIN = "Try again"
COPY = "Save a copy elsewhere…"


class UnsavedBar(QFrame):
    """Stays until what it tells of is on disk, or given up.

    Signals:
        again_wanted: Saving is to be tried again.
        copy_wanted: The study is to be saved elsewhere, the changes with it.
    """

    again_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._words = label("", "bad", wrap=True)
        self.again = button(AGAIN, "primary")
        self.copy = button(COPY)
        self.again.clicked.connect(self.again_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self.again)
        row.addWidget(self.copy)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def tell(self, text: str, *, can_copy: bool) -> None:
        """Say this from now on, and offer a copy where one can be made."""
        if text != self.text:
            self._words.setText(text)
            self.setAccessibleName(text)
        self.copy.setVisible(can_copy)
        self.show()
