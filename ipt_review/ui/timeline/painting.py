"""What stands still on the timeline: ruler, labels, lanes, closed marks, overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ipt_review.ui.theme import SMALL_SIZE, sans, tint
from ipt_review.ui.timeline.heads import HEAD_ROOM
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.lettering import write_beside
from ipt_review.ui.timeline.scene import (
    OVERVIEW_HEIGHT,
    OVERVIEW_TOP,
    RULER_HEIGHT,
    RULER_TOP,
)
from ipt_review.ui.timeline.waveform import Size, waveform

if TYPE_CHECKING:
    from ipt_review.ui.timeline.brushes import Brushes
    from ipt_review.ui.timeline.layout import Band
    from ipt_review.ui.timeline.scene import Scene
    from ipt_review.ui.timeline.waveform import Heard

LABEL_GAP = 12
_WAVE = 0.38
"""How strong the color of a waveform is."""
_TALL, _SHORT = 8, 4
_RULER_LABEL = 50


def paint_still(painter: QPainter, brushes: Brushes, scene: Scene) -> None:
    """Paint all but open marks, the picked mark and the playhead."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if scene.is_zoomed:
        _paint_overview(painter, brushes, scene)
    _paint_ruler(painter, brushes, scene)
    _paint_labels(painter, brushes, scene)
    for lane in range(len(scene.lanes)):
        paint_lane(painter, brushes, scene, lane)


def paint_lane(painter: QPainter, brushes: Brushes, scene: Scene, lane: int) -> None:
    """Paint one lane over what was there."""
    heard = scene.filled[lane].heard
    if heard is not None:
        _paint_sound(painter, brushes, scene, lane, heard)
        return
    band, axis = scene.bands[lane], scene.axis
    side = HEAD_ROOM / 2
    top = brushes.crisp(band.top)
    tall = brushes.crisp(band.top + band.height) - top
    place = QRectF(axis.left - side, top, axis.width + 2 * side, tall)
    painter.save()
    painter.setClipRect(place)
    _clear(painter, place)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if band.lane.kind is LaneKind.CODES:
        line = tint(brushes.theme.line, 0.6, brushes.theme.card)
        middle = brushes.crisp(band.middle(0) - brushes.hair / 2)
        painter.fillRect(QRectF(axis.left, middle, axis.width, brushes.hair), line)
    painter.setPen(Qt.PenStyle.NoPen)
    brushes.paint_bodies(painter, scene, lane)
    _paint_heads(painter, brushes, scene, lane)
    if scene.is_zoomed:
        write_beside(painter, brushes, scene, lane)
    painter.restore()


def _paint_heads(painter: QPainter, brushes: Brushes, scene: Scene, lane: int) -> None:
    """Paint dots and diamonds, each place once however many marks share it."""
    band = scene.bands[lane]
    middles = [band.middle(row) for row in range(band.rows)]
    places = {
        (block.row, round(block.left), block.flag): block
        for block in scene.lanes[lane]
        if block.has_head and not block.is_open
    }
    for block in places.values():
        brushes.heads.paint(painter, block, middles[block.row])


def _paint_ruler(painter: QPainter, brushes: Brushes, scene: Scene) -> None:
    theme = brushes.theme
    painter.setFont(sans(SMALL_SIZE - 1))
    bottom = RULER_TOP + RULER_HEIGHT
    strong = tint(theme.muted, 0.7, theme.card)
    weak = tint(theme.muted, 0.35, theme.card)
    for stroke in scene.frame.strokes:
        tall = _TALL if stroke.label else _SHORT
        line = QRectF(brushes.crisp(stroke.x), bottom - tall, brushes.hair, tall)
        painter.fillRect(line, strong if stroke.label else weak)
        if stroke.label and stroke.x + _RULER_LABEL < scene.axis.right + LABEL_GAP:
            room = QRectF(stroke.x + 4, RULER_TOP, 80, RULER_HEIGHT - 5)
            painter.setPen(QColor(theme.muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, stroke.label)


def _paint_sound(
    painter: QPainter, brushes: Brushes, scene: Scene, lane: int, heard: Heard
) -> None:
    """Paint the waveform, and at its left how much of it there is yet."""
    band, axis, theme = scene.bands[lane], scene.axis, brushes.theme
    left, top = brushes.crisp(axis.left), brushes.crisp(band.top)
    size = Size(
        max(1, round(axis.width * brushes.scale)),
        max(1, round(band.height * brushes.scale)),
    )
    shown, color = axis.shown, tint(theme.accent, _WAVE, theme.card)
    wave = waveform(heard, shown.start, max(shown.end, shown.start + 1), size, color)
    wave.setDevicePixelRatio(brushes.scale)
    _clear(painter, QRectF(0, top, axis.right, band.height))
    painter.drawImage(QPointF(left, top), wave)
    share = f" {heard.share:.0%}".replace("%", " %") if heard.share < 1 else ""
    _write_label(painter, brushes, scene, band, share)


def _clear(painter: QPainter, place: QRectF) -> None:
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.fillRect(place, Qt.GlobalColor.transparent)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _paint_labels(painter: QPainter, brushes: Brushes, scene: Scene) -> None:
    for band in scene.bands:
        if band.lane.kind is not LaneKind.SOUND:
            _write_label(painter, brushes, scene, band)


def _write_label(
    painter: QPainter, brushes: Brushes, scene: Scene, band: Band, more: str = ""
) -> None:
    painter.setFont(sans(SMALL_SIZE))
    painter.setPen(QColor(brushes.theme.muted))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    wide = scene.axis.left - LABEL_GAP
    text = painter.fontMetrics().elidedText(
        band.lane.label + more, Qt.TextElideMode.ElideRight, int(wide - 4)
    )
    painter.drawText(QRectF(0, band.middle(0) - 12, wide, 24), right, text)


def _paint_overview(painter: QPainter, brushes: Brushes, scene: Scene) -> None:
    theme, whole, shown = brushes.theme, scene.frame.whole, scene.axis.shown
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.line))
    strip = QRectF(whole.left, OVERVIEW_TOP + 3, whole.width, 3)
    painter.drawRoundedRect(strip, 1.5, 1.5)
    left = brushes.crisp(whole.x(shown.start))
    wide = max(8.0, brushes.crisp(shown.length * whole.scale))
    painter.setBrush(tint(theme.accent, 0.25, theme.card))
    painter.setPen(QPen(QColor(theme.accent), brushes.hair))
    half = brushes.hair / 2
    window = QRectF(left, OVERVIEW_TOP, wide, OVERVIEW_HEIGHT)
    painter.drawRoundedRect(window.adjusted(half, half, -half, -half), 3, 3)
