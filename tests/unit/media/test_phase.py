"""Learning how far a player's word lies beside the frames that it shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.media.frame_times import FrameTimes
from ipt_review.media.phase import LOOKS_AT, WORTH_IT, Phase
from ipt_review.media.whereabouts import Whereabouts

TIMES = FrameTimes(tuple(40.0 * n for n in range(1500)))


@given(st.integers(-15, 15))
def test_a_tape_whose_ticks_are_beside_its_frames_is_read_by_its_frames(
    off: int,
) -> None:
    tape = Whereabouts(length=60_000, frame_rate=25.0, times=TIMES)
    tape.run(50.0)
    for ms in range(0, 4_000, 10):
        at = 50.0 + ms / 1000
        if ms % 250 == 0 and ms:
            tape.tick(ms + off, at)
        if ms % 40 == 0:
            tape.frame(at)
    assert abs(tape.moment(54.0) - 4_000) <= WORTH_IT


def test_frames_that_come_before_any_tick_teach_nothing() -> None:
    phase = Phase()
    for frame in range(LOOKS_AT * 3):
        phase.see(40.0 * frame + 7, TIMES)
    assert phase.offset == 0


def test_frames_that_do_not_agree_teach_nothing() -> None:
    phase = Phase()
    phase.settle()
    for frame in range(LOOKS_AT * 3):
        phase.see(40.0 * frame + frame % 3 * 5, TIMES)
    assert phase.offset == 0


def test_a_few_late_frames_do_not_count() -> None:
    phase = Phase()
    phase.settle()
    for frame in range(LOOKS_AT):
        phase.see(40.0 * frame + (13 if frame in (2, 6) else 5), TIMES)
    assert phase.offset == pytest.approx(5)


def test_where_it_is_not_clear_which_frame_is_meant_nothing_is_set_right() -> None:
    phase = Phase()
    phase.settle()
    for frame in range(LOOKS_AT):
        phase.see(40.0 * frame + 19, TIMES)
    assert phase.offset == 0


def test_a_machine_that_shows_every_frame_late_now_and_then_teaches_nothing() -> None:
    phase = Phase()
    phase.settle()
    for frame in range(LOOKS_AT * 3):
        phase.see(40.0 * frame + frame % 5 * 3, TIMES)
    assert phase.offset == 0
