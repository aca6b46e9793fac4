"""All keys on one sheet, to look through and to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui.keymap.sheet import in_columns, matching, sections, write_pdf
from ipt_review.ui.parts import button, key_cap, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.keymap.sheet import Section

COLUMNS = 3
TITLE = "IPT Review – keys"


class KeySheet(QDialog):
    """Shows what every key does, of the program and of the codebook.

    Args:
        codebook: That of the study that is open, if one is.
        key_map: The keys as this person has them.
    """

    def __init__(
        self,
        codebook: Codebook | None,
        key_map: KeyMap,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.resize(1180, 760)
        self._all = sections(codebook, key_map)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search keys and what they do")
        self.search.setAccessibleName("Search keys")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show)
        self.print = button("Save as PDF…", tip="One page to print")
        self.print.clicked.connect(self._ask_pdf)
        self.outcome = label("", "muted")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.outcome)
        top.addWidget(self.print)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.addLayout(top)
        outer.addWidget(self._area)
        self._show("")

    def shown(self) -> list[Section]:
        """Return what the search leaves."""
        return matching(self._all, self.search.text())

    def save_pdf(self, path: Path) -> bool:
        """Write what is shown to a page; say whether it is there."""
        try:
            write_pdf(self.shown(), path, TITLE)
        except OSError as problem:
            why = problem.strerror or "it cannot be written"
            self.outcome.setText(f"Not written: {why}. Choose another place.")
            return False
        self.outcome.setText(f"Written to {path.name}.")
        return True

    def _show(self, _words: str) -> None:
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setSpacing(24)
        found = self.shown()
        for column in in_columns(found, COLUMNS):
            lines = QVBoxLayout()
            lines.setSpacing(2)
            for section in column:
                heading = label(section.heading)
                heading.setFont(sans(bold=True))
                lines.addWidget(heading)
                lines.addLayout(_form(section))
                lines.addSpacing(12)
            lines.addStretch(1)
            row.addLayout(lines, 1)
        if not found:
            nothing = label("No key does that.", "muted")
            row.addWidget(nothing, 0, Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(inner)

    def _ask_pdf(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save the keys as PDF", "keys.pdf", "PDF (*.pdf)"
        )
        if chosen:
            self.save_pdf(Path(chosen))


def _form(section: Section) -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, 2, 0, 0)
    form.setVerticalSpacing(4)
    form.setHorizontalSpacing(10)
    for keys, does in section.rows:
        form.addRow(key_cap(keys), label(does, wrap=True))
    return form
