"""The trend of one severity scale over the sessions, with the remission line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ipt_review.ui.theme import SMALL_SIZE, sans, tint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ipt_review.domain.codebook import SeverityScale
    from ipt_review.study.severity import Point
    from ipt_review.ui.theme import Theme

LEFT, RIGHT, TOP, BOTTOM = 34.0, 16.0, 18.0, 24.0
RADIUS = 4.0
HEADROOM = 1.15
GUIDES = 4


class Trend(QWidget):
    """Points at session numbers; below the line they are filled, above hollow.

    The table beside it says the same in figures.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale: SeverityScale | None = None
        self._points: tuple[Point, ...] = ()
        self._last = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Severity over the sessions")

    def show_series(
        self, scale: SeverityScale, points: Sequence[Point], planned: int
    ) -> None:
        """Show the totals of a scale over `planned` sessions or more."""
        self._scale, self._points = scale, tuple(points)
        self._last = max([planned, *(point.session for point in points)])
        told = ", ".join(f"session {p.session}: {p.severity.total}" for p in points)
        self.setAccessibleDescription(f"{scale.label}: {told or 'no totals'}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, 210)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._scale is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sans(SMALL_SIZE - 1))
        self._paint_guides(painter)
        self._paint_line(painter, self._scale)
        self._paint_points(painter)
        painter.end()

    def _top(self) -> int:
        """Return the highest total that the drawing has room for."""
        scale = self._scale
        line = (scale.remission_below or 0) if scale else 0
        highest = max([p.severity.total for p in self._points], default=line or 10)
        wanted = max(highest, line) * HEADROOM
        return int(-(-wanted // GUIDES) * GUIDES) or GUIDES

    def _spot(self, session: float, total: float) -> QPointF:
        wide = self.width() - LEFT - RIGHT
        high = self.height() - TOP - BOTTOM
        x = LEFT + wide * (session - 0.5) / self._last
        return QPointF(x, TOP + high * (1 - total / self._top()))

    def _paint_guides(self, painter: QPainter) -> None:
        theme, top = self._theme, self._top()
        for step in range(GUIDES + 1):
            total = top * step // GUIDES
            y = self._spot(1, total).y()
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(LEFT, y), QPointF(self.width() - RIGHT, y))
            painter.setPen(QColor(theme.muted))
            box = QRectF(0, y - 8, LEFT - 8, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(total))
        for session in range(1, self._last + 1):
            x = self._spot(session, 0).x()
            box = QRectF(x - 14, self.height() - BOTTOM + 5, 28, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(session))

    def _paint_line(self, painter: QPainter, scale: SeverityScale) -> None:
        if scale.remission_below is None:
            return
        y = self._spot(1, scale.remission_below).y()
        right = self.width() - RIGHT
        below = self._spot(1, 0).y() - y
        painter.fillRect(
            QRectF(LEFT, y, right - LEFT, below),
            tint(self._theme.good, 0.10, self._theme.card),
        )
        painter.setPen(QPen(QColor(self._theme.good), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(LEFT, y), QPointF(right, y))
        painter.setPen(QColor(self._theme.good))
        painter.drawText(
            QRectF(LEFT + 8, y + 2, 180, 16),
            Qt.AlignmentFlag.AlignLeft,
            f"remission below {scale.remission_below}",
        )

    def _paint_points(self, painter: QPainter) -> None:
        theme = self._theme
        spots = [self._spot(p.session, p.severity.total) for p in self._points]
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawPolyline(spots)
        for point, spot in zip(self._points, spots, strict=True):
            filled = theme.accent if point.remitted else theme.card
            painter.setBrush(QColor(filled))
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawEllipse(spot, RADIUS, RADIUS)
            painter.setPen(QColor(theme.text))
            box = QRectF(spot.x() - 16, spot.y() - 22, 32, 16)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignCenter, str(point.severity.total)
            )
