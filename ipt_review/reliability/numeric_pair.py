"""Two raters on a numeric scale: correlations and limits of agreement.

Sources: Fisher's z for the interval of r; Bland & Altman 1986 and 1999.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtr

from ipt_review.reliability.figure import (
    Figure,
    Interval,
    Test,
    Z,
    is_zero,
    t_reach,
    undefined,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TOO_FEW = "Fewer than two sessions were rated by both raters."
CONSTANT = "One of the raters gave the same rating throughout."
LIMIT = 1.96
"""How many standard deviations the limits lie from the bias (Bland & Altman 1986)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bias and limits of agreement of two raters.

    Attributes:
        bias: Mean of first minus second rater, with its t interval.
        sd: Standard deviation of the differences, n - 1.
        low: Bias - 1.96 sd, with its interval (Bland & Altman 1999).
        high: Bias + 1.96 sd, likewise.
    """

    bias: Figure
    sd: Figure
    low: Figure
    high: Figure


def paired(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return the ratings of the sessions that both rated."""
    both = ~(np.isnan(first) | np.isnan(second))
    return first[both], second[both]


def pearson(first: Floats, second: Floats) -> Figure:
    """Return Pearson's r with Fisher's z interval and a t test (n - 2)."""
    first, second = paired(first, second)
    r = _correlation(first, second)
    if r.value is None:
        return r
    n, interval = len(first), None
    if n > 3:  # noqa: PLR2004
        with np.errstate(divide="ignore"):
            middle, reach = np.arctanh(r.value), Z / np.sqrt(n - 3)
        low, high = np.tanh((middle - reach, middle + reach))
        interval = Interval(float(low), float(high))
    return Figure(r.value, interval=interval, test=_t_test(r.value, n))


def spearman(first: Floats, second: Floats) -> Figure:
    """Return Spearman's rho (mid-ranks for ties) with a t test (n - 2)."""
    first, second = paired(first, second)
    rho = _correlation(mid_ranks(first), mid_ranks(second))
    if rho.value is None:
        return rho
    return Figure(rho.value, test=_t_test(rho.value, len(first)))


def bland_altman(first: Floats, second: Floats) -> Limits:
    """Return the bias of the first rater against the second, and its limits."""
    first, second = paired(first, second)
    n = len(first)
    if n < 2:  # noqa: PLR2004
        none = undefined(TOO_FEW)
        return Limits(none, none, none, none)
    apart = first - second
    bias, sd, reach = float(apart.mean()), float(apart.std(ddof=1)), t_reach(n - 1)
    of_bias = sd / np.sqrt(n)
    exact = float(ndtri(0.975))
    of_limit = sd * np.sqrt(1 / n + exact**2 / (2 * (n - 1)))

    def around(value: float, se: float) -> Figure:
        ends = Interval(float(value - reach * se), float(value + reach * se))
        return Figure(value, se=float(se), interval=ends)

    return Limits(
        bias=around(bias, of_bias),
        sd=Figure(sd),
        low=around(bias - LIMIT * sd, of_limit),
        high=around(bias + LIMIT * sd, of_limit),
    )


def mid_ranks(values: Floats) -> Floats:
    """Return ranks from 1, those of equal values being their mean."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return ranks


def _correlation(first: Floats, second: Floats) -> Figure:
    if len(first) < 2:  # noqa: PLR2004
        return undefined(TOO_FEW)
    x, y = first - first.mean(), second - second.mean()
    sizes = [float(np.abs(each).max()) for each in (first, second)]
    if any(
        is_zero(float(np.abs(each).max()), size)
        for each, size in zip((x, y), sizes, strict=True)
    ):
        return undefined(CONSTANT)
    r = float(x @ y) / float(np.sqrt((x @ x) * (y @ y)))
    return Figure(max(-1.0, min(1.0, r)))


def _t_test(r: float, n: int) -> Test | None:
    if n < 3:  # noqa: PLR2004
        return None
    if is_zero(1 - abs(r), 1):
        return Test(None, 0.0, n - 2)
    t = r * np.sqrt((n - 2) / (1 - r * r))
    return Test(float(t), float(2 * stdtr(n - 2, -abs(t))), n - 2)
