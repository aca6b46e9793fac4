"""A message across the top of the stage: it tells, and never asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ipt_review.ui.parts import button, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Banner(QFrame):
    """Shows one message until it is dismissed or another takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._words = label("", wrap=True)
        dismiss = button("Dismiss", "quiet")
        dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._words, 1)
        row.addWidget(dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def tell(self, text: str) -> None:
        """Say this from now on."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.show()
