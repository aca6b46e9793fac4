"""What stands under the mouse, found among all marks, however closely they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ipt_review.domain.timecode import Span
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.layout import HEAD, THINNEST
from ipt_review.workflow.coding.shaping import Edge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipt_review.ui.timeline.axis import Axis
    from ipt_review.ui.timeline.bands import Band
    from ipt_review.ui.timeline.lanes import Filled, Item

EASY_TO_HIT = 8.0
"""However small a mark is drawn, so many pixels of it can be hit."""
GRIP = 5.0
"""How near to an edge (pixels) the mouse takes hold of it."""


class Hit(NamedTuple):
    """What was hit.

    Attributes:
        lane: Index of its lane.
        edge: The edge that the mouse would take hold of, if one.
        is_own: Whether it is a mark of one's own, and can be picked.
    """

    item: Item
    lane: int
    edge: Edge | None
    is_own: bool


def hit(
    filled: Sequence[Filled],
    bands: Sequence[Band],
    axis: Axis,
    now: int,
    x: float,
    y: float,
) -> Hit | None:
    """Return what stands at a pixel: points before intervals, the nearest of several.

    Args:
        filled: The lanes that are shown.
        bands: Where each of them stands.
        axis: Which stretch is shown, and where.
        x: Pixel from the left.
        y: Pixel from above.
        now: To which moment (ms) open marks reach.
    """
    for lane, (each, band) in enumerate(zip(filled, bands, strict=True)):
        if not band.holds(y) or each.lane.kind is LaneKind.SPEECH:
            continue
        near = [
            (rank, aside, -item.start, n, item)
            for n, item in enumerate(_beside(each, axis, x))
            for rank, aside in _reaches(item, each, band, axis, now, x, y)
        ]
        if not near:
            return None
        item = min(near)[-1]
        own = each.lane.is_own
        edge = _edge(item, axis, now, x) if own else None
        return Hit(item, lane, edge, own)
    return None


def _beside(filled: Filled, axis: Axis, x: float) -> list[Item]:
    """Return the items that could be hit at `x`."""
    spare = round((HEAD + 1) / max(axis.scale, 1e-9)) + 1
    at = axis.moment(x)
    places = filled.within(Span(max(at - spare, 0), at + spare))
    starts = filled.starts[places]
    points = filled.ends[places] == starts
    near = np.abs(starts - at) <= spare
    return [filled.items[place] for place in places[near | ~points].tolist()]


def _reaches(  # noqa: PLR0913, PLR0917 - one item, and where the mouse is
    item: Item, filled: Filled, band: Band, axis: Axis, now: int, x: float, y: float
) -> Iterator[tuple[int, float]]:
    """Yield how well a pixel hits an item, if it does: rank and distance."""
    kind = filled.lane.kind
    left, right = extent(item, axis, now)
    aside = abs(y - band.middle(item.row))
    if item.end == item.start and not kind.has_states:
        if abs(x - left) <= HEAD / 2 + 1:
            yield 0, abs(x - left) + aside
        return
    spare = max(0.0, (EASY_TO_HIT - (right - left)) / 2)
    head = 0 if kind.has_states else HEAD / 2
    if not left - max(spare, head) <= x <= right + spare:
        return
    if band.rows == 1 or aside <= max(band.row_height / 2, EASY_TO_HIT / 2):
        yield 1, aside + max(left - x, x - right, 0)


def extent(item: Item, axis: Axis, now: int) -> tuple[float, float]:
    """Return the pixels from which to which an item is seen, neighbors apart."""
    end = max(item.start, now) if item.end is None else item.end
    left = axis.x(item.start)
    return left, left if end == item.start else max(axis.x(end), left + THINNEST)


def _edge(item: Item, axis: Axis, now: int, x: float) -> Edge | None:
    """Return the edge under the mouse; a narrow mark keeps its middle for moving."""
    if item.end == item.start:
        return None
    left, right = extent(item, axis, now)
    grip = min(GRIP, max((right - left) / 3, 1.0))
    if x - left <= grip:
        return Edge.START
    return Edge.END if right - x <= grip else None
