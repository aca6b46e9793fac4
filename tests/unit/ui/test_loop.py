from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.timecode import Span
from ipt_review.ui.player.loop import OFF, SHORTEST, Loop, around

LENGTH = 60_000
A_B = Loop(10_000, 14_000)
moments = st.integers(0, LENGTH)


def test_one_key_sets_a_then_b_then_nothing() -> None:
    first = OFF.pressed(10_000, None, LENGTH)
    both = first.pressed(14_000, None, LENGTH)

    assert (first, both) == (Loop(10_000), A_B)
    assert not first.runs
    assert both.runs
    assert both.pressed(12_000, None, LENGTH) == OFF


def test_the_key_loops_the_picked_mark_when_there_is_one() -> None:
    span = Span(20_000, 26_000)

    assert OFF.pressed(3_000, span, LENGTH) == Loop(20_000, 26_000)
    assert A_B.pressed(3_000, span, LENGTH) == OFF


def test_a_begun_loop_is_ended_here_even_when_a_mark_is_picked() -> None:
    assert Loop(10_000).pressed(14_000, Span(1, 2), LENGTH) == A_B


def test_a_point_is_looped_with_some_tape_around_it() -> None:
    assert around(Span(20_000, 20_000), LENGTH) == Loop(18_000, 23_000)
    assert around(Span(500, 500), LENGTH) == Loop(0, 3_500)
    assert around(Span(59_000, 59_000), LENGTH) == Loop(57_000, LENGTH)


def test_b_before_a_changes_places_with_it() -> None:
    assert Loop(14_000).to_here(10_000) == A_B


def test_b_without_a_loops_from_the_start() -> None:
    assert OFF.to_here(14_000) == Loop(0, 14_000)


def test_a_new_beginning_keeps_an_end_that_lies_after_it() -> None:
    assert A_B.from_here(11_000) == Loop(11_000, 14_000)
    assert A_B.from_here(20_000) == Loop(20_000)


@pytest.mark.parametrize(
    ("before", "now", "back"),
    [
        (13_990, 14_006, 10_000),
        (13_990, 14_000, 10_000),
        (13_980, 13_996, None),  # not there yet
        (14_000, 14_016, None),  # already past it
        (12_000, 20_000, None),  # sent past it by hand
        (14_100, 13_900, None),  # sent back by hand
    ],
)
def test_playing_over_the_end_goes_back_to_the_start(
    before: int, now: int, back: int | None
) -> None:
    assert A_B.sent_back(before, now) == back


def test_half_a_loop_sends_nothing_back() -> None:
    assert Loop(10_000).sent_back(13_990, 14_006) is None
    assert OFF.sent_back(13_990, 14_006) is None


def test_a_back_step_stays_in_the_loop() -> None:
    assert A_B.kept(10_500, 9_000) == 10_000
    assert A_B.kept(12_500, 11_000) == 11_000
    assert A_B.kept(20_000, 9_000) == 9_000
    assert OFF.kept(10_500, 9_000) == 9_000


@given(moments, moments)
def test_whatever_is_set_is_long_enough_to_hear(first: int, second: int) -> None:
    loop = OFF.pressed(first, None, LENGTH).pressed(second, None, LENGTH)

    assert loop.start is not None
    assert loop.end is not None
    assert loop.end - loop.start >= SHORTEST


@given(moments, moments, st.integers(1, 200))
def test_played_at_any_pace_a_loop_is_never_left(
    first: int, second: int, pace: int
) -> None:
    loop = OFF.to_here(first).from_here(0).to_here(second)
    assert loop.start is not None
    assert loop.end is not None
    here = loop.start
    for _ in range(50):
        now = here + pace
        back = loop.sent_back(here, now)
        here = now if back is None else back
        assert loop.start <= here < loop.end
