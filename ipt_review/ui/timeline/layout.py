"""Where marks stand on the timeline: geometry without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.ui.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ipt_review.ui.timeline.axis import Axis
    from ipt_review.ui.timeline.lanes import Filled, Item, Lane

HEAD = 9.0
"""How wide the dot or diamond of a point, or at the start of an interval, is."""
THINNEST = 3.0
EASY_TO_HIT = 8.0

_ROW = 14
_HEIGHT = {
    LaneKind.SOUND: 38,
    LaneKind.SPEECH: 14,
    LaneKind.FOCUS: 22,
    LaneKind.CODES: 20,
    LaneKind.AFFECT: 16,
}
_GAP = 14
_TIGHTEST, _WIDEST = 0.75, 1.6


class Shape(Enum):
    """How a block is drawn."""

    POINT = "point"
    INTERVAL = "interval"
    STATE = "state"
    SPEECH = "speech"


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


@dataclass(frozen=True, slots=True)
class Band:
    """The pixels from top to bottom that a lane and its rows take."""

    lane: Lane
    top: float
    height: float
    rows: int

    @property
    def row_height(self) -> float:
        """Pixels of one row."""
        return self.height / self.rows

    def middle(self, row: int) -> float:
        """Return the middle of a row."""
        return self.top + (row + 0.5) * self.row_height

    def holds(self, y: float) -> bool:
        """Say whether a pixel lies on this lane."""
        return self.top <= y < self.top + self.height


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
    if lane.lane.kind is LaneKind.SPEECH:
        return tuple(_speech(index, lane, axis))
    blocks = _placed(index, lane, lane.within(axis.shown), axis, now)
    return tuple(reversed(blocks))


def lay_out_open(filled: Sequence[Filled], axis: Axis, now: int) -> list[Block]:
    """Place only the open marks: all that changes while the tape plays."""
    blocks: list[Block] = []
    for index, lane in enumerate(filled):
        shown = [item for item in lane.open_items if item.start <= axis.shown.end]
        blocks.extend(_placed(index, lane, reversed(shown), axis, now))
    return blocks


def _placed(
    index: int, lane: Filled, items: Iterable[Item], axis: Axis, now: int
) -> list[Block]:
    """Return blocks for items that come last begun first, in that order."""
    states = lane.lane.kind is not LaneKind.CODES
    shape = Shape.STATE if states else Shape.INTERVAL
    first, origin, scale = axis.shown.start, axis.left, axis.scale
    edge = [axis.right] * lane.rows
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
            edge[row] = left
        blocks.append(
            Block(
                item.number,
                index,
                row,
                left,
                right - left,
                Shape.POINT if point else shape,
                item.color,
                item.label,
                item.flag,
                not states and start >= first,
                item.end is None,
            )
        )
    return blocks


def _speech(index: int, lane: Filled, axis: Axis) -> Iterator[Block]:
    """Yield what is said, run together where no gap could be seen."""
    left = right = -1.0
    for item in reversed(list(lane.within(axis.shown))):
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


def stack(filled: Sequence[Filled], top: float, height: float) -> tuple[Band, ...]:
    """Stand the lanes below `top`, stretched or squeezed toward `height` pixels.

    Lanes of one kind stand close together; code lanes and the gaps between kinds
    give way. Three rows make a code lane higher; more rows make its rows thinner.
    """
    firm = sum(_tall(each) for each in filled if each.lane.kind is not LaneKind.CODES)
    loose = natural_height(filled) - firm
    factor = min(max((height - firm) / max(loose, 1), _TIGHTEST), _WIDEST)
    bands = []
    before: LaneKind | None = None
    for each in filled:
        kind = each.lane.kind
        if before not in (None, kind):
            top += _GAP * factor
        tall = _tall(each) * (factor if kind is LaneKind.CODES else 1)
        bands.append(Band(each.lane, round(top), round(tall), each.rows))
        top += tall
        before = kind
    return tuple(bands)


def natural_height(filled: Sequence[Filled]) -> float:
    """Return how high the lanes stand when there is neither room nor need."""
    kinds = [each.lane.kind for each in filled]
    breaks = sum(a is not b for a, b in pairwise(kinds))
    return sum(map(_tall, filled)) + _GAP * breaks


def _tall(filled: Filled) -> float:
    height = _HEIGHT[filled.lane.kind]
    if filled.lane.kind is LaneKind.CODES and filled.rows > 1:
        return max(height, _ROW * min(filled.rows, 3))
    return height


def block_at(
    blocks: Iterable[Block], bands: Sequence[Band], x: float, y: float
) -> Block | None:
    """Return the mark at a pixel: points before intervals, the nearest of several.

    However small a mark is drawn, at least 8 pixels of it can be hit.
    """
    lane = next((n for n, band in enumerate(bands) if band.holds(y)), None)
    if lane is None:
        return None
    band = bands[lane]
    near = [
        (rank, distance, n, block)
        for n, block in enumerate(blocks)
        if block.lane == lane and block.number
        for rank, distance in _near(block, band, x, y)
    ]
    return min(near)[-1] if near else None


def _near(block: Block, band: Band, x: float, y: float) -> Iterator[tuple[int, float]]:
    """Yield how well a pixel hits a block, if it does: rank and distance."""
    head = HEAD if block.shape is Shape.POINT else 0.0
    spare = max(0.0, (EASY_TO_HIT - block.width) / 2, head / 2 + 1)
    if not block.left - spare <= x <= block.right + spare:
        return
    aside = abs(y - band.middle(block.row))
    if block.shape is Shape.POINT:
        yield 0, abs(x - block.left) + aside
    elif band.rows == 1 or aside <= max(band.row_height / 2, EASY_TO_HIT / 2):
        yield 1, aside
