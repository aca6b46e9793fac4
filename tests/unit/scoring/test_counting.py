from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.mark import Mark
from ipt_review.domain.timecode import MS_PER_MINUTE
from ipt_review.scoring.counting import per_ten_minutes, tally
from ipt_review.scoring.result import Tally
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from random import Random

BOOK = the_shipped_codebook()
HOUR = 60 * MS_PER_MINUTE


def test_points_are_counted_and_have_no_length() -> None:
    marks = [Mark(1, "affect_named", 100, 100), Mark(2, "affect_named", 900, 900)]
    assert tally(marks, BOOK, HOUR)["affect_named"] == Tally(2, 0, 2 / 6)


def test_overlapping_intervals_are_two_marks_and_one_length() -> None:
    marks = [Mark(1, "role_play", 1_000, 5_000), Mark(2, "role_play", 4_000, 7_000)]
    assert tally(marks, BOOK, HOUR)["role_play"] == Tally(2, 6_000, 2 / 6)


def test_an_interval_inside_another_adds_no_length() -> None:
    marks = [Mark(1, "role_play", 1_000, 9_000), Mark(2, "role_play", 4_000, 7_000)]
    assert tally(marks, BOOK, HOUR)["role_play"].total == 8_000


def test_an_open_interval_reaches_to_the_end_of_what_is_coded() -> None:
    marks = [Mark(1, "role_play", 1_000, None)]
    assert tally(marks, BOOK, 10_000)["role_play"].total == 9_000


def test_codes_without_a_mark_are_there_with_zero() -> None:
    tallies = tally([], BOOK, HOUR)
    assert list(tallies) == [code.id for code in BOOK.codes]
    assert set(tallies.values()) == {Tally(0, 0, 0.0)}


def test_states_of_a_track_are_not_counted_as_codes() -> None:
    assert "role_dispute" not in tally([Mark(1, "role_dispute", 0, 9)], BOOK, HOUR)


def test_a_rate_over_no_tape_is_zero() -> None:
    assert per_ten_minutes(3, 0) == 0
    assert per_ten_minutes(3, 30 * MS_PER_MINUTE) == pytest.approx(1.0)


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_covered_length_is_what_a_stopwatch_would_show(
    spans: list[tuple[int, int]], random: Random
) -> None:
    marks = [
        Mark(number, "role_play", start, start + length)
        for number, (start, length) in enumerate(spans, 1)
    ]
    ticks = {t for mark in marks for t in range(mark.start, mark.end or 0)}
    random.shuffle(marks)
    found = tally(marks, BOOK, 300)["role_play"]
    assert (found.count, found.total) == (len(marks), len(ticks))
