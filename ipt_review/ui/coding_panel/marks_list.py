"""The marks as a short list: a few columns of the table, without the track states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
)
from typing_extensions import override

from ipt_review.ui.marks_table.cells import LabelDelegate
from ipt_review.ui.marks_table.columns import Column
from ipt_review.ui.marks_table.model import MarksModel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.study import Session
    from ipt_review.ui.marks_table.model import Index
    from ipt_review.ui.theme import Theme

SHOWN = (Column.TIME, Column.CODE, Column.NOTE)
ROW = 26


class _SecondsDelegate(QStyledItemDelegate):
    """Shows times to the second."""

    @override
    def displayText(self, value: Any, locale: Any) -> str:
        return str(value).partition(".")[0]


class MarksList(QTableView):
    """Picks marks; holds no truth of its own."""

    mark_picked = Signal(int)
    mark_activated = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codebook: Codebook | None = None
        self._model = MarksModel(self)
        self.setModel(self._model)
        for column in Column:
            self.setColumnHidden(column, column not in SHOWN)
        label = LabelDelegate(theme, lambda _index: [], self)
        self.setItemDelegateForColumn(Column.CODE, label)
        self.setItemDelegateForColumn(Column.TIME, _SecondsDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Marks on the tape")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        sizes = self.horizontalHeader()
        sizes.setResizeContentsPrecision(0)  # of all rows it would take a blink
        sizes.setSectionResizeMode(Column.TIME, QHeaderView.ResizeMode.Fixed)
        sizes.setSectionResizeMode(Column.CODE, QHeaderView.ResizeMode.ResizeToContents)
        sizes.setSectionResizeMode(Column.NOTE, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(Column.TIME, 70)
        self.selectionModel().currentRowChanged.connect(self._tell_picked)
        self.doubleClicked.connect(self._tell_activated)
        self._quiet = False
        self.setMinimumHeight(4 * ROW)

    def show_coding(self, codebook: Codebook, session: Session, coding: Coding) -> None:
        """List the marks of this coding."""
        self._quiet = True
        if codebook is not self._codebook:
            self._codebook = codebook
            self._model.admit(lambda mark: codebook.track_of(mark.code) is None)
        self._model.show_coding(codebook, session, coding)
        self._quiet = False

    def count(self) -> int:
        """Return how many marks are listed."""
        return self._model.rowCount()

    def pick(self, number: int | None) -> None:
        """Show which mark is picked, without telling anybody."""
        row = self._model.row_of(number)
        self._quiet = True
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif row != self.currentIndex().row():
            # Not otherwise: it would scroll away under a click that saves a note.
            self.selectRow(row)
            self.scrollTo(self._model.index(row, Column.CODE))
        self._quiet = False

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 6 * ROW)

    def _tell_picked(self, current: Index) -> None:
        mark = self._model.mark_at(current.row())
        if mark is not None and not self._quiet:
            self.mark_picked.emit(mark.number)

    def _tell_activated(self, index: Index) -> None:
        mark = self._model.mark_at(index.row())
        if mark is not None:
            self.mark_activated.emit(mark.number)
