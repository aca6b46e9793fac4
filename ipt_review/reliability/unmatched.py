"""Kappa of a table in which events may have no partner.

The table has one more row and column, for events that the other rater did not code.
Nobody can leave out an event that neither coded, so the last cell is a structural
zero (Holle & Rein 2015; Quera, Bakeman & Gnisci 2007). Those authors find chance by
iterative proportional fitting. With one structural zero the fit has a closed form,
which is what the iteration tends to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.figure import Figure, is_zero, undefined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

NO_EVENT = "Neither rater coded an event."
ONE_CODE = "Fewer than two codes were used, so that codes cannot be confused."
NO_CHANCE_LEFT = "Chance agreement is complete."


def kappa_with_unmatched(table: Table) -> Figure:
    """Return (po - pe) / (1 - pe), unmatched events in the last row and column."""
    n = float(table.sum())
    if n == 0:
        return undefined(NO_EVENT)
    used = (table.sum(axis=0) + table.sum(axis=1))[:-1] > 0
    if used.sum() < 2:  # noqa: PLR2004
        return undefined(ONE_CODE)
    po, pe = float(np.trace(table)) / n, agreement_by_chance(table)
    if is_zero(1 - pe, 1):
        return undefined(NO_CHANCE_LEFT)
    return Figure((po - pe) / (1 - pe))


def agreement_by_chance(table: Table) -> float:
    """Return the share of events on which codes would agree by chance.

    With rows R, columns C, total N and u the last of each, quasi-independence puts
    R(i) C(j) (N - R(u) - C(u)) / ((N - R(u)) (N - C(u))) events into a cell of two
    codes. The margins of the fit are those of the table.
    """
    n = float(table.sum())
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    coded_first, coded_second = n - rows[-1], n - columns[-1]
    if coded_first == 0 or coded_second == 0:
        return 0.0
    matched = n - rows[-1] - columns[-1]
    meeting = float(rows[:-1] @ columns[:-1])
    return meeting * float(matched) / float(coded_first * coded_second) / n
