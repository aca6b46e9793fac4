"""The table itself: picks one mark or many, and tells what is wanted of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from ipt_review.ui import wording
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.marks_table.cells import (
    ChoiceDelegate,
    LabelDelegate,
    NoteDelegate,
    TimeDelegate,
)
from ipt_review.ui.marks_table.columns import Column
from ipt_review.ui.marks_table.model import MarksModel
from ipt_review.workflow.coding.many import fitting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtCore import (
        QModelIndex,
    )
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.study import Session
    from ipt_review.ui.marks_table.cells import Choices
    from ipt_review.ui.marks_table.model import Index
    from ipt_review.ui.theme import Theme

ROW = 26
WIDTHS = {
    Column.TIME: 106,
    Column.END: 106,
    Column.LENGTH: 106,
    Column.CODE: 180,
    Column.NOTE: 240,
    Column.GROUP: 130,
    Column.VALENCE: 104,
    Column.QUALITY: 104,
    Column.CERTAINTY: 74,
    Column.DIRECTION: 118,
    Column.APPLIES: 160,
    Column.OPEN: 52,
}
NARROW_WIDTHS = {Column.CODE: 148, Column.NOTE: 132}
FIRST = (Column.TIME, Column.CODE, Column.NOTE)
"""What is to be seen without scrolling beside the picture."""

KEPT = ("Return", "Enter", "Left", "Right", "Home", "End", "Del", "F2")
"""Keys that are the table's own while it has the keyboard."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROWS = QItemSelectionModel.SelectionFlag.Rows
_TRIGGER = QAbstractItemView.EditTrigger


