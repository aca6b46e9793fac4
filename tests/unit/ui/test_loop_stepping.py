from __future__ import annotations

from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.ui.player.stepping import stepped

HOUR = 3 * 3_600_000
rates = st.sampled_from([1.0, 12.5, 23.976023976, 25.0, 29.97002997, 30.0, 50.0, 59.94])


def test_a_step_goes_to_the_start_of_the_next_frame() -> None:
    assert stepped(1_000, 1, 25.0, HOUR) == 1_040
    assert stepped(1_039, 1, 25.0, HOUR) == 1_040
    assert stepped(1_040, -1, 25.0, HOUR) == 1_000


def test_the_start_of_a_frame_is_its_first_whole_ms() -> None:
    assert [stepped(0, n, 30.0, HOUR) for n in (1, 2, 3)] == [34, 67, 100]


@pytest.mark.parametrize(("at", "by", "there"), [(10, -1, 0), (5_990, 1, 6_000)])
def test_a_step_keeps_within_the_tape(at: int, by: int, there: int) -> None:
    assert stepped(at, by, 25.0, 6_000) == there


def test_without_frames_a_step_is_forty_ms() -> None:
    assert stepped(1_003, 1, 0.0, HOUR) == 1_043
    assert stepped(1_003, -1, 0.0, HOUR) == 963


@given(rates, st.integers(1, 5_000))
def test_steps_forward_and_back_meet_every_frame_once(rate: float, count: int) -> None:
    there = stepped(0, count, rate, HOUR)

    assert floor((there + 0.01) * rate / 1_000 + 0.001) == count
    assert stepped(there, 1, rate, HOUR) > there
    assert stepped(stepped(there, 1, rate, HOUR), -1, rate, HOUR) == there
