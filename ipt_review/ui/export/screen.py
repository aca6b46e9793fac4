"""The Export screen: what goes out, for whom, and to which file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
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
WHOLE = 1_000
AT_WORK = "Writing. You can go on working meanwhile; what you enter now is not in it."
STOPPED = "Stopped. Nothing was written, and an older workbook is as it was."
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
    """Asks for a file and a level of privacy, and says what was written.

    Signals:
        export_wanted: This file (Path) should be written, in full or for research.
        stop_wanted: What is being written should be left.
    """

    export_wanted = Signal(object, bool)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = QLineEdit()
        self.file.setAccessibleName("File to write")
        self.research = QRadioButton(RESEARCH)
        self.full = QRadioButton(FULL)
        self.research.setChecked(True)
        self.export = button("Export workbook", "primary")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("How much of the workbook is written")
        self.bar.setRange(0, WHOLE)
        self.stop = button("Cancel", tip="Leave off; an older workbook stays as it was")
        self.instead = button("")
        self.outcome = label("", "muted", wrap=True)
        self.remarks = label("", "bad", wrap=True)
        self.remarks.hide()
        self._counts = label("", wrap=True)
        self._levels = QButtonGroup(self)
        self._offered: Path | None = None
        self._study: tuple[UUID, Path] | None = None
        self._build()
        self._rest()
        self.export.clicked.connect(self._ask)
        self.stop.clicked.connect(self.stop_wanted)
        self.instead.clicked.connect(self._ask_instead)

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
            self.instead.hide()
            self.research.setChecked(True)
        if not self.file.text():
            self.file.setText(str(folder / f"{holdings.study.code}.xlsx"))

    def tell_share(self, share: float) -> None:
        """Say how much is written, from 0 to 1; until it is done, no other can be."""
        if self.stop.isHidden():
            had_keyboard = self.export.hasFocus() or self.instead.hasFocus()
            self._show_work(on=True)
            if had_keyboard:
                self.stop.setFocus()
            restyle(self.outcome, "muted")
            self.outcome.setText(AT_WORK)
        self.bar.setValue(round(WHOLE * share))

    def tell_stopped(self) -> None:
        """Say that nothing was written, since somebody said so."""
        self._rest()
        restyle(self.outcome, "muted")
        self.outcome.setText(STOPPED)

    def tell_written(self, path: Path, rows: str, remarks: str = "") -> None:
        """Say that the workbook is there, and what in it may tell who somebody is."""
        self._rest()
        restyle(self.outcome, "good")
        self.remarks.setText(remarks)
        self.remarks.setVisible(bool(remarks))
        self.outcome.setText(f"● Written: {path}\n{rows}")

    def tell_refused(self, message: str, instead: Path | None = None) -> None:
        """Say why there is no workbook, and offer another name where that helps."""
        self._rest()
        restyle(self.outcome, "bad")
        self.outcome.setText(message)
        self._offered = instead
        if instead is not None:
            self.instead.setText(f"Write “{instead.name}” instead")
            self.instead.show()

    def _rest(self) -> None:
        """Show that nothing is being written."""
        had_keyboard = self.stop.hasFocus()
        self._show_work(on=False)
        if had_keyboard:
            self.export.setFocus()

    def _show_work(self, *, on: bool) -> None:
        self.bar.setVisible(on)
        self.stop.setVisible(on)
        self.export.setEnabled(not on)
        self.remarks.hide()
        self.instead.hide()

    def _ask_instead(self) -> None:
        if self._offered is not None:
            self.file.setText(str(self._offered))
            self._ask()

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
        column.addLayout(self._work_line())
        column.addWidget(self.outcome)
        column.addWidget(self.instead, 0, Qt.AlignmentFlag.AlignLeft)
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

    def _work_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop)
        return line

    def _contents(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        for name, holds in SHEETS:
            head = label(name)
            head.setFont(sans(bold=True))
            form.addRow(head, label(holds, "muted"))
        return form
