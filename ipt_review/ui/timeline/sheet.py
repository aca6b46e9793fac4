"""The lanes as a picture that is kept, wider than what is shown of it."""

from __future__ import annotations

from dataclasses import replace
from math import isclose
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ipt_review.domain.timecode import Span
from ipt_review.ui.timeline.axis import Axis
from ipt_review.ui.timeline.heads import HEAD_ROOM
from ipt_review.ui.timeline.painting import paint_lane
from ipt_review.ui.timeline.scene import LANES_TOP, Scene

if TYPE_CHECKING:
    from ipt_review.ui.timeline.brushes import Brushes

MARGIN = 8
"""Pixels at both ends, for the halves of heads."""


class Sheet:
    """Paints lanes once and shows the part of them that is looked at.

    Zooming makes it anew, just as wide as what is shown. When one scrolls beyond it,
    it is made anew with half as much again on both sides; so most of scrolling moves
    a picture and paints nothing. A changed lane is painted by itself.
    """

    def __init__(self, brushes: Brushes) -> None:
        self.brushes = brushes
        self._picture = QPixmap()
        self._scene: Scene | None = None

    def forget(self) -> None:
        """Paint everything anew next time."""
        self._scene = None

    def shift(self, scene: Scene) -> float:
        """Return where the picture begins in the widget, between device pixels."""
        sheet = self._scene
        if sheet is None:
            return 0.0
        axis = scene.axis
        behind = (axis.shown.start - sheet.axis.shown.start) * axis.scale
        return self.brushes.crisp(axis.left - MARGIN - behind)

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the lanes that a scene shows."""
        self._refresh(scene)
        axis, side = scene.axis, HEAD_ROOM / 2
        tall = scene.frame.height - LANES_TOP
        painter.save()
        painter.setClipRect(
            QRectF(axis.left - side, LANES_TOP, axis.width + 2 * side, tall),
            Qt.ClipOperation.IntersectClip,
        )
        painter.drawPixmap(QPointF(self.shift(scene), 0), self._picture)
        painter.restore()

    def _refresh(self, scene: Scene) -> None:
        before = self._scene
        if before is None or not _fits(before, scene):
            scrolled = before is not None and isclose(
                before.axis.scale, scene.axis.scale
            )
            self._scene = _wide(scene, _around(scene) if scrolled else scene.axis.shown)
            self._paint_all(self._scene)
        elif before.filled != scene.filled:
            self._scene = replace(before, filled=scene.filled)
            self._paint_changed(before, self._scene)

    def _paint_all(self, sheet: Scene) -> None:
        scale = self.brushes.scale
        wide = round(sheet.axis.right) + MARGIN
        self._picture = QPixmap(
            round(wide * scale), max(1, round(sheet.frame.height * scale))
        )
        self._picture.setDevicePixelRatio(scale)
        self._picture.fill(Qt.GlobalColor.transparent)
        self._paint_lanes(sheet, range(len(sheet.filled)))

    def _paint_changed(self, before: Scene, sheet: Scene) -> None:
        pairs = zip(before.filled, sheet.filled, strict=True)
        self._paint_lanes(
            sheet, [place for place, (old, new) in enumerate(pairs) if old is not new]
        )

    def _paint_lanes(self, sheet: Scene, lanes: range | list[int]) -> None:
        painter = QPainter(self._picture)
        for lane in lanes:
            paint_lane(painter, self.brushes, sheet, lane)
        painter.end()


def _fits(sheet: Scene, scene: Scene) -> bool:
    """Say whether a sheet shows all that a scene does, at its places."""
    there, wanted = sheet.axis, scene.axis
    return (
        isclose(there.scale, wanted.scale)
        and there.shown.start <= wanted.shown.start
        and wanted.shown.end <= there.shown.end
        and sheet.bands == scene.bands
        and sheet.frame.height == scene.frame.height
        and sheet.frame.whole == scene.frame.whole
    )


def _around(scene: Scene) -> Span:
    shown, length = scene.axis.shown, scene.frame.whole.shown.end
    more = shown.length // 2
    return Span(max(shown.start - more, 0), min(shown.end + more, length))


def _wide(scene: Scene, span: Span) -> Scene:
    """Return a scene of its own for a stretch, at the scale of another one."""
    axis = Axis(span, MARGIN, span.length * scene.axis.scale)
    if span.length == scene.axis.shown.length:
        axis = replace(axis, width=scene.axis.width)
    return Scene(replace(scene.frame, axis=axis, strokes=()), scene.filled)
