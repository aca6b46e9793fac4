"""Scores and items by session, as a table that is colored and read out alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from ipt_review.ui.keys import keep_keys
from ipt_review.ui.progress.heat_model import HeatModel
from ipt_review.ui.progress.heat_painting import (
    COLUMN,
    LABELS,
    LEFT,
    ROW,
    paint_cell,
)
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme


class HeatMap(QTableView):
    """Shows the table; a click or Enter opens the tape where the evidence is.

    All cells that are seen are painted at once; the view beneath brings scrolling, the
    arrows and what is read out.

    Signals:
        evidence_wanted: The tape of this coding should be opened at the evidence of
            these items.
    """

    evidence_wanted = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.heat = HeatModel()
        self.setModel(self.heat)
        self.setAccessibleName("Scores and items by session")
        self.setFont(sans(SMALL_SIZE))
        self.setShowGrid(False)
        self.dress()
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        self.horizontalHeader().setDefaultSectionSize(COLUMN)
        self.horizontalHeader().setMinimumSectionSize(COLUMN)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setFixedWidth(LABELS)
        self.verticalHeader().setDefaultAlignment(LEFT)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._go)
        keep_keys(self, "Return", "Enter", "Up", "Down", "Left", "Right", "Home", "End")

    def dress(self) -> None:
        """Take on the colors of the theme."""
        self.setStyleSheet(
            f"QHeaderView, QTableCornerButton::section {{ background: "
            f"{self._theme.card}; border: none; }} "
            "QHeaderView::section { padding: 1px 4px; font-weight: normal; }"
        )
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.card))
        painter.setFont(self.font())
        area, heat = event.rect(), self.heat
        columns = _between(
            self.columnAt(area.left()), self.columnAt(area.right()), heat.columnCount()
        )
        for row in _between(
            self.rowAt(area.top()), self.rowAt(area.bottom()), heat.rowCount()
        ):
            top = self.rowViewportPosition(row)
            for place in columns:
                where = QRect(self.columnViewportPosition(place), top, COLUMN, ROW)
                paint_cell(painter, heat.cell(row, place), where, self._theme)
        at = self.currentIndex()
        if at.isValid() and self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.text), 2))
            painter.drawRect(self.visualRect(at).adjusted(1, 1, -2, -2))
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            cell = self.heat.cell(index.row(), index.column())
            if cell.coding is not None:
                self.evidence_wanted.emit(cell.coding, cell.about)


def _between(first: int, last: int, count: int) -> range:
    """Return the rows or columns from one to another, -1 being past the last."""
    return range(max(0, first), (last if last >= 0 else count - 1) + 1)
