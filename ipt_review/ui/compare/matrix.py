"""Who coded what: a table of codes by codes whose cells filter the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)
from typing_extensions import override

from ipt_review.ui.compare.words import NOTHING
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.theme import SMALL_SIZE, ink_on, sans, tint

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.agreement.tape_pairs import Confusion

    Cell = tuple[str | None, str | None]

NONE = "none"
ROW, COLUMN = 24, 40
WALKS = ("Up", "Down", "Left", "Right", "Home", "End", "Return", "Enter", "Space")
WEAKEST = 0.12


class ConfusionTable(QTableWidget):
    """Counts what met; Enter on a cell, or a click, filters the list by it.

    Signals:
        cell_chosen: By what the first has and what the second has (None: nothing),
            or None when all is wanted again.
    """

    cell_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._confusion: Confusion | None = None
        self._names = ("", "")
        self._chosen: Cell | None = None
        self.setAccessibleName("Who coded what")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setFont(sans(SMALL_SIZE))
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(COLUMN)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(ROW)
        for header in (across, down):
            header.setProperty("kind", "plain")
            header.setFont(sans(SMALL_SIZE - 1))
            header.setHighlightSections(False)
        keep_keys(self, *WALKS)
        self.cellClicked.connect(self._choose)

    def show_confusion(self, confusion: Confusion, names: tuple[str, str]) -> None:
        """Show these counts, the first coding's codes in rows."""
        self._confusion, self._names, self._chosen = confusion, names, None
        labels = [*confusion.labels, NONE]
        self.setRowCount(len(labels))
        self.setColumnCount(len(labels))
        self.setVerticalHeaderLabels(labels)
        for place, text in enumerate(labels):
            head = QTableWidgetItem(text)
            head.setToolTip(f"{names[1]}: {text}")
            self.setHorizontalHeaderItem(place, head)
        self.dress()

    def dress(self) -> None:
        """Fill the cells in the colors of the theme."""
        confusion = self._confusion
        if confusion is None:
            return
        most = max(confusion.counts.values(), default=1)
        keys: list[str | None] = [*confusion.keys, None]
        for row, first in enumerate(keys):
            for column, second in enumerate(keys):
                count = confusion.counts[first, second]
                self.setItem(row, column, self._cell(row, column, count, most))
        self._tell()

    def clear_choice(self) -> None:
        """Have no cell chosen any more."""
        self._chosen = None
        self.clearSelection()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int, column: int) -> None:
        confusion = self._confusion
        if confusion is None or row < 0 or column < 0:
            return
        keys: list[str | None] = [*confusion.keys, None]
        cell = (keys[row], keys[column])
        self._chosen = None if cell in (self._chosen, (None, None)) else cell
        self.cell_chosen.emit(self._chosen)

    def _cell(self, row: int, column: int, count: int, most: int) -> QTableWidgetItem:
        nothing = row == column == self.rowCount() - 1
        item = QTableWidgetItem(NOTHING if nothing else str(count))
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        theme = self._theme
        if not nothing and count:
            color = theme.accent if row == column else theme.bad
            strength = WEAKEST + (1 - WEAKEST) * 0.8 * count / most
            shade = tint(color, strength, theme.card)
            item.setBackground(shade)
            item.setForeground(QColor(ink_on(shade.name())))
        else:
            item.setForeground(QColor(theme.muted))
        item.setToolTip(self._words(row, column, count))
        return item

    def _words(self, row: int, column: int, count: int) -> str:
        labels = [*(self._confusion.labels if self._confusion else ()), NONE]
        first, second = self._names
        return f"{first}: {labels[row]} · {second}: {labels[column]} · {count}"

    def _tell(self) -> None:
        first, second = self._names
        self.setAccessibleDescription(
            f"Rows are what {first} coded, columns what {second} coded at the same "
            "moment. Enter on a cell shows only those in the list; once more, all."
        )
