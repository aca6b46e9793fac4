"""What a coding was each time before it was opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
)

from ipt_review.ui.parts import label
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import moment
from ipt_review.workflow.rating.versions import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.version import KeptVersion

HEADERS = ("Version", "Opened again", "By", "Reason")
NONE = "It was never opened again, so there is no earlier version."


class VersionsDialog(QDialog):
    """Lists the versions of a coding; the picked one is shown in words.

    Args:
        versions: Oldest first.
        codebook: What the coding was made with, for labels.
        handle_of: Returns the handle of a person.
    """

    def __init__(
        self,
        versions: Sequence[KeptVersion],
        codebook: Codebook,
        handle_of: Callable[[UUID], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Earlier versions")
        self.resize(760, 560)
        self._versions, self._codebook = versions, codebook
        self.table = TextTable("Versions", HEADERS)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("What the coding said")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        if versions:
            parts = QSplitter()
            parts.setOrientation(parts.orientation().Vertical)
            parts.addWidget(self.table)
            parts.addWidget(self.text)
            parts.setStretchFactor(1, 3)
            column.addWidget(parts, 1)
        else:
            column.addWidget(label(NONE, wrap=True))
            column.addStretch(1)
        column.addWidget(buttons)
        self.table.picked.connect(self._show_picked)
        self.table.show_rows(
            [
                (str(one.number), moment(one.at), handle_of(one.by), one.reason)
                for one in versions
            ]
        )

    def _show_picked(self) -> None:
        row = self.table.row
        if 0 <= row < len(self._versions):
            self.text.setPlainText(
                readable(self._versions[row].content, self._codebook)
            )
