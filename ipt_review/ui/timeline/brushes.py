"""What all parts of the timeline are painted with: colors, edges, shapes of blocks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics

from ipt_review.ui.theme import SMALL_SIZE, ink_on, sans, seen_on, tint
from ipt_review.ui.timeline.heads import Heads
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.layout import Shape

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.layout import Block
    from ipt_review.ui.timeline.scene import Scene

BAR = 9
ROUND = 3.0
INSIDE = 7
_CURVES = {"interval": BAR / 2, "state": ROUND, "speech": 1.5}
_BAR_TINT = 0.45
_FIRST_SPEAKER, _OTHER_SPEAKERS = 0.85, 0.55


class Brushes:
    """Paints blocks so that their edges fall between device pixels.

    Args:
        scale: Device pixels per pixel.
    """

    def __init__(self, theme: Theme, scale: float) -> None:
        self.theme = theme
        self.scale = scale
        self.heads = Heads(theme.card, scale)
        self.hair = max(1, round(scale)) / scale
        self._fills: dict[tuple[str, str, bool], QColor] = {}

    @cached_property
    def letters(self) -> QFontMetrics:
        """Measures the words inside blocks."""
        return QFontMetrics(sans(SMALL_SIZE, bold=True))

    def crisp(self, value: float) -> float:
        """Return the nearest edge between device pixels."""
        return round(value * self.scale) / self.scale

    def body(self, scene: Scene, block: Block) -> QRectF:
        """Return the rectangle of a block that is not a point."""
        band = scene.bands[block.lane]
        tall = band.row_height
        if block.shape is Shape.INTERVAL:
            tall = min(BAR, tall - 2)
        elif block.shape is Shape.SPEECH:
            tall -= 5
        left, right = self.crisp(block.left), self.crisp(block.right)
        top = self.crisp(band.middle(block.row) - tall / 2)
        return QRectF(left, top, max(right - left, self.hair), self.crisp(tall))

    def fill(self, scene: Scene, block: Block) -> QColor:
        """Return the color of a block's body."""
        key = (block.shape.value, block.color, _is_first(scene, block))
        if key not in self._fills:
            self._fills[key] = self._mix(scene, block)
        return self._fills[key]

    def _mix(self, scene: Scene, block: Block) -> QColor:
        if block.shape is Shape.STATE:
            return QColor(block.color)
        if block.shape is Shape.INTERVAL:
            shade = seen_on(block.color, self.theme.card)
            return tint(shade, _BAR_TINT, self.theme.card)
        if _is_first(scene, block):
            return tint(self.theme.accent, _FIRST_SPEAKER, self.theme.card)
        return tint(self.theme.muted, _OTHER_SPEAKERS, self.theme.card)

    def paint_bodies(self, painter: QPainter, scene: Scene, lane: int) -> None:
        """Paint what is closed and no point on a lane; the pen must be off.

        Of narrow ones on the same pixels one is painted: thousands of short marks
        cost no more than the lane has pixels.
        """
        narrow: dict[tuple[int, int, str], Block] = {}
        for block in scene.lanes[lane]:
            if block.is_open or block.shape is Shape.POINT:
                continue
            if block.width < ROUND + 1:
                narrow[round(block.left * self.scale), block.row, block.color] = block
            else:
                self.paint_body(painter, scene, block)
        rows: dict[tuple[int, str], tuple[float, float, QColor]] = {}
        for (left, row, color), block in narrow.items():
            if (row, color) not in rows:
                rect = self.body(scene, block)
                rows[row, color] = rect.top(), rect.height(), self.fill(scene, block)
            top, tall, ink = rows[row, color]
            wide = max(round(block.right * self.scale) - left, 1) / self.scale
            painter.fillRect(QRectF(left / self.scale, top, wide, tall), ink)

    def paint_body(self, painter: QPainter, scene: Scene, block: Block) -> None:
        """Paint a closed interval, state or stretch of speech; the pen must be off."""
        rect = self.body(scene, block)
        color = self.fill(scene, block)
        if rect.width() < ROUND + 1:
            painter.fillRect(rect, color)
            return
        if block.shape is Shape.STATE:
            rect.setRight(rect.right() - self.hair)
        curve = _CURVES[block.shape.value]
        painter.setBrush(color)
        painter.drawRoundedRect(rect, curve, curve)
        if block.shape is Shape.STATE:
            self.write_inside(painter, rect, block)

    def write_inside(self, painter: QPainter, rect: QRectF, block: Block) -> None:
        """Write the label of a state into its body, or its first words if they fit."""
        words = self._fitting(block.label, rect.width() - 2 * INSIDE)
        if words:
            painter.setFont(sans(SMALL_SIZE, bold=True))
            painter.setPen(QColor(ink_on(block.color)))
            inside = rect.adjusted(INSIDE, 0, -INSIDE, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)
            painter.setPen(Qt.PenStyle.NoPen)

    def _fitting(self, label: str, room: float) -> str:
        first = label.split(",", maxsplit=1)[0].split(" /", maxsplit=1)[0]
        measure = self.letters.horizontalAdvance
        return next((text for text in (label, first) if measure(text) <= room), "")


def _is_first(scene: Scene, block: Block) -> bool:
    """Say whether a block lies on the first lane of its kind, above the others."""
    before = scene.bands[block.lane - 1].lane.kind if block.lane else None
    return before in (None, LaneKind.SOUND)
