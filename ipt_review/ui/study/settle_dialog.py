"""Two versions of one coding: which of them counts, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from ipt_review.ui.parts import label
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.package import Conflict, RivalVersion

WIDTH, HEIGHT = 760, 560
HEADERS = (
    "Version",
    "State",
    "Marks",
    "Ratings",
    "Comments",
    "Last changed",
    "Where it is",
)
INTRO = (
    "This coding went on in two places, apart from each other. Choose the version that "
    "counts. The other one stays on record, with the reason."
)
NO_NAMES = "Write no names and no dates."


class SettleDialog(QDialog):
    """Shows how versions differ, and asks which counts.

    Args:
        title: What the coding is called.
        conflict: The versions, the one that shows first.
        differences: How the others differ from it, in lines.
    """

    def __init__(
        self,
        title: str,
        conflict: Conflict,
        differences: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Settle: {title}")
        self.resize(WIDTH, HEIGHT)
        self._conflict = conflict
        self.table = TextTable("Versions", HEADERS)
        self.text = QPlainTextEdit("\n".join(differences))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("How they differ")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Reason")
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.ok = self.buttons.button(kinds.Ok)
        self.ok.setText("This version counts")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._build()
        self.table.picked.connect(self._check)
        self.reason.textChanged.connect(lambda _text: self._check())
        rows = [_texts(each, place) for place, each in enumerate(conflict.versions)]
        self.table.show_rows(rows)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(INTRO, wrap=True))
        column.addWidget(self.table, 1)
        column.addWidget(self.text, 2)
        column.addWidget(self.reason)
        column.addWidget(label(NO_NAMES, "muted"))
        column.addWidget(self.buttons)

    def chosen(self) -> bytes:
        """Return the version that counts."""
        return self._conflict.versions[self.table.row].head

    def _check(self) -> None:
        picked = self.table.row >= 0
        self.ok.setEnabled(picked and bool(self.reason.text().strip()))


def _texts(version: RivalVersion, place: int) -> tuple[str, ...]:
    came = version.came_in
    return (
        f"{place + 1}{' (shown now)' if place == 0 else ''}",
        version.status.capitalize(),
        str(version.marks),
        str(version.ratings),
        str(version.comments),
        moment(version.at) if version.at else "–",
        "In the study" if came is None else f"Came in {moment(came)}",
    )
