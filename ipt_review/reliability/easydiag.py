"""Agreement on events that last: linked by overlap, then compared by code.

Source: Holle & Rein 2015 (EasyDIAg). The overlap of two events is their common time
as a share of the longer one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.figure import Figure, undefined
from ipt_review.reliability.kappa import plain_kappa
from ipt_review.reliability.time_units import one_against_rest
from ipt_review.reliability.unmatched import NO_EVENT, kappa_with_unmatched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ipt_review.reliability.timed import Timed

    Table = NDArray[np.float64]

NONE_LINKED = "No event of one rater overlaps one of the other's enough."


@dataclass(frozen=True)
class Linked:
    """Events of two raters, linked where they overlap.

    Attributes:
        table: Twice each linked pair by its codes, once each event without a partner;
            the last row and column hold those. Shape (codes + 1, codes + 1).
        pairs: Indexes of linked events, first rater's and second rater's.
    """

    table: Table
    pairs: tuple[tuple[int, int], ...]

    @property
    def only_first(self) -> int:
        """How many events of the first rater have no partner."""
        return int(self.table[:, -1].sum())

    @property
    def only_second(self) -> int:
        """How many events of the second rater have no partner."""
        return int(self.table[-1].sum())

    def share_linked(self) -> Figure:
        """Return the share of all events that have a partner."""
        events = self.table.sum()
        if not events:
            return undefined(NO_EVENT)
        return Figure(2 * len(self.pairs) / float(events))

    def agreement(self) -> Figure:
        """Return the share of events with the same code on both sides."""
        events = self.table.sum()
        if not events:
            return undefined(NO_EVENT)
        return Figure(float(np.trace(self.table) / events))

    def agreement_linked(self) -> Figure:
        """Return the share of linked pairs with the same code."""
        if not self.pairs:
            return undefined(NONE_LINKED)
        inner = self.table[:-1, :-1]
        return Figure(float(np.trace(inner) / inner.sum()))

    def kappa(self) -> Figure:
        """Return kappa over all events, those without a partner included."""
        return kappa_with_unmatched(self.table)

    def kappa_linked(self) -> Figure:
        """Return Cohen's kappa over linked pairs."""
        if not self.pairs:
            return undefined(NONE_LINKED)
        return plain_kappa(self.table[:-1, :-1])

    def code_kappa(self, code: int) -> Figure:
        """Return the kappa of one code against everything else."""
        return plain_kappa(one_against_rest(self.table, code))


def link(first: Timed, second: Timed, codes: int, threshold: float) -> Linked:
    """Link events greedily, largest overlap first, whatever their codes.

    Args:
        first: Events of the first rater.
        second: Events of the second.
        codes: How many codes are declared.
        threshold: Overlap from which a link holds, as a share of the longer event.
    """
    table = np.zeros((codes + 1, codes + 1))
    pairs = [
        (one, other)
        for one, other, overlap in _greedy(first, second)
        if overlap >= threshold
    ]
    for one, other in pairs:
        table[first.codes[one], second.codes[other]] += 2
    alone = set(range(len(first))) - {one for one, _ in pairs}
    table[:, codes] += np.bincount(first.codes[sorted(alone)], minlength=codes + 1)
    alone = set(range(len(second))) - {other for _, other in pairs}
    table[codes] += np.bincount(second.codes[sorted(alone)], minlength=codes + 1)
    return Linked(table, tuple(pairs))


def _greedy(first: Timed, second: Timed) -> list[tuple[int, int, float]]:
    """Return partners by largest overlap; ties go to the earlier second, then first."""
    if not len(first) or not len(second):
        return []
    common = np.minimum(first.ends[:, None], second.ends[None, :]) - np.maximum(
        first.starts[:, None], second.starts[None, :]
    )
    longer = np.maximum(
        (first.ends - first.starts)[:, None], (second.ends - second.starts)[None, :]
    )
    ones, others = np.nonzero(common > 0)
    overlap = common[ones, others] / longer[ones, others]
    taken_one, taken_other = set[int](), set[int]()
    found = []
    for place in np.lexsort((ones, others, -overlap)):
        one, other = int(ones[place]), int(others[place])
        if one not in taken_one and other not in taken_other:
            taken_one.add(one)
            taken_other.add(other)
            found.append((one, other, float(overlap[place])))
    return found
