"""Playing, pausing, rates, and the end of a tape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import State
from tests.contract.engine_desk import FRAME, TAPES
from tests.media_files import Recipe, frame_number, make

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.engine_desk import Desk


@pytest.mark.parametrize("kind", TAPES)
def test_a_playing_tape_moves_and_the_clock_with_it(
    desk: Desk, tapes: dict[str, Path], kind: str
) -> None:
    desk.loaded(tapes[kind]).engine.play()
    report = desk.until_past(700)
    assert report.position <= desk.clock.reading() <= report.length


def test_a_paused_tape_stands_still(desk: Desk, tapes: dict[str, Path]) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.pause()
    report = desk.until_state(State.PAUSED)
    assert 300 < report.position < 6000
    desk.engine.set_volume(80)
    assert desk.clock.reading() == desk.newest.position


def test_a_paused_reading_is_the_start_of_the_frame_on_the_screen(
    film_desk: Desk, tapes: dict[str, Path]
) -> None:
    film_desk.loaded(tapes["mp4"]).engine.play()
    film_desk.until_past(700)
    film_desk.engine.pause()
    film_desk.until_state(State.PAUSED)
    film_desk.until(
        lambda: abs(film_desk.clock.reading() - (film_desk.frame or 0) * FRAME) <= FRAME
    )


def test_a_tape_goes_on_from_where_it_was_paused(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.pause()
    stood = desk.until_state(State.PAUSED).position
    desk.engine.play()
    went_on = desk.until_state(State.PLAYING)
    assert abs(went_on.position - stood) <= 2 * FRAME
    desk.until_past(stood)


def test_play_then_pause_at_once_ends_up_paused(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"])
    desk.engine.play()
    desk.engine.pause()
    desk.engine.seek(1000)
    desk.until(lambda: desk.newest.position == 1000)
    assert desk.until_state(State.PAUSED).position == 1000


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_a_rate_is_how_much_tape_passes_in_how_much_time(
    desk: Desk, tapes: dict[str, Path], rate: float
) -> None:
    desk.loaded(tapes["wav"]).engine.set_rate(rate)
    desk.engine.play()
    first = desk.until_past(900)
    second = desk.until_past(first.position + 800)
    assert second.rate == rate
    ran = (second.position - first.position) / ((second.at - first.at) * 1000)
    assert abs(ran / rate - 1) < 0.15


def test_at_its_end_a_tape_has_ended_and_plays_again_from_its_start(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.seek(5500)
    desk.engine.play()
    ended = desk.until_state(State.ENDED)
    assert ended.position == ended.length
    assert desk.clock.reading() == ended.length
    desk.engine.play()
    desk.until_past(200)
    assert desk.newest.position < 3000


def test_a_seek_from_the_end_stands_at_the_target(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.seek(5600)
    desk.engine.play()
    desk.until_state(State.ENDED)
    desk.engine.seek(1500)
    # Held, an engine may say where the frame begins that shows this moment.
    assert 1500 - FRAME < desk.until_state(State.PAUSED).position <= 1500
    desk.engine.play()
    desk.until_past(1500)
    assert desk.newest.position < 5000


def test_sound_ends_no_sooner_than_its_last_second_is_due(
    film_desk: Desk, tapes: dict[str, Path]
) -> None:
    film_desk.loaded(tapes["wav"]).engine.seek(3_000)
    film_desk.engine.play()
    ran = film_desk.until_past(3_300)
    ended = film_desk.until_state(State.ENDED)
    assert ended.position == ended.length
    assert (ended.at - ran.at) * 1_000 >= ended.length - ran.position - 100


def test_sound_can_be_held_and_played_on_shortly_before_its_end(
    film_desk: Desk, tapes: dict[str, Path]
) -> None:
    film_desk.loaded(tapes["wav"]).engine.seek(4_000)
    film_desk.engine.play()
    film_desk.until_past(5_000)
    film_desk.engine.pause()
    held = film_desk.until_state(State.PAUSED).position
    film_desk.engine.play()
    film_desk.until_state(State.ENDED)
    assert held < film_desk.newest.position


@pytest.mark.parametrize(
    ("name", "video", "sound"),
    [
        ("a.mp4", "libx264", "aac"),
        ("a.mkv", "libx264", "ac3"),
        ("a.webm", "libvpx", "libopus"),
    ],
)
def test_soon_after_changes_of_rate_pictures_stand_where_they_are_read(
    vlc_desk: Desk, tmp_path: Path, name: str, video: str, sound: str
) -> None:
    recipe = Recipe(12.0, video=video, audio=sound, b_frames=3)
    vlc_desk.loaded(make(tmp_path / name, recipe)).engine.play()
    vlc_desk.until_past(1_000)
    for rate in (1.5, 1.0, 2.0, 0.75):
        seen = len(vlc_desk.pictures)
        vlc_desk.engine.set_rate(rate)
        vlc_desk.until(lambda seen=seen: len(vlc_desk.pictures) > seen + 50)  # type: ignore[misc]
        shown = [
            (each.position, frame_number(each))
            for each in vlc_desk.pictures[seen + 5 :]
        ]
        right = [abs(at - number * FRAME) < FRAME for at, number in shown if number]
        assert right.count(True) > len(right) // 3, (rate, shown)
