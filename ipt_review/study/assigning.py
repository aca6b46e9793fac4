"""Giving tapes to raters: evenly, at random, and so that nobody can tell what is what.

Everything follows from a seed. Which tapes are coded by two is drawn before anything
is rated. Raters get the tapes of a case apart from each other wherever that can be, and
never in the order of sessions.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.domain.problems import ReviewError
from ipt_review.study.queueing import Place, lined_up
from ipt_review.study.sampling import in_drawing_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

WHOLE = 100


class TooFewRaters(ReviewError):
    """Fewer raters were chosen than a plan needs."""

    def __init__(self, needed: int) -> None:
        super().__init__(
            f"This needs at least {needed} raters."
            if needed > 1
            else "No rater is chosen.",
            "Choose more raters, or have no tape coded by two.",
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """How tapes are to be given out.

    Attributes:
        seed: What every choice follows from.
        double_percent: Share of the tapes that two raters code, rounded up.
        calibration: Tapes that everybody codes first, knowing why.
        gold: Tapes with a reference that everybody codes once, hidden among others.
        gold_every: After how many other tapes a gold tape comes.
        repeats: How many of their own tapes each rater codes a second time.
        due: Until when all should be submitted, in ms since 1970 UTC, or None.
    """

    seed: str
    double_percent: int = 20
    calibration: tuple[UUID, ...] = ()
    gold: tuple[UUID, ...] = ()
    gold_every: int = 10
    repeats: int = 0
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """Who codes, and what each of them was given before.

    Attributes:
        raters: Ids of those who get tapes, in a fixed order.
        given: What was given to anybody so far, withdrawn ones too.
        case_of: Says which case a tape belongs to.
        new_id: Makes an id for an assignment.
    """

    raters: tuple[UUID, ...]
    case_of: Callable[[UUID], UUID]
    new_id: Callable[[], UUID]
    given: tuple[Assignment, ...] = ()

    def load(self) -> Counter[UUID]:
        """Return how many tapes of the study each rater has to code so far."""
        return Counter(
            dict.fromkeys(self.raters, 0)
            | Counter(each.rater for each in self.given if _is_load(each))
        )

    def last_place(self, rater: UUID) -> int:
        """Return the last place of a rater's queue, 0 while it is empty."""
        places = [each.sequence for each in self.given if each.rater == rater]
        return max(places, default=0)

    def passes(self, rater: UUID, tape: UUID) -> int:
        """Return how often a rater was given a tape."""
        given = (each for each in self.given if each.rater == rater)
        return max((each.pass_number for each in given if each.tape == tape), default=0)


class _Given(NamedTuple):
    tape: UUID
    kind: AssignmentKind


@dataclass(slots=True)
class _Hands:
    """What each rater holds while tapes are given out."""

    load: Counter[UUID]
    pairs: Counter[tuple[UUID, UUID]]
    held: Mapping[UUID, list[_Given]] = field(default_factory=dict)

    def give(self, tape: UUID, kind: AssignmentKind, *raters: UUID) -> None:
        for rater in raters:
            self.held[rater].append(_Given(tape, kind))
            self.load[rater] += 1


