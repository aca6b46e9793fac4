"""Krippendorff's alpha: any number of raters, ratings missing, four levels.

Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability". Units with
fewer than two ratings are left out. Observed disagreement is taken pair by pair
within units and expected disagreement from the margins, which gives the same as the
coincidence matrix and stays quick however many values there are; where they are few,
units are compared by how often they hold each value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.figure import Figure, Interval, undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ranks = NDArray[np.intp]

NO_PAIR = "No unit was rated by two raters."
NO_VARIATION = "All ratings are the same, so that there is no disagreement to expect."
CHUNK = 512
MOST_COUNTED = 64
MOST_WHOLE = 4_096


class Level(Enum):
    """What the distances between values mean."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True)
class _Pairable:
    """Ratings of the units that have two or more.

    Attributes:
        rows: Which units of the table these are.
        ranks: Shape (units, raters), index into `values`, -1 where missing.
        values: The values in use, ascending.
        ratings: How many ratings each unit has.
        counts: How often each unit was given each value, shape (units, values); None
            where there are too many values to count by.
    """

    rows: NDArray[np.bool_]
    ranks: Ranks
    values: Floats
    ratings: Floats
    counts: Floats | None

    @staticmethod
    def of(ratings: Floats) -> _Pairable:
        there = ~np.isnan(ratings)
        rows = there.sum(axis=1) > 1
        kept, there = ratings[rows], there[rows]
        values, places = _ranked(kept[there])
        ranks = np.full(kept.shape, -1, dtype=np.intp)
        ranks[there] = places
        in_each = there.sum(axis=1).astype(np.float64)
        counts = _counted(ranks, len(values)) if len(values) <= MOST_COUNTED else None
        return _Pairable(rows, ranks, values, in_each, counts)

    def margins(self, weights: Floats) -> Floats:
        """Return how often each value occurs, units counted `weights` times."""
        if self.counts is not None:
            total: Floats = weights @ self.counts
            return total
        there = self.ranks >= 0
        each = np.broadcast_to(weights[:, None], there.shape)[there]
        ranks, size = self.ranks[there], len(self.values)
        return np.bincount(ranks, each, minlength=size).astype(np.float64)

    def scores(self, values: Floats) -> Floats:
        """Return the table with values in place of ranks, NaN where missing."""
        return np.append(values, np.nan)[self.ranks]

    def moments(self, values: Floats) -> tuple[Floats, Floats]:
        """Return each unit's sum and sum of squares, with these values for ranks."""
        if self.counts is not None:
            return self.counts @ values, self.counts @ values**2
        scores = self.scores(values)
        return np.nansum(scores, axis=1), np.nansum(scores**2, axis=1)


def _ranked(cells: Floats) -> tuple[Floats, Ranks]:
    """Return the values in use and the rank of each cell; quick for whole numbers."""
    whole = cells.astype(np.int64)
    low, high = (int(whole.min()), int(whole.max())) if len(whole) else (0, 0)
    if high - low > MOST_WHOLE or (whole != cells).any():
        values, places = np.unique(cells, return_inverse=True)
        return values, places
    used = np.bincount(whole - low) > 0
    ranks = np.cumsum(used) - 1
    return np.flatnonzero(used).astype(np.float64) + low, ranks[whole - low]


def _counted(ranks: Ranks, size: int) -> Floats:
    cells = np.arange(len(ranks))[:, None] * (size + 1) + ranks + 1
    table = np.bincount(cells.ravel(), minlength=len(ranks) * (size + 1))
    return table.reshape(len(ranks), size + 1)[:, 1:].astype(np.float64)


def krippendorff_alpha(ratings: Floats, level: Level) -> Figure:
    """Return Krippendorff's alpha at one level; see `krippendorff_alphas`."""
    return krippendorff_alphas(ratings, (level,))[level]


def krippendorff_alphas(
    ratings: Floats, levels: Iterable[Level]
) -> dict[Level, Figure]:
    """Return Krippendorff's alpha at each of these levels.

    Args:
        ratings: Shape (units, raters), NaN where missing. For the nominal and ordinal
            levels any numbers that name, or order, the categories.
        levels: What distances between values mean. Ordinal distances come from the
            margins, so that unused categories play no part.
    """
    units = _Pairable.of(np.asarray(ratings, dtype=np.float64))
    if not len(units.ranks):
        return dict.fromkeys(levels, undefined(NO_PAIR))
    if len(units.values) == 1:
        return dict.fromkeys(levels, undefined(NO_VARIATION))
    once = np.ones(len(units.ranks))
    return {level: Figure(_alpha(units, level, once)) for level in levels}


