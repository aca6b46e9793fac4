"""Agreement on moments: events aligned by their onsets within a tolerance.

In the manner of GSEQ's event alignment (Quera, Bakeman & Gnisci 2007; Bakeman, Quera &
Gnisci 2009): partners keep their order, each event has at most one, and of all such
alignments the one is taken that makes twice the agreements plus the disagreements
largest, then the agreements, then the sum of onset differences smallest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.easydiag import NONE_LINKED
from ipt_review.reliability.figure import Figure, undefined
from ipt_review.reliability.kappa import plain_kappa
from ipt_review.reliability.unmatched import NO_EVENT, kappa_with_unmatched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ipt_review.reliability.timed import Timed

    Chain = tuple["Chain", int, int] | None
    Best = tuple[int, int, int]


@dataclass(frozen=True)
class Aligned:
    """Events of two raters, aligned by onset.

    Attributes:
        table: Each aligned pair and each event without a partner, once; the last
            row and column hold those without. Shape (codes + 1, codes + 1).
        pairs: Indexes of aligned events, first rater's and second rater's.
    """

    table: NDArray[np.float64]
    pairs: tuple[tuple[int, int], ...]

    @property
    def agree(self) -> int:
        """How many aligned pairs have the same code."""
        return int(np.trace(self.table))

    @property
    def disagree(self) -> int:
        """How many aligned pairs have different codes."""
        return len(self.pairs) - self.agree

    @property
    def only_first(self) -> int:
        """How many events only the first rater has."""
        return int(self.table[:, -1].sum())

    @property
    def only_second(self) -> int:
        """How many events only the second rater has."""
        return int(self.table[-1].sum())

    def agreement(self) -> Figure:
        """Return agreements as a share of pairs and events without a partner."""
        events = float(self.table.sum())
        return Figure(self.agree / events) if events else undefined(NO_EVENT)

    def f1(self) -> Figure:
        """Return the share of all events of both that have a partner of their code.

        Twice the agreements by the number of events (Dice 1945), which is also the
        F1 of either rater held against the other.
        """
        events = 2 * len(self.pairs) + self.only_first + self.only_second
        return Figure(2 * self.agree / events) if events else undefined(NO_EVENT)

    def kappa(self) -> Figure:
        """Return kappa over pairs and events without a partner."""
        return kappa_with_unmatched(self.table)

    def kappa_matched(self) -> Figure:
        """Return Cohen's kappa over aligned pairs."""
        if not self.pairs:
            return undefined(NONE_LINKED)
        return plain_kappa(self.table[:-1, :-1])


def align(first: Timed, second: Timed, codes: int, tolerance: int) -> Aligned:
    """Align events whose onsets lie within `tolerance` ms of each other, inclusive."""
    pairs = _best_alignment(first, second, tolerance)
    table = np.zeros((codes + 1, codes + 1))
    alone = [np.ones(len(each), dtype=bool) for each in (first, second)]
    for one, other in pairs:
        table[first.codes[one], second.codes[other]] += 1
        alone[0][one] = alone[1][other] = False
    table[:, codes] += np.bincount(first.codes[alone[0]], minlength=codes + 1)
    table[codes] += np.bincount(second.codes[alone[1]], minlength=codes + 1)
    return Aligned(table, pairs)


def _best_alignment(
    first: Timed, second: Timed, tolerance: int
) -> tuple[tuple[int, int], ...]:
    """Return the best order-preserving pairs.

    Dynamic programming as by Needleman and Wunsch, over only those cells that lie
    within the tolerance: `best[j]` is what can be had with the first j events of
    the second rater. Since onsets ascend, those cells move to the right only, so that
    what lies beyond them is filled in when it is reached.
    """
    from_, to = (
        np.searchsorted(second.starts, first.starts - tolerance, "left").tolist(),
        np.searchsorted(second.starts, first.starts + tolerance, "right").tolist(),
    )
    onsets, others = first.starts.tolist(), second.starts.tolist()
    codes, other_codes = first.codes.tolist(), second.codes.tolist()
    nothing: tuple[Best, Chain] = ((0, 0, 0), None)
    best = [nothing]
    for i, onset in enumerate(onsets):
        best.extend([best[-1]] * (to[i] + 1 - len(best)))
        above = best[from_[i]]
        for j in range(from_[i], to[i]):
            agrees = codes[i] == other_codes[j]
            (score, agreed, near), chain = above
            taken = (
                score + (2 if agrees else 1),
                agreed + agrees,
                near - abs(onset - others[j]),
            )
            above = best[j + 1]
            kept = best[j + 1] if best[j + 1][0] >= best[j][0] else best[j]
            best[j + 1] = (taken, (chain, i, j)) if taken > kept[0] else kept
    return _unrolled(best[-1][1])


def _unrolled(chain: Chain) -> tuple[tuple[int, int], ...]:
    pairs = []
    while chain is not None:
        chain, i, j = chain
        pairs.append((i, j))
    return tuple(reversed(pairs))
