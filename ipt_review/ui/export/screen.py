"""The Export screen: what goes out, for whom, and to which file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui import wording
from ipt_review.ui.parts import button, frame, label, restyle, rule
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.workflow.desk import Holdings

EDGE = 24
WIDTH = 760
RESEARCH = (
    "Research: ids, session numbers, days of treatment. No notes, no comments, no "
    "file names."
)
FULL = (
    "Full: with notes, comments and the basis of determinations. For supervision "
    "within the team only."
)
SHEETS = (
    ("Read me", "what the file is, and what its numbers mean"),
    ("Summary, Session matrix, Items", "means by therapist, session and item"),
    ("Trend, Focus", "session by session, with charts that follow a choice"),
    ("Sessions, Ratings", "one row a coding: scores and counts; items"),
    ("Marks, Comments", "with times and links; comments in the full one only"),
    ("Focus time, Talk time", "by coding and focus state; by tape and speaker"),
    ("Problem areas, Judgment history", "determinations, and how each came about"),
    ("Consensus, Prompts", "what was decided; what raters were asked"),
    ("Sample flow, Samples, Assignments, Guesses", "for those who coordinate"),
    ("Reliability, Reliability methods", "how well raters agree; where one may see"),
    ("Codebook, Rating items, Columns", "what everything in the workbook means"),
)


class ExportScreen(QWidget):
    """Asks for a file and a level of privacy, and says what was written."""

    export_wanted = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = QLineEdit()
        self.file.setAccessibleName("File to write")
        self.research = QRadioButton(RESEARCH)
        self.full = QRadioButton(FULL)
        self.research.setChecked(True)
        self.export = button("Export workbook", "primary")
        self.outcome = label("", "muted", wrap=True)
        self.remarks = label("", "bad", wrap=True)
        self.remarks.hide()
        self._counts = label("", wrap=True)
        self._levels = QButtonGroup(self)
        self._study: tuple[UUID, Path] | None = None
        self._build()
        self.export.clicked.connect(self._ask)

    def show_holdings(self, holdings: Holdings, folder: Path) -> None:
        """Say what would be exported, and propose a file in `folder`."""
        coded = {head.tape for head in holdings.heads}
        self._counts.setText(
            f"{wording.how_many(len(holdings.heads), 'coding')} of "
            f"{wording.how_many(len(coded), 'tape')}, "
            f"{wording.how_many(len(holdings.cases), 'case')}, "
            f"{wording.how_many(len(holdings.therapists), 'therapist')}."
        )
        study = (holdings.study.id, folder)
        if study != self._study:  # never the file of the study that was open before
            self._study = study
            self.file.clear()
            self.outcome.clear()
            self.remarks.hide()
            self.research.setChecked(True)
        if not self.file.text():
            self.file.setText(str(folder / f"{holdings.study.code}.xlsx"))

    def tell_written(self, path: Path, rows: str, remarks: str = "") -> None:
        """Say that the workbook is there, and what in it may tell who somebody is."""
        restyle(self.outcome, "good")
        self.remarks.setText(remarks)
        self.remarks.setVisible(bool(remarks))
        self.outcome.setText(f"● Written: {path}\n{rows}")

    def tell_refused(self, message: str) -> None:
        """Say why there is no workbook."""
        restyle(self.outcome, "bad")
        self.remarks.hide()
        self.outcome.setText(message)

    def _ask(self) -> None:
        text = self.file.text().strip()
        if text:
            path = Path(text)
            if path.suffix.lower() != ".xlsx":
                path = path.with_name(path.name + ".xlsx")
            self.export_wanted.emit(path, self.full.isChecked())

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Export workbook", self.file.text(), "Excel workbook (*.xlsx)"
        )
        if chosen:
            self.file.setText(chosen)

    def _build(self) -> None:
        card = frame("card")
        card.setMaximumWidth(WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(12)
        title = label("Export workbook", "heading")
        title.setFont(sans(18, bold=True))
        column.addWidget(title)
        column.addWidget(self._counts)
        column.addWidget(rule())
        column.addLayout(self._contents())
        column.addWidget(rule())
        column.addWidget(label("For whom", "title"))
        for choice in (self.research, self.full):
            self._levels.addButton(choice)
            column.addWidget(choice)
        column.addWidget(rule())
        column.addLayout(self._file_line())
        column.addWidget(self.outcome)
        column.addWidget(self.remarks)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        left = QVBoxLayout()
        left.addWidget(card)
        left.addStretch(1)
        outer.addLayout(left, 3)
        outer.addStretch(1)

    def _file_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        browse = button("Browse…")
        browse.clicked.connect(self._browse)
        line.addWidget(self.file, 1)
        line.addWidget(browse)
        line.addWidget(self.export)
        return line

    def _contents(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        for name, holds in SHEETS:
            head = label(name)
            head.setFont(sans(bold=True))
            form.addRow(head, label(holds, "muted"))
        return form
