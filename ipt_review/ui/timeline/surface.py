"""The surface of the timeline: paints what is kept, and over it what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ipt_review.ui.timeline.brushes import Brushes
from ipt_review.ui.timeline.gaps import paint_gaps
from ipt_review.ui.timeline.heads import HEAD_ROOM
from ipt_review.ui.timeline.layout import place_items
from ipt_review.ui.timeline.margins import (
    paint_labels,
    paint_ruler,
    paint_totals,
    total_place,
)
from ipt_review.ui.timeline.moving import (
    moving_places,
    paint_loop,
    paint_open,
    paint_picked,
    paint_playhead,
)
from ipt_review.ui.timeline.overview import Overview
from ipt_review.ui.timeline.painting import write_in_states
from ipt_review.ui.timeline.scene import LANES_TOP, OVERVIEW_TOP, RULER_TOP
from ipt_review.ui.timeline.sheet import Sheet
from ipt_review.ui.timeline.sifted import DIM, Sifted
from ipt_review.ui.timeline.totals import total_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from PySide6.QtGui import QPaintEvent

    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.gaps import Gap
    from ipt_review.ui.timeline.lanes import Filled, Item
    from ipt_review.ui.timeline.layout import Block
    from ipt_review.ui.timeline.scene import Scene
    from ipt_review.workflow.coding.shaping import Edge

    _Found: TypeAlias = tuple[tuple[Filled, ...], int | None, tuple[int, Item] | None]

_WRITTEN = 24.0
"""A state narrower than this (pixels) is not written into."""


class TimelineSurface(QWidget):
    """Paints a scene; only what has to be painted again is.

    Lanes are kept as a picture (`Sheet`), and so is the strip of the whole tape.
    Playhead, open marks, the picked one and words in states are painted over them.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scene: Scene | None = None
        self._position = 0
        self._picked: int | None = None
        self._edge: Edge | None = None
        self._loop: tuple[int, int | None] | None = None
        self._gaps: tuple[Gap, ...] = ()
        self._brushes = Brushes(theme, 1.0)
        self._sheet = Sheet(self._brushes)
        self._overview = Overview(self._brushes)
        self._sifted: Sifted | None = None
        self._found: _Found | None = None
        self._words: tuple[Scene, list[Block]] | None = None
        self._totals: list[str] = []

    @property
    def theme(self) -> Theme:
        """What it is painted in."""
        return self._theme

    def show_filter(self, numbers: AbstractSet[int] | None) -> None:
        """Dim one's own marks but those with these numbers; None: dim nothing."""
        before = None if self._sifted is None else self._sifted.numbers
        if numbers != before:
            kept = None if numbers is None else frozenset(numbers)
            self._sifted = None if kept is None else Sifted(self._brushes, kept)
            self.update()

    def dress(self) -> None:
        """Make the kept pictures anew: the theme became another."""
        self._use(Brushes(self._theme, self._brushes.scale))
        self.update()

    def _use(self, brushes: Brushes) -> None:
        self._brushes = brushes
        self._sheet, self._overview = Sheet(brushes), Overview(brushes)
        if self._sifted is not None:
            self._sifted = Sifted(brushes, self._sifted.numbers)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        scene = self._scene
        if scene is None:
            return
        if self._brushes.scale != self.devicePixelRatioF():
            self._use(Brushes(self._theme, self.devicePixelRatioF()))
        painter = QPainter(self)
        self._paint_margins(painter, scene, event.region())
        paint_gaps(painter, self._brushes, scene, self._gaps)
        self._paint_lanes(painter, scene)
        if self._loop is not None:
            paint_loop(painter, self._brushes, scene, *self._loop)
        for block in scene.open_blocks(self._position):
            self._dim(painter, dim=not self._passes(block))
            paint_open(painter, self._brushes, scene, block)
        self._dim(painter, dim=False)
        for block in self._picked_blocks(scene):
            paint_picked(painter, self._brushes, scene, block, self._edge)
        paint_playhead(painter, self._brushes, scene, self._position)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)

    def _paint_lanes(self, painter: QPainter, scene: Scene) -> None:
        """Paint the lanes; where a filter is on, dimmed, and over them what passes."""
        sifted = self._sifted
        self._dim(painter, dim=sifted is not None)
        self._sheet.paint(painter, scene)
        self._dim(painter, dim=False)
        if sifted is not None:
            sifted.paint(painter, scene)
            scene = sifted.scene(scene)
        self._paint_words(painter, scene)

    def _dim(self, painter: QPainter, *, dim: bool) -> None:
        painter.setOpacity(DIM if dim else 1.0)

    def _passes(self, block: Block) -> bool:
        return self._sifted is None or block.number in self._sifted.numbers

    def _paint_margins(self, painter: QPainter, scene: Scene, region: QRegion) -> None:
        """Paint those of strip, ruler, labels and totals that are asked for."""
        wide, tall = scene.frame.width, scene.frame.height
        left, right = int(scene.axis.left), int(scene.axis.right)
        if region.intersects(QRect(0, 0, wide, RULER_TOP)):
            self._overview.paint(painter, scene)
        if region.intersects(QRect(0, RULER_TOP, wide, LANES_TOP - RULER_TOP)):
            paint_ruler(painter, self._brushes, scene, region)
        if region.intersects(QRect(0, OVERVIEW_TOP, left, tall)):
            paint_labels(painter, self._brushes, scene, region)
        if region.intersects(QRect(right, OVERVIEW_TOP, wide - right, tall)):
            paint_totals(painter, self._brushes, scene, region, self._position)

    def _paint_words(self, painter: QPainter, scene: Scene) -> None:
        """Write what states are into what is seen of them."""
        if self._words is None or self._words[0] is not scene:
            blocks = [
                block
                for index, filled in enumerate(scene.filled)
                if filled.lane.kind.has_states
                for block in self._wide(scene, index)
            ]
            self._words = (scene, blocks)
        write_in_states(painter, self._brushes, scene, self._words[1])

    def _wide(self, scene: Scene, lane: int) -> list[Block]:
        """Return the states that are wide enough to be written into."""
        filled, axis = scene.filled[lane], scene.axis
        places = filled.within(axis.shown)
        seen = filled.ends[places].clip(None, axis.shown.end) - filled.starts[places]
        readable = places[seen * axis.scale >= _WRITTEN].tolist()
        items = [filled.items[place] for place in reversed(readable)]
        return place_items(lane, filled, items, axis, axis.shown.start)

    def _picked_blocks(self, scene: Scene) -> list[Block]:
        """Return the picked mark as it stands, if it is in view."""
        if self._found is None or self._found[:2] != (scene.filled, self._picked):
            self._found = (scene.filled, self._picked, _find(scene, self._picked))
        place = self._found[2]
        if place is None:
            return []
        lane, item = place
        if item.start > scene.axis.shown.end:
            return []
        filled = scene.filled[lane]
        return place_items(lane, filled, [item], scene.axis, self._position)

    def _moving(self, scene: Scene, position: int) -> QRegion:
        """Return all pixels that depend on where the playhead is."""
        region = QRegion()
        for place in moving_places(self._brushes, scene, position):
            region += QRect(place.toAlignedRect())
        return region

    def _changed(self, before: Scene, scene: Scene) -> QRegion:
        """Return what has to be painted when one scene follows another.

        Where nothing but marks has changed, that is their lanes and the strip.
        """
        if before.frame != scene.frame:
            return QRegion(self.rect())
        wide = scene.frame.width
        region = QRegion(0, 0, wide, RULER_TOP)
        for band, old, new in zip(
            scene.bands, before.filled, scene.filled, strict=True
        ):
            if old is not new:
                top, tall = int(band.top) - HEAD_ROOM, int(band.height) + 2 * HEAD_ROOM
                region += QRect(0, top, wide, tall)
        return region

    def _changed_totals(self, scene: Scene, position: int) -> QRegion:
        """Return where totals of open marks read otherwise than before."""
        region, now = QRegion(), []
        for band, filled in zip(scene.bands, scene.filled, strict=True):
            if filled.open_items:
                now.append(total_of(filled, position))
                if now != self._totals[: len(now)]:
                    place = total_place(scene, band.center)
                    region += QRect(place.toAlignedRect())
        self._totals = now
        return region


def _find(scene: Scene, number: int | None) -> tuple[int, Item] | None:
    """Return the lane of a mark and the mark as it stands there."""
    for lane, filled in enumerate(scene.filled if number is not None else ()):
        for item in filled.items if filled.lane.is_own else ():
            if item.number == number:
                return lane, item
    return None
