"""Several files as one tape: played across borders and gaps, by silent and libvlc."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.tape import MediaFile
from ipt_review.media.engine import EngineMissing, State
from ipt_review.media.joined_engine import JoinedEngine
from ipt_review.media.probe import probe
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.media.vlc_engine import VlcEngine
from tests.contract.engine_desk import FRAME, Desk, QtDesk
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 3
LENGTH = SECONDS * 1_000
LONGEST_FRAME = 50
ENGINES = {"silent": SilentEngine, "libvlc": VlcEngine}


class Evening(Desk):
    """A desk before an engine that joins files."""

    engine: JoinedEngine

    def joined(self, files: tuple[MediaFile, ...], start: int = 0) -> Evening:
        length = max(file.offset + file.length for file in files)
        self.engine.join(files, length, start)
        self.until_state(State.PAUSED)
        return self

    def stands_at(self, position: int) -> bool:
        """Say whether the tape stands there, or on the frame that is shown there."""
        return 0 <= position - self.newest.position <= LONGEST_FRAME

    def places(self) -> list[int | None]:
        """Return the files that were reported, each once in a row."""
        found: list[int | None] = []
        for report in self.reports[1:]:
            if not found or found[-1] != report.file:
                found.append(report.file)
        return found


class QtEvening(Evening, QtDesk):
    """The same, at which Qt's events are seen to while one waits."""


@pytest.fixture(params=["silent", pytest.param("libvlc", marks=pytest.mark.vlc), "qt"])
def evening(request: pytest.FixtureRequest) -> Iterator[Evening]:
    if request.param == "qt":
        beside = QtEvening(request.getfixturevalue("qtbot"), joined=True)
        yield beside
        beside.engine.close()
        return
    try:
        engine = ENGINES[request.param]()
    except EngineMissing as missing:
        pytest.skip(str(missing))
    made = Evening(JoinedEngine(engine, time.monotonic))
    yield made
    made.engine.close()


@pytest.fixture(scope="session")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[MediaFile, ...]:
    """Return three files end to end: two pictures of different size, and a sound."""
    folder = tmp_path_factory.mktemp("sides")
    recipes = {
        "a.mp4": Recipe(seconds=SECONDS, b_frames=0),
        "b.mkv": Recipe(seconds=SECONDS, b_frames=0, size=(480, 270), fps=20),
        "c.wav": Recipe(seconds=SECONDS, video="", audio="pcm_s16le"),
    }
    made = [make(folder / name, recipe) for name, recipe in recipes.items()]
    files, offset = [], 0
    for path in made:
        length = probe(path).length_ms
        files.append(MediaFile(path, offset, length, path.stat().st_size))
        offset += length
    return tuple(files)


def _at(files: tuple[MediaFile, ...], *offsets: int) -> tuple[MediaFile, ...]:
    return tuple(
        replace(file, offset=offset)
        for file, offset in zip(files, offsets, strict=False)
    )


