"""Judging what a player says about where it is."""

from __future__ import annotations

from ipt_review.media.frame_times import FrameTimes
from ipt_review.media.whereabouts import (
    SEEK_LAG,
    SEEK_TAKES,
    SLOW_SEEK,
    Whereabouts,
)

TIMES = FrameTimes(tuple(40.0 * n for n in range(1500)))


def running(position: int = 10_000, at: float = 50.0) -> Whereabouts:
    tape = Whereabouts(position=position, length=60_000, frame_rate=25.0)
    tape.run(at)
    return tape


def test_a_tick_renews_the_anchor() -> None:
    tape = running()
    assert tape.tick(10_400, 50.5)
    assert tape.moment(51.0) == 10_900


def test_the_echo_of_a_seek_does_not_count_and_the_tape_waits_for_its_frame() -> None:
    tape = running()
    tape.seek(30_000, 51.0)
    assert not tape.tick(30_000, 51.001)
    assert tape.moment(51.0 + SEEK_LAG) == 30_000
    assert tape.moment(51.5 + SEEK_LAG) == 30_500


def test_a_late_tick_of_the_old_place_does_not_count_after_a_seek() -> None:
    tape = running()
    tape.seek(30_000, 51.0)
    assert not tape.tick(11_200, 51.2)
    assert tape.tick(30_310, 51.4)
    assert tape.moment(51.5) == 30_410


def test_a_tick_close_to_a_near_target_counts() -> None:
    tape = running()
    tape.seek(11_500, 51.0)
    assert not tape.tick(11_100, 51.1)
    assert tape.tick(11_800, 51.35)


def test_a_player_that_insists_is_believed_in_the_end() -> None:
    tape = running()
    tape.seek(30_000, 51.0)
    assert tape.tick(13_300, 51.1 + SEEK_TAKES)


def test_ticks_do_not_move_a_held_tape() -> None:
    tape = running()
    tape.hold(50.2)
    assert not tape.tick(9_900, 50.3)
    assert tape.moment(70.0) == 10_200


def test_a_frame_shown_after_the_pause_is_where_the_tape_stands() -> None:
    tape = running()
    tape.hold(50.186)
    assert tape.frame(50.2405)
    assert tape.moment(60.0) == 10_240
    assert not tape.frame(60.0)


def test_a_frame_of_another_place_does_not_move_a_tape_sent_there() -> None:
    tape = running()
    tape.hold(50.2)
    tape.seek(2_000, 50.25)
    assert not tape.frame(50.3)
    assert tape.moment(60.0) == 2_000


def test_a_new_rate_counts_from_its_own_moment() -> None:
    tape = running()
    tape.frame_rate = 0.0
    tape.change_rate(2.0, 51.0)
    assert tape.moment(52.0) == 13_000


def test_an_end_near_the_length_is_the_length() -> None:
    tape = running(59_000)
    tape.end(50.8)
    assert tape.moment(99.0) == 60_000


def test_the_end_of_a_damaged_tape_is_where_it_ended() -> None:
    tape = running()
    tape.end(52.0)
    assert tape.moment(99.0) == 12_000


def test_a_seek_keeps_within_the_tape() -> None:
    tape = Whereabouts(length=60_000)
    tape.seek(-5, 1.0)
    assert tape.moment(1.0) == 0
    tape.seek(70_000, 1.0)
    assert tape.moment(1.0) == 60_000


def test_frames_in_step_after_a_seek_set_the_clock_before_the_first_tick() -> None:
    tape = running()
    tape.times = TIMES
    tape.seek(30_010, 51.0)
    for shown in (51.013, 51.034, 51.062):
        assert not tape.frame(shown)
    assert tape.frame(51.102)
    assert tape.moment(51.112) == 30_050


def test_a_seek_that_takes_long_waits_near_its_target() -> None:
    tape = running()
    tape.times = TIMES
    tape.seek(30_000, 51.0)
    assert tape.moment(53.0) == 30_000 + SLOW_SEEK
    assert tape.tick(30_900, 53.5)
    assert tape.moment(53.6) == 31_000


def test_after_a_change_of_rate_the_frames_on_the_screen_lead() -> None:
    tape = running()
    tape.times = TIMES
    tape.change_rate(2.0, 51.01)
    assert not tape.tick(11_400, 51.02)
    for due in (11_040, 11_080):
        assert tape.frame(50.0 + (due - 10_000) / 1000)
        assert tape.moment(51.0 + (due - 11_000) / 1000 + 0.01) == due + 10
    assert tape.frame(51.12 - 0.02)
    assert tape.moment(51.12) == 11_600


def test_a_tape_whose_rate_was_changed_waits_for_the_frame_that_is_due() -> None:
    tape = running()
    tape.times = TIMES
    tape.change_rate(0.5, 51.01)
    assert tape.waits_at == 11_040
    assert tape.moment(55.0) == 11_040


def test_a_pause_stands_on_the_frame_that_the_recording_has_there() -> None:
    tape = running()
    tape.frame_rate = 0.0
    tape.hold(50.215)
    assert tape.moment(60.0) == 10_215
    assert tape.learn(FrameTimes((10_100.0, 10_190.5, 10_260.0)))
    assert tape.moment(60.0) == 10_191


def test_frames_whose_times_are_not_known_yet_do_not_tell_where_a_seek_landed() -> None:
    tape = running()
    tape.learn(FrameTimes(tuple(40.0 * n for n in range(300))))
    tape.seek(30_000, 51.0)
    for number in range(4):
        assert not tape.frame(51.1 + 0.04 * number)
    assert tape.tick(30_310, 51.4)
