"""Two raters: Cohen's kappa and its kin, from their table of agreement.

Sources: Cohen 1960 and 1968; Scott 1955; Fleiss, Cohen & Everitt 1969 for standard
errors; Byrt, Bishop & Carlin 1993 for PABAK and its two indices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.coded import Weighting
from ipt_review.reliability.figure import Figure, Z, is_zero, undefined, z_test

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

NO_UNIT = "No unit was rated by both raters."
ONE_CATEGORY = (
    "Both raters used one and the same category throughout, so that chance agreement "
    "is complete and nothing is left to agree on beyond it."
)
TWO_CATEGORIES = "This index is for scales of two categories."


def cohen_kappa(table: Table, weighting: Weighting = Weighting.NONE) -> Figure:
    """Return Cohen's kappa of two raters, weighted if wanted.

    Args:
        table: How often the categories met, shape (q, q), first rater in rows.
        weighting: On the ranks of the declared categories (Cohen 1968).

    Returns:
        Value, standard error, z interval cut to -1..1, and the test of kappa = 0
        (Fleiss, Cohen & Everitt 1969, formulas 5 to 14). Perfect agreement has
        standard error 0.
    """
    n = float(table.sum())
    if n == 0:
        return undefined(NO_UNIT)
    p, weights = table / n, weighting.table(len(table))
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    expected = np.outer(rows, columns)
    pe, po = float((weights * expected).sum()), float((weights * p).sum())
    if is_zero(1 - pe, 1):
        return undefined(ONE_CATEGORY)
    kappa = (po - pe) / (1 - pe)
    means = (weights @ columns)[:, None] + (weights.T @ rows)[None, :]
    spread = (p * (weights * (1 - pe) - means * (1 - po)) ** 2).sum()
    variance = (spread - (po * pe - 2 * pe + po) ** 2) / (n * (1 - pe) ** 4)
    under = (expected * (weights - means) ** 2).sum() - pe**2
    se = _root(float(variance))
    se0 = _root(float(under) / (n * (1 - pe) ** 2))
    test = z_test(kappa, se0)
    return Figure(kappa, se=se, test=test).with_interval(Z * se)


def plain_kappa(table: Table) -> Figure:
    """Return Cohen's kappa without any claim of precision.

    For units that are not independent of each other, such as seconds of one tape,
    no standard error holds (Bakeman & Quera 2011).
    """
    whole = cohen_kappa(table)
    return Figure(whole.value, whole.why)


def scott_pi(table: Table) -> Figure:
    """Return Scott's pi of two raters (Scott 1955)."""
    n = float(table.sum())
    if n == 0:
        return undefined(NO_UNIT)
    shares = (table.sum(axis=0) + table.sum(axis=1)) / (2 * n)
    pe, po = float((shares**2).sum()), float(np.trace(table)) / n
    if is_zero(1 - pe, 1):
        return undefined(ONE_CATEGORY)
    return Figure((po - pe) / (1 - pe))


def pabak(table: Table) -> Figure:
    """Return the prevalence- and bias-adjusted kappa, 2·po - 1 (Byrt et al. 1993)."""
    why = _why_no_index(table)
    if why:
        return undefined(why)
    return Figure(2 * float(np.trace(table) / table.sum()) - 1)


def prevalence_index(table: Table) -> Figure:
    """Return how unequally often the two categories occur, 0..1."""
    why = _why_no_index(table)
    if why:
        return undefined(why)
    return Figure(abs(float(table[0, 0] - table[1, 1])) / float(table.sum()))


def bias_index(table: Table) -> Figure:
    """Return how unequally often the two raters say yes, 0..1."""
    why = _why_no_index(table)
    if why:
        return undefined(why)
    return Figure(abs(float(table[0, 1] - table[1, 0])) / float(table.sum()))


def _why_no_index(table: Table) -> str:
    if len(table) != 2:  # noqa: PLR2004
        return TWO_CATEGORIES
    return "" if table.sum() else NO_UNIT


def _root(variance: float) -> float:
    return float(np.sqrt(max(0.0, variance))) if abs(variance) > 1e-18 else 0.0  # noqa: PLR2004
