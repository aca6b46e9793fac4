"""The forest plot beside the table: each figure with its interval, and the goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from ipt_review.reliability.study_line import Standing
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ipt_review.reliability.study_line import Line
    from ipt_review.ui.theme import Theme

LOW, HIGH = -0.2, 1.0
"""Where the axis begins and ends; what lies lower is shown by an arrow."""
TICKS = (0.0, 0.5, 1.0)
MARGIN, DOT, WHISKER, WIDE = 14, 4.0, 4.0, 14.0


class Forest(QStyledItemDelegate):
    """Paints the figure of a row on an axis that all rows share.

    Args:
        theme: Its colors.
        line: Returns the line of a row, None for a heading.
    """

    def __init__(
        self, theme: Theme, line: Callable[[int], Line | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = line

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        line = self._line(index.row())
        area = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line is None:
            paint_axis(painter, area, self._theme)
        else:
            paint_line(painter, area, line, self._theme)
        painter.restore()


def paint_axis(painter: QPainter, area: QRectF, look: Theme) -> None:
    """Paint the values at which the upright lines stand."""
    painter.setFont(sans(SMALL_SIZE - 1))
    painter.setPen(QColor(look.muted))
    for tick in TICKS:
        box = QRectF(place(area, tick) - WIDE, area.top(), 2 * WIDE, area.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{tick:g}")


def paint_line(painter: QPainter, area: QRectF, line: Line, look: Theme) -> None:
    """Paint one line of a forest plot into an area that all lines share."""
    painter.setPen(QPen(QColor(look.line), 1))
    for tick in TICKS:
        _upright(painter, area, tick)
    painter.setPen(QPen(QColor(look.muted), 1, Qt.PenStyle.DashLine))
    _upright(painter, area, line.goal)
    if line.figure.value is None:
        return
    short = line.standing is Standing.SHORT
    color = QColor(look.bad if short else look.text)
    middle = area.center().y()
    limits = line.figure.interval
    painter.setPen(QPen(color, 1.5))
    if limits is not None and limits.low is not None and limits.high is not None:
        left, right = place(area, limits.low), place(area, limits.high)
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        _whisker(painter, left, middle, cut=limits.low < LOW)
        _whisker(painter, right, middle, cut=False)
    painter.setBrush(color if not short else Qt.BrushStyle.NoBrush)
    at = QPointF(place(area, line.figure.value), middle)
    painter.drawEllipse(at, DOT, DOT)


def place(area: QRectF, value: float) -> float:
    """Return where on the axis a value stands, at its end where it lies beyond."""
    inside = min(HIGH, max(LOW, value))
    return area.left() + area.width() * (inside - LOW) / (HIGH - LOW)


def _upright(painter: QPainter, area: QRectF, value: float) -> None:
    x = place(area, value)
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


def _whisker(painter: QPainter, x: float, middle: float, *, cut: bool) -> None:
    """Paint the end of an interval; an arrow where it goes on beyond the axis."""
    if cut:
        tip = QPointF(x, middle)
        for side in (-WHISKER, WHISKER):
            painter.drawLine(tip, QPointF(x + WHISKER, middle + side))
        return
    painter.drawLine(QPointF(x, middle - WHISKER), QPointF(x, middle + WHISKER))
