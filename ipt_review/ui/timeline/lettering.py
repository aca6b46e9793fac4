"""Names of marks beside them, where a zoomed timeline has room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetrics

from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.ui.timeline.layout import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from ipt_review.ui.timeline.brushes import Brushes
    from ipt_review.ui.timeline.layout import Block
    from ipt_review.ui.timeline.scene import Scene

_GAP = 5.0
_LEAST_ROW = 12
_NARROWEST = 16.0


def write_beside(
    painter: QPainter,
    brushes: Brushes,
    scene: Scene,
    lane: int,
    blocks: Sequence[Block],
) -> None:
    """Write the label of each mark at its right, up to the next mark of its row."""
    band = scene.bands[lane]
    if band.row_height < _LEAST_ROW:
        return
    font = sans(SMALL_SIZE - 1)
    painter.setFont(font)
    painter.setPen(QColor(brushes.theme.muted))
    letters = QFontMetrics(font)
    widths: dict[str, int] = {}
    edge = [scene.axis.right] * band.rows
    for block in reversed(blocks):
        left = block.right + HEAD / 2 + _GAP
        room = edge[block.row] - left - _GAP
        covered = block.left + HEAD > edge[block.row]
        edge[block.row] = block.left - HEAD / 2
        if block.is_open or covered or room < _NARROWEST:
            continue
        if block.label not in widths:
            widths[block.label] = letters.horizontalAdvance(block.label)
        wide = widths[block.label]
        if wide > room:
            continue
        middle = band.middle(block.row)
        painter.fillRect(QRectF(left - 2, middle - 2, wide + 4, 4), brushes.theme.card)
        base = brushes.crisp(middle + (letters.ascent() - letters.descent()) / 2)
        painter.drawText(QPointF(left, base), block.label)
