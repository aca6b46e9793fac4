"""The rows of the library as a Qt model: sorted and filtered without asking cells."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from ipt_review.ui.library.columns import NOTHING, TITLES, Column, Saying
from ipt_review.workflow.at_a_stretch import at_a_stretch
from ipt_review.workflow.library.library import LibraryFilter, folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from PySide6.QtCore import QObject

    from ipt_review.workflow.library.library import LibraryRow

Index = QModelIndex | QPersistentModelIndex

QUIET = Qt.ItemDataRole.UserRole
"""Asked of a cell: whether it says the same as the one above, or nothing."""
_GROUPED = (Column.THERAPIST, Column.CASE)
_display, _tip = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
_accessible = Qt.ItemDataRole.AccessibleTextRole


class LibraryModel(QAbstractTableModel):
    """Shows rows; works out what a cell says when it is painted, and not before.

    Signals:
        laid_out: Other rows are shown, or the same in another order.
    """

    laid_out = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._saying = Saying()
        self._rows: Sequence[LibraryRow] = ()
        self._said: list[str] = []
        self._cells: list[tuple[str, ...]] = []
        self._at: dict[UUID, int] = {}
        self._sessions: list[bool] = []
        self._orders: dict[Column, list[int]] = {}
        self._places: list[int] = []
        self._shown: set[int] = set()
        self._filter = LibraryFilter()
        self._column = Column.THERAPIST
        self._descending = False

    def show_rows(self, rows: Sequence[LibraryRow], saying: Saying) -> None:
        """Show these from now on."""
        if (rows, saying) == (self._rows, self._saying):
            return
        with self._laid_out_anew():
            self._rows, self._saying, self._orders = rows, saying, {}
            with at_a_stretch():
                self._cells = [saying.all_of(row) for row in rows]
                self._said = [folded(cells) for cells in self._cells]
                self._sessions = [row.session is not None for row in rows]
                self._at = {row.id: at for at, row in enumerate(rows)}

    def admit(self, wanted: LibraryFilter) -> None:
        """Show only the rows that pass, from now on."""
        with self._laid_out_anew():
            self._filter = wanted

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        with self._laid_out_anew():
            self._column = Column(column)
            self._descending = order is Qt.SortOrder.DescendingOrder

    def row_at(self, place: int) -> LibraryRow | None:
        """Return what stands in this row of the table."""
        shown = 0 <= place < len(self._places)
        return self._rows[self._places[place]] if shown else None

    def place_of(self, row_id: UUID | None) -> int | None:
        """Return the row of the table that is about this, None where none is."""
        at = self._at.get(row_id) if row_id is not None else None
        if at is None or at not in self._shown:
            return None
        return self._places.index(at)

    def sessions(self, *, of_all: bool = False) -> int:
        """Return how many sessions are shown, or there are."""
        known = self._sessions
        return sum(known if of_all else map(known.__getitem__, self._places))

    def cell(self, place: int, column: int) -> tuple[str, bool]:
        """Return what a cell says, and whether quietly, without asking by way of Qt."""
        text = self._cells[self._places[place]][column]
        return text, text == NOTHING or self._repeats(place, column)

    # ------------------------------------------------------------ Qt's questions

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._places)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        return TITLES[Column(section)] if across and role == _display else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (_display, _tip, _accessible, QUIET):
            return None
        place, column = index.row(), Column(index.column())
        row = self.row_at(place)
        if row is None:
            return None
        text, quiet = self.cell(place, column)
        if role == QUIET:
            return quiet
        return f"{TITLES[column]}: {text}" if role == _accessible else text

    # ------------------------------------------------------------ inside

    def _repeats(self, place: int, column: int) -> bool:
        """Say whether a cell names the same therapist or case as the one above."""
        if column not in _GROUPED:
            return False
        above, row = self.row_at(place - 1), self.row_at(place)
        if above is None or row is None:
            return False
        if column == Column.THERAPIST:
            return above.therapist is row.therapist
        return above.case is row.case and row.case is not None

    @contextmanager
    def _laid_out_anew(self) -> Iterator[None]:
        """Change what decides about rows, and sort and filter all of them by it."""
        self.beginResetModel()
        yield
        places = self._filter.sifted(self._rows, self._said)
        self._shown = shown = set(places)
        if self._column is not Column.THERAPIST:  # they come in this order
            ordered = self._order(self._column)
            places = [at for at in ordered if at in shown]
        if self._descending:
            places.reverse()
        self._places = places
        self.endResetModel()
        self.laid_out.emit()

    def _order(self, column: Column) -> list[int]:
        """Return all rows in the order of a column, worked out once."""
        if column not in self._orders:
            rows, saying = self._rows, self._saying
            with at_a_stretch():
                keys = [saying.key(row, column) for row in rows]
                self._orders[column] = sorted(range(len(rows)), key=keys.__getitem__)
        return self._orders[column]
