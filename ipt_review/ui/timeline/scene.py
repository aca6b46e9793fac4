"""Everything that stands still on the timeline until a mark, size or zoom changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import Span
from ipt_review.ui.timeline.axis import Axis, ticks
from ipt_review.ui.timeline.layout import lay_out, lay_out_open, natural_height, stack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.ui.timeline.axis import Tick
    from ipt_review.ui.timeline.lanes import Filled
    from ipt_review.ui.timeline.layout import Band, Block

OVERVIEW_TOP, OVERVIEW_HEIGHT = 6, 9
RULER_TOP, RULER_HEIGHT = 17, 21
LANES_TOP = 50
RIGHT_MARGIN = 14
BELOW = 10
TICK_ROOM = 76


@dataclass(frozen=True, slots=True)
class Scene:
    """Places in pixels, with the values that they were made of.

    Attributes:
        whole: The axis of the whole tape, for the overview.
        axis: The axis of what is shown.
        blocks: All that is in view; open marks reach to their start only.
        height: That of the widget.
    """

    filled: tuple[Filled, ...]
    whole: Axis
    axis: Axis
    bands: tuple[Band, ...]
    blocks: tuple[Block, ...]
    strokes: tuple[Tick, ...]
    height: int

    @property
    def is_zoomed(self) -> bool:
        """Whether some of the tape is not shown."""
        return self.axis.shown != self.whole.shown

    @property
    def bottom(self) -> float:
        """Where the last lane ends."""
        return self.bands[-1].top + self.bands[-1].height

    def blocks_of(self, number: int) -> list[Block]:
        """Return what is in view of one closed mark."""
        return [b for b in self.blocks if b.number == number and not b.is_open]

    def open_blocks(self, now: int) -> list[Block]:
        """Return the open marks as they stand when the tape is at `now` (ms)."""
        return lay_out_open(self.filled, self.axis, now)


def compose(
    filled: Sequence[Filled],
    length: int,
    shown: Span,
    label_width: int,
    size: tuple[int, int],
) -> Scene:
    """Place lanes, marks and ruler on a widget of `size` (width, height).

    The tape is `length` ms long; the lane labels take `label_width` pixels.
    """
    width, height = size
    room = max(width - label_width - RIGHT_MARGIN, 1)
    axis = Axis(shown, label_width, room)
    return Scene(
        tuple(filled),
        Axis(Span(0, length), label_width, room),
        axis,
        stack(filled, LANES_TOP, height - LANES_TOP - BELOW),
        tuple(lay_out(filled, axis, shown.start)),
        tuple(ticks(axis, TICK_ROOM)),
        height,
    )


def best_height(filled: Sequence[Filled]) -> int:
    """Return how high the widget would like to be."""
    return LANES_TOP + round(natural_height(filled)) + BELOW
