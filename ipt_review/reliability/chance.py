"""Two or more raters, ratings missing or not: Fleiss, Gwet, Brennan-Prediger, Conger.

All share Gwet's observed agreement and differ in what they take for chance (Gwet
2014, chapters 2 to 5). Standard errors are Gwet's linearized ones, intervals use t
with n - 1 degrees of freedom, n being the units with at least one rating.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.coded import MISSING, Weighting
from ipt_review.reliability.figure import (
    Figure,
    is_zero,
    t_reach,
    undefined,
    z_test,
)
from ipt_review.reliability.kappa import ONE_CATEGORY, cohen_kappa

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ipt_review.reliability.coded import Coded

    Floats = NDArray[np.float64]

NO_PAIR = "No unit was rated by two raters."
NO_COMPLETE = "No unit was rated by every rater."
ONE_DECLARED = "The scale has fewer than two categories."


class _Observed:
    """What was observed, per unit with at least one rating."""

    def __init__(self, coded: Coded, weighting: Weighting) -> None:
        counts = coded.counts
        self.counts: Floats = counts[counts.sum(axis=1) > 0]
        self.ratings: Floats = self.counts.sum(axis=1)
        self.n = len(self.ratings)
        self.paired = self.ratings > 1
        self.pairs = int(self.paired.sum())
        self.weights = weighting.table(coded.size)
        credit = (self.counts * (self.counts @ self.weights - 1)).sum(axis=1)
        ways = self.ratings * (self.ratings - 1)
        self.agreement: Floats = np.divide(
            credit, ways, out=np.zeros(self.n), where=self.paired
        )
        self.shares: Floats = self.counts / self.ratings[:, None]

    @property
    def mean(self) -> float:
        """Gwet's observed agreement, 0..1."""
        return float(self.agreement.sum()) / self.pairs

    def figure(self, pe: float, pe_by_unit: Floats, bend: float) -> Figure:
        """Return (pa - pe) / (1 - pe) with its linearized standard error.

        Args:
            pe: Agreement by chance.
            pe_by_unit: What each unit adds to it, by unit.
            bend: How far pe bends with the shares: 2 where it is of second degree
                in them, 0 where it is fixed.
        """
        if is_zero(1 - pe, 1):
            return undefined(ONE_CATEGORY)
        value = (self.mean - pe) / (1 - pe)
        if self.n < 2:  # noqa: PLR2004
            return Figure(value)
        by_unit = self.n / self.pairs * (self.agreement - pe * self.paired) / (1 - pe)
        by_unit = by_unit - bend * (1 - value) * (pe_by_unit - pe) / (1 - pe)
        spread = float(((by_unit - value) ** 2).sum())
        se = float(np.sqrt(spread / (self.n * (self.n - 1))))
        se = 0.0 if se < 1e-14 else se  # noqa: PLR2004
        return Figure(value, se=se).with_interval(t_reach(self.n - 1) * se)


def percent_agreement(coded: Coded) -> Figure:
    """Return the mean share of agreeing rater pairs of a unit, 0..1 (Gwet's pa)."""
    seen = _Observed(coded, Weighting.NONE)
    return Figure(seen.mean) if seen.pairs else undefined(NO_PAIR)


def percent_agreement_all(coded: Coded) -> Figure:
    """Return the share of complete units on which all raters agree, 0..1."""
    rows = coded.complete
    if not len(rows) or coded.raters < 2:  # noqa: PLR2004
        return undefined(NO_COMPLETE)
    return Figure(float((rows == rows[:, :1]).all(axis=1).mean()))


def fleiss_kappa(coded: Coded) -> Figure:
    """Return Fleiss' kappa, for missing ratings as in Gwet 2014.

    The test of kappa = 0 is for complete data only (Fleiss, Nee & Landis 1979).
    """
    seen = _Observed(coded, Weighting.NONE)
    if not seen.pairs:
        return undefined(NO_PAIR)
    shares = seen.shares.mean(axis=0)
    figure = seen.figure(float(shares @ shares), seen.shares @ shares, 2)
    if figure.value is None or (coded.ranks == MISSING).any():
        return figure
    mixed = shares * (1 - shares)
    ways = coded.units * coded.raters * (coded.raters - 1)
    skew = float((mixed * (1 - 2 * shares)).sum())
    variance = 2 * (float(mixed.sum()) ** 2 - skew) / (ways * float(mixed.sum()) ** 2)
    test = z_test(figure.value, float(np.sqrt(max(0.0, variance))))
    return Figure(figure.value, "", figure.se, figure.interval, test)


def gwet(coded: Coded, weighting: Weighting = Weighting.NONE) -> Figure:
    """Return Gwet's AC1, or with weights AC2 (Gwet 2008, 2014)."""
    seen = _Observed(coded, weighting)
    if coded.size < 2:  # noqa: PLR2004
        return undefined(ONE_DECLARED)
    if not seen.pairs:
        return undefined(NO_PAIR)
    shares = seen.shares.mean(axis=0)
    scale = float(seen.weights.sum()) / (coded.size * (coded.size - 1))
    pe = scale * float((shares * (1 - shares)).sum())
    return seen.figure(pe, scale * (seen.shares @ (1 - shares)), 2)


def brennan_prediger(coded: Coded) -> Figure:
    """Return (pa - 1/q) / (1 - 1/q) (Brennan & Prediger 1981)."""
    seen = _Observed(coded, Weighting.NONE)
    if coded.size < 2:  # noqa: PLR2004
        return undefined(ONE_DECLARED)
    if not seen.pairs:
        return undefined(NO_PAIR)
    return seen.figure(1 / coded.size, np.zeros(seen.n), 0)


def conger_kappa(coded: Coded) -> Figure:
    """Return Conger's kappa: chance from each rater's own shares (Conger 1980)."""
    seen = _Observed(coded, Weighting.NONE)
    if not seen.pairs:
        return undefined(NO_PAIR)
    own = np.stack([_own_shares(coded, rater) for rater in range(coded.raters)])
    total = own.sum(axis=0)
    others = float(total @ total - (own**2).sum())
    pe = others / (coded.raters * (coded.raters - 1))
    if is_zero(1 - pe, 1):
        return undefined(ONE_CATEGORY)
    return Figure((seen.mean - pe) / (1 - pe))


def light_kappa(coded: Coded) -> Figure:
    """Return the mean of Cohen's kappas of all pairs of raters (Light 1971)."""
    values = []
    for first, second in combinations(range(coded.raters), 2):
        figure = cohen_kappa(coded.pair(first, second))
        if figure.value is None:
            return undefined(
                f"The kappa of raters {first + 1} and {second + 1} is undefined. "
                + figure.why
            )
        values.append(figure.value)
    return Figure(float(np.mean(values))) if values else undefined(NO_PAIR)


def _own_shares(coded: Coded, rater: int) -> Floats:
    ranks = coded.ranks[:, rater]
    used = np.bincount(ranks[ranks != MISSING], minlength=coded.size)
    shares: Floats = used / max(1, used.sum())
    return shares
