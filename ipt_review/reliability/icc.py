"""Intraclass correlations: six forms, for one item or many at once.

Sources: Shrout & Fleiss 1979 for the forms; McGraw & Wong 1996, table 7, for limits
and tests. Limits of ICC(2,k) are those of ICC(2,1) stepped up by Spearman-Brown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import fdtrc, fdtri

from ipt_review.reliability.figure import LEVEL, Figure, Interval, Test, undefined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TOO_FEW = "Fewer than two sessions were rated by every rater."
ONE_RATER = "Only one rater rated."
ALL_THE_SAME = "All ratings are the same."
NO_SPREAD = "The sessions do not differ in their mean, so the mean has no reliability."
UPPER = 0.5 + LEVEL / 2


class Icc(Enum):
    """A form: model (1, 2, 3) and unit (one rater, or the mean of all k)."""

    ONE_SINGLE = "icc_1_1"
    TWO_SINGLE = "icc_2_1"
    THREE_SINGLE = "icc_3_1"
    ONE_MEAN = "icc_1_k"
    TWO_MEAN = "icc_2_k"
    THREE_MEAN = "icc_3_k"


@dataclass(frozen=True)
class MeanSquares:
    """The two-way layout of each item: all arrays have the shape of the items.

    Attributes:
        n: Sessions that every rater rated.
        k: Raters.
        sessions: Between sessions (MSR), n - 1 degrees of freedom.
        raters: Between raters (MSC), k - 1.
        error: What is left (MSE), (n - 1)(k - 1).
        within: Within sessions (MSW), n(k - 1).
    """

    n: Floats
    k: int
    sessions: Floats
    raters: Floats
    error: Floats
    within: Floats


@dataclass(frozen=True)
class IccColumn:
    """One form of the ICC for each item; NaN where it is undefined.

    Attributes:
        f: Of the test of ICC = 0, with `df1` and `df2` degrees of freedom.
    """

    value: Floats
    low: Floats
    high: Floats
    f: Floats
    df1: Floats
    df2: Floats
    p: Floats


def mean_squares(ratings: Floats) -> MeanSquares:
    """Return the mean squares of the sessions that every rater rated.

    Args:
        ratings: Shape (..., sessions, raters), NaN where missing.

    Sums of squares that are zero up to rounding count as zero.
    """
    k = ratings.shape[-1]
    whole = np.asarray(~np.isnan(ratings).any(axis=-1))
    rows = whole[..., None]
    n = whole.sum(axis=-1).astype(np.float64)
    cells = np.maximum(n * k, 1)
    x = np.where(rows, ratings, 0.0)
    least = cells * (16 * np.finfo(np.float64).eps * np.abs(x).max((-2, -1))) ** 2
    x = np.where(rows, x - (x.sum((-2, -1)) / cells)[..., None, None], 0.0)
    by_session = x.mean(axis=-1, keepdims=True)
    by_rater = x.sum(axis=-2, keepdims=True) / np.maximum(n, 1)[..., None, None]
    grand = by_rater.mean(axis=-1, keepdims=True)
    inside = np.where(rows, x - by_session, 0.0)
    rest = np.where(rows, inside - (by_rater - grand), 0.0)
    off = np.where(rows, by_session - grand, 0.0)
    between, raters, error, within = (
        np.where(each <= least, 0.0, each)
        for each in (
            k * (off**2).sum((-2, -1)),
            n * ((by_rater - grand) ** 2).sum((-2, -1)),
            (rest**2).sum((-2, -1)),
            (inside**2).sum((-2, -1)),
        )
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        return MeanSquares(
            n=n,
            k=k,
            sessions=between / (n - 1),
            raters=raters / (k - 1),
            error=error / ((n - 1) * (k - 1)),
            within=within / (n * (k - 1)),
        )


def icc_columns(squares: MeanSquares) -> dict[Icc, IccColumn]:
    """Return all six forms for each item."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        one, one_mean = _one_way(squares)
        two, two_mean = _two_way_random(squares)
        three, three_mean = _two_way_mixed(squares)
    return {
        Icc.ONE_SINGLE: one,
        Icc.TWO_SINGLE: two,
        Icc.THREE_SINGLE: three,
        Icc.ONE_MEAN: one_mean,
        Icc.TWO_MEAN: two_mean,
        Icc.THREE_MEAN: three_mean,
    }


def iccs(ratings: Floats) -> dict[Icc, Figure]:
    """Return all six forms for one item, shape (sessions, raters)."""
    squares = mean_squares(np.asarray(ratings, dtype=np.float64))
    why = why_none(squares)
    if why:
        return dict.fromkeys(Icc, undefined(why))
    return {form: _figure(each) for form, each in icc_columns(squares).items()}


