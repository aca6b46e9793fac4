"""How the timeline looks; where things stand is in `layout` and `scene`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QPolygonF

from ipt_review.ui.theme import SMALL_SIZE, ink_on, sans, tint
from ipt_review.ui.timeline.heads import HEAD_ROOM
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.layout import Shape
from ipt_review.ui.timeline.scene import (
    BELOW,
    OVERVIEW_HEIGHT,
    OVERVIEW_TOP,
    RULER_HEIGHT,
    RULER_TOP,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.heads import Heads
    from ipt_review.ui.timeline.layout import Block
    from ipt_review.ui.timeline.scene import Scene

BAR = 9
FADE = 16.0
LABEL_GAP = 12
HANDLE = 5.5
_BAR_TINT = 0.45
_SPEECH_TINT = 0.85
_ROOM_FOR_A_WORD = 44
_ROOM_TO_WRITE = 240
_INSIDE = 7
_ROUND = 3.0


@dataclass(frozen=True, slots=True)
class Brushwork:
    """Paints the parts of a scene.

    Attributes:
        scale: Device pixels per pixel; edges are put on whole device pixels.
    """

    theme: Theme
    scale: float
    heads: Heads

    def crisp(self, value: float) -> float:
        """Return the nearest edge between device pixels."""
        return round(value * self.scale) / self.scale

    @property
    def hair(self) -> float:
        """Width of the thinnest crisp line, in pixels."""
        return max(1, round(self.scale)) / self.scale

    # ------------------------------------------------------------ what stands still

    def paint_still(self, painter: QPainter, scene: Scene) -> None:
        """Paint all but open marks, the picked mark and the playhead."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if scene.is_zoomed:
            self._paint_overview(painter, scene)
        self._paint_ruler(painter, scene)
        self._paint_lanes(painter, scene)
        painter.setClipRect(_plot(scene))
        for block in scene.blocks:
            if not block.is_open and block.shape is not Shape.POINT:
                self._paint_body(painter, scene, block)
        self._paint_heads(painter, scene)
        painter.setClipping(False)

    def _paint_ruler(self, painter: QPainter, scene: Scene) -> None:
        painter.setFont(sans(SMALL_SIZE - 1))
        bottom = RULER_TOP + RULER_HEIGHT
        strong, weak = tint(self.theme.muted, 0.7), tint(self.theme.muted, 0.35)
        for stroke in scene.strokes:
            tall = 8 if stroke.label else 4
            line = QRectF(self.crisp(stroke.x), bottom - tall, self.hair, tall)
            painter.fillRect(line, strong if stroke.label else weak)
            if stroke.label and stroke.x + 50 < scene.axis.right + 10:
                room = QRectF(stroke.x + 4, RULER_TOP, 80, RULER_HEIGHT - 5)
                painter.setPen(QColor(self.theme.muted))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, stroke.label)

    def _paint_lanes(self, painter: QPainter, scene: Scene) -> None:
        painter.setFont(sans(SMALL_SIZE))
        line = tint(self.theme.line, 0.6, self.theme.card)
        left, width = scene.axis.left, scene.axis.width
        for band in scene.bands:
            room = QRectF(0, band.top - 4, left - LABEL_GAP, band.height + 8)
            text = painter.fontMetrics().elidedText(
                band.lane.label, Qt.TextElideMode.ElideRight, int(left - LABEL_GAP - 4)
            )
            painter.setPen(QColor(self.theme.muted))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, right, text)
            if band.lane.kind is LaneKind.CODES:
                for row in range(band.rows):
                    top = self.crisp(band.middle(row) - self.hair / 2)
                    painter.fillRect(QRectF(left, top, width, self.hair), line)

    def _paint_heads(self, painter: QPainter, scene: Scene) -> None:
        """Paint dots and diamonds, each place once however many marks share it."""
        seen = set()
        for block in scene.blocks:
            if not _has_head(block) or block.is_open:
                continue
            place = (block.lane, block.row, round(block.left), block.flag)
            if place not in seen:
                seen.add(place)
                middle = scene.bands[block.lane].middle(block.row)
                self.heads.paint(painter, block, middle)

    def _paint_overview(self, painter: QPainter, scene: Scene) -> None:
        whole, shown = scene.whole, scene.axis.shown
        strip = QRectF(whole.left, OVERVIEW_TOP + 3, whole.width, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.line))
        painter.drawRoundedRect(strip, 1.5, 1.5)
        left = self.crisp(whole.x(shown.start))
        wide = max(8.0, self.crisp(shown.length * whole.scale))
        painter.setBrush(tint(self.theme.accent, 0.25, self.theme.card))
        painter.setPen(QPen(QColor(self.theme.accent), self.hair))
        window = QRectF(left, OVERVIEW_TOP, wide, OVERVIEW_HEIGHT)
        painter.drawRoundedRect(window.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    # ------------------------------------------------------------ bodies of blocks

    def body(self, scene: Scene, block: Block) -> QRectF:
        """Return the rectangle of a block that is not a point."""
        band = scene.bands[block.lane]
        tall = band.row_height
        if block.shape is Shape.INTERVAL:
            tall = min(BAR, tall - 2)
        elif block.shape is Shape.SPEECH:
            tall -= 3
        left, right = self.crisp(block.left), self.crisp(block.right)
        top = self.crisp(band.middle(block.row) - tall / 2)
        return QRectF(left, top, max(right - left, self.hair), self.crisp(tall))

    def _paint_body(self, painter: QPainter, scene: Scene, block: Block) -> None:
        rect = self.body(scene, block)
        color = self._fill(block)
        if rect.width() < _ROUND + 1:
            painter.fillRect(rect, color)
            return
        if block.shape is Shape.STATE:
            rect.setRight(rect.right() - self.hair)
        curve = BAR / 2 if block.shape is Shape.INTERVAL else _ROUND
        curve = 1.5 if block.shape is Shape.SPEECH else curve
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(rect, curve, curve)
        if block.shape is Shape.STATE:
            self._write_inside(painter, rect, block)

    def _fill(self, block: Block) -> QColor:
        if block.shape is Shape.STATE:
            return QColor(block.color)
        if block.shape is Shape.SPEECH:
            color = self.theme.accent if block.lane == 0 else self.theme.muted
            strength = _SPEECH_TINT if block.lane == 0 else 0.55
            return tint(color, strength, self.theme.card)
        return tint(block.color, _BAR_TINT, self.theme.card)

    def _write_inside(self, painter: QPainter, rect: QRectF, block: Block) -> None:
        room = rect.width() - 2 * _INSIDE
        if room < _ROOM_FOR_A_WORD:
            return
        painter.setFont(sans(SMALL_SIZE, bold=True))
        text = painter.fontMetrics().elidedText(
            block.label, Qt.TextElideMode.ElideRight, int(room)
        )
        painter.setPen(QColor(ink_on(block.color)))
        inside = rect.adjusted(_INSIDE, 0, -_INSIDE, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)

    # ------------------------------------------------------------ what moves

    def paint_open(self, painter: QPainter, scene: Scene, block: Block) -> None:
        """Paint an open mark, its right edge fading."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.body(scene, block)
        color = self._fill(block)
        gone = QColor(color)
        gone.setAlphaF(0.15)
        wash = QLinearGradient(
            max(rect.left(), rect.right() - FADE), 0, rect.right(), 0
        )
        wash.setColorAt(0, color)
        wash.setColorAt(1, gone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(wash))
        painter.drawRoundedRect(rect, _ROUND, _ROUND)
        if block.shape is Shape.STATE:
            self._write_inside(painter, rect, block)
        if _has_head(block):
            self.heads.paint(painter, block, scene.bands[block.lane].middle(block.row))

    def paint_picked(self, painter: QPainter, scene: Scene, block: Block) -> None:
        """Paint a ring around the picked mark."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = scene.bands[block.lane].middle(block.row)
        if block.shape is not Shape.POINT:
            rect = self.body(scene, block).adjusted(-2, -2, 2, 2)
            if block.shape is Shape.INTERVAL and block.begins:
                rect.setLeft(rect.left() - BAR / 2)
            ring = _ROUND + 2 if block.shape is Shape.STATE else rect.height() / 2
            self._ring(painter, rect, ring)
        else:
            side = HEAD_ROOM + 2
            rect = QRectF(block.left - side / 2, middle - side / 2, side, side)
            self._ring(painter, rect, side / 2)
        if _has_head(block):
            self.heads.paint(painter, block, middle)

    def _ring(self, painter: QPainter, rect: QRectF, curve: float) -> None:
        for color, width in ((self.theme.card, 4.0), (self.theme.text, 2.0)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawRoundedRect(rect, curve, curve)

    def moving(self, scene: Scene, position: int) -> Iterator[QRectF]:
        """Yield the places that have to be painted again when the playhead moves."""
        x = scene.axis.x(position)
        if scene.is_zoomed:
            at = scene.whole.x(position)
            yield QRectF(at - 2, OVERVIEW_TOP, 4, OVERVIEW_HEIGHT)
        yield QRectF(x - HANDLE - 2, RULER_TOP, 2 * HANDLE + 4, 9)
        yield QRectF(x - 2, RULER_TOP, 4, scene.height - RULER_TOP)
        for block in scene.open_blocks(position):
            rect = self.body(scene, block).adjusted(-HEAD_ROOM, -3, 3, 3)
            written = block.shape is Shape.STATE and rect.width() < _ROOM_TO_WRITE
            if not written:
                rect.setLeft(max(rect.left(), rect.right() - FADE - 8))
            yield rect

    def paint_playhead(self, painter: QPainter, scene: Scene, position: int) -> None:
        """Paint the line and its handle, and its place in the overview."""
        color = QColor(self.theme.playhead)
        if scene.is_zoomed:
            at = self.crisp(scene.whole.x(position))
            painter.fillRect(QRectF(at - 1, OVERVIEW_TOP, 2, OVERVIEW_HEIGHT), color)
        shown = scene.axis.shown
        if not shown.start <= position <= shown.end:
            return
        x = self.crisp(scene.axis.x(position) - 1)
        top = RULER_TOP
        painter.fillRect(QRectF(x, top, 2, scene.height - top - BELOW / 2), color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        middle = x + 1
        corners = ((-HANDLE, 0.0), (HANDLE, 0.0), (HANDLE, 2.0), (0.0, 8.0))
        shape = [QPointF(middle + dx, top + dy) for dx, dy in corners]
        painter.drawPolygon(QPolygonF([*shape, QPointF(middle - HANDLE, top + 2)]))


def _has_head(block: Block) -> bool:
    if block.shape is Shape.POINT:
        return True
    return block.shape is Shape.INTERVAL and block.begins


def _plot(scene: Scene) -> QRectF:
    """Return where blocks may be painted; heads stand out at the ends."""
    side = HEAD_ROOM / 2
    return QRectF(scene.axis.left - side, 0, scene.axis.width + 2 * side, scene.height)
