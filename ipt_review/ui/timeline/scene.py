"""Where everything on the timeline stands, in pixels of the widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import Span
from ipt_review.ui.timeline.axis import Axis, ticks
from ipt_review.ui.timeline.bands import natural_height, stack
from ipt_review.ui.timeline.crowding import crowd_of, is_crowded
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.layout import lay_out, lay_out_lane, lay_out_open

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_review.ui.timeline.axis import Tick
    from ipt_review.ui.timeline.bands import Band
    from ipt_review.ui.timeline.crowding import Crowd
    from ipt_review.ui.timeline.lanes import Filled
    from ipt_review.ui.timeline.layout import Block

OVERVIEW_TOP, OVERVIEW_HEIGHT = 7, 20
RULER_TOP, RULER_HEIGHT = 31, 21
LANES_TOP = 60
BELOW = 8
TICK_ROOM = 76


@dataclass(frozen=True, slots=True)
class Frame:
    """The places that no mark changes.

    Attributes:
        whole: The axis of the whole tape, for the overview.
        axis: The axis of what is shown.
        width: That of the widget, `height` likewise.
    """

    whole: Axis
    axis: Axis
    bands: tuple[Band, ...]
    strokes: tuple[Tick, ...]
    width: int
    height: int


@dataclass(frozen=True, eq=False)
class Scene:
    """Places in pixels, with the values that they were made of."""

    frame: Frame
    filled: tuple[Filled, ...]

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

    def blocks(self, now: int) -> list[Block]:
        """Return all that is in view when the tape is at `now` (ms)."""
        return lay_out(self.filled, self.frame.axis, now)

    def open_blocks(self, now: int) -> list[Block]:
        """Return the open marks as they stand when the tape is at `now` (ms)."""
        return lay_out_open(self.filled, self.frame.axis, now)

    def lane(self, index: int) -> tuple[Block, ...] | Crowd:
        """Return what is to be painted of a lane: blocks, or columns of a crowd."""
        filled, axis = self.filled[index], self.frame.axis
        places = filled.within(axis.shown)
        can_be = filled.lane.kind is not LaneKind.COMMENTS
        if can_be and is_crowded(places.size, axis):
            return crowd_of(index, filled, places, axis)
        return lay_out_lane(index, filled, axis, axis.shown.start)


@dataclass(frozen=True, slots=True)
class Room:
    """The pixels of the widget, and how many lane labels and totals take of them."""

    width: int
    height: int
    labels: int
    totals: int = 14


def compose(
    filled: Sequence[Filled],
    length: int,
    shown: Span,
    room: Room,
    sizes: Mapping[str, float] | None = None,
) -> Scene:
    """Place lanes and ruler for a tape of `length` ms of which a stretch is `shown`."""
    wide = max(room.width - room.labels - room.totals, 1)
    axis = Axis(shown, room.labels, wide)
    frame = Frame(
        Axis(Span(0, length), room.labels, wide),
        axis,
        stack(filled, LANES_TOP, room.height - LANES_TOP - BELOW, sizes),
        tuple(ticks(axis, TICK_ROOM)),
        room.width,
        room.height,
    )
    return Scene(frame, tuple(filled))


def best_height(
    filled: Sequence[Filled], sizes: Mapping[str, float] | None = None
) -> int:
    """Return how high the widget would like to be."""
    return LANES_TOP + round(natural_height(filled, sizes)) + BELOW
