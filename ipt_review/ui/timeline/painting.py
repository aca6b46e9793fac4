"""What is painted of lanes: bodies, heads, comments, names beside marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from ipt_review.ui.theme import seen_on, tint
from ipt_review.ui.timeline.crowd_painting import paint_crowd
from ipt_review.ui.timeline.crowding import Crowd
from ipt_review.ui.timeline.heads import HEAD_ROOM
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.layout import Shape
from ipt_review.ui.timeline.lettering import write_beside
from ipt_review.ui.timeline.waveform import Size, waveform

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from ipt_review.ui.timeline.brushes import Brushes
    from ipt_review.ui.timeline.layout import Block
    from ipt_review.ui.timeline.scene import Scene
    from ipt_review.ui.timeline.waveform import Heard

WAVE = 0.38
"""How strong the color of a waveform is."""
_BUBBLE_WIDE, _BUBBLE_TALL, _TAIL = 9.0, 7.0, 3.0


def paint_lane(painter: QPainter, brushes: Brushes, scene: Scene, lane: int) -> None:
    """Paint one lane over what was there, but for open marks and words in states."""
    band, axis = scene.bands[lane], scene.axis
    side = HEAD_ROOM / 2
    top = brushes.crisp(band.top)
    tall = brushes.crisp(band.bottom) - top
    place = QRectF(axis.left - side, top, axis.width + 2 * side, tall)
    painter.save()
    painter.setClipRect(place)
    painter.setCompositionMode(painter.CompositionMode.CompositionMode_Source)
    painter.fillRect(place, Qt.GlobalColor.transparent)
    painter.setCompositionMode(painter.CompositionMode.CompositionMode_SourceOver)
    heard = scene.filled[lane].heard
    if heard is not None:
        _paint_sound(painter, brushes, scene, lane, heard)
    else:
        _paint_marks(painter, brushes, scene, lane)
    painter.restore()


def _paint_marks(painter: QPainter, brushes: Brushes, scene: Scene, lane: int) -> None:
    band, axis = scene.bands[lane], scene.axis
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    if band.lane.kind.has_codes:
        line = tint(brushes.theme.line, 0.6, brushes.theme.card)
        middle = brushes.crisp(band.middle(0) - brushes.hair / 2)
        painter.fillRect(QRectF(axis.left, middle, axis.width, brushes.hair), line)
    painter.setPen(Qt.PenStyle.NoPen)
    seen = scene.lane(lane)
    if isinstance(seen, Crowd):
        paint_crowd(painter, brushes, scene, lane, seen)
        return
    brushes.paint_bodies(painter, scene, seen)
    if band.lane.kind is LaneKind.COMMENTS:
        paint_bubbles(painter, brushes, scene, seen)
    else:
        _paint_heads(painter, brushes, scene, lane, seen)
    if scene.is_zoomed and band.lane.kind.has_codes:
        write_beside(painter, brushes, scene, lane, seen)


def _paint_heads(
    painter: QPainter,
    brushes: Brushes,
    scene: Scene,
    lane: int,
    blocks: Iterable[Block],
) -> None:
    """Paint dots and diamonds, each place once however many marks share it."""
    band = scene.bands[lane]
    middles = [band.middle(row) for row in range(band.rows)]
    places = {
        (block.row, round(block.left), block.flag, block.color): block
        for block in blocks
        if block.has_head and not block.is_open
    }
    for block in places.values():
        brushes.heads.paint(painter, block, middles[block.row])


def paint_bubbles(
    painter: QPainter, brushes: Brushes, scene: Scene, blocks: Iterable[Block]
) -> None:
    """Paint the bubble at which each comment begins."""
    painter.setPen(Qt.PenStyle.NoPen)
    for block in blocks:
        if not block.has_head:
            continue
        middle = brushes.crisp(scene.bands[block.lane].middle(block.row))
        left = brushes.crisp(block.left - _BUBBLE_WIDE / 2)
        top = middle - (_BUBBLE_TALL + _TAIL) / 2
        low = top + _BUBBLE_TALL
        painter.setBrush(brushes.color(seen_on(block.color, brushes.theme.card)))
        painter.drawRoundedRect(QRectF(left, top, _BUBBLE_WIDE, _BUBBLE_TALL), 1.5, 1.5)
        tail = (QPointF(left + 1, low - 1), QPointF(left + 5, low - 1))
        painter.drawPolygon(QPolygonF([*tail, QPointF(left + 1, low + _TAIL)]))


def _paint_sound(
    painter: QPainter, brushes: Brushes, scene: Scene, lane: int, heard: Heard
) -> None:
    band, axis, theme = scene.bands[lane], scene.axis, brushes.theme
    size = Size(
        max(1, round(axis.width * brushes.scale)),
        max(1, round(band.height * brushes.scale)),
    )
    shown, color = axis.shown, tint(theme.accent, WAVE, theme.card)
    wave = waveform(heard, shown.start, max(shown.end, shown.start + 1), size, color)
    wave.setDevicePixelRatio(brushes.scale)
    at = QPointF(brushes.crisp(axis.left), brushes.crisp(band.top))
    painter.drawImage(at, wave)


def write_in_states(
    painter: QPainter, brushes: Brushes, scene: Scene, blocks: Iterable[Block]
) -> None:
    """Write into states what they are, where there is room."""
    for block in blocks:
        if block.shape is Shape.STATE and not block.is_open:
            brushes.write_inside(painter, brushes.body(scene, block), block)
