"""Intervals by resampling tapes: what is coded in time is not independent within one.

Whole tapes are drawn with replacement and their counts added up (a cluster bootstrap;
Field & Welsh 2007); limits are percentiles. The generator is seeded, and begins anew
for each figure, so that a figure does not depend on which others are computed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.figure import LEVEL, ROUNDING, Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ipt_review.reliability.figure import Figure

    Floats = NDArray[np.float64]

TAILS = (0.5 - LEVEL / 2, 0.5 + LEVEL / 2)
MOST_UNDEFINED = 0.05
"""Above this share of samples without a figure, an interval would mislead."""


@lru_cache(maxsize=4)
def drawn_tapes(tapes: int, draws: int, seed: int) -> Floats:
    """Return how often each tape is in each sample, shape (draws, tapes)."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(tapes, [1 / tapes] * tapes, draws).astype(np.float64)


def with_resampled_interval(
    figure: Figure,
    counts: Floats,
    measure: Callable[[Floats], Floats],
    *,
    draws: int,
    seed: int,
) -> Figure:
    """Return a figure of all tapes together with its percentile interval.

    Args:
        figure: Of the sum of the counts.
        counts: What is added up, one row a tape.
        measure: Returns the figure for each of many sums, NaN where undefined.
        draws: How many samples.
        seed: Of the generator.
    """
    if figure.value is None or len(counts) < 2:  # noqa: PLR2004
        return figure
    found = measure(drawn_tapes(len(counts), draws, seed) @ counts)
    defined = found[~np.isnan(found)]
    if len(defined) < (1 - MOST_UNDEFINED) * draws:
        return figure
    low, high = np.quantile(defined, TAILS)
    return replace(figure, interval=Interval(float(low), float(high)))


def margins(table: Floats) -> Floats:
    """Return what kappa hangs on: the diagonal's sum, row sums, and column sums."""
    return np.concatenate(([table.trace()], table.sum(axis=1), table.sum(axis=0)))


def kappas(counts: Floats) -> Floats:
    """Return Cohen's kappa for each row of `margins`, NaN where it is undefined."""
    agreed, rows, columns, n = _parts(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _beyond(agreed / n, (rows * columns).sum(axis=1) / n**2)


def event_kappas(counts: Floats) -> Floats:
    """Return kappa with unmatched events for each row of `margins`.

    As `unmatched.kappa_with_unmatched` does for one table; events without a partner
    stand in the last row and column.
    """
    agreed, rows, columns, n = _parts(counts)
    first, second = n - rows[:, -1], n - columns[:, -1]
    matched = n - rows[:, -1] - columns[:, -1]
    with np.errstate(divide="ignore", invalid="ignore"):
        meeting = (rows[:, :-1] * columns[:, :-1]).sum(axis=1)
        pe = np.where(first * second > 0, meeting * matched / (first * second) / n, 0)
        return _beyond(agreed / n, pe)


def _parts(counts: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    size = (counts.shape[1] - 1) // 2
    rows, columns = counts[:, 1 : size + 1], counts[:, size + 1 :]
    return counts[:, 0], rows, columns, rows.sum(axis=1)


def _beyond(po: Floats, pe: Floats) -> Floats:
    found: Floats = np.where(1 - pe > ROUNDING, (po - pe) / (1 - pe), np.nan)
    return found