def assign(tapes: Iterable[UUID], plan: Plan, pool: Pool) -> tuple[Assignment, ...]:
    """Give tapes to raters; return what is new, rater by rater in their order.

    Raters with the least to do get the next tape, and pairs of raters that share the
    fewest tapes share the next one; where that says nothing, chance decides.

    Args:
        tapes: What is to be coded, each once or by two.
        plan: How.
        pool: To whom.

    Raises:
        TooFewRaters: When there is no rater, or one alone for doubles.
    """
    tapes = in_drawing_order(f"{plan.seed}/double", set(tapes))
    doubles = -(-len(tapes) * plan.double_percent // WHOLE)
    needed = 2 if doubles else 1
    if len(pool.raters) < needed:
        raise TooFewRaters(needed)
    chance = Random(f"{plan.seed}/raters")  # noqa: S311 - it has to be repeatable
    hands = _Hands(pool.load(), shared(pool), {rater: [] for rater in pool.raters})
    for tape in tapes[:doubles]:
        _give_to_two(hands, tape, pool.raters, chance)
    for tape in tapes[doubles:]:
        rater = min(pool.raters, key=lambda each: (hands.load[each], chance.random()))
        hands.give(tape, AssignmentKind.SINGLE, rater)
    made: list[Assignment] = []
    for rater in pool.raters:
        made += _queue(rater, hands.held[rater], plan, pool)
    return tuple(made)


def _give_to_two(
    hands: _Hands, tape: UUID, raters: Sequence[UUID], chance: Random
) -> None:
    """Give a tape to the pair that shares the fewest, and has the least to do."""

    def rank(pair: tuple[UUID, UUID]) -> tuple[int, int, int, float]:
        loads = [hands.load[rater] for rater in pair]
        return (hands.pairs[pair], sum(loads), max(loads), chance.random())

    pair = min(combinations(raters, 2), key=rank)
    hands.pairs[pair] += 1
    hands.give(tape, AssignmentKind.DOUBLE, *pair)


def _queue(
    rater: UUID, held: Sequence[_Given], plan: Plan, pool: Pool
) -> Iterable[Assignment]:
    """Return what a rater gets, in the order in which they are to code it."""
    chance = Random(f"{plan.seed}/{rater}")  # noqa: S311
    own = in_drawing_order(f"{plan.seed}/{rater}/again", [each.tape for each in held])
    new_gold = [tape for tape in plan.gold if not pool.passes(rater, tape)]
    order = lined_up(
        [Place(each.tape, each.kind) for each in held],
        [Place(tape, AssignmentKind.REPEAT) for tape in own[: plan.repeats]],
        [Place(tape, AssignmentKind.GOLD) for tape in new_gold],
        plan.gold_every,
        lambda each: pool.case_of(each.tape),
        chance,
    )
    first = [
        Place(tape, AssignmentKind.CALIBRATION)
        for tape in in_drawing_order(f"{plan.seed}/{rater}", plan.calibration)
        if not pool.passes(rater, tape)
    ]
    last, seen = pool.last_place(rater), Counter[UUID]()
    for number, each in enumerate([*first, *order], start=last + 1):
        seen[each.tape] += 1
        turn = pool.passes(rater, each.tape) + seen[each.tape]
        yield Assignment(
            pool.new_id(), each.tape, rater, each.kind, number, turn, plan.due
        )


def shared(pool: Pool) -> Counter[tuple[UUID, UUID]]:
    """Return how many tapes each pair of raters codes both."""
    found = Counter(dict.fromkeys(combinations(pool.raters, 2), 0))
    by_tape: dict[UUID, set[UUID]] = {}
    for each in pool.given:
        if each.kind is AssignmentKind.DOUBLE and not each.withdrawn:
            by_tape.setdefault(each.tape, set()).add(each.rater)
    for pair in found:
        found[pair] = sum(raters.issuperset(pair) for raters in by_tape.values())
    return found


def _is_load(each: Assignment) -> bool:
    of_study = (AssignmentKind.SINGLE, AssignmentKind.DOUBLE)
    return each.kind in of_study and not each.withdrawn


class CannotHandOn(ReviewError):
    """A tape was to be given to a rater who cannot have it."""

    def __init__(self) -> None:
        super().__init__(
            "This rater has the tape already, or it is one that its rater codes again.",
            "Choose another rater for it, or withdraw it.",
        )


def handed_on(
    before: Assignment, to: UUID, pool: Pool
) -> tuple[Assignment, Assignment]:
    """Return an assignment withdrawn, and the same at the end of another's queue.

    Raises:
        CannotHandOn: When the other rater has coded or is to code the tape already,
            or when it is the second time that a rater codes it.
    """
    if pool.passes(to, before.tape) or before.kind is AssignmentKind.REPEAT:
        raise CannotHandOn
    gone = replace(before, withdrawn=True)
    place = pool.last_place(to) + 1
    new = Assignment(pool.new_id(), before.tape, to, before.kind, place, due=before.due)
    return gone, new