def test_playing_goes_from_one_file_into_the_next_to_the_end(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    evening.joined(sides).engine.play()
    ended = evening.until_state(State.ENDED)
    assert ended.position == ended.length == sides[2].offset + sides[2].length
    assert evening.places() == [0, 1, 2]
    states = {report.state for report in evening.reports[2:-1]}
    assert State.ENDED not in states
    positions = [report.position for report in evening.reports[1:]]
    backwards = [b - a for a, b in pairwise(positions)]
    assert min(backwards) > -3 * FRAME


def test_in_a_gap_the_clock_runs_on_and_says_that_nothing_is_there(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    evening.joined(_at(sides[:2], 0, LENGTH + 1_500), LENGTH - 400).engine.play()
    evening.until(lambda: evening.newest.file is None)
    assert evening.newest.state is State.PLAYING
    evening.until_past(LENGTH + 700)
    assert evening.newest.file is None
    assert evening.clock.reading() <= LENGTH + 1_500
    evening.until(lambda: evening.newest.file == 1)
    evening.until_past(LENGTH + 1_700)
    assert evening.places() == [0, None, 1]


def test_a_gap_may_be_skipped(evening: Evening, sides: tuple[MediaFile, ...]) -> None:
    evening.engine.skip_gaps(skip=True)
    evening.joined(_at(sides[:2], 0, 60_000), LENGTH - 400).engine.play()
    evening.until_past(60_200)
    assert evening.places() == [0, 1]


def test_a_gap_runs_at_the_rate_and_can_be_held_and_left(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    evening.joined(_at(sides[:2], 0, 60_000), 10_000)
    assert (evening.newest.file, evening.newest.position) == (None, 10_000)
    evening.engine.set_rate(2.0)
    evening.engine.play()
    first = evening.until_past(10_100)
    second = evening.until_past(first.position + 600)
    ran = (second.position - first.position) / ((second.at - first.at) * 1_000)
    assert abs(ran - 2.0) < 0.2
    evening.engine.pause()
    stood = evening.until_state(State.PAUSED)
    assert stood.file is None
    evening.engine.seek(1_000)
    evening.until(lambda: (evening.newest.file, evening.newest.position) == (0, 1_000))
    assert evening.newest.state is State.PAUSED


@pytest.mark.parametrize("target", [500, LENGTH + 800, 2 * LENGTH + 400])
def test_a_seek_while_paused_stands_in_the_right_file(
    evening: Evening, sides: tuple[MediaFile, ...], target: int
) -> None:
    evening.joined(sides, 2_000).engine.seek(target)
    number = target // LENGTH
    evening.until(lambda: evening.stands_at(target))
    assert evening.newest.state is State.PAUSED
    assert evening.newest.file == number
    assert evening.newest.origin == sides[number].offset


def test_a_seek_while_playing_goes_on_in_the_other_file(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    evening.joined(sides).engine.play()
    evening.until_past(300)
    for target in (2 * LENGTH + 300, LENGTH + 300, 200, LENGTH + 1_200):
        evening.engine.seek(target)
        evening.until(
            lambda target=target: (  # type: ignore[misc]
                evening.newest.state is State.PLAYING
                and target < evening.newest.position < target + 1_200
            )
        )
        assert evening.newest.file == target // LENGTH


def test_after_the_end_the_tape_plays_from_its_start(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    evening.joined(sides, 3 * LENGTH - 500).engine.play()
    evening.until_state(State.ENDED)
    evening.engine.play()
    evening.until(lambda: evening.newest.file == 0)
    evening.until_past(300)
    evening.engine.pause()
    assert evening.until_state(State.PAUSED).position < LENGTH


def test_a_tape_may_begin_before_its_first_file(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    evening.joined(_at(sides[:1], 800))
    assert (evening.newest.file, evening.newest.position) == (None, 0)
    evening.engine.play()
    evening.until(lambda: evening.newest.file == 0)
    evening.until_past(1_000)


def test_a_missing_file_is_a_gap_that_names_it_and_the_others_play(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    gone = replace(sides[1], path=sides[1].path.with_name("gone.mkv"))
    evening.joined((sides[0], gone, sides[2]), LENGTH - 300).engine.play()
    evening.until(lambda: evening.newest.file is None)
    assert "“gone.mkv” is not in" in evening.newest.problem
    evening.until(lambda: evening.newest.file == 2)
    evening.until_past(2 * LENGTH + 200)
    assert evening.newest.problem == ""


def test_when_every_file_is_missing_that_is_a_failure(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    gone = tuple(
        replace(file, path=file.path.with_name(f"gone{n}.mp4"))
        for n, file in enumerate(sides)
    )
    evening.engine.join(gone, 3 * LENGTH, 0)
    for number in (0, 1):
        name = f"gone{number}.mp4"
        evening.until(lambda name=name: name in evening.newest.problem)  # type: ignore[misc]
        evening.engine.seek((number + 1) * LENGTH + 500)
    assert "is not in" in evening.until_state(State.FAILED).problem


def test_where_two_cameras_overlap_one_is_chosen_and_the_other_can_be(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    cameras = _at(sides[:2], 0, 1_000)
    evening.joined(cameras, 1_500).engine.play()
    evening.until_past(1_600)
    assert evening.newest.file == 0
    evening.engine.choose_file(1)
    evening.until(lambda: evening.newest.file == 1)
    report = evening.until_past(1_800)
    assert report.file == 1
    evening.engine.choose_file(0)
    evening.until(lambda: evening.newest.file == 0)
    evening.until(lambda: evening.newest.file == 1)
    assert evening.newest.position >= LENGTH - 3 * FRAME


def test_choosing_a_camera_while_held_keeps_the_moment(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    evening.joined(_at(sides[:2], 0, 1_000), 2_000)
    evening.engine.choose_file(1)
    evening.until(lambda: evening.newest.file == 1)
    evening.engine.seek(2_200)
    evening.until(lambda: evening.stands_at(2_200))
    assert evening.newest.state is State.PAUSED


def test_the_rate_holds_across_a_border(
    evening: Evening, sides: tuple[MediaFile, ...]
) -> None:
    evening.joined(sides, LENGTH - 600).engine.set_rate(1.5)
    evening.engine.play()
    evening.until_past(LENGTH + 1_200)
    assert evening.newest.file == 1
    evening.until(lambda: evening.newest.rate == 1.5)


@pytest.mark.vlc
def test_pictures_come_from_the_file_that_plays_with_session_times(
    sides: tuple[MediaFile, ...],
) -> None:
    try:
        engine = VlcEngine()
    except EngineMissing as missing:
        pytest.skip(str(missing))
    evening = Evening(JoinedEngine(engine, time.monotonic))
    try:
        evening.joined(sides, LENGTH - 400)
        evening.until(lambda: evening.frame == (LENGTH - 400) // FRAME)
        evening.engine.play()
        evening.until(lambda: evening.newest.file == 1)
        evening.until_past(LENGTH + 400)
        of_second = [p for p in evening.pictures if p.natural == (480, 270)]
        assert of_second
        assert all(p.position >= LENGTH - FRAME for p in of_second)
        evening.engine.pause()
        evening.until_state(State.PAUSED)
        evening.engine.seek(LENGTH + 1_010)
        evening.until(lambda: evening.frame == 1_010 // 50)
        evening.until(lambda: evening.newest.position == sides[1].offset + 1_000)
    finally:
        evening.engine.close()
