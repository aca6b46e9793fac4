"""How close the ratings of one tape lie, item by item: equal, or one point apart.

On one tape only shares are told: items differ in what they ask, so that no coefficient
over them says anything about raters (Koo & Li 2016 ask for many subjects).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.reliability.figure import Figure, undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_PAIR = "No item has a score from both."
ONE_POINT = 1


def exact_share(pairs: Sequence[tuple[int, int]]) -> Figure:
    """Return the share of items on which both gave the same score."""
    return _share(pairs, 0)


def within_one_share(pairs: Sequence[tuple[int, int]]) -> Figure:
    """Return the share of items on which the scores lie at most one point apart."""
    return _share(pairs, ONE_POINT)


def _share(pairs: Sequence[tuple[int, int]], most: int) -> Figure:
    if not pairs:
        return undefined(NO_PAIR)
    close = sum(abs(one - other) <= most for one, other in pairs)
    return Figure(close / len(pairs))
