"""The table of the library: one line for each session, quick however many there are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)
from typing_extensions import override

from ipt_review.ui.actions import ACTIONS
from ipt_review.ui.keymap.naming import key_of
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.library.columns import Column
from ipt_review.ui.library.model import LibraryModel
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.library.columns import Saying
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.library.library import LibraryFilter, LibraryRow

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
MOST_FITTED = 50_000
"""How many texts are kept as they fit into their cells."""


@cache
def _color(name: str) -> QColor:
    return QColor(name)


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
        self._theme = theme
        self._model = LibraryModel(self)
        self._held: UUID | None = None
        self._expected: UUID | None = None
        self.setModel(self._model)
        self._model.modelAboutToBeReset.connect(self._hold)
        self._model.modelReset.connect(self._give_back)
        self._rows_painter = RowsPainter(theme, self)
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

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.setClipRegion(event.region())
        painter.fillRect(event.rect(), _color(self._theme.card))
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        if first < 0:
            return
        here = self.currentIndex().row()
        self._rows_painter.begin(painter)
        for row in range(
            first, (last if last >= 0 else self._model.rowCount() - 1) + 1
        ):
            top = self.rowViewportPosition(row)
            self._rows_painter.paint(painter, row, top, picked=row == here)

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
            self.pick(place)  # which tells that it is picked
        else:
            self.picked.emit()

    def _build(self) -> None:
        self.setAccessibleName("Sessions")
        # Else all that lies beneath, up to the window, is painted with each frame.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
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


class RowsPainter:
    """Paints rows by hand: 60 times a second, Qt's way for each cell costs too much.

    Args:
        theme: Whose colors it takes whenever it paints.
        table: Whose columns say where cells stand.
    """

    def __init__(self, theme: Theme, table: LibraryTable) -> None:
        self._theme = theme
        self._table = table
        self._elided: dict[tuple[str, int], str] = {}
        self._columns: list[tuple[int, int, int]] = []
        self._base = 0

    def begin(self, painter: QPainter) -> None:
        """Take in where columns stand now."""
        table, wide = self._table, self._table.viewport().width()
        places = [
            (each.value, table.columnViewportPosition(each), table.columnWidth(each))
            for each in Column
        ]
        self._columns = [
            (column, left + _INSET, width - 2 * _INSET)
            for column, left, width in places
            if width > 2 * _INSET and left < wide and left + width > 0
        ]
        metrics = painter.fontMetrics()
        self._base = (ROW + metrics.ascent() - metrics.descent()) // 2

    def paint(self, painter: QPainter, row: int, top: int, *, picked: bool) -> None:
        """Paint one row of the table, `top` pixels below the top of the view."""
        theme, table = self._theme, self._table
        wide, bottom = table.viewport().width(), top + ROW - 1
        if picked:
            painter.fillRect(0, top, wide, ROW, _color(theme.picked))
        text, muted = _color(theme.text), _color(theme.muted)
        for column, left, room in self._columns:
            said, quiet = table.rows.cell(row, column)
            painter.setPen(muted if quiet else text)
            fitted = self._fitted(painter, said, room)
            painter.drawText(left, top + self._base, fitted)
        painter.setPen(_color(theme.soft))
        painter.drawLine(0, bottom, wide, bottom)
        if picked and table.hasFocus():  # a line above and below: the keyboard is here
            painter.setPen(_color(theme.accent))
            painter.drawLine(0, top, wide, top)
            painter.drawLine(0, bottom, wide, bottom)

    def _fitted(self, painter: QPainter, text: str, room: int) -> str:
        """Return a text as far as it fits, worked out once for each width."""
        known = self._elided.get((text, room))
        if known is None:
            if len(self._elided) > MOST_FITTED:
                self._elided.clear()
            metrics = painter.fontMetrics()
            known = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._elided[text, room] = known
        return known
