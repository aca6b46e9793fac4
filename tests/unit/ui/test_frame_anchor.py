"""Where a tape stands by its frames, of which some come late."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.ui.player.frame_anchor import SAMPLES, FrameAnchor

FRAME = 40


def running(position: float = 0.0, at: float = 0.0, rate: float = 1.0) -> FrameAnchor:
    anchor = FrameAnchor(position=position, rate=rate, length=60_000)
    anchor.run(at)
    return anchor


def show(anchor: FrameAnchor, start: float, at: float) -> bool:
    return anchor.frame(start, start + FRAME, at)


@given(st.lists(st.floats(0.0, 0.2), min_size=SAMPLES, max_size=40))
def test_late_frames_do_not_set_the_reading_back(late: list[float]) -> None:
    anchor = running()
    for number, delay in enumerate(late):
        on_time = number % SAMPLES == 0
        at = number * FRAME / 1000 + (0.0 if on_time else delay)
        show(anchor, number * FRAME, at)
        assert abs(anchor.moment(at) - at * 1000) <= 1


def test_a_tape_that_starts_late_is_followed_once_its_frames_have_settled() -> None:
    anchor = running()
    for number in range(SAMPLES):
        show(anchor, number * FRAME, 0.07 + number * FRAME / 1000)
    assert anchor.moment(1.07) == 1_000


def test_the_burst_after_a_seek_is_not_taken_for_the_place() -> None:
    anchor = running()
    anchor.seek(9_990, 2.0)
    assert anchor.moment(2.0) == 9_990
    for start in (9_960, 10_000, 10_040):
        assert show(anchor, start, 2.06)
        assert anchor.moment(2.06) == 10_050
    show(anchor, 10_080, 2.09)
    assert anchor.moment(2.09) == 10_080


def test_frames_of_the_place_before_a_seek_are_told_apart() -> None:
    anchor = running()
    show(anchor, 0, 0.0)
    anchor.seek(5_000, 1.0)
    assert not show(anchor, 1_000, 1.001)
    assert show(anchor, 5_000, 1.05)
    anchor.seek(4_800, 2.0)
    assert not show(anchor, 5_960, 2.001)
    assert anchor.moment(2.0) == 4_800


def test_a_frame_that_fits_no_seek_is_believed_after_a_while() -> None:
    anchor = running()
    anchor.seek(5_000, 1.0)
    assert not show(anchor, 7_000, 1.2)
    assert show(anchor, 9_000, 3.0)
    assert anchor.moment(3.0) == 9_000


def test_held_a_tape_reads_the_start_of_the_frame_shown_and_goes_on_within_it() -> None:
    anchor = running()
    show(anchor, 1_000.4, 1.0)
    anchor.hold(1.03)
    assert anchor.moment(1.5) == 1_001
    anchor.run(2.0)
    assert anchor.moment(2.0) == 1_030


def test_a_frame_on_its_way_when_the_tape_was_held_moves_the_reading() -> None:
    anchor = running()
    show(anchor, 1_000, 1.0)
    anchor.hold(1.04)
    assert show(anchor, 1_040, 1.041)
    assert anchor.moment(2.0) == 1_040


def test_held_a_seek_reads_as_its_target_and_then_as_the_frame_that_is_shown() -> None:
    anchor = FrameAnchor(length=60_000)
    anchor.seek(3_210, 1.0)
    assert anchor.moment(1.01) == 3_210
    assert show(anchor, 3_200, 1.05)
    assert anchor.moment(2.0) == 3_200
    anchor.run(3.0)
    assert anchor.moment(3.0) == 3_210


def test_a_mark_made_on_a_frame_is_found_again_to_the_millisecond() -> None:
    anchor = FrameAnchor(length=60_000)
    anchor.seek(3_204, 1.0)
    assert show(anchor, 3_203.2, 1.05)
    assert anchor.moment(2.0) == 3_204


def test_a_frame_that_stands_for_seconds_does_not_say_where_the_sound_is() -> None:
    anchor = FrameAnchor(length=60_000)
    anchor.seek(3_700, 1.0)
    assert anchor.frame(3_000, 4_000, 1.05)
    assert anchor.moment(2.0) == 3_700


def test_another_rate_holds_from_where_the_tape_was() -> None:
    anchor = running()
    show(anchor, 1_000, 1.0)
    anchor.change_rate(2.0, 1.01)
    assert anchor.moment(1.11) == 1_210
    show(anchor, 1_240, 1.125)
    assert anchor.moment(1.125) == 1_240


def test_one_frame_a_second_is_enough_to_go_by() -> None:
    anchor = running()
    anchor.seek(10_500, 1.0)
    assert anchor.frame(10_000, 11_000, 1.05)
    assert anchor.moment(1.05) == 10_550
    anchor.frame(11_000, 12_000, 1.56)
    assert anchor.moment(1.56) == 11_000


def test_the_end_is_the_length_unless_much_is_missing() -> None:
    whole, damaged = running(59_700), running(20_000)
    whole.end(0.2, 1_000)
    damaged.end(0.2, 1_000)
    assert (whole.moment(1.0), damaged.moment(1.0)) == (60_000, 20_200)


def test_a_seek_keeps_within_the_tape() -> None:
    anchor = FrameAnchor(length=60_000)
    assert anchor.seek(-5, 0.0) == 0
    assert anchor.seek(99_000, 0.0) == 60_000
