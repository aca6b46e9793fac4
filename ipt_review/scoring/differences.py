"""Where a self-review and a supervisor's rating of one tape differ, item by item.

Which of the two is nearer to what happened is not assumed: qualified therapists rate
themselves higher than observers do, trainees on some courses lower (codebook notes,
section E). A difference is a reason to listen together, and each comes with where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.scoring.evidence import evidence

if TYPE_CHECKING:
    from collections.abc import Collection

    from ipt_review.domain.codebook import Codebook, Item
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.rating import Rating
    from ipt_review.scoring.result import Scores


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of tape that bears on an item, and who marked it.

    Attributes:
        start: In ms, as `end`.
        code: Id of the code.
        by_self: Whether the self-review has it, `by_supervisor` the other.
    """

    start: int
    end: int
    code: str
    by_self: bool
    by_supervisor: bool


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """One item as both rated it.

    Attributes:
        own: What the self-review says; None where it says nothing.
        supervisor: What the supervisor says.
        moments: Where to listen, in the order of the tape.
    """

    item: Item
    own: Rating | None
    supervisor: Rating | None
    moments: tuple[Moment, ...] = ()

    @property
    def size(self) -> int | None:
        """Self-rating less supervisor's; None where one of them gave no score."""
        if self.own is None or self.supervisor is None:
            return None
        mine, theirs = self.own.score, self.supervisor.score
        return None if mine is None or theirs is None else mine - theirs


SAME_PLACE = 5_000
"""Marks of one code that begin within so many ms are one moment."""


def sizes(own: Scores, supervisor: Scores, codebook: Codebook) -> list[ItemDifference]:
    """Return the items that both scored otherwise, the largest difference first.

    What one of them called not applicable, not ratable, or left open is no difference
    in scores and is left out. The moments to hear are added by `moments`.

    Args:
        own: The self-review.
        supervisor: The supervisor's coding of the same tape.
        codebook: Whose items are compared; others are passed over.
    """
    found = [
        ItemDifference(item, own.counted.get(item.id), supervisor.counted.get(item.id))
        for item in codebook.items
        if not item.silenced
    ]
    return sorted(
        (each for each in found if each.size),
        key=lambda each: -abs(each.size or 0),
    )


def moments(
    item: Item,
    own: Collection[Mark],
    supervisor: Collection[Mark],
    codebook: Codebook,
) -> tuple[Moment, ...]:
    """Return where either marked what bears on an item; what both did is one.

    Args:
        item: Which both scored.
        own: The marks of the self-review.
        supervisor: Those of the supervisor's coding of the same tape.
        codebook: What they were made with.
    """
    theirs = evidence(item, supervisor, codebook)
    found = [
        Moment(each.start, _end(each), each.code, by_self=False, by_supervisor=True)
        for each in theirs
    ]
    for mark in evidence(item, own, codebook):
        twin = next(
            (
                place
                for place, each in enumerate(found)
                if each.code == mark.code
                and not each.by_self
                and abs(each.start - mark.start) <= SAME_PLACE
            ),
            None,
        )
        if twin is None:
            found.append(
                Moment(
                    mark.start, _end(mark), mark.code, by_self=True, by_supervisor=False
                )
            )
        else:
            there = found[twin]
            found[twin] = Moment(
                there.start, there.end, there.code, by_self=True, by_supervisor=True
            )
    return tuple(sorted(found, key=lambda each: each.start))


def _end(mark: Mark) -> int:
    return mark.start if mark.end is None else mark.end
