"""How lenient or severe raters are: their mean bias, on all items and on each.

Bias is what a rater gave minus what it is held against: the reference on gold tapes, or
the mean of the others who rated the same tape. The interval is that of a mean over
tapes (t), since items of one tape depend on each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.doubles import Named
from ipt_review.reliability.figure import Figure, t_reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from ipt_review.reliability.doubles import Double

ALL_ITEMS = Named("", "All items")
PAIR = 2


@dataclass(frozen=True, slots=True)
class Apart:
    """How far one rater lies from what they are held against, on one tape.

    Attributes:
        codings: The rater's, and one that it is held against.
        at: When the rater's was submitted, in ms since 1970; None where nobody knows.
        items: By item, points above (+) or below (-).
    """

    tape: UUID
    codings: tuple[UUID, UUID]
    at: int | None
    items: Mapping[str, float]

    def bias(self, item: Named) -> float | None:
        """Return the points on one item, or the mean over all that both rated."""
        if item is ALL_ITEMS:
            return float(np.mean([*self.items.values()])) if self.items else None
        return self.items.get(item.name)


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far one rater lies above or below on one item, or on all.

    Attributes:
        item: Which one; `ALL_ITEMS` for the mean over them.
        bias: Mean over tapes, in points, with its interval from two tapes on.
        tapes: Those behind it, the furthest apart first.
    """

    rater: str
    item: Named
    bias: Figure
    tapes: tuple[Apart, ...]


def leanings(
    apart: Mapping[str, Sequence[Apart]], items: Iterable[Named]
) -> tuple[Leaning, ...]:
    """Return how each rater leans: on all items first, then on each that has a tape.

    Args:
        apart: By handle of the rater, tape by tape.
        items: Which items, in their order.
    """
    asked = (ALL_ITEMS, *items)
    return tuple(
        _leaning(rater, item, [(each, bias) for each, bias in told if bias is not None])
        for rater in sorted(apart)
        for item in asked
        for told in ([(each, each.bias(item)) for each in apart[rater]],)
        if any(bias is not None for _, bias in told)
    )


def among_others(
    doubles: Iterable[Double], items: Iterable[Named]
) -> dict[str, list[Apart]]:
    """Return by rater how far they lie from the mean of the others of each tape.

    Args:
        doubles: Tapes that two or more raters coded.
        items: Which items.
    """
    names = [item.name for item in items]
    found: dict[str, list[Apart]] = {}
    for double in doubles:
        for place, voice in enumerate(double.voices):
            others = [v for n, v in enumerate(double.voices) if n != place]
            points: dict[str, float] = {}
            for name in names:
                given = [v.scores[name] for v in others if name in v.scores]
                if given and name in voice.scores:
                    points[name] = voice.scores[name] - sum(given) / len(given)
            if points:
                codings = (voice.coding, others[0].coding)
                each = Apart(double.tape, codings, None, points)
                found.setdefault(voice.rater, []).append(each)
    return found


def _leaning(rater: str, item: Named, told: Sequence[tuple[Apart, float]]) -> Leaning:
    values = np.array([bias for _, bias in told])
    figure = Figure(float(values.mean()))
    if len(values) >= PAIR:
        se = float(values.std(ddof=1) / np.sqrt(len(values)))
        reach = t_reach(len(values) - 1) * se
        figure = figure.with_interval(reach, low=-np.inf, high=np.inf)
    told = sorted(told, key=lambda each: (-abs(each[1]), each[0].tape.int))
    return Leaning(rater, item, figure, tuple(each for each, _ in told))
