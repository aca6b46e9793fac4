"""What stands around the lanes: ruler, names at the left, totals at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor

from ipt_review.ui.theme import SMALL_SIZE, sans, tint
from ipt_review.ui.timeline.scene import RULER_HEIGHT, RULER_TOP
from ipt_review.ui.timeline.totals import total_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter, QRegion

    from ipt_review.ui.timeline.bands import Band
    from ipt_review.ui.timeline.brushes import Brushes
    from ipt_review.ui.timeline.lanes import Filled
    from ipt_review.ui.timeline.scene import Scene

LABEL_GAP = 12
TOTAL_GAP = 12
_TALL, _SHORT = 8, 4
_RULER_LABEL = 50


def paint_ruler(
    painter: QPainter, brushes: Brushes, scene: Scene, region: QRegion
) -> None:
    """Paint strokes, and times on some of them."""
    theme = brushes.theme
    painter.setFont(sans(SMALL_SIZE - 1))
    bottom = RULER_TOP + RULER_HEIGHT
    strong = tint(theme.muted, 0.7, theme.card)
    weak = tint(theme.muted, 0.35, theme.card)
    painter.setPen(QColor(theme.muted))
    for stroke in scene.frame.strokes:
        wide = _RULER_LABEL + 20 if stroke.label else 2
        if not region.intersects(
            QRect(int(stroke.x) - 1, RULER_TOP, wide, RULER_HEIGHT)
        ):
            continue
        tall = _TALL if stroke.label else _SHORT
        line = QRectF(brushes.crisp(stroke.x), bottom - tall, brushes.hair, tall)
        painter.fillRect(line, strong if stroke.label else weak)
        if stroke.label and stroke.x + _RULER_LABEL < scene.axis.right + LABEL_GAP:
            room = QRectF(stroke.x + 4, RULER_TOP, 80, RULER_HEIGHT - 5)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, stroke.label)


def paint_labels(
    painter: QPainter, brushes: Brushes, scene: Scene, region: QRegion
) -> None:
    """Write at the left of each lane what it is, and how much of a sound is known."""
    painter.setFont(sans(SMALL_SIZE))
    painter.setPen(QColor(brushes.theme.muted))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    wide = scene.axis.left - LABEL_GAP
    letters = painter.fontMetrics()
    for band, filled in _within(scene, region):
        share = filled.heard.share if filled.heard is not None else 1
        more = f" {share:.0%}".replace("%", " %") if share < 1 else ""
        text = letters.elidedText(
            band.lane.label + more, Qt.TextElideMode.ElideRight, int(wide - 4)
        )
        painter.drawText(QRectF(0, band.center - 12, wide, 24), right, text)


def paint_totals(
    painter: QPainter, brushes: Brushes, scene: Scene, region: QRegion, now: int
) -> None:
    """Write at the right of each lane what its marks come to at `now` (ms)."""
    painter.setFont(sans(SMALL_SIZE - 1))
    painter.setPen(QColor(brushes.theme.muted))
    for band, filled in _within(scene, region):
        room = total_place(scene, band.center)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, total_of(filled, now))


def _within(scene: Scene, region: QRegion) -> Iterator[tuple[Band, Filled]]:
    """Yield the lanes whose height has to be painted, somewhere."""
    wide = scene.frame.width
    for band, filled in zip(scene.bands, scene.filled, strict=True):
        if region.intersects(QRect(0, int(band.top), wide, int(band.height) + 1)):
            yield band, filled


def total_place(scene: Scene, middle: float) -> QRectF:
    """Return where the total of a lane is written, `middle` being its own."""
    left = scene.axis.right + TOTAL_GAP
    return QRectF(left, middle - 10, scene.frame.width - left, 20)