class MarksTable(QTableView):
    """Shows all marks with all that is known of them; holds no truth of its own.

    Up and Down pick a mark, with Shift many; Left and Right go from cell to cell; F2
    edits the cell, Enter plays the mark, Delete takes the picked marks away.

    Signals:
        mark_picked: One mark was picked here, and no other.
        mark_activated: A mark is to be played.
        picks_changed: Other marks are picked, however many.
        remove_wanted: The picked marks are to be taken away.
        edit_wanted: Number of a mark, column, and what was typed or chosen there.
    """

    mark_picked = Signal(int)
    mark_activated = Signal(int)
    picks_changed = Signal()
    remove_wanted = Signal()
    edit_wanted = Signal(int, int, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = MarksModel(self)
        self._quiet = False
        self._held: tuple[list[int], int | None, int] = ([], None, 0)
        self._build(theme)
        self._model.edit_wanted.connect(self.edit_wanted)
        self._model.modelAboutToBeReset.connect(self._hold)
        self.setModel(self._model)
        self._model.modelReset.connect(self._give_back)
        # Otherwise it asks of every cell whether its whole column is picked.
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        self.sortByColumn(Column.TIME, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.selectionModel().selectionChanged.connect(self._tell_picks)
        self.show_narrow(narrow=True)

    # ------------------------------------------------------------ values in

    def show_coding(self, codebook: Codebook, session: Session, coding: Coding) -> None:
        """Show the marks of this coding; the picked ones stay picked."""
        self._quiet = True
        self._model.show_coding(codebook, session, coding)
        self._quiet = False

    def start_over(self) -> None:
        """Pick nothing, and stand nowhere: another coding comes."""
        self._quiet = True
        self.selectionModel().clear()
        self._quiet = False

    def admit(self, passes: Callable[[Mark], bool]) -> None:
        """Show only the marks that pass, from now on."""
        self._model.admit(passes)

    def pick(self, number: int | None) -> None:
        """Show which mark is picked; many that are picked here stay so beside it."""
        row = self._model.row_of(number)
        many = self.picked_count() > 1
        if (row is not None and self._is_picked(row)) or (number is None and many):
            return
        self._select([] if row is None else [row])

    def pick_many(self, numbers: Iterable[int]) -> None:
        """Pick all of these that are shown, the first of them foremost."""
        rows = [row for row in map(self._model.row_of, numbers) if row is not None]
        if rows:
            self._select(rows)

    def show_narrow(self, *, narrow: bool) -> None:
        """Have the columns stand as they fit beside the picture, or at their best."""
        widths = {**WIDTHS, **(NARROW_WIDTHS if narrow else {})}
        rest = [column for column in Column if column not in FIRST]
        header = self.horizontalHeader()
        for place, column in enumerate((*FIRST, *rest) if narrow else Column):
            header.moveSection(header.visualIndex(column), place)
            self.setColumnWidth(column, widths[column])

    # ------------------------------------------------------------ what is there

    def count(self) -> int:
        """Return how many marks are shown."""
        return self._model.rowCount()

    def numbers(self) -> list[int]:
        """Return the numbers of the marks that are shown, from top to bottom."""
        return self._model.numbers()

    def picked(self) -> list[int]:
        """Return the numbers of the picked marks, from top to bottom."""
        found = [self._model.mark_at(row) for row in sorted(self._rows())]
        return [mark.number for mark in found if mark is not None]

    # ------------------------------------------------------------ keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        mark = self._model.mark_at(self.currentIndex().row())
        if event.key() in _ENTER:
            if mark is not None:
                self.mark_activated.emit(mark.number)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_cell()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ inside

    def _build(self, theme: Theme) -> None:
        self.setAccessibleName("Table of marks")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_TRIGGER.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setSectionsMovable(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(left)
        self.setMinimumHeight(5 * ROW)
        self.setProperty("kind", "cells")
        keep_keys(self, *KEPT)
        delegates = {
            Column.CODE: LabelDelegate(theme, self._codes, self),
            Column.TIME: TimeDelegate(self),
            Column.END: TimeDelegate(self),
            Column.NOTE: NoteDelegate(self),
            Column.QUALITY: ChoiceDelegate(_qualities, self),
            Column.CERTAINTY: ChoiceDelegate(_certainties, self),
            Column.DIRECTION: ChoiceDelegate(_directions, self),
        }
        for column, delegate in delegates.items():
            self.setItemDelegateForColumn(column, delegate)

    def picked_count(self) -> int:
        """Return how many marks are picked, without looking at each."""
        picked = self.selectionModel().selection()
        places = range(picked.count())
        return sum(picked.at(n).bottom() - picked.at(n).top() + 1 for n in places)

    def _is_picked(self, row: int) -> bool:
        return self.selectionModel().isRowSelected(row)

    def edit_cell(self) -> None:
        """Have the cell edited that the keyboard is at, if it can be."""
        index = self.currentIndex()
        if self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _codes(self, index: Index) -> Choices:
        """Return the codes that the mark in a cell could carry."""
        mark, words = self._model.mark_at(index.row()), self._model.words
        if mark is None or words is None:
            return []
        found = fitting(words.codebook, [mark])
        return [(words.codebook.label(code), code) for code in found]

    def _rows(self) -> Iterator[int]:
        picked = self.selectionModel().selection()
        for place in range(picked.count()):
            each = picked.at(place)
            yield from range(each.top(), each.bottom() + 1)

    def _hold(self) -> None:
        """Remember what is picked while all rows are laid out anew."""
        current = self.currentIndex()
        mark = self._model.mark_at(current.row())
        number = mark.number if mark is not None else None
        self._held = self.picked(), number, max(current.column(), 0)
        self._quiet = True

    def _give_back(self) -> None:
        numbers, current, column = self._held
        rows = [row for row in map(self._model.row_of, numbers) if row is not None]
        row = self._model.row_of(current)
        if row is not None:
            self._stand_on(self._model.index(row, column))
        self._quiet = False
        self._select(rows)

    def _select(self, rows: list[int]) -> None:
        """Have just these rows picked, and see one of them, without telling a pick."""
        self._quiet = True
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS
        if rows and self.currentIndex().row() not in rows:
            column = max(self.currentIndex().column(), 0)
            self._stand_on(self._model.index(min(rows), column))
        self.selectionModel().select(self._selection(rows), flags)
        self._quiet = False
        self.picks_changed.emit()

    def _stand_on(self, index: QModelIndex) -> None:
        """Have the keyboard at a cell, and the cell in view."""
        flags = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _selection(self, rows: Iterable[int]) -> QItemSelection:
        found = QItemSelection()
        last = len(Column) - 1
        for first, end in _stretches(sorted(rows)):
            top, bottom = self._model.index(first, 0), self._model.index(end, last)
            found.append(QItemSelectionRange(top, bottom))
        return found

    def _tell_picks(self) -> None:
        if self._quiet:
            return
        self.picks_changed.emit()
        if self.picked_count() == 1:
            self.mark_picked.emit(self.picked()[0])

    @override
    def selectAll(self) -> None:
        """Pick every mark that is shown."""
        whole = QItemSelection(
            self._model.index(0, 0),
            self._model.index(self.count() - 1, len(Column) - 1),
        )
        if self.count():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(whole, flags)
            if not self.currentIndex().isValid():
                self._stand_on(self._model.index(0, 0))


def _stretches(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of rows that follow one another."""
    if not rows:
        return
    begins = rows[0]
    for one, other in pairwise(rows):
        if other != one + 1:
            yield begins, one
            begins = other
    yield begins, rows[-1]


def _qualities(_index: QModelIndex | Index) -> Choices:
    return [("Not said", None), *((n, q) for q, n in wording.QUALITIES.items())]


def _directions(_index: QModelIndex | Index) -> Choices:
    return [("Not said", None), *((n, d) for d, n in wording.DIRECTIONS.items())]


def _certainties(_index: QModelIndex | Index) -> Choices:
    return [("Not said", None), *((n, c) for c, n in wording.CERTAINTIES.items())]
