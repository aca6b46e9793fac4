"""How close the ratings of one tape lie, item by item: equal, or some points apart.

On one tape only shares are told: items differ in what they ask, so that no coefficient
over them says anything about raters (Koo & Li 2016 ask for many subjects).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.reliability.figure import Figure, undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_ITEM = "No item has a score from all of them."


def close_share(rated: Sequence[Sequence[int]], points: int) -> Figure:
    """Return the share of items on which all scores lie within so many points.

    Args:
        rated: By item, the scores of all raters, two or more.
        points: How far the lowest may lie from the highest; 0 for equal scores.
    """
    if not rated:
        return undefined(NO_ITEM)
    close = sum(max(scores) - min(scores) <= points for scores in rated)
    return Figure(close / len(rated))
