"""Where marks stand on the timeline: geometry without Qt."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.ui.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ipt_review.ui.timeline.axis import Axis
    from ipt_review.ui.timeline.lanes import Filled, Item

HEAD = 9.0
"""How wide the dot or diamond of a point, or at the start of an interval, is."""
THINNEST = 3.0


class Shape(Enum):
    """How a block is drawn."""

    POINT = "point"
    INTERVAL = "interval"
    STATE = "state"
    SPEECH = "speech"
    COMMENT = "comment"


class Block(NamedTuple):
    """What is seen of one mark, in pixels; speech has number 0.

    Attributes:
        lane: Index of its lane; `row` within that lane.
        left: Left edge of an interval, middle of a point.
        width: 0 for a point.
        flag: Drawn as a diamond, not as a dot.
        has_head: Whether a dot or diamond stands at its start, which is in view.
        is_open: Its right edge is not coded yet and moves with the playhead.
    """

    number: int
    lane: int
    row: int
    left: float
    width: float
    shape: Shape
    color: str
    label: str
    flag: bool
    has_head: bool
    is_open: bool

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width


def lay_out(filled: Sequence[Filled], axis: Axis, now: int) -> list[Block]:
    """Place everything that touches the shown stretch, open marks reaching to `now`.

    Intervals that share a row share no pixel. A short one is drawn wider than it
    is where there is room.
    """
    return [
        block
        for index, lane in enumerate(filled)
        for block in lay_out_lane(index, lane, axis, now)
    ]


def lay_out_lane(index: int, lane: Filled, axis: Axis, now: int) -> tuple[Block, ...]:
    """Place what stands on the lane with this index, from left to right."""
    items = [lane.items[place] for place in lane.within(axis.shown).tolist()]
    if lane.lane.kind is LaneKind.SPEECH:
        return tuple(_speech(index, items, axis))
    blocks = place_items(index, lane, reversed(items), axis, now)
    return tuple(reversed(blocks))


def lay_out_open(filled: Sequence[Filled], axis: Axis, now: int) -> list[Block]:
    """Place only the open marks: all that changes while the tape plays."""
    blocks: list[Block] = []
    for index, lane in enumerate(filled):
        if lane.open_items:
            shown = [item for item in lane.open_items if item.start <= axis.shown.end]
            blocks.extend(place_items(index, lane, reversed(shown), axis, now))
    return blocks


def shape_on(kind: LaneKind) -> Shape:
    """Return how what covers a stretch is drawn on a lane of this kind."""
    if kind.has_states:
        return Shape.STATE
    return Shape.COMMENT if kind is LaneKind.COMMENTS else Shape.INTERVAL


def place_items(
    index: int, lane: Filled, items: Iterable[Item], axis: Axis, now: int
) -> list[Block]:
    """Return blocks for items that come last begun first, in that order."""
    states = lane.lane.kind.has_states
    shape = shape_on(lane.lane.kind)
    first, origin, scale = axis.shown.start, axis.left, axis.scale
    edge = [axis.right] * lane.rows
    apart = shape is not Shape.COMMENT
    blocks = []
    for item in items:
        start, row = item.start, item.row
        end = max(start, now) if item.end is None else item.end
        if end < first:
            continue
        left = right = origin + max(start - first, 0) * scale
        point = item.end == start and not states
        if not point:
            right = min(max(origin + (end - first) * scale, left + THINNEST), edge[row])
            edge[row] = left if apart else edge[row]
        blocks.append(
            Block(
                item.number,
                index,
                row,
                left,
                right - left,
                Shape.POINT if point and apart else shape,
                item.color,
                item.label,
                item.flag,
                not states and start >= first,
                item.end is None,
            )
        )
    return blocks


def _speech(index: int, items: Iterable[Item], axis: Axis) -> Iterator[Block]:
    """Yield what is said, run together where no gap could be seen."""
    left = right = -1.0
    for item in items:
        begin = max(axis.x(item.start), axis.left)
        end = min(axis.x(item.start if item.end is None else item.end), axis.right)
        if right >= 0 and begin - right >= 1:
            yield _said(index, left, right)
            left = begin
        left = begin if right < 0 else left
        right = max(end, right)
    if right >= 0:
        yield _said(index, left, right)


def _said(index: int, left: float, right: float) -> Block:
    shape, width = Shape.SPEECH, right - left
    return Block(0, index, 0, left, width, shape, "", "", False, False, False)  # noqa: FBT003 - a block without a mark
