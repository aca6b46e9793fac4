"""The order of one rater's queue, with gold tapes and repeats hidden in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipt_review.study.ordering import apart, shuffled

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from random import Random
    from uuid import UUID

    from ipt_review.domain.assignment import AssignmentKind


class Place(NamedTuple):
    """One tape of a queue, and why it is in it."""

    tape: UUID
    kind: AssignmentKind


def lined_up(
    own: Sequence[Place],
    again: Sequence[Place],
    gold: Sequence[Place],
    gold_every: int,
    case_of: Callable[[Place], Hashable],
    chance: Random,
) -> list[Place]:
    """Return a rater's tapes in the order in which they are to be coded.

    Args:
        own: Tapes of the study, in any order.
        again: Some of the same, to be coded once more; the first time is in the first
            half of the queue then, and the second in the other half.
        gold: Tapes with a reference, one after each `gold_every` others; for those that
            find no place there is a later portion.
        gold_every: At least 1.
        case_of: Which case a tape belongs to; neighbors are of different ones where
            that can be.
        chance: Where random numbers come from.
    """
    first = {each.tape for each in again}
    early = [each for each in own if each.tape in first]
    late = [each for each in own if each.tape not in first]
    late = shuffled(late, chance)
    half = max(0, (len(own) + len(again)) // 2 - len(early))
    opening = apart([*early, *late[:half]], case_of, chance)
    before = case_of(opening[-1]) if opening else None
    rest = apart([*late[half:], *again], case_of, chance, before)
    queue = [*opening, *rest]
    due = shuffled(gold, chance)[: len(queue) // gold_every]
    return _with_gold(queue, due, gold_every, case_of)


def _with_gold(
    queue: list[Place],
    gold: list[Place],
    every: int,
    case_of: Callable[[Place], Hashable],
) -> list[Place]:
    """Put a gold tape after each so many others, a place later where cases meet."""
    made, place = list(queue), every
    for each in gold:
        further = range(place, len(made) + 1)
        free = (at for at in further if _fits(made, at, each, case_of))
        at = next(free, place)
        if at <= len(made):
            made.insert(at, each)
        place = at + 1 + every
    return made


def _fits(
    queue: Sequence[Place], at: int, new: Place, case_of: Callable[[Place], Hashable]
) -> bool:
    beside = [queue[place] for place in (at - 1, at) if 0 <= place < len(queue)]
    return all(case_of(each) != case_of(new) for each in beside)
