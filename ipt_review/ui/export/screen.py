"""The Export screen: what goes out, for whom, and to which file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui import wording
from ipt_review.ui.export.contents import contents
from ipt_review.ui.export.form import WORKBOOKS, FormChoice
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
STOPPED = "Stopped. Nothing was written, and what was there before is as it was."
WORKBOOK, VALUES = "Export workbook", "Export values"
ENDS = ".xlsx", " values"
"""What names end in that are proposed: of a workbook, and of a folder of values."""
EXAMPLE_THERE = "Change it in Excel or LibreOffice, then export with it."
NO_TEMPLATE = "No template is chosen yet. Choose one, or save an example to begin with."


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
        self.export = button(WORKBOOK, "primary")
        self.form = FormChoice()
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
        self.form.values.toggled.connect(self._suit)
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
            self.form.begin(folder)
        if not self.file.text():
            end = ENDS[self.form.values.isChecked()]
            self.file.setText(str(folder / f"{holdings.study.code}{end}"))

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

    def tell_example(self, path: Path) -> None:
        """Say that an example template is there, and take it as the template."""
        self.form.take(path)
        self._rest()
        restyle(self.outcome, "good")
        self.outcome.setText(f"● Written: {path}\n{EXAMPLE_THERE}")

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
        self.form.setEnabled(not on)
        self.remarks.hide()
        self.instead.hide()

    def _ask_instead(self) -> None:
        if self._offered is not None:
            self.file.setText(str(self._offered))
            self._ask()

    def _ask(self) -> None:
        text = self.file.text().strip()
        if self.form.lacks_template:
            self.tell_refused(NO_TEMPLATE)
        elif text:
            path = Path(text)
            if path.suffix.lower() != ".xlsx" and not self.form.values.isChecked():
                path = path.with_name(path.name + ".xlsx")
            self.export_wanted.emit(path, self.full.isChecked())

    def _suit(self, values: bool) -> None:  # noqa: FBT001 - a signal of Qt
        """Have the name that is proposed and the button fit the form."""
        before, after = ENDS if values else ENDS[::-1]
        text = self.file.text()
        if text.endswith(before):
            self.file.setText(text.removesuffix(before) + after)
        self.file.setAccessibleName("Folder to write" if values else "File to write")
        self.export.setText(VALUES if values else WORKBOOK)

    def _browse(self) -> None:
        title, named = self.export.text(), self.file.text()
        kinds = "" if self.form.values.isChecked() else WORKBOOKS
        chosen, _ = QFileDialog.getSaveFileName(self, title, named, kinds)
        if chosen:
            self.file.setText(chosen)

    def _build(self) -> None:
        card = frame("card")
        card.setMaximumWidth(WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(12)
        title = label("Export", "heading")
        title.setFont(sans(18, bold=True))
        column.addWidget(title)
        column.addWidget(self._counts)
        column.addWidget(rule())
        self._add_choices(column)
        column.addWidget(rule())
        column.addLayout(self._file_line())
        column.addLayout(self._work_line())
        column.addWidget(self.outcome)
        column.addWidget(self.instead, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.remarks)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.setSpacing(12)
        for each, share in ((card, 3), (contents(), 2)):
            beside = QVBoxLayout()
            beside.addWidget(each)
            beside.addStretch(1)
            outer.addLayout(beside, share)
        outer.addStretch(1)

    def _add_choices(self, column: QVBoxLayout) -> None:
        column.addWidget(label("For whom", "title"))
        for choice in (self.research, self.full):
            self._levels.addButton(choice)
            column.addWidget(choice)
        column.addWidget(rule())
        column.addWidget(label("In which form", "title"))
        column.addWidget(self.form)

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
