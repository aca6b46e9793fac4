"""The marks that a filter asks for, painted over the dimmed others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.ui.timeline.lanes import Filled
from ipt_review.ui.timeline.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from PySide6.QtGui import QPainter

    from ipt_review.ui.timeline.brushes import Brushes
    from ipt_review.ui.timeline.scene import Scene

DIM = 0.22
"""How much is left of the color of a mark that is not asked for."""


class Sifted:
    """Keeps a picture of its own of what passes, in the rows where it stands."""

    def __init__(self, brushes: Brushes, numbers: AbstractSet[int]) -> None:
        self.numbers = numbers
        self._sheet = Sheet(brushes)
        self._made: dict[Filled, Filled] = {}
        self._of: tuple[Scene, Scene] | None = None

    def scene(self, scene: Scene) -> Scene:
        """Return the scene without one's own marks that do not pass."""
        if self._of is None or self._of[0] is not scene:
            self._made = {each: self._only(each) for each in scene.filled}
            sifted = replace(scene, filled=tuple(self._made.values()))
            self._of = scene, sifted
        return self._of[1]

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint what passes, and all that is no mark of one's own."""
        self._sheet.paint(painter, self.scene(scene))

    def _only(self, filled: Filled) -> Filled:
        return self._made.get(filled) or only(filled, self.numbers)


def only(filled: Filled, numbers: AbstractSet[int]) -> Filled:
    """Return a lane with only these of its marks, in the rows in which they stood."""
    if not filled.lane.is_own:
        return filled
    kept = [place for place, item in enumerate(filled.items) if item.number in numbers]
    if len(kept) == len(filled.items):
        return filled
    ends = filled.ends[kept]
    return Filled(
        filled.lane,
        tuple(filled.items[place] for place in kept),
        filled.rows,
        filled.starts[kept],
        ends,
        np.maximum.accumulate(ends) if ends.size else ends,
        tuple(item for item in filled.open_items if item.number in numbers),
        filled.heard,
    )
