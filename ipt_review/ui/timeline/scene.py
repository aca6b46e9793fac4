"""Everything that stands still on the timeline until a mark, size or zoom changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import Span
from ipt_review.ui.timeline.axis import Axis, ticks
from ipt_review.ui.timeline.layout import (
    lay_out_lane,
    lay_out_open,
    natural_height,
    stack,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
class Frame:
    """The places that no mark changes.

    Attributes:
        whole: The axis of the whole tape, for the overview.
        axis: The axis of what is shown.
        height: That of the widget.
    """

    whole: Axis
    axis: Axis
    bands: tuple[Band, ...]
    strokes: tuple[Tick, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Scene:
    """Places in pixels, with the values that they were made of.

    Attributes:
        lanes: By lane, the blocks in view; open ones are placed anew at each
            moment, see `open_blocks`.
    """

    frame: Frame
    filled: tuple[Filled, ...]
    lanes: tuple[tuple[Block, ...], ...]

    @property
    def axis(self) -> Axis:
        """The axis of what is shown."""
        return self.frame.axis

    @property
    def bands(self) -> tuple[Band, ...]:
        """Where each lane stands."""
        return self.frame.bands

    @property
    def is_zoomed(self) -> bool:
        """Whether some of the tape is not shown."""
        return self.frame.axis.shown != self.frame.whole.shown

    def blocks(self, now: int) -> Iterator[Block]:
        """Yield all that is in view when the tape is at `now` (ms)."""
        for lane in self.lanes:
            yield from (block for block in lane if not block.is_open)
        yield from self.open_blocks(now)

    def open_blocks(self, now: int) -> list[Block]:
        """Return the open marks as they stand when the tape is at `now` (ms)."""
        return lay_out_open(self.filled, self.frame.axis, now)


@dataclass(frozen=True, slots=True)
class Room:
    """The pixels of the widget, and how many of them lane labels take."""

    width: int
    height: int
    labels: int


def compose(
    filled: Sequence[Filled],
    length: int,
    shown: Span,
    room: Room,
    before: Scene | None = None,
) -> Scene:
    """Place lanes, marks and ruler for a tape of `length` ms.

    Lanes that look as they did `before` keep the very blocks that they had.
    """
    wide = max(room.width - room.labels - RIGHT_MARGIN, 1)
    axis = Axis(shown, room.labels, wide)
    frame = Frame(
        Axis(Span(0, length), room.labels, wide),
        axis,
        stack(filled, LANES_TOP, room.height - LANES_TOP - BELOW),
        tuple(ticks(axis, TICK_ROOM)),
        room.height,
    )
    if before is not None and before.frame != frame:
        before = None
    lanes = tuple(
        before.lanes[index]
        if before is not None and before.filled[index] is lane
        else lay_out_lane(index, lane, axis, shown.start)
        for index, lane in enumerate(filled)
    )
    return Scene(frame, tuple(filled), lanes)


def best_height(filled: Sequence[Filled]) -> int:
    """Return how high the widget would like to be."""
    return LANES_TOP + round(natural_height(filled)) + BELOW
