"""The list of what a portfolio needs, each with a bar of how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QTreeWidget,
    QTreeWidgetItem,
)
from typing_extensions import override

from ipt_review.scoring.portfolio_line import State
from ipt_review.ui.keys import keep_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ipt_review.scoring.portfolio_line import Line
    from ipt_review.ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

HEADS = ("What is needed", "How far", "There", "State")
TITLE, BAR, COUNT, STATE = range(4)
SIGNS = {State.THERE: "✓", State.MISSING: "○", State.NOT_YET: "…"}
LINE = Qt.ItemDataRole.UserRole
ROW, THICK = 30, 10


class RequirementList(QTreeWidget):
    """Lists requirements; the picked one has its evidence shown.

    Signals:
        picked: The line (`Line`) that was picked, or None.
        entered: Its evidence should get the keyboard.
    """

    picked = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What the portfolio needs")
        self.setHeaderLabels(list(HEADS))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegateForColumn(BAR, BarDelegate(theme, self))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(BAR, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(BAR, 110)
        for column in (COUNT, STATE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        keep_keys(self, "Return", "Enter", "Up", "Down", "Home", "End")
        self.currentItemChanged.connect(lambda item, _: self._pick(item))

    @property
    def line(self) -> Line | None:
        """The line that is picked."""
        item = self.currentItem()
        found: Line | None = None if item is None else item.data(TITLE, LINE)
        return found

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, with the same one picked as before if it is there."""
        place = max(self.currentIndex().row(), 0)
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.clear()
        for line in lines:
            self._add(line)
        place = place if place < len(lines) else 0
        self.setCurrentIndex(self.model().index(place, TITLE))
        self.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._pick(self.currentItem())

    @override
    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, line: Line) -> None:
        state = f"{SIGNS[line.state]} {line.state.value}"
        item = QTreeWidgetItem(self, [line.title, "", line.count, state])
        item.setData(TITLE, LINE, line)
        item.setData(BAR, LINE, line)
        item.setSizeHint(TITLE, QSize(0, ROW))
        item.setToolTip(TITLE, line.title)
        said = f"{line.title}: {line.count}, {line.state.value}"
        item.setData(TITLE, Qt.ItemDataRole.AccessibleTextRole, said)
        item.setData(BAR, Qt.ItemDataRole.AccessibleTextRole, f"{line.share:.0%}")

    def _pick(self, item: QTreeWidgetItem | None) -> None:
        self.picked.emit(None if item is None else item.data(TITLE, LINE))


class BarDelegate(QStyledItemDelegate):
    """Paints how far a requirement is; an open one has a dashed outline and no bar."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super().paint(painter, option, index)
        line: Line | None = index.data(LINE)
        if line is None:
            return
        rect: Any = option.rect
        top = rect.center().y() - THICK / 2 + 0.5
        whole = QRectF(rect.left() + 6, top, rect.width() - 12, THICK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(QColor(self._theme.muted))
        if line.need is None or line.why:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(QColor(self._theme.card))
        painter.drawRoundedRect(whole, 3, 3)
        done = QRectF(whole)
        done.setWidth(whole.width() * line.share)
        if line.share:
            there = line.state is State.THERE
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.good if there else self._theme.accent))
            painter.drawRoundedRect(done, 3, 3)
        painter.restore()
