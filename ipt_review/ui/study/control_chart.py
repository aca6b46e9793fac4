"""The control chart of one rater: bias on gold tapes, with its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ipt_review.reliability.study_reading import number
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ipt_review.domain.analysis_plan import DriftRule
    from ipt_review.reliability.drift import DriftPoint
    from ipt_review.ui.theme import Theme

LEFT, RIGHT, TOP, BOTTOM = 46.0, 62.0, 14.0, 30.0
DOT, HEADROOM, MOST_LABELS = 3.5, 1.25, 20


class ControlChart(QWidget):
    """Dots for single tapes, a line for the mean of the last ones.

    The table beside it says the same in figures.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: Sequence[DriftPoint] = ()
        self._rule: DriftRule | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Control chart")

    def show_points(
        self, points: Sequence[DriftPoint], rule: DriftRule | None, what: str
    ) -> None:
        """Show one rater between the lines of the plan, nobody without a rule.

        Args:
            points: Tape by tape, on all items or on one.
            rule: The lines.
            what: Whose points they are, and on what.
        """
        self._points, self._rule = points, rule
        self.setAccessibleName(f"Control chart, {what}" if what else "Control chart")
        told = ", ".join(
            f"tape {n}: {number(p.bias)}, mean {number(p.rolling)}"
            for n, p in enumerate(points, 1)
        )
        self.setAccessibleDescription(told or "No gold tape")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 240)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._rule is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sans(SMALL_SIZE - 1))
        painter.fillRect(self.rect(), QColor(self._theme.card))
        self._paint_lines(painter, self._rule)
        self._paint_points(painter, self._points)
        painter.end()

    def _spot(self, place: int, bias: float) -> QPointF:
        """Return where a tape (from 1) with a bias stands."""
        points, rule = self._points, self._rule
        reach = max([abs(each.bias) for each in points] + [rule.stop if rule else 1])
        wide, high = self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM
        x = LEFT + wide * (place - 0.5) / max(1, len(points))
        return QPointF(x, TOP + high * (0.5 - bias / (2 * reach * HEADROOM)))

    def _paint_lines(self, painter: QPainter, rule: DriftRule) -> None:
        look, dashed = self._theme, Qt.PenStyle.DashLine
        for value, color, style, word in (
            (0.0, look.muted, Qt.PenStyle.SolidLine, "reference"),
            (rule.warn, look.warn, dashed, "warns"),
            (-rule.warn, look.warn, dashed, "warns"),
            (rule.stop, look.bad, dashed, "stops"),
            (-rule.stop, look.bad, dashed, "stops"),
        ):
            y = self._spot(1, value).y()
            painter.setPen(QPen(QColor(color), 1, style))
            painter.drawLine(QPointF(LEFT, y), QPointF(self.width() - RIGHT, y))
            box = QRectF(0, y - 8, LEFT - 6, 16)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, f"{value:+g}" if value else "0")
            beside = QRectF(self.width() - RIGHT + 4, y - 8, RIGHT - 4, 16)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, word)

    def _paint_points(self, painter: QPainter, points: Sequence[DriftPoint]) -> None:
        look = self._theme
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawPolyline(
            [
                self._spot(place, each.rolling)
                for place, each in enumerate(points, 1)
                if each.rolling is not None
            ]
        )
        each_nth = -(-len(points) // MOST_LABELS)
        for place, each in enumerate(points, 1):
            spot = self._spot(place, each.bias)
            painter.setPen(QPen(QColor(look.text), 1))
            painter.setBrush(QColor(look.card))
            painter.drawEllipse(spot, DOT, DOT)
            if place % each_nth == 0:
                box = QRectF(spot.x() - 16, self.height() - BOTTOM + 8, 32, 16)
                painter.setPen(QColor(look.muted))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place))
