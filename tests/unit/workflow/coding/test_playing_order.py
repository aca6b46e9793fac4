from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.mark import Mark
from ipt_review.domain.timecode import Span
from ipt_review.workflow.coding.playing_order import Stretch, stretches

LENGTH = 100_000


def test_each_mark_is_played_with_a_little_before_and_behind() -> None:
    marks = [Mark(2, "b", 50_000, 60_000), Mark(1, "a", 20_000, 20_000)]

    assert stretches(marks, LENGTH, 2_000, 3_000) == [
        Stretch(Span(18_000, 23_000), (1,)),
        Stretch(Span(48_000, 63_000), (2,)),
    ]


def test_stretches_that_meet_are_played_as_one() -> None:
    marks = [Mark(1, "a", 20_000, 40_000), Mark(2, "b", 30_000, 30_000)]

    assert stretches(marks, LENGTH, 0, 0) == [Stretch(Span(20_000, 40_000), (1, 2))]


def test_nothing_is_played_beyond_the_tape() -> None:
    marks = [Mark(1, "a", 500, 500), Mark(2, "b", 99_500, None)]

    spans = [each.span for each in stretches(marks, LENGTH, 1_000, 1_000)]

    assert spans == [Span(0, 1_500), Span(98_500, 100_000)]


points = st.integers(0, LENGTH)
leads = st.integers(0, 20_000)


@given(st.lists(st.tuples(points, st.integers(0, 30_000))), leads, leads)
def test_every_mark_is_played_once_and_whole(
    places: list[tuple[int, int]], lead_in: int, lead_out: int
) -> None:
    marks = [
        Mark(n, "a", start, min(start + size, LENGTH))
        for n, (start, size) in enumerate(places, start=1)
    ]

    played = stretches(marks, LENGTH, lead_in, lead_out)

    assert sorted(n for each in played for n in each.numbers) == [
        mark.number for mark in marks
    ]
    by_number = {n: each.span for each in played for n in each.numbers}
    for mark in marks:
        span = by_number[mark.number]
        assert span.start <= mark.start
        assert mark.span(LENGTH).end <= span.end <= LENGTH
    spans = [each.span for each in played]
    assert all(a.end < b.start for a, b in itertools.pairwise(spans))
