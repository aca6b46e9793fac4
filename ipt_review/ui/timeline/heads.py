"""The dots and diamonds at which marks begin, painted once and then stamped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from ipt_review.ui.theme import seen_on
from ipt_review.ui.timeline.layout import HEAD

if TYPE_CHECKING:
    from ipt_review.ui.timeline.layout import Block

HEAD_ROOM = 14
"""Pixels that a head takes with its rim, wide and high."""
_RIM = 1.2


class Heads:
    """Stamps heads by color and shape.

    Args:
        rim: Color of the ground, and of the rim that keeps two close heads apart.
        scale: Device pixels per pixel.
    """

    def __init__(self, rim: str, scale: float) -> None:
        self._rim = rim
        self._scale = scale
        self._made: dict[tuple[str, bool], QPixmap] = {}

    def paint(self, painter: QPainter, block: Block, middle: float) -> None:
        """Stamp the head of a block, `middle` being the middle of its row."""
        look = (block.color, block.flag)
        if look not in self._made:
            self._made[look] = self._make(*look)
        half = HEAD_ROOM / 2
        x = round((block.left - half) * self._scale) / self._scale
        y = round((middle - half) * self._scale) / self._scale
        painter.drawPixmap(QPointF(x, y), self._made[look])

    def _make(self, color: str, flag: bool) -> QPixmap:  # noqa: FBT001 - a look
        side = round(HEAD_ROOM * self._scale)
        stamp = QPixmap(side, side)
        stamp.setDevicePixelRatio(self._scale)
        stamp.fill(Qt.GlobalColor.transparent)
        painter = QPainter(stamp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._rim), _RIM))
        painter.setBrush(QColor(seen_on(color, self._rim)))
        middle, half = HEAD_ROOM / 2, (HEAD + _RIM) / 2
        if flag:
            far = half * 1.2
            corners = ((0.0, -far), (far, 0.0), (0.0, far), (-far, 0.0))
            painter.drawPolygon(
                QPolygonF([QPointF(middle + x, middle + y) for x, y in corners])
            )
        else:
            painter.drawEllipse(
                QRectF(middle - half, middle - half, 2 * half, 2 * half)
            )
        painter.end()
        return stamp
