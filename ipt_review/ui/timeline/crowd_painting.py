"""A crowded lane as a picture, made at once for all its columns of pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from ipt_review.ui.theme import seen_on
from ipt_review.ui.timeline.brushes import BAR
from ipt_review.ui.timeline.crowding import PITCH
from ipt_review.ui.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QPainter

    from ipt_review.ui.timeline.bands import Band
    from ipt_review.ui.timeline.brushes import Brushes
    from ipt_review.ui.timeline.crowding import Crowd
    from ipt_review.ui.timeline.scene import Scene

_LOWEST, _HIGHER = 6.0, 3.0
"""How high (pixels) a column of one point is, and what each further one adds."""
_SPEECH_EDGE = 5.0


def paint_crowd(
    painter: QPainter, brushes: Brushes, scene: Scene, lane: int, crowd: Crowd
) -> None:
    """Paint the columns of a crowd, and over them the blocks that can be read."""
    band, axis = scene.bands[lane], scene.axis
    scale = brushes.scale
    top = brushes.crisp(band.top)
    height = max(1, round(band.height * scale))
    width = max(1, round(axis.width * scale))
    pixels = np.zeros((height, width), np.uint32)
    column = (np.arange(width) / scale).astype(np.int64)
    _lay_bars(pixels, brushes, scene, lane, crowd, column)
    if band.lane.kind.has_codes:
        _lay_points(pixels, brushes, band, crowd, column)
    kind = QImage.Format.Format_ARGB32_Premultiplied
    image = QImage(pixels.tobytes(), width, height, 4 * width, kind)
    image.setDevicePixelRatio(scale)
    painter.drawImage(QPointF(brushes.crisp(axis.left), top), image)
    for block in crowd.wide:
        brushes.paint_body(painter, scene, block)


def _lay_bars(
    pixels: NDArray[np.uint32],
    brushes: Brushes,
    scene: Scene,
    lane: int,
    crowd: Crowd,
    column: NDArray[np.int64],
) -> None:
    """Lay what covers a stretch into the rows of the lane."""
    band, scale = scene.bands[lane], brushes.scale
    inks = [0, *(opaque(brushes.bar(scene, lane, color)) for color in crowd.palette)]
    colors = np.array(inks, np.uint32)
    column = column.clip(0, crowd.cover.shape[1] - 1)
    for row in range(band.rows):
        tall = band.row_height
        if band.lane.kind.has_codes:
            tall = max(min(BAR, tall - 2), 1)
        elif band.lane.kind is LaneKind.SPEECH:
            tall -= _SPEECH_EDGE
        first = round((band.middle(row) - band.top - tall / 2) * scale)
        after = max(first + 1, round((band.middle(row) - band.top + tall / 2) * scale))
        line = colors[crowd.cover[row, column]]
        np.copyto(pixels[max(first, 0) : after], line, where=line > 0)


def _lay_points(
    pixels: NDArray[np.uint32],
    brushes: Brushes,
    band: Band,
    crowd: Crowd,
    column: NDArray[np.int64],
) -> None:
    """Lay points as columns around the first row, the higher the more they are."""
    scale, height = brushes.scale, pixels.shape[0]
    most = 2 * (band.middle(0) - band.top)
    tall = np.minimum(_LOWEST + _HIGHER * (crowd.points - 1), most) * scale
    tall[crowd.points == 0] = 0
    place = column // PITCH
    tall = tall[place.clip(0, tall.size - 1)]
    tall[column % PITCH == PITCH - 1] = 0
    middle = (band.middle(0) - band.top) * scale
    rows = np.arange(height)[:, None] + 0.5
    inside = np.abs(rows - middle) <= tall / 2
    colors = crowd.palette or (brushes.theme.muted,)
    ink = seen_on(band.lane.color or colors[0], brushes.theme.card)
    pixels[inside] = opaque(brushes.color(ink))


def opaque(color: QColor) -> int:
    """Return an opaque color as Qt keeps it in memory."""
    return 0xFF000000 | color.red() << 16 | color.green() << 8 | color.blue()
