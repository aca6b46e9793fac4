"""What is seen: how large pictures are, and whether they keep up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import State
from tests.contract.engine_desk import FRAME

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.engine_desk import Desk


@pytest.mark.parametrize("kind", ["mp4", "mkv", "webm"])
def test_a_loaded_tape_shows_its_first_frame(
    film_desk: Desk, tapes: dict[str, Path], kind: str
) -> None:
    film_desk.loaded(tapes[kind])
    film_desk.until(lambda: film_desk.frame == 0)
    assert film_desk.pictures[-1].position == 0


def test_pictures_keep_within_the_box_and_keep_their_shape(
    film_desk: Desk, tapes: dict[str, Path]
) -> None:
    film_desk.engine.fit(160, 160)
    film_desk.loaded(tapes["mp4"])
    film_desk.until(lambda: bool(film_desk.pictures))
    picture = film_desk.pictures[0]
    assert (picture.width, picture.height) == (160, 90)
    assert len(picture.pixels) == 160 * 90 * 4


def test_larger_pictures_come_at_once_where_the_tape_stands(
    film_desk: Desk, tapes: dict[str, Path]
) -> None:
    film_desk.engine.fit(160, 160)
    film_desk.loaded(tapes["mp4"]).engine.seek(3000)
    film_desk.until(lambda: film_desk.newest.position == 3000)
    film_desk.until(lambda: bool(film_desk.frame))
    film_desk.engine.fit(640, 480)
    film_desk.until(lambda: film_desk.pictures[-1].width == 320)
    assert film_desk.pictures[-1].natural == (320, 180)
    assert film_desk.newest.state is State.PAUSED
    assert film_desk.newest.position == 3000
    film_desk.until(lambda: abs((film_desk.frame or 0) - 3000 // FRAME) <= 1)


def test_a_tape_that_plays_is_not_disturbed_when_its_pictures_may_grow(
    film_desk: Desk, tapes: dict[str, Path]
) -> None:
    film_desk.engine.fit(160, 160)
    film_desk.loaded(tapes["mp4"]).engine.play()
    film_desk.until_past(1000)
    reported = len(film_desk.reports)
    film_desk.engine.fit(640, 480)
    film_desk.until_past(2000)
    since = film_desk.reports[reported:]
    assert {report.state for report in since} == {State.PLAYING}
    film_desk.engine.pause()
    film_desk.until(lambda: film_desk.pictures[-1].width == 320)
    held = film_desk.until_state(State.PAUSED).position
    assert held >= 2000
    film_desk.engine.play()
    film_desk.until_past(held)
    assert film_desk.newest.position < held + 2000
