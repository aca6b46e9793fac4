"""The whole tape on one strip: how loud it is, where marks stand, what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from ipt_review.ui.theme import tint
from ipt_review.ui.timeline.crowd_painting import opaque
from ipt_review.ui.timeline.hitting import GRIP
from ipt_review.ui.timeline.holding import Grip
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.scene import OVERVIEW_HEIGHT, OVERVIEW_TOP
from ipt_review.ui.timeline.waveform import Size, waveform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.ui.timeline.axis import Axis
    from ipt_review.ui.timeline.brushes import Brushes
    from ipt_review.ui.timeline.lanes import Filled, Numbers
    from ipt_review.ui.timeline.scene import Scene
    from ipt_review.ui.timeline.waveform import Heard

COLUMN = 4
"""How wide (pixels) a column of the density is, with the gap beside it."""
_LEAST, _MORE = 4.0, 2.0
_WAVE, _BARS, _SHADE = 0.22, 0.75, 0.14
_NARROWEST = 8.0


def density(filled: Sequence[Filled], whole: Axis) -> Numbers:
    """Return how many marks of codes begin in each `COLUMN` pixels of the tape."""
    columns = max(1, -(-round(whole.width) // COLUMN))
    counts = np.zeros(columns, np.int64)
    for each in filled:
        if each.lane.kind is LaneKind.CODES and each.starts.size:
            at = (each.starts * whole.scale) // COLUMN
            place = at.astype(np.int64).clip(0, columns - 1)
            counts += np.bincount(place, minlength=columns)
    return counts


class Overview:
    """Paints the strip; what stands still on it is kept until a mark changes."""

    def __init__(self, brushes: Brushes) -> None:
        self.brushes = brushes
        self._picture = QPixmap()
        self._wave: tuple[Heard, Size, QImage] | None = None
        self._of: tuple[tuple[Filled, ...], Axis] | None = None

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the strip, and a frame around what is shown."""
        whole = scene.frame.whole
        if self._of != (scene.filled, whole):
            self._make(scene)
            self._of = (scene.filled, whole)
        painter.drawPixmap(QPointF(whole.left, OVERVIEW_TOP), self._picture)
        brushes, theme = self.brushes, self.brushes.theme
        window = window_place(scene)
        strip = QRectF(whole.left, OVERVIEW_TOP, whole.width, OVERVIEW_HEIGHT)
        shade = QColor(theme.muted)
        shade.setAlphaF(_SHADE)
        left, right = QRectF(strip), QRectF(strip)
        left.setRight(window.left())
        right.setLeft(window.right())
        for side in (left, right):
            painter.fillRect(side, shade)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        strong = theme.accent if scene.is_zoomed else theme.line
        painter.setPen(QPen(QColor(strong), brushes.hair))
        half = brushes.hair / 2
        painter.drawRoundedRect(window.adjusted(half, half, -half, -half), 3, 3)

    def _make(self, scene: Scene) -> None:
        brushes, whole = self.brushes, scene.frame.whole
        scale = brushes.scale
        size = Size(
            max(1, round(whole.width * scale)), max(1, round(OVERVIEW_HEIGHT * scale))
        )
        self._picture = QPixmap(size.width, size.height)
        self._picture.setDevicePixelRatio(scale)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        heard = next((each.heard for each in scene.filled if each.heard), None)
        if heard is not None and whole.shown.length:
            painter.drawImage(QPointF(0, 0), self._wave_of(heard, whole, size))
        painter.drawImage(QPointF(0, 0), self._bars(scene, size))
        painter.end()

    def _wave_of(self, heard: Heard, whole: Axis, size: Size) -> QImage:
        """Return the waveform of the whole tape, which no mark changes."""
        if self._wave is None or self._wave[:2] != (heard, size):
            color = tint(self.brushes.theme.accent, _WAVE, self.brushes.theme.card)
            wave = waveform(heard, 0, whole.shown.end, size, color)
            wave.setDevicePixelRatio(self.brushes.scale)
            self._wave = (heard, size, wave)
        return self._wave[2]

    def _bars(self, scene: Scene, size: Size) -> QImage:
        """Return the density of marks as columns that stand on the lower edge."""
        scale, theme = self.brushes.scale, self.brushes.theme
        counts = density(scene.filled, scene.frame.whole)
        talls = np.minimum(_LEAST + _MORE * (counts - 1), OVERVIEW_HEIGHT - 2) * scale
        talls[counts == 0] = 0
        column = (np.arange(size.width) / scale).astype(np.int64)
        tall = talls[(column // COLUMN).clip(0, talls.size - 1)]
        tall[column % COLUMN == COLUMN - 1] = 0
        below = size.height - np.arange(size.height)[:, None]
        ink = opaque(tint(theme.accent, _BARS, theme.card))
        pixels = np.where(below <= tall, np.uint32(ink), np.uint32(0))
        image = QImage(
            pixels.tobytes(),
            size.width,
            size.height,
            4 * size.width,
            QImage.Format.Format_ARGB32_Premultiplied,
        ).copy()
        image.setDevicePixelRatio(scale)
        return image


def window_place(scene: Scene) -> QRectF:
    """Return the frame around what is shown; it never gets too narrow to be held."""
    whole, shown = scene.frame.whole, scene.axis.shown
    left, right = whole.x(shown.start), whole.x(shown.end)
    spare = max(0.0, (_NARROWEST - (right - left)) / 2)
    return QRectF(left - spare, OVERVIEW_TOP, right - left + 2 * spare, OVERVIEW_HEIGHT)


def window_grip(window: QRectF, x: float) -> Grip:
    """Return what is taken hold of in the strip: an edge of the frame, or the frame."""
    if abs(x - window.left()) <= GRIP:
        return Grip.WINDOW_START
    return Grip.WINDOW_END if abs(x - window.right()) <= GRIP else Grip.WINDOW
