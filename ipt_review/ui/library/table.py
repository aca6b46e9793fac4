"""The table of the library: one line for each session, quick however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)
from typing_extensions import override

from ipt_review.ui.actions import ACTIONS
from ipt_review.ui.keymap.naming import key_of
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.library.columns import Column
from ipt_review.ui.library.model import QUIET, LibraryModel
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ipt_review.ui.library.columns import Saying
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.library import LibraryFilter, LibraryRow

ROOM = "library"
ROW = 26
WIDTHS = {
    Column.THERAPIST: 84,
    Column.CASE: 76,
    Column.SESSION: 72,
    Column.PHASE: 70,
    Column.FOCUS: 132,
    Column.TAPE: 124,
    Column.CODED: 60,
    Column.RATED: 56,
    Column.SUBMITTED: 82,
    Column.RATERS: 120,
    Column.DUE: 96,
}
KEPT = ("Left", "Right", "Home", "End")
"""Keys that are the table's own while it has the keyboard, with those of the room."""
_INSET = 6


class LibraryTable(QTableView):
    """Lists sessions. Enter opens a tape, F2 changes, Insert adds, Delete removes.

    Signals:
        picked: Another row is picked, or none.
        opened: The picked row is to be opened.
        change_wanted: The picked entry is to be changed.
        remove_wanted: The picked entry is to be removed.
        add_wanted: Something is to be added to what the row belongs to.
    """

    picked = Signal()
    opened = Signal()
    change_wanted = Signal()
    remove_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = LibraryModel(self)
        self._held: UUID | None = None
        self._expected: UUID | None = None
        self.setModel(self._model)
        self._model.modelAboutToBeReset.connect(self._hold)
        self._model.modelReset.connect(self._give_back)
        self.setItemDelegate(CellPainter(theme, self))
        self._build()
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def rows(self) -> LibraryModel:
        """What is shown, sorted and filtered."""
        return self._model

    def show_rows(self, rows: list[LibraryRow], saying: Saying) -> None:
        """Show these rows; what was picked stays picked."""
        self._model.show_rows(rows, saying)

    def expect(self, entry: UUID) -> None:
        """Pick the row about this when rows are shown next, if there is one."""
        self._expected = entry

    def admit(self, wanted: LibraryFilter) -> None:
        """Show only what passes; what was picked stays picked if it does."""
        self._model.admit(wanted)

    def row(self) -> LibraryRow | None:
        """Return what is picked."""
        return self._model.row_at(self.currentIndex().row())

    def pick(self, place: int) -> None:
        """Pick a row of the table and have it in view."""
        self.setCurrentIndex(self._model.index(place, max(0, self._column())))
        self.scrollTo(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            "library.open": self.opened,
            "library.change": self.change_wanted,
            "library.remove": self.remove_wanted,
            "library.add_session": self.add_wanted,
        }.get(self._by_key.get(key_of(event), ""))
        if wanted is not None:
            wanted.emit()
        else:
            super().keyPressEvent(event)

    def hear(self, by_key: Mapping[str, str]) -> None:
        """Have these keys do the actions with these ids from now on."""
        self._by_key = dict(by_key)
        keep_keys(self, *KEPT, *by_key)

    @override
    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.picked.emit()

    def _column(self) -> int:
        return self.currentIndex().column()

    def _hold(self) -> None:
        """Remember what is picked while all rows are laid out anew."""
        row = self.row()
        self._held = row.id if row is not None else self._held

    def _give_back(self) -> None:
        place = self._model.place_of(self._expected)
        if place is None:
            place = self._model.place_of(self._held)
        self._expected = None
        if place is None and self._model.rowCount():
            place = 0
        if place is not None:
            self.pick(place)
        self.picked.emit()

    def _build(self) -> None:
        self.setAccessibleName("Sessions")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFont(sans())
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(ROW)
        across = self.horizontalHeader()
        across.setSectionsMovable(True)
        across.setHighlightSections(False)
        across.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across.setStretchLastSection(True)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        across.setDefaultAlignment(left)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        self.setSortingEnabled(True)
        self.sortByColumn(Column.THERAPIST, Qt.SortOrder.AscendingOrder)
        self.hear(
            {key: each.id for each in ACTIONS if each.room == ROOM for key in each.keys}
        )


class CellPainter(QStyledItemDelegate):
    """Paints a cell by hand: at 60 frames a second a style sheet costs too much.

    Args:
        theme: Whose colors it takes whenever it paints.
    """

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, rect = self._theme, QRect(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.picked))
        quiet = bool(index.data(QUIET))
        painter.setPen(QColor(theme.muted if quiet else theme.text))
        inside = rect.adjusted(_INSET, 0, -_INSET, 0)
        metrics = painter.fontMetrics()
        text = str(index.data() or "")
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QColor(theme.soft))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        here = self._table.currentIndex()
        if here.row() == index.row() and self._table.hasFocus():
            self._frame(painter, rect)

    def _frame(self, painter: QPainter, rect: QRect) -> None:
        """Show where the keyboard is: a line above and below the row."""
        painter.setPen(QPen(QColor(self._theme.accent), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
