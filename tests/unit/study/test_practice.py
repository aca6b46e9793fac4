"""Marks of a practice pass beside those of the reference."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.mark import Mark
from ipt_review.study.practice import TOLERANCE, Outcome, compared


def marks(*places: tuple[str, int]) -> list[Mark]:
    numbers = count(1)
    return [Mark(next(numbers), code, at, at) for code, at in places]


def outcomes(own: list[Mark], reference: list[Mark]) -> list[tuple[str, str]]:
    return [(each.code, each.outcome.value) for each in compared(own, reference)]


def test_the_same_code_within_the_tolerance_is_matched() -> None:
    edge = TOLERANCE

    assert outcomes(marks(("a", 10_000)), marks(("a", 10_000 + edge))) == [
        ("a", "matched")
    ]
    assert outcomes(marks(("a", 10_000)), marks(("a", 10_001 + edge))) == [
        ("a", "extra"),
        ("a", "missed"),
    ]


def test_another_code_at_the_same_moment_is_extra_and_the_one_there_missed() -> None:
    found = outcomes(marks(("b", 10_000)), marks(("a", 10_000)))

    assert found == [("a", "missed"), ("b", "extra")]


def test_the_closest_go_together() -> None:
    found = compared(
        marks(("a", 10_000), ("a", 13_000)), marks(("a", 12_500), ("a", 60_000))
    )

    pairs = [tuple(mark.start for mark in each.marks) for each in found]
    assert pairs == [(10_000,), (13_000, 12_500), (60_000,)]
    assert [each.outcome for each in found] == [
        Outcome.EXTRA,
        Outcome.MATCHED,
        Outcome.MISSED,
    ]


def test_nothing_beside_nothing_is_nothing() -> None:
    assert compared([], []) == []


PLACES = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 60_000)), max_size=12
)


@given(PLACES, PLACES)
def test_each_mark_is_in_one_finding_and_pairs_are_close(
    mine: list[tuple[str, int]], theirs: list[tuple[str, int]]
) -> None:
    own, reference = marks(*mine), marks(*theirs)
    found = compared(own, reference)

    shown = [each.own.number for each in found if each.own is not None]
    met = [each.reference.number for each in found if each.reference is not None]
    assert sorted(shown) == [each.number for each in own]
    assert sorted(met) == [each.number for each in reference]
    assert [each.at for each in found] == sorted(each.at for each in found)
    for each in found:
        if each.own is not None and each.reference is not None:
            assert each.own.code == each.reference.code
            assert abs(each.own.start - each.reference.start) <= TOLERANCE


@given(PLACES)
def test_a_coding_beside_itself_is_all_matched(mine: list[tuple[str, int]]) -> None:
    own = marks(*mine)

    assert {each.outcome for each in compared(own, own)} <= {Outcome.MATCHED}
