"""A table of plain texts that stays quick with many thousand rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
TALL, MEASURED = 26, 200


class TextRows(QAbstractTableModel):
    """Holds rows of texts; what a row stands for is known by its number."""

    def __init__(self, headers: Sequence[str]) -> None:
        super().__init__()
        self._headers = tuple(headers)
        self._rows: Sequence[Sequence[str]] = ()

    def show(self, rows: Sequence[Sequence[str]]) -> None:
        """Hold these rows from now on."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headers)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or role not in shown:
            return None
        return self._rows[index.row()][index.column()]

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole and across:
            return self._headers[section]
        return None


class TextTable(QTableView):
    """Shows rows of texts; one of them is picked.

    Signals:
        picked: Another row, or none, is picked.
        chosen: A row was double clicked, or Enter pressed on it.
    """

    picked = Signal()
    chosen = Signal(int)

    def __init__(
        self, name: str, headers: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = TextRows(headers)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(TALL)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        across.setResizeContentsPrecision(MEASURED)
        across.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        across.setStretchLastSection(True)
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())
        self.activated.connect(lambda index: self.chosen.emit(index.row()))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows, with the same row picked as before."""
        row = self.row
        self.rows.show(rows)
        if rows:
            self.selectRow(min(max(row, 0), len(rows) - 1))
        self.picked.emit()

    @property
    def row(self) -> int:
        """The row that is picked, -1 for none."""
        found = self.selectionModel().selectedRows()
        return found[0].row() if found else -1

    def cells(self) -> list[list[str]]:
        """Return all texts, row by row."""
        across = range(self.rows.columnCount())
        return [
            [str(self.rows.index(row, column).data()) for column in across]
            for row in range(self.rows.rowCount())
        ]
