"""The list of the files of a tape: name, length, and where each begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget
from PySide6.QtWidgets import QTableWidgetItem as Cell

from ipt_review.domain.problems import BadTimecode
from ipt_review.domain.timecode import read, show

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.tape_files.draft import Draft

HEADERS = ("File", "Length", "Begins at", "Folder")
NAME, LENGTH, BEGINS, FOLDER = range(4)
MISSING = "not found"
ROWS_SHOWN = 5
"""How many files are seen without scrolling."""


class FilesTable(QTableWidget):
    """Shows files and takes typed times; changes nothing itself.

    Signals:
        timed: A file, by its place, is to begin at a moment (ms).
        misread: What was typed is no time; in words.
    """

    picked = Signal(int)
    timed = Signal(int, int)
    misread = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(HEADERS), parent)
        self.setAccessibleName("Files of this tape")
        self.setHorizontalHeaderLabels(list(HEADERS))
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self._showing = False
        self.currentCellChanged.connect(self._tell_picked)
        self.cellChanged.connect(self._tell_time)

    def show_draft(self, draft: Draft, *, editable: bool) -> None:
        """Show these files, the picked one with the cursor on it."""
        self._showing = True
        self.setRowCount(len(draft.files))
        for row, file in enumerate(draft.files):
            length = show(file.length)
            there = length if file.path.is_file() else f"{length}, {MISSING}"
            texts = file.path.name, there, show(file.offset), str(file.path.parent)
            for column, text in enumerate(texts):
                self._write(row, column, text, editable=editable and column == BEGINS)
        if draft.files and self.currentRow() != draft.picked:
            self.setCurrentCell(draft.picked, max(self.currentColumn(), 0))
        self._showing = False
        self._fit()

    def _fit(self) -> None:
        """Be as high as the rows, so that the strips have all other room."""
        rows = max(1, min(self.rowCount(), ROWS_SHOWN))
        edges = 2 * self.frameWidth() + self.horizontalScrollBar().sizeHint().height()
        high = self.horizontalHeader().sizeHint().height() + edges
        self.setFixedHeight(high + rows * self.verticalHeader().defaultSectionSize())

    def _write(self, row: int, column: int, text: str, *, editable: bool) -> None:
        cell = self.item(row, column) or Cell()
        cell.setText(text)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        cell.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
        cell.setToolTip("Type a time, such as 31:05.240" if editable else text)
        if cell.tableWidget() is None:
            self.setItem(row, column, cell)

    def _tell_picked(self, row: int, *_columns: int) -> None:
        if not self._showing and row >= 0:
            self.picked.emit(row)

    def _tell_time(self, row: int, column: int) -> None:
        if self._showing or column != BEGINS:
            return
        cell = self.item(row, column)
        try:
            moment = read(cell.text() if cell is not None else "")
        except BadTimecode as problem:
            self.misread.emit(str(problem))
            return
        self.timed.emit(row, moment)
