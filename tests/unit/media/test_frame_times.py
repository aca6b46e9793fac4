"""Which frame is on the screen, from when frames begin and when they are shown."""

from __future__ import annotations

import math

import pytest

from ipt_review.media.drain import Course, Drain
from ipt_review.media.frame_times import FrameTimes, whole

TIMES = FrameTimes(tuple(40.0 * n for n in range(500)))
UNEVEN = FrameTimes((0.0, 33.3, 100.0, 133.4, 200.0, 280.0, 313.3, 380.0))


def test_a_frame_is_on_the_screen_until_the_next_one_begins() -> None:
    assert UNEVEN.on_screen(99.9) == 33.3
    assert UNEVEN.on_screen(100.0) == 100.0
    assert UNEVEN.on_screen(-5.0) == 0.0
    assert UNEVEN.following(33.3) == 100.0
    assert math.isinf(UNEVEN.following(380.0))
    assert UNEVEN.nearest(120.0) == 133.4


@pytest.mark.parametrize(
    ("start", "first"), [(33.3667, 34), (40.0, 40), (66.7333, 67), (80.0000001, 80)]
)
def test_a_frame_begins_with_its_first_whole_ms(start: float, first: int) -> None:
    assert whole(start) == first


@pytest.mark.parametrize("times", [TIMES, UNEVEN])
def test_frames_in_step_are_the_ones_from_the_target_on(times: FrameTimes) -> None:
    due = [start for start in times.starts if start >= 100][:3]
    shown = [5.0, 5.021, *(5.05 + (start - due[0]) / 1000 for start in due)]
    assert times.landed(105, shown[:3]) is None
    assert times.landed(105, shown) == due[-1]


def test_frames_out_of_step_tell_nothing() -> None:
    assert TIMES.landed(2000, [1.0, 1.025, 1.09]) is None


def drain() -> Drain:
    slow = Drain(Course(1000, 10.0, 1.0), 10.01)
    slow.learn(TIMES)
    return slow


def test_a_slowed_tape_waits_for_the_frame_that_is_due() -> None:
    tape = drain()
    assert not tape.tick(Course(800, 10.02, 0.5))
    assert not tape.frame(10.04)
    assert round(tape.moment(10.06)) == 1060
    assert tape.moment(11.0) == 1080
    assert tape.frame(10.58)
    assert round(tape.moment(10.58)) == 1080


def test_rates_changed_in_quick_succession_come_one_after_another() -> None:
    tape = drain()
    tape.tick(Course(1400, 10.02, 2.0))
    tape.change(10.05)
    tape.tick(Course(1600, 10.06, 1.0))
    assert not tape.frame(10.04)
    assert not tape.frame(10.1)
    assert round(tape.moment(10.1)) == 1560
    assert tape.frame(10.14)
    assert tape.moment(10.14) == 1680


def test_a_picture_that_stands_still_leaves_the_word_to_the_player() -> None:
    tape = drain()
    assert not tape.tick(Course(1400, 10.2, 2.0))
    assert tape.tick(Course(1900, 10.45, 2.0))


def test_a_seek_beyond_the_last_frame_tells_nothing() -> None:
    assert TIMES.landed(25_000, [1.0, 1.04, 1.08]) is None
