"""What all parts of the timeline are painted with: colors, edges, shapes of blocks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics

from ipt_review.ui.theme import SMALL_SIZE, ink_on, sans, seen_on, state_on, tint
from ipt_review.ui.timeline.heads import Heads
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.layout import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.layout import Block
    from ipt_review.ui.timeline.scene import Scene

BAR = 9
ROUND = 3.0
INSIDE = 7
_CURVES = {"interval": BAR / 2, "state": ROUND, "speech": 1.5, "comment": 2.0}
_STRETCH = 3
"""How high (pixels) the line under a comment on a stretch is."""
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
        self._colors: dict[str, QColor] = {}
        self._inks: dict[str, QColor] = {}
        self._widths: dict[str, int] = {}
        self._fills: dict[tuple[LaneKind, str, bool], QColor] = {}

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
        elif block.shape is Shape.COMMENT:
            tall = _STRETCH
        left, right = self.crisp(block.left), self.crisp(block.right)
        top = self.crisp(band.middle(block.row) - tall / 2)
        return QRectF(left, top, max(right - left, self.hair), self.crisp(tall))

    def fill(self, scene: Scene, block: Block) -> QColor:
        """Return the color of a block's body."""
        return self.bar(scene, block.lane, block.color)

    def bar(self, scene: Scene, lane: int, color: str) -> QColor:
        """Return the color of what covers a stretch of a lane."""
        kind = scene.bands[lane].lane.kind
        key = (kind, color, _is_first(scene, lane))
        if key not in self._fills:
            self._fills[key] = self._mix(*key)
        return self._fills[key]

    def _mix(self, kind: LaneKind, color: str, first: bool) -> QColor:  # noqa: FBT001
        if kind.has_states:
            return QColor(state_on(color, self.theme.card))
        if kind is not LaneKind.SPEECH:
            shade = seen_on(color, self.theme.card)
            return tint(shade, _BAR_TINT, self.theme.card)
        if first:
            return tint(self.theme.accent, _FIRST_SPEAKER, self.theme.card)
        return tint(self.theme.muted, _OTHER_SPEAKERS, self.theme.card)

    def paint_bodies(
        self, painter: QPainter, scene: Scene, blocks: Iterable[Block]
    ) -> None:
        """Paint what is closed and no point; the pen must be off."""
        for block in blocks:
            if not block.is_open and block.shape is not Shape.POINT:
                self.paint_body(painter, scene, block)

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

    def write_inside(self, painter: QPainter, rect: QRectF, block: Block) -> None:
        """Write the label of a state into its body, or its first words if they fit."""
        words = self._fitting(block.label, rect.width() - 2 * INSIDE)
        if words:
            painter.setFont(sans(SMALL_SIZE, bold=True))
            painter.setPen(self.ink(state_on(block.color, self.theme.card)))
            inside = rect.adjusted(INSIDE, 0, -INSIDE, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)
            painter.setPen(Qt.PenStyle.NoPen)

    def color(self, name: str) -> QColor:
        """Return a color by its name."""
        if name not in self._colors:
            self._colors[name] = QColor(name)
        return self._colors[name]

    def ink(self, color: str) -> QColor:
        """Return what words on a color are written in."""
        if color not in self._inks:
            self._inks[color] = QColor(ink_on(color))
        return self._inks[color]

    def wide(self, words: str) -> int:
        """Return how many pixels bold words take."""
        if words not in self._widths:
            self._widths[words] = self.letters.horizontalAdvance(words)
        return self._widths[words]

    def _fitting(self, label: str, room: float) -> str:
        first = label.split(",", maxsplit=1)[0].split(" /", maxsplit=1)[0]
        return next((text for text in (label, first) if self.wide(text) <= room), "")


def _is_first(scene: Scene, lane: int) -> bool:
    """Say whether a lane is the first one of its kind, above the others."""
    kind = scene.bands[lane].lane.kind
    return all(band.lane.kind is not kind for band in scene.bands[:lane])
