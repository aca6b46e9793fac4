"""Sentences worth a second look, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class Remarks(QFrame):
    """Prompts, never refusals; not there while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._text = label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._text)
        self.hide()

    @property
    def text(self) -> str:
        """What stands there."""
        return self._text.text()

    def show_remarks(self, sentences: Sequence[str]) -> None:
        """Show these sentences, or nothing."""
        self._text.setText("\n".join(sentences))
        self.setVisible(bool(sentences))
