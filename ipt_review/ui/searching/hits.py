"""The hits of a search as a list, each with its time, what it is, and an excerpt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate
from typing_extensions import override

from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.theme import SMALL_SIZE, mono, sans
from ipt_review.workflow.coding.searching import HitKind, excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.coding.searching import Hit

HIT = Qt.ItemDataRole.UserRole
KINDS = {
    HitKind.MARK: "Mark",
    HitKind.NOTE: "Note",
    HitKind.COMMENT: "Comment",
    HitKind.CAPTION: "Said",
    HitKind.SESSION: "Comment on the session",
}
HEIGHT, EDGE, LINE = 46, 6, 19
_TIME_WIDE = 58

Index = QModelIndex | QPersistentModelIndex


def headed(hit: Hit) -> str:
    """Return what a hit is, for example "Note · Role play"."""
    title = hit.title[:1].upper() + hit.title[1:]
    parts = (KINDS[hit.kind], "" if hit.kind is HitKind.SESSION else title)
    return " · ".join(part for part in parts if part)


class HitsModel(QAbstractListModel):
    """Shows hits in the order in which they come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: Sequence[Hit] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these from now on."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hit(self, row: int) -> Hit | None:
        """Return the hit in this row."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            when = "" if hit.at is None else show_seconds(hit.at)
            return f"{when} {headed(hit)}: {excerpt(hit).text}".strip()
        return None


class HitDelegate(QStyledItemDelegate):
    """Paints a hit on two lines, with the words that were looked for set off."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HEIGHT)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        hit: Hit = index.data(HIT)
        place: Any = option
        rect = QRectF(place.rect)
        painter.save()
        painter.setClipRect(rect)
        if place.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self._theme.picked))
        inner = rect.adjusted(EDGE, 4, -EDGE, -4)
        if hit.at is not None:
            painter.setFont(mono(SMALL_SIZE))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(inner, 0, show_seconds(hit.at))
            inner.setLeft(inner.left() + _TIME_WIDE)
        painter.setFont(sans(SMALL_SIZE, bold=True))
        painter.setPen(QColor(self._theme.text))
        words = painter.fontMetrics().elidedText(
            headed(hit), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.drawText(inner, 0, words)
        self._write(painter, hit, inner)
        painter.restore()

    def _write(self, painter: QPainter, hit: Hit, room: QRectF) -> None:
        """Write the excerpt; text that runs from right to left begins at the right."""
        piece = excerpt(hit)
        layout = QTextLayout(piece.text, sans(SMALL_SIZE))
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats([self._set_off(*found) for found in piece.found])
        layout.beginLayout()
        line = layout.createLine()
        if line.isValid():
            line.setLineWidth(room.width())
        layout.endLayout()
        layout.draw(painter, QPointF(room.left(), room.top() + LINE))

    def _set_off(self, first: int, last: int) -> QTextLayout.FormatRange:
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setForeground(QColor(self._theme.accent))
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = first, last - first, look
        return found