def why_none(squares: MeanSquares) -> str:
    """Say why one item has no ICC of any form; nothing when it may have."""
    if squares.k < 2:  # noqa: PLR2004
        return ONE_RATER
    if squares.n < 2:  # noqa: PLR2004
        return TOO_FEW
    if not (squares.sessions or squares.raters or squares.error):
        return ALL_THE_SAME
    return ""


def _figure(column: IccColumn) -> Figure:
    value, low, high, f, df1, df2, p = (
        None if np.isnan(each) else float(each)
        for each in (
            column.value,
            column.low,
            column.high,
            column.f,
            column.df1,
            column.df2,
            column.p,
        )
    )
    test = Test(f, p, df1, df2)
    if value is None:
        return Figure(None, NO_SPREAD, test=test)
    return Figure(value, interval=Interval(low, high), test=test)


def _one_way(squares: MeanSquares) -> tuple[IccColumn, IccColumn]:
    n, k = squares.n, squares.k
    return _by_f(squares, squares.within, n * (k - 1))


def _two_way_mixed(squares: MeanSquares) -> tuple[IccColumn, IccColumn]:
    n, k = squares.n, squares.k
    return _by_f(squares, squares.error, (n - 1) * (k - 1))


def _by_f(
    squares: MeanSquares, rest: Floats, df2: Floats
) -> tuple[IccColumn, IccColumn]:
    """Return ICC(1,.) or ICC(3,.), whose limits follow from those of F."""
    k, df1, over = squares.k, squares.n - 1, squares.sessions
    f = over / rest
    f_low, f_high = f / fdtri(df1, df2, UPPER), f * fdtri(df2, df1, UPPER)
    exact = (rest == 0) & (over > 0)
    p = np.where(exact, 0.0, fdtrc(df1, df2, f))
    tested = np.where(np.isfinite(f), f, np.nan)
    value = np.where(exact, 1.0, (over - rest) / (over + (k - 1) * rest))
    low = np.where(exact, 1.0, (f_low - 1) / (f_low + k - 1))
    high = np.where(exact, 1.0, (f_high - 1) / (f_high + k - 1))
    mean, mean_low, mean_high = (
        np.where(over == 0, np.nan, np.where(exact, 1.0, each))
        for each in ((over - rest) / over, 1 - 1 / f_low, 1 - 1 / f_high)
    )
    return (
        IccColumn(value, low, high, tested, df1, df2, p),
        IccColumn(mean, mean_low, mean_high, tested, df1, df2, p),
    )


def _two_way_random(squares: MeanSquares) -> tuple[IccColumn, IccColumn]:
    """Return ICC(2,1) and ICC(2,k), with Satterthwaite's degrees of freedom."""
    n, k = squares.n, squares.k
    msr, msc, mse = squares.sessions, squares.raters, squares.error
    df1, df2 = n - 1, (n - 1) * (k - 1)
    whole = msr + (k - 1) * mse + k * (msc - mse) / n
    value = np.where(whole > 0, (msr - mse) / whole, np.nan)
    low, high = _limits_of_agreement(squares, value)
    exact = (squares.within == 0) & (msr > 0)
    value, low, high = (np.where(exact, 1.0, each) for each in (value, low, high))
    f = msr / mse
    p = np.where((mse == 0) & (msr > 0), 0.0, fdtrc(df1, df2, f))
    tested = np.where(np.isfinite(f), f, np.nan)
    total = msr + (msc - mse) / n
    mean = np.where(total > 0, (msr - mse) / total, np.nan)
    mean = np.where(exact, 1.0, mean)
    none = np.isnan(mean)
    mean_low, mean_high = (
        np.where(none, np.nan, k * each / (1 + (k - 1) * each)) for each in (low, high)
    )
    return (
        IccColumn(value, low, high, tested, df1, df2, p),
        IccColumn(mean, mean_low, mean_high, tested, df1, df2, p),
    )


def _limits_of_agreement(squares: MeanSquares, value: Floats) -> tuple[Floats, Floats]:
    n, k = squares.n, squares.k
    msr, msc, mse = squares.sessions, squares.raters, squares.error
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    v = (a * msc + b * mse) ** 2 / (
        (a * msc) ** 2 / (k - 1) + (b * mse) ** 2 / ((n - 1) * (k - 1))
    )
    f_low, f_high = fdtri(n - 1, v, UPPER), fdtri(v, n - 1, UPPER)
    rest = k * msc + (k * n - k - n) * mse
    return (
        n * (msr - f_low * mse) / (f_low * rest + n * msr),
        n * (f_high * msr - mse) / (rest + n * f_high * msr),
    )
