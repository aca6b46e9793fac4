"""Seeks and steps, on a held tape and on one that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import State
from tests.contract.engine_desk import FRAME
from tests.media_files import Recipe, frame_number, make

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.engine_desk import Desk


@pytest.mark.parametrize("target", [0, 3000, 4321])
def test_a_seek_while_paused_reads_as_the_target_and_stays_there(
    desk: Desk, tapes: dict[str, Path], target: int
) -> None:
    desk.loaded(tapes["mp4"]).engine.seek(target)
    desk.until(lambda: desk.newest.position == target)
    desk.engine.set_rate(1.5)
    desk.until(lambda: desk.newest.rate == 1.5)
    assert desk.newest.state is State.PAUSED
    assert desk.clock.reading() == target


@pytest.mark.parametrize("kind", ["mp4", "mkv", "webm"])
def test_a_seek_while_paused_shows_the_frame_that_is_there(
    film_desk: Desk, tapes: dict[str, Path], kind: str
) -> None:
    film_desk.loaded(tapes[kind]).engine.seek(3210)
    wanted = 3210 // FRAME
    film_desk.until(lambda: abs((film_desk.frame or 0) - wanted) <= 1)


def test_a_seek_while_playing_goes_on_from_the_target(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.seek(3000)
    desk.until_past(3000)
    assert desk.newest.position < 5000
    desk.engine.seek(1000)
    desk.until(lambda: desk.newest.position < 2500)
    assert desk.newest.state is State.PLAYING


@pytest.mark.parametrize(("asked", "got"), [(-500, 0), (99_000, 6000)])
def test_a_seek_keeps_within_the_tape(
    desk: Desk, tapes: dict[str, Path], asked: int, got: int
) -> None:
    desk.loaded(tapes["mp4"]).engine.seek(2000)
    desk.engine.seek(asked)
    desk.until(lambda: abs(desk.newest.position - got) < 100)


def test_a_tape_with_reordered_frames_stands_on_the_very_frame_and_goes_on_from_it(
    film_desk: Desk, tapes: dict[str, Path]
) -> None:
    film_desk.loaded(tapes["mov"])
    for wanted in (81, 80, 79, 30, 31, 117):
        film_desk.engine.seek(wanted * FRAME + 25)
        film_desk.until(lambda wanted=wanted: film_desk.frame == wanted)  # type: ignore[misc]
        film_desk.until(lambda: film_desk.newest.position % FRAME == 0)
        assert film_desk.clock.reading() == wanted * FRAME
    seen = len(film_desk.pictures)
    film_desk.engine.play()
    film_desk.until(lambda: len(film_desk.pictures) > seen + 3)
    went_on = [frame_number(picture) for picture in film_desk.pictures[seen:]]
    # A busy machine drops a frame or two; libvlc left alone would jump by 25.
    assert 117 <= (went_on[0] or 0) <= 122


def test_while_the_playhead_is_dragged_frames_are_shown_and_the_last_one_stays(
    film_desk: Desk, tapes: dict[str, Path]
) -> None:
    film_desk.loaded(tapes["mov"])
    film_desk.until(lambda: film_desk.frame == 0)
    for drag in range(0, 4000, 800):
        seen = len(film_desk.pictures)
        for position in range(drag, drag + 801, 40):
            film_desk.engine.seek(position)
        film_desk.until(lambda seen=seen: len(film_desk.pictures) > seen)  # type: ignore[misc]
    film_desk.until(lambda: film_desk.frame == 100)
    film_desk.until(lambda: film_desk.newest.position == 4000)


def test_a_tape_sent_elsewhere_and_played_while_it_opens_shows_what_is_there(
    vlc_desk: Desk, tmp_path: Path
) -> None:
    tape = make(tmp_path / "a.mp4", Recipe(20.0, audio="", keyframe_every=250))
    for target in (15_000, 12_000, 16_000):
        vlc_desk.pictures.clear()
        vlc_desk.engine.load(tape)
        vlc_desk.engine.seek(target)
        vlc_desk.engine.play()
        vlc_desk.until_past(target + 300)
        vlc_desk.until(lambda at=target: (vlc_desk.frame or 0) >= at // FRAME)  # type: ignore[misc]
        assert vlc_desk.newest.position < target + 4_000
        vlc_desk.engine.pause()
        vlc_desk.until_state(State.PAUSED)
