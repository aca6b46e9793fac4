"""What moves over the timeline while a tape plays, and the ring of the picked mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QPolygonF

from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.ui.timeline.brushes import BAR, ROUND
from ipt_review.ui.timeline.heads import HEAD_ROOM
from ipt_review.ui.timeline.layout import Shape
from ipt_review.ui.timeline.scene import (
    BELOW,
    OVERVIEW_HEIGHT,
    OVERVIEW_TOP,
    RULER_TOP,
)
from ipt_review.workflow.coding.shaping import Edge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.ui.timeline.brushes import Brushes
    from ipt_review.ui.timeline.layout import Block
    from ipt_review.ui.timeline.scene import Scene

FADE = 16.0
_FADED = 0.15
_HANDLE = 5.5
_WASH, _FLAG = 0.10, 13.0
_STILL_WRITTEN = 240
"""A state wider than this (pixels) has its label, which then no longer changes."""


def moving_places(brushes: Brushes, scene: Scene, position: int) -> Iterator[QRectF]:
    """Yield all that has to be painted again when the playhead comes or goes."""
    x = scene.axis.x(position)
    at = scene.frame.whole.x(position)
    yield QRectF(at - 2, OVERVIEW_TOP, 4, OVERVIEW_HEIGHT)
    yield QRectF(x - _HANDLE - 2, RULER_TOP, 2 * _HANDLE + 4, 9)
    yield QRectF(x - 2, RULER_TOP, 4, scene.frame.height - RULER_TOP)
    for block in scene.open_blocks(position):
        rect = brushes.body(scene, block).adjusted(-HEAD_ROOM, -4, 4, 4)
        if block.shape is not Shape.STATE or rect.width() > _STILL_WRITTEN:
            rect.setLeft(max(rect.left(), rect.right() - FADE - 8))
        yield rect


def paint_open(painter: QPainter, brushes: Brushes, scene: Scene, block: Block) -> None:
    """Paint an open mark, its right edge fading."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = brushes.body(scene, block)
    color = brushes.fill(scene, block)
    gone = QColor(color)
    gone.setAlphaF(_FADED)
    wash = QLinearGradient(max(rect.left(), rect.right() - FADE), 0, rect.right(), 0)
    wash.setColorAt(0, color)
    wash.setColorAt(1, gone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(wash))
    painter.drawRoundedRect(rect, ROUND, ROUND)
    if block.shape is Shape.STATE:
        brushes.write_inside(painter, rect, block)
    if block.has_head:
        middle = scene.bands[block.lane].middle(block.row)
        brushes.heads.paint(painter, block, middle)


def paint_picked(
    painter: QPainter,
    brushes: Brushes,
    scene: Scene,
    block: Block,
    edge: Edge | None = None,
) -> None:
    """Paint a ring around the picked mark, and a bar at the edge that keys move."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = scene.bands[block.lane].middle(block.row)
    if block.shape is Shape.POINT:
        side = HEAD_ROOM + 1
        rect = QRectF(block.left - side / 2, middle - side / 2, side, side)
    else:
        rect = brushes.body(scene, block).adjusted(-2, -2, 2, 2)
        if block.has_head:
            rect.setLeft(rect.left() - BAR / 2)
    curve = ROUND + 2 if block.shape is Shape.STATE else rect.height() / 2
    for color, width in ((brushes.theme.card, 4.0), (brushes.theme.text, 2.0)):
        painter.setPen(QPen(QColor(color), width))
        painter.drawRoundedRect(rect, curve, curve)
    if block.has_head:
        brushes.heads.paint(painter, block, middle)
    if edge is not None and block.shape is not Shape.POINT:
        at = block.left if edge is Edge.START else block.right
        bar = QRectF(brushes.crisp(at - 3), rect.top() - 3, 6, rect.height() + 6)
        painter.setPen(QPen(QColor(brushes.theme.card), 1))
        painter.setBrush(QColor(brushes.theme.text))
        painter.drawRoundedRect(bar, 2, 2)


def paint_loop(
    painter: QPainter, brushes: Brushes, scene: Scene, start: int, end: int | None
) -> None:
    """Paint where a loop begins and ends (ms; no end yet), and wash what it plays."""
    axis, color = scene.axis, QColor(brushes.theme.accent)
    painter.setClipRect(
        QRectF(axis.left, 0, axis.right - axis.left, scene.frame.height)
    )
    low = scene.frame.height - BELOW / 2
    if end is not None:
        wash = QColor(color)
        wash.setAlphaF(_WASH)
        wide = axis.x(end) - axis.x(start)
        painter.fillRect(QRectF(axis.x(start), RULER_TOP, wide, low - RULER_TOP), wash)
    painter.setFont(sans(SMALL_SIZE - 2, bold=True))
    for letter, at in (("A", start), ("B", end)):
        if at is None:
            continue
        left = brushes.crisp(axis.x(at))
        flag = QRectF(left - (_FLAG if letter == "A" else 0), RULER_TOP, _FLAG, _FLAG)
        painter.fillRect(QRectF(left - 1, RULER_TOP, 1.5, low - RULER_TOP), color)
        painter.fillRect(flag, color)
        painter.setPen(QColor(brushes.theme.accent_text))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, letter)
    painter.setClipping(False)


def paint_playhead(
    painter: QPainter, brushes: Brushes, scene: Scene, position: int
) -> None:
    """Paint the line and its handle, and its place in the overview."""
    color = QColor(brushes.theme.playhead)
    at = brushes.crisp(scene.frame.whole.x(position))
    painter.fillRect(QRectF(at - 1, OVERVIEW_TOP, 2, OVERVIEW_HEIGHT), color)
    shown = scene.axis.shown
    if not shown.start <= position <= shown.end:
        return
    left = brushes.crisp(scene.axis.x(position) - 1)
    tall = scene.frame.height - RULER_TOP - BELOW / 2
    painter.fillRect(QRectF(left, RULER_TOP, 2, tall), color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    x, low = left + 1, RULER_TOP + 2
    upper = [QPointF(x - _HANDLE, RULER_TOP), QPointF(x + _HANDLE, RULER_TOP)]
    lower = [QPointF(x + _HANDLE, low), QPointF(x, low + 6), QPointF(x - _HANDLE, low)]
    painter.drawPolygon(QPolygonF(upper + lower))
