"""Whoever gets which tapes: evenly, apart, with what is hidden in its place."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, count, pairwise
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.domain.assignment import AssignmentKind
from ipt_review.study.assigning import Plan, Pool, TooFewRaters, assign
from ipt_review.study.ordering import apart

if TYPE_CHECKING:
    from random import Random

    from ipt_review.domain.assignment import Assignment

Kind = AssignmentKind
RATERS = tuple(UUID(int=1_000 + n) for n in range(4))
TAPES = st.integers(0, 40).map(lambda n: [UUID(int=each + 1) for each in range(n)])


def case_of(tape: UUID) -> UUID:
    return UUID(int=tape.int % 7 + 1)


def pool(raters: int = 4, given_before: tuple[Assignment, ...] = ()) -> Pool:
    numbers = count(len(given_before) + 1)
    return Pool(RATERS[:raters], case_of, lambda: UUID(int=next(numbers)), given_before)


def of_study(made: tuple[Assignment, ...]) -> list[Assignment]:
    return [each for each in made if each.kind in (Kind.SINGLE, Kind.DOUBLE)]


@settings(max_examples=60)
@given(TAPES, st.integers(2, 4), st.sampled_from([0, 20, 50, 100]), st.text(max_size=4))
def test_load_and_pairs_are_even_and_every_tape_is_given_once_or_twice(
    tapes: list[UUID], raters: int, share: int, seed: str
) -> None:
    plan = Plan(seed, share)
    made = assign(tapes, plan, pool(raters))

    again = Counter(each.tape for each in of_study(made))
    doubles = -(-len(tapes) * share // 100)
    assert set(again) == set(tapes)
    assert sum(times == 2 for times in again.values()) == doubles
    load = Counter(dict.fromkeys(RATERS[:raters], 0))
    load.update(each.rater for each in made)
    assert max(load.values()) - min(load.values()) <= (1 if share < 60 else 2)
    pairs = Counter(dict.fromkeys(combinations(RATERS[:raters], 2), 0))
    for tape in tapes:
        both = sorted({each.rater for each in made if each.tape == tape})
        if len(both) == 2:
            pairs[both[0], both[1]] += 1
    assert max(pairs.values()) - min(pairs.values()) <= 1
    assert assign(list(reversed(tapes)), plan, pool(raters)) == made


@settings(max_examples=60)
@given(
    st.lists(st.integers(1, 6), max_size=30),
    st.randoms(use_true_random=False),
)
def test_no_two_neighbors_are_of_one_case_unless_there_is_no_other_order(
    cases: list[int], chance: Random
) -> None:
    order = apart(cases, lambda each: each, chance)
    assert Counter(order) == Counter(cases)
    most = max(Counter(cases).values(), default=0)
    unavoidable = max(0, most - 1 - (len(cases) - most))
    assert sum(one == other for one, other in pairwise(order)) == unavoidable


@settings(max_examples=40)
@given(TAPES, st.integers(0, 3), st.integers(0, 3), st.integers(2, 6))
def test_gold_repeats_and_calibration_stand_where_the_plan_says(
    tapes: list[UUID], gold: int, repeats: int, every: int
) -> None:
    golden = tuple(UUID(int=500 + n) for n in range(gold))
    first = tuple(UUID(int=600 + n) for n in range(2))
    plan = Plan("s", 20, first, golden, every, repeats)
    made = assign(tapes, plan, pool(3))
    for rater in RATERS[:3]:
        queue = [each for each in made if each.rater == rater]
        assert [each.sequence for each in queue] == list(range(1, len(queue) + 1))
        assert {each.tape for each in queue[:2]} == set(first)
        assert {each.kind for each in queue[:2]} == {Kind.CALIBRATION}
        hidden = [each.kind for each in queue]
        own = hidden.count(Kind.SINGLE) + hidden.count(Kind.DOUBLE)
        assert hidden.count(Kind.REPEAT) == min(repeats, own)
        golds = [n for n, kind in enumerate(hidden) if kind is Kind.GOLD]
        room = min(gold, (own + min(repeats, own)) // every)
        assert min(room, 1) <= len(golds) <= room
        assert all(place >= 2 + every for place in golds[:1])
        assert all(after - before > every for before, after in pairwise(golds))
        again = [each for each in queue if each.kind is Kind.REPEAT]
        for each in again:
            place = next(
                one.sequence
                for one in queue
                if one.tape == each.tape and one is not each
            )
            assert place < each.sequence
            assert each.pass_number == 2


def test_a_later_portion_goes_on_where_the_queue_ended_and_evens_out_the_load() -> None:
    first = assign([UUID(int=n) for n in range(1, 6)], Plan("a", 0), pool(2))
    more = [UUID(int=n) for n in range(6, 12)]
    second = assign(more, Plan("b", 0), pool(2, first))
    load = Counter(each.rater for each in (*first, *second))
    assert sorted(load.values()) == [5, 6]
    for rater in RATERS[:2]:
        places = [each.sequence for each in (*first, *second) if each.rater == rater]
        assert places == list(range(1, len(places) + 1))


@pytest.mark.parametrize(("raters", "share"), [(0, 0), (1, 20)])
def test_too_few_raters_are_refused(raters: int, share: int) -> None:
    with pytest.raises(TooFewRaters):
        assign([UUID(int=1)], Plan("a", share), pool(raters))
