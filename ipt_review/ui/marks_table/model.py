"""The marks of a coding as a Qt model: sorted, filtered, and brought up to date."""

from __future__ import annotations

from bisect import bisect_left, insort
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

from ipt_review.domain.timecode import show
from ipt_review.ui.marks_table.columns import TITLES, Column, Words
from ipt_review.ui.theme import SMALL_SIZE, mono, sans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtCore import QObject

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.study import Session

COLOR = Qt.ItemDataRole.UserRole
MANY = 200
"""From so many changed marks on, all rows are laid out anew at once."""

TIP = 2_000
"""How many characters of a note a tip shows; the box for notes shows all of it."""

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str | int, int, int]
"""What a mark is sorted by, then its start, then its number."""

_TIMES = (Column.TIME, Column.END, Column.LENGTH)


def everything(_mark: Mark) -> bool:
    """Let every mark pass."""
    return True


class MarksModel(QAbstractTableModel):
    """Shows a coding; a change of one mark touches its row and no other.

    It changes nothing itself: what is typed into a cell is told, and comes back with
    the coding that results.

    Signals:
        edit_wanted: Number of a mark, column, and what was typed or chosen there.
    """

    edit_wanted = Signal(int, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: Words | None = None
        self._marks: Mapping[int, Mark] = {}
        self._places: list[Place] = []
        self._column = Column.TIME
        self._descending = False
        self._stale = False
        self._passes: Callable[[Mark], bool] = everything

    # ------------------------------------------------------------ values in

    def show_coding(self, codebook: Codebook, session: Session, coding: Coding) -> None:
        """Show the marks of this coding; only what differs is laid out anew."""
        words, before = self._words, self._marks
        if words is None or (words.codebook, words.session) != (codebook, session):
            with self._laid_out_anew():
                self._words = Words(codebook, session, coding)
                self._marks = coding.marks
            return
        if coding.marks is before:
            return
        changed = _changed(before, coding.marks)
        if any(self._names_areas(before.get(n), coding.marks.get(n)) for n in changed):
            words.take_focus(coding)
            self._rename()
        if len(changed) > MANY or self._stale:
            with self._laid_out_anew():
                self._marks = coding.marks
            return
        self._marks = coding.marks
        for number in changed:
            self._change(before.get(number), coding.marks.get(number))

    def admit(self, passes: Callable[[Mark], bool]) -> None:
        """Show only the marks that pass, from now on."""
        if passes is self._passes:
            return
        with self._laid_out_anew():
            self._passes = passes

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        with self._laid_out_anew():
            self._column = Column(column)
            self._descending = order is Qt.SortOrder.DescendingOrder

    # ------------------------------------------------------------ what is there

    @property
    def words(self) -> Words | None:
        """What the cells say; None before a coding was shown."""
        return self._words

    def mark_at(self, row: int) -> Mark | None:
        """Return the mark in this row."""
        if not 0 <= row < len(self._places):
            return None
        return self._marks.get(self._places[self._turned(row)][-1])

    def row_of(self, number: int | None) -> int | None:
        """Return the row of the mark with this number, None where it is not shown."""
        mark = self._marks.get(number or 0)
        if mark is None or not self._passes(mark):
            return None
        return self._turned(bisect_left(self._places, self._place(mark)))

    def numbers(self) -> list[int]:
        """Return the numbers of the marks that are shown, from top to bottom."""
        numbers = [place[-1] for place in self._places]
        return numbers[::-1] if self._descending else numbers

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
        if across and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[Column(section)]
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        mark, words = self.mark_at(index.row()), self._words
        if mark is None or words is None:
            return found
        changes = words.can_change(mark, Column(index.column()))
        return found | Qt.ItemFlag.ItemIsEditable if changes else found

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark, words = self.mark_at(index.row()), self._words
        if mark is None or words is None:
            return None
        return self._told(mark, Column(index.column()), words).get(role, _nothing)()

    @override
    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        mark = self.mark_at(index.row())
        if mark is None or role != Qt.ItemDataRole.EditRole:
            return False
        if value != _typed(mark, Column(index.column())):
            self.edit_wanted.emit(mark.number, index.column(), value)
        return True

    def _told(
        self, mark: Mark, column: Column, words: Words
    ) -> dict[int, Callable[[], Any]]:
        """Return what a cell answers to each question, worked out when it is asked."""
        role = Qt.ItemDataRole
        note, code = column is Column.NOTE, column is Column.CODE
        title = TITLES[column]
        return {
            role.DisplayRole: lambda: _isolated(words.text(mark, column)),
            role.EditRole: lambda: _typed(mark, column),
            role.FontRole: lambda: (mono if column in _TIMES else sans)(SMALL_SIZE),
            role.AccessibleTextRole: lambda: (
                f"{title}: {words.text(mark, column) or 'none'}"
            ),
            role.ToolTipRole: lambda: (
                (mark.note[:TIP] if note else words.text(mark, column)) or None
            ),
            COLOR: lambda: (words.about(mark.code).color or None) if code else None,
        }

    # ------------------------------------------------------------ rows

    @contextmanager
    def _laid_out_anew(self) -> Iterator[None]:
        """Change what decides about rows, and sort and filter all marks by it."""
        self.beginResetModel()
        yield
        self._stale = False
        marks = self._marks.values() if self._words is not None else ()
        self._places = sorted(self._place(m) for m in marks if self._passes(m))
        self.endResetModel()

    def _change(self, before: Mark | None, after: Mark | None) -> None:
        """Bring one row up to date."""
        old = self._place(before) if before and self._passes(before) else None
        new = self._place(after) if after and self._passes(after) else None
        if old is None and new is not None:
            self._put_in(new)
        elif old is not None and new is None:
            self._take_out(old)
        elif old is not None and new is not None:
            self._put_elsewhere(old, new)

    def _put_in(self, place: Place) -> None:
        at = bisect_left(self._places, place)
        row = len(self._places) - at if self._descending else at
        self.beginInsertRows(QModelIndex(), row, row)
        insort(self._places, place)
        self.endInsertRows()

    def _take_out(self, place: Place) -> None:
        at = bisect_left(self._places, place)
        row = self._turned(at)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._places[at]
        self.endRemoveRows()

    def _put_elsewhere(self, old: Place, new: Place) -> None:
        at, to = bisect_left(self._places, old), bisect_left(self._places, new)
        to -= at < to
        row, target = self._turned(at), self._turned(to)
        if row == target:
            self._places[at] = new
        else:
            nowhere = QModelIndex()
            below = target + (target > row)
            self.beginMoveRows(nowhere, row, row, nowhere, below)
            del self._places[at]
            self._places.insert(to, new)
            self.endMoveRows()
        self.dataChanged.emit(
            self.index(target, 0), self.index(target, len(Column) - 1)
        )

    def _place(self, mark: Mark) -> Place:
        key = self._words.key(mark, self._column) if self._words else 0
        return key, mark.start, mark.number

    def _turned(self, at: int) -> int:
        return len(self._places) - 1 - at if self._descending else at

    def _names_areas(self, *marks: Mark | None) -> bool:
        words = self._words
        return words is not None and any(m and words.is_focus(m.code) for m in marks)

    def _rename(self) -> None:
        """Have labels read again, or sorted by again, after the focus changed."""
        self._stale = self._column is Column.CODE
        if self._places and not self._stale:
            last = len(self._places) - 1
            self.dataChanged.emit(
                self.index(0, Column.CODE), self.index(last, Column.CODE)
            )


def _changed(before: Mapping[int, Mark], after: Mapping[int, Mark]) -> list[int]:
    """Return the numbers of the marks that came, went, or are otherwise."""
    there = [n for n, mark in after.items() if before.get(n) is not mark]
    return [n for n in there if before.get(n) != after[n]] + [
        n for n in before if n not in after
    ]


def _typed(mark: Mark, column: Column) -> Any:
    """Return what an editor of a cell begins with."""
    return {
        Column.TIME: show(mark.start),
        Column.END: "" if mark.end is None else show(mark.end),
        Column.CODE: mark.code,
        Column.NOTE: mark.note,
        Column.QUALITY: mark.quality,
        Column.CERTAINTY: mark.certainty,
        Column.DIRECTION: mark.direction,
    }.get(column)


def _nothing() -> None:
    """Answer a question that is for the view to settle."""


def _isolated(text: str) -> str:
    """Keep text that may run from right to left together."""
    return text if text.isascii() else f"\u2068{text}\u2069"
