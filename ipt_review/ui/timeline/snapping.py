"""Edges that are drawn to where somebody begins or stops to speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipt_review.ui.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.ui.timeline.lanes import Filled, Numbers

NEAR = 8.0
"""From how far (pixels) an edge is drawn."""


def speech_edges(lanes: Iterable[Filled]) -> Numbers:
    """Return every moment (ms) at which speech begins or ends, in order."""
    spoken = [each for each in lanes if each.lane.kind is LaneKind.SPEECH]
    parts = [part for each in spoken for part in (each.starts, each.ends)]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int64)


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