def bootstrapped_alpha(
    ratings: Floats, level: Level, *, draws: int = 2_000, seed: int = 0
) -> Figure:
    """Return alpha with a percentile interval from resampled units.

    Args:
        ratings: As for `krippendorff_alpha`.
        level: As for `krippendorff_alpha`.
        draws: How many samples are drawn; those without variation are left out.
        seed: Of the generator, so that the same digits come out again.
    """
    figure = krippendorff_alpha(ratings, level)
    if figure.value is None:
        return figure
    units = _Pairable.of(np.asarray(ratings, dtype=np.float64))
    n, generator = len(units.rows), np.random.default_rng(seed)
    fixed = None if level is Level.ORDINAL else _observed(units, level, units.values)
    found = []
    for _ in range(draws):
        drawn = np.bincount(generator.integers(0, n, n), minlength=n)[units.rows]
        value = _alpha(units, level, drawn.astype(np.float64), fixed)
        if not np.isnan(value):
            found.append(value)
    low, high = np.quantile(found, (0.025, 0.975)) if found else (np.nan, np.nan)
    return replace(figure, interval=Interval(float(low), float(high)))


def _alpha(
    units: _Pairable, level: Level, weights: Floats, observed: Floats | None = None
) -> float:
    """Return 1 - Do / De with units counted `weights` times, or NaN."""
    margins = units.margins(weights)
    values = _midranks(margins) if level is Level.ORDINAL else units.values
    if observed is None:
        observed = _observed(units, level, values)
    n = float(margins.sum())
    expected = _expected(level, values, margins)
    if expected <= 0:
        return float("nan")
    return float(1 - (n - 1) * float(weights @ observed) / expected)


def _midranks(margins: Floats) -> Floats:
    """Return values between which the ordinal distance is a plain difference.

    The ordinal distance of c and k is the number of ratings between them, those at
    c and k counted half; that is the difference of their mid-ranks.
    """
    ranks: Floats = np.cumsum(margins) - margins / 2
    return ranks


def _observed(units: _Pairable, level: Level, values: Floats) -> Floats:
    """Return each unit's disagreement over ordered pairs, divided by m - 1."""
    if level in (Level.ORDINAL, Level.INTERVAL):
        total, squares = units.moments(values - values.mean())
        apart = 2 * (units.ratings * squares - total**2)
    else:
        distance = _unequal if level is Level.NOMINAL else _ratio
        apart = _over_pairs(units, values, distance)
    each: Floats = np.maximum(apart, 0) / (units.ratings - 1)
    return each


def _over_pairs(
    units: _Pairable, values: Floats, distance: Callable[[Floats, Floats], Floats]
) -> Floats:
    """Return the sum of distances over each unit's ordered pairs of ratings."""
    if units.counts is not None:
        between = distance(values[:, None], values[None, :])
        total: Floats = ((units.counts @ between) * units.counts).sum(axis=1)
        return total
    total = np.zeros(len(units.ranks))
    for first, second in combinations(units.scores(values).T.copy(), 2):
        apart = distance(first, second)
        total += 2 * np.where(np.isnan(first) | np.isnan(second), 0.0, apart)
    return total


def _unequal(first: Floats, second: Floats) -> Floats:
    return np.asarray(first != second, dtype=np.float64)


def _ratio(first: Floats, second: Floats) -> Floats:
    """Return ((a - b) / (a + b))², and 0 where both are 0."""
    total = first + second
    share = np.divide(
        first - second, total, out=np.zeros(total.shape), where=total != 0
    )
    squared: Floats = share**2
    return squared


def _expected(level: Level, values: Floats, margins: Floats) -> float:
    """Return the disagreement over all ordered pairs of ratings."""
    n = float(margins.sum())
    if level is Level.NOMINAL:
        return n**2 - float(margins @ margins)
    if level is Level.RATIO:
        chunks = range(0, len(values), CHUNK)
        return sum(
            float(
                margins[i : i + CHUNK]
                @ _ratio(values[i : i + CHUNK, None], values[None, :])
                @ margins
            )
            for i in chunks
        )
    centered = values - float(margins @ values) / n
    return 2 * n * float(margins @ centered**2)
