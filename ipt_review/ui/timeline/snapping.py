"""Edges that are drawn to where somebody begins or stops to speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipt_review.ui.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.ui.timeline.lanes import Filled, Numbers

NO_EDGES: Numbers = np.zeros(0, np.int64)
NEAR = 8.0
"""From how far (pixels) an edge is drawn."""


def speech_edges(lanes: Iterable[Filled]) -> Numbers:
    """Return every moment (ms) at which speech begins or ends, in order."""
    spoken = [each for each in lanes if each.lane.kind is LaneKind.SPEECH]
    parts = [part for each in spoken for part in (each.starts, each.ends)]
    return np.unique(np.concatenate(parts)) if parts else NO_EDGES


def snapped(moment: int, edges: Numbers, scale: float) -> int:
    """Return the edge of speech that is nearest to a moment, or the moment itself.

    Args:
        moment: In ms.
        edges: As `speech_edges` returns them.
        scale: Pixels per ms.
    """
    if not edges.size:
        return moment
    place = int(np.searchsorted(edges, moment))
    beside = edges[max(place - 1, 0) : place + 1].tolist()
    nearest = min(beside, key=lambda edge: abs(edge - moment))
    return nearest if abs(nearest - moment) * scale <= NEAR else moment


def stepped(moment: int, by: int, edges: Numbers) -> int:
    """Return where a step of a key ends: at the first edge of speech on its way.

    The edge that it starts from does not hold it, so that every step gets on.

    Args:
        moment: Where the step starts, in ms.
        by: How far it goes, in ms; to the left when it is negative.
        edges: As `speech_edges` returns them.
    """
    to = moment + by
    if by > 0:
        on_way = edges[(edges > moment) & (edges <= to)]
        return int(on_way[0]) if on_way.size else to
    on_way = edges[(edges < moment) & (edges >= to)]
    return int(on_way[-1]) if on_way.size else to
