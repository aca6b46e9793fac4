"""What is seen of a lane on which marks stand closer than they can be told apart.

All marks of such a lane are counted into columns of pixels, whatever their number;
only those that are wide enough to be read get a block of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ipt_review.ui.timeline.lanes import NO_END, LaneKind
from ipt_review.ui.timeline.layout import place_items

if TYPE_CHECKING:
    from ipt_review.ui.timeline.axis import Axis
    from ipt_review.ui.timeline.lanes import Filled, Numbers
    from ipt_review.ui.timeline.layout import Block

CLOSE = 7.0
"""Marks that have fewer pixels each than this, on the whole lane, are a crowd."""
FEW = 40
"""So many marks are never a crowd."""
PITCH = 3
"""How wide (pixels) a column of points is, with the gap beside it."""
_READABLE = 28.0


class Crowd(NamedTuple):
    """A crowded lane as columns of pixels.

    Attributes:
        points: How many points begin in each `PITCH` pixels.
        cover: Shape (rows, pixels): 1 + place in the palette of what covers a pixel,
            0 where nothing does.
        palette: The colors.
        wide: Blocks that can be read by themselves, from left to right.
    """

    points: Numbers
    cover: Numbers
    palette: tuple[str, ...]
    wide: tuple[Block, ...]


def is_crowded(count: int, axis: Axis) -> bool:
    """Say whether so many items are too many to be told apart."""
    return count > max(FEW, axis.width / CLOSE)


def crowd_of(index: int, filled: Filled, places: Numbers, axis: Axis) -> Crowd:
    """Return what is seen of items (as places in `filled`) on the lane `index`.

    Open items are left out: they are painted anew at each moment.
    """
    kind, wide = filled.lane.kind, max(round(axis.width), 1)
    starts, ends = filled.starts[places], filled.ends[places]
    lefts = (starts - axis.shown.start) * axis.scale
    rights = (np.minimum(ends, axis.shown.end) - axis.shown.start) * axis.scale
    closed = ends < NO_END
    is_point = (starts == ends) & (not kind.has_states)
    columns = -(-wide // PITCH)
    at = (lefts[is_point] // PITCH).astype(np.int64).clip(0, columns - 1)
    bars = ~is_point & closed
    cover = np.zeros((filled.rows, wide), np.int64)
    _cover(
        cover,
        filled.levels[places][bars],
        lefts[bars],
        rights[bars],
        filled.inks[places][bars],
    )
    readable = places[bars & (rights - np.maximum(lefts, 0) >= _READABLE)]
    items = [filled.items[place] for place in readable.tolist()]
    blocks = (
        ()
        if kind is LaneKind.SPEECH
        else reversed(place_items(index, filled, reversed(items), axis, 0))
    )
    return Crowd(
        np.bincount(at, minlength=columns),
        cover,
        filled.palette,
        tuple(blocks),
    )


def _cover(
    cover: Numbers, rows: Numbers, lefts: Numbers, rights: Numbers, inks: Numbers
) -> None:
    """Lay stretches over pixels, each at least one wide, later ones on top."""
    wide = cover.shape[1]
    first = np.floor(lefts).astype(np.int64).clip(0, wide - 1)
    after = np.maximum(np.round(rights).astype(np.int64), first + 1).clip(1, wide)
    long = after - first
    total = int(long.sum())
    if not total:
        return
    begins = np.cumsum(long) - long
    pixels = np.arange(total) + np.repeat(first - begins, long)
    cover[np.repeat(rows, long), pixels] = np.repeat(inks + 1, long)
