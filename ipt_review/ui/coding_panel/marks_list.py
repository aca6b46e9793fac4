"""The marks as a list: the twin of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)
from typing_extensions import override

from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.theme import SMALL_SIZE, mono, sans, seen_on

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import (
        QStyleOptionViewItem,
        QWidget,
    )

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.ui.theme import Theme

TIME, LABEL, NOTE = range(3)
HEADERS = ("Time", "Code", "Note")
COLOR = Qt.ItemDataRole.UserRole
ROW = 26

Index = QModelIndex | QPersistentModelIndex


class MarksModel(QAbstractTableModel):
    """Marks in the order in which they stand on the tape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[Mark] = []
        self._codebook: Codebook | None = None
        self._colors: dict[str, str] = {}
        self._areas: dict[int, str | None] = {}

    def show_coding(self, codebook: Codebook, coding: Coding) -> None:
        """List the marks of this coding, without the states of tracks."""
        marks = [m for m in coding.timeline() if codebook.track_of(m.code) is None]
        if codebook is not self._codebook:
            groups = {group.id: group.color for group in codebook.groups}
            self._colors = {code.id: groups[code.group] for code in codebook.codes}
        self._codebook = codebook
        self._areas = _areas(codebook, coding, marks)
        if [m.number for m in marks] == [m.number for m in self._marks]:
            self._marks = marks
            if marks:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(marks) - 1, NOTE)
                )
            return
        self.beginResetModel()
        self._marks = marks
        self.endResetModel()

    def mark_at(self, row: int) -> Mark | None:
        """Return the mark in this row."""
        return self._marks[row] if 0 <= row < len(self._marks) else None

    def row_of(self, number: int | None) -> int | None:
        """Return the row of the mark with this number."""
        for row, mark in enumerate(self._marks):
            if mark.number == number:
                return row
        return None

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._marks)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return len(HEADERS)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == 0:
            return HEADERS[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark = self._marks[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(mark, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == NOTE:
            return mark.note or None
        if role == Qt.ItemDataRole.FontRole:
            return mono(SMALL_SIZE) if index.column() == TIME else sans(SMALL_SIZE)
        is_label = index.column() == LABEL
        return self._colors.get(mark.code) if role == COLOR and is_label else None

    def _text(self, mark: Mark, column: int) -> str:
        if column == TIME:
            return show_seconds(mark.start)
        if column == NOTE:
            return " ".join(mark.note.split())
        if self._codebook is None or not self._codebook.knows(mark.code):
            return mark.code
        return self._codebook.label(mark.code, self._areas.get(mark.number))


def _areas(
    codebook: Codebook, coding: Coding, marks: list[Mark]
) -> dict[int, str | None]:
    """Return which area was talked about where each mark begins."""
    states = {state.id for state in codebook.focus.states}
    bouts = [mark for mark in coding.timeline() if mark.code in states]
    areas: dict[int, str | None] = {}
    current = 0
    for mark in marks:
        while current + 1 < len(bouts) and bouts[current + 1].start <= mark.start:
            current += 1
        holds = bool(bouts) and bouts[current].start <= mark.start
        areas[mark.number] = bouts[current].code if holds else None
    return areas


class LabelDelegate(QStyledItemDelegate):
    """Paints a label behind a bar in the color of its group."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        color = index.data(COLOR)
        if not isinstance(color, str):
            super().paint(painter, option, index)
            return
        rect: Any = option.rect
        state: Any = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self._theme.picked))
        bar = QRectF(rect.left(), rect.top() + 5, 3, rect.height() - 10)
        painter.fillRect(bar, QColor(seen_on(color, self._theme.card)))
        painter.setPen(QColor(self._theme.text))
        painter.setFont(sans(SMALL_SIZE))
        room = rect.adjusted(9, 0, -2, 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class MarksList(QTableView):
    """Picks marks; holds no truth of its own."""

    mark_picked = Signal(int)
    mark_activated = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = MarksModel(self)
        self.setModel(self._model)
        self.setItemDelegateForColumn(LABEL, LabelDelegate(theme, self))
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
        sizes.setSectionResizeMode(TIME, QHeaderView.ResizeMode.Fixed)
        sizes.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.ResizeToContents)
        sizes.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(TIME, 70)
        self.selectionModel().currentRowChanged.connect(self._tell_picked)
        self.doubleClicked.connect(self._tell_activated)
        self._quiet = False
        self.setMinimumHeight(4 * ROW)

    def show_coding(self, codebook: Codebook, coding: Coding) -> None:
        """List the marks of this coding."""
        self._quiet = True
        self._model.show_coding(codebook, coding)
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
            self.scrollTo(self._model.index(row, LABEL))
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
