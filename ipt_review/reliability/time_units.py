"""Agreement second by second: the tape cut into units of equal length.

A unit has the code that is active at its start: onset inclusive, offset exclusive, as
in GSEQ (Bakeman & Quera 2011; momentary sampling). Where no code is active the unit is
"uncoded", one more category. Units that follow each other are not independent, so
no standard error or p value is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.figure import Figure, undefined
from ipt_review.reliability.kappa import plain_kappa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ipt_review.reliability.timed import Timed

    Table = NDArray[np.float64]
    Units = NDArray[np.int64]
    Stretch = tuple[int, int]

OVERLAP = (
    "Events of one rater overlap; then only the kappa of each single code is defined."
)
EMPTY = "There is no time unit."


@dataclass(frozen=True)
class TimeUnits:
    """Two codings of one tape in units of `width`.

    Attributes:
        table: How many units had which codes, first rater in rows; the last row and
            column are "uncoded". Shape (codes + 1, codes + 1).
    """

    table: Table

    @property
    def units(self) -> int:
        """How many time units there are."""
        return int(self.table.sum())

    @property
    def coded_by_both(self) -> int:
        """How many units both raters coded."""
        return int(self.table[:-1, :-1].sum())

    def agreement(self) -> Figure:
        """Return the share of units with the same code, uncoded included."""
        if not self.units:
            return undefined(EMPTY)
        return Figure(float(np.trace(self.table)) / self.units)

    def kappa(self) -> Figure:
        """Return Cohen's kappa over all units, "uncoded" being one category."""
        return plain_kappa(self.table)

    def kappa_where_coded(self) -> Figure:
        """Return Cohen's kappa over the units that both raters coded."""
        return plain_kappa(self.table[:-1, :-1])

    def code_kappa(self, code: int) -> Figure:
        """Return the kappa of one code, present or absent."""
        return plain_kappa(one_against_rest(self.table, code))


def time_units(
    first: Timed, second: Timed, codes: int, *, length: int, width: int
) -> TimeUnits:
    """Cut a tape into units of `width` ms and count which codes met.

    Args:
        first: Events that do not overlap.
        second: Likewise.
        codes: How many codes are declared.
        length: Of the tape, in ms.
        width: Of a unit, in ms; the last one may be shorter.
    """
    size = codes + 1
    meet = states(first, codes, length, width) * size
    meet += states(second, codes, length, width)
    table = np.bincount(meet, minlength=size**2).reshape(size, size)
    return TimeUnits(table.astype(np.float64))


def states(timed: Timed, codes: int, length: int, width: int) -> Units:
    """Return the code of each unit, `codes` where none is active."""
    total = -(-length // width)
    begin = np.minimum(-(-timed.starts // width), total)
    until = np.minimum(-(-timed.ends // width), total)
    edges = np.empty(2 * len(timed) + 2, dtype=np.int64)
    edges[0], edges[-1] = 0, total
    edges[1:-1:2], edges[2:-1:2] = begin, until
    values = np.full(2 * len(timed) + 1, codes, dtype=np.int64)
    values[1::2] = timed.codes
    return np.repeat(values, np.diff(edges))


def code_units(
    first: Timed, second: Timed, code: int, *, length: int, width: int
) -> Table:
    """Return in how many units one code was present or absent, shape (2, 2).

    Other codes may overlap it, and it may overlap itself.
    """
    return stretch_units(
        _of_code(first, code), _of_code(second, code), length=length, width=width
    )


def stretch_units(
    first: Iterable[Stretch], second: Iterable[Stretch], *, length: int, width: int
) -> Table:
    """Return the same for the stretches (ms) of one code, the first begun first."""
    total = -(-length // width)
    one, other = (_runs(each, total, width) for each in (first, second))
    by_one, by_other = (sum(to - since for since, to in each) for each in (one, other))
    both = _shared(one, other)
    rest = total - by_one - by_other + both
    return np.array([[both, by_one - both], [by_other - both, rest]], dtype=np.float64)


def tolerant_kappas(first: Units, second: Units, reach: int) -> tuple[Figure, Figure]:
    """Return time-unit kappa with tolerance, each rater in turn being the base.

    A unit agrees when the other rater gave its code within `reach` units of it; a
    unit that does not is counted against what the other gave at that very unit
    (Bakeman, Quera & Gnisci 2009). The two figures differ, since one rater's
    episodes may be longer.
    """
    return _with_base(first, second, reach), _with_base(second, first, reach)


def one_against_rest(table: Table, code: int) -> Table:
    """Return a table collapsed to one code, present or absent, shape (2, 2)."""
    both = table[code, code]
    one, other = table[code].sum() - both, table[:, code].sum() - both
    rest = table.sum() - both - one - other
    return np.array([[both, one], [other, rest]])


def _with_base(base: Units, other: Units, reach: int) -> Figure:
    near = np.zeros(len(base), dtype=bool)
    for shift in range(-reach, reach + 1):
        left, right = max(0, -shift), len(base) - max(0, shift)
        near[left:right] |= base[left:right] == other[left + shift : right + shift]
    met = np.where(near, base, other)
    size = int(max(base.max(initial=0), other.max(initial=0))) + 1
    table = np.bincount(base * size + met, minlength=size**2).reshape(size, size)
    return plain_kappa(table.astype(np.float64))


def _of_code(timed: Timed, code: int) -> list[Stretch]:
    only = timed.only(code)
    return [*zip(only.starts.tolist(), only.ends.tolist(), strict=True)]


def _runs(
    stretches: Iterable[Stretch], total: int, width: int
) -> list[tuple[int, int]]:
    """Return the runs of units in which a code is present, from the first unit on.

    They are few, so plain numbers are quicker than arrays as long as the tape.
    """
    runs: list[tuple[int, int]] = []
    for start, end in stretches:
        since, to = min(-(-start // width), total), min(-(-end // width), total)
        if to <= since:
            continue
        if runs and since <= runs[-1][1]:
            since, to = runs[-1][0], max(to, runs[-1][1])
            runs.pop()
        runs.append((since, to))
    return runs


def _shared(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> int:
    """Return how many units two lists of runs have in common."""
    shared = i = j = 0
    while i < len(one) and j < len(other):
        shared += max(0, min(one[i][1], other[j][1]) - max(one[i][0], other[j][0]))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return shared
