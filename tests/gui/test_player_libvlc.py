"""The player with real libvlc: loops, dragging, frame steps, tracks, the end."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import EngineMissing, State, Tracks
from ipt_review.media.vlc_engine import VlcEngine
from ipt_review.ui.player.loop import Loop
from ipt_review.ui.player.player import Player
from tests.media_files import Recipe, frame_number, make, with_tracks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.media.engine import Picture

pytestmark = [pytest.mark.gui, pytest.mark.vlc]
FRAME = 40
SECONDS = 12
PATIENCE = 20_000


class Watcher:
    """Somebody who looks at what a player shows."""

    def __init__(self, qtbot: QtBot, tape: Path, start: int = 0) -> None:
        try:
            engine = VlcEngine()
        except EngineMissing as missing:
            pytest.skip(str(missing))
        self.qtbot = qtbot
        self.player = Player(engine, time.monotonic)
        self.pictures: list[Picture] = []
        self.places: list[int] = []
        self.player.pictured.connect(self.pictures.append)
        self.player.moved.connect(self.places.append)
        self.player.load(tape, SECONDS * 1_000, start)
        self.until(lambda: self.player.state is State.PAUSED and self.frame is not None)

    @property
    def frame(self) -> int | None:
        return frame_number(self.pictures[-1]) if self.pictures else None

    def until(self, claim: object) -> None:
        assert callable(claim)
        self.qtbot.waitUntil(claim, timeout=PATIENCE)


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Path:
    recipe = Recipe(seconds=SECONDS, keyframe_every=250)
    return make(tmp_path_factory.mktemp("tape") / "tape.mp4", recipe)


@pytest.fixture
def watcher(qtbot: QtBot, tape: Path) -> Iterator[Watcher]:
    watcher = Watcher(qtbot, tape)
    yield watcher
    watcher.player.close()


def test_a_tape_opens_where_it_was_left_and_shows_that_frame(
    qtbot: QtBot, tape: Path
) -> None:
    watcher = Watcher(qtbot, tape, 4_000)
    watcher.until(lambda: watcher.frame == 100)
    assert watcher.player.position == 4_000
    watcher.player.close()


def test_a_tape_sent_somewhere_while_it_is_opened_stands_there(
    watcher: Watcher, tape: Path
) -> None:
    player = watcher.player
    player.load(tape, SECONDS * 1_000)
    assert player.state is State.EMPTY
    player.seek(8_000)
    assert player.position == 8_000
    watcher.until(lambda: watcher.frame == 8_000 // FRAME)
    assert player.position == 8_000


def test_steps_show_every_frame_in_turn_forward_and_back(watcher: Watcher) -> None:
    watcher.player.seek(4_000)
    watcher.until(lambda: watcher.frame == 100)
    for by, frames in ((1, range(101, 111)), (-1, range(109, 94, -1))):
        for frame in frames:
            watcher.player.step_frames(by)
            watcher.until(lambda frame=frame: watcher.frame == frame)
            assert watcher.player.position == frame * FRAME


def test_steps_follow_frames_that_come_now_sooner_now_later(
    qtbot: QtBot, tmp_path: Path
) -> None:
    recipe = Recipe(seconds=4.0, fps=10, uneven=True, b_frames=0)
    watcher = Watcher(qtbot, make(tmp_path / "uneven.mp4", recipe), 1_000)
    for by, frames in ((1, range(11, 24)), (-1, range(22, 12, -1))):
        for frame in frames:
            watcher.player.step_frames(by)
            watcher.until(lambda frame=frame: watcher.frame == frame)
            begins = round(recipe.begins(frame) * 1_000)
            watcher.until(lambda at=begins: watcher.player.position == at)
    watcher.player.close()


def test_after_a_tape_that_cannot_be_played_each_next_one_is_told_or_shown(
    watcher: Watcher, tape: Path, tmp_path: Path
) -> None:
    said = list[str]()
    watcher.player.failed.connect(said.append)
    watcher.player.set_rate(1.5)
    for name in ("gone.mp4", "gone too.mp4"):
        watcher.player.load(tmp_path / name, SECONDS * 1_000)
        watcher.until(lambda name=name: bool(said) and name in said[-1])
    watcher.pictures.clear()
    watcher.player.load(tape, SECONDS * 1_000)
    watcher.until(lambda: watcher.frame == 0)
    assert len(said) == 2
    assert watcher.player.rate == 1.5


def test_a_loop_goes_round_and_round(watcher: Watcher) -> None:
    watcher.player.seek(2_000)
    watcher.player.set_loop(Loop(2_000, 3_000))
    watcher.player.play()
    watcher.until(lambda: _times_back(watcher.places) >= 3)
    inside = watcher.places[watcher.places.index(2_000) :]
    assert max(inside) < 3_200


def test_a_loop_to_the_end_of_the_tape_goes_round(watcher: Watcher) -> None:
    end = watcher.player.length
    watcher.player.set_loop(Loop(end - 1_500, end))
    watcher.player.seek(end - 1_500)
    watcher.player.play()
    watcher.until(lambda: _times_back(watcher.places) >= 2)


def test_dragging_shows_frames_on_the_way_and_the_last_place_in_the_end(
    watcher: Watcher,
) -> None:
    before = len(watcher.pictures)
    for target in range(0, 10_001, 100):
        watcher.player.scrub(target)
        watcher.qtbot.wait(5)
    assert watcher.player.position == 10_000
    watcher.until(lambda: watcher.frame == 250)
    assert len(watcher.pictures) - before >= 4


def test_from_the_end_one_can_step_seek_and_start_over(watcher: Watcher) -> None:
    player = watcher.player
    player.seek(player.length - 400)
    player.play()
    watcher.until(lambda: player.state is State.ENDED)
    player.step_frames(-1)
    watcher.until(lambda: player.state is State.PAUSED)
    player.seek(player.length - 400)
    player.play()
    watcher.until(lambda: player.state is State.ENDED)
    player.toggle()
    watcher.until(lambda: player.playing and 200 < player.position < 3_000)


def test_tracks_are_offered_and_chosen(
    qtbot: QtBot, tape: Path, tmp_path: Path
) -> None:
    watcher = Watcher(qtbot, with_tracks(tmp_path / "rich.mkv", tape))
    player, seen = watcher.player, list[Tracks]()
    player.tracks_changed.connect(seen.append)
    offered = player.tracks
    player.choose_subtitles(offered.subtitles[0].id)
    watcher.until(lambda: bool(seen))
    assert (len(offered.sound), offered.shown) == (2, None)
    assert seen[-1].shown == offered.subtitles[0].id
    player.close()


def _times_back(places: list[int]) -> int:
    return sum(b < a - 500 for a, b in pairwise(places))
