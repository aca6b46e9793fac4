"""A tape of several files at the window: gaps, cameras, missing files, waveform."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import pytest
from PySide6.QtCore import Qt

from ipt_review.media.engine import EngineMissing, State
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.media.vlc_engine import VlcEngine
from ipt_review.ui.player.loop import Loop
from tests.gui.bench import turns
from tests.gui.evening import Evening
from tests.media_files import Recipe, frame_number, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.media.engine import Picture

pytestmark = pytest.mark.gui
LENGTH = 24_000
"""How long a file of `turns` is, in ms."""


@pytest.fixture
def evening(qtbot: QtBot, tmp_path: Path) -> Iterator[Evening]:
    made = Evening(qtbot, tmp_path, SilentEngine())
    yield made
    made.window.close()


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """Return two sides of a tape, of which only the second is spoken on throughout.

    They are like those of no other test, since missing ones are looked for nearby.
    """
    level = 8_000 + crc32(str(tmp_path).encode()) % 1_000
    first = turns(tmp_path / "side1.wav", (2, 6), level=level)
    second = turns(tmp_path / "side2.wav", (0, 24), level=level)
    return first, second


def test_a_mark_on_the_second_side_stands_at_its_session_time(
    evening: Evening, sides: tuple[Path, Path]
) -> None:
    evening.open(evening.taken_in(*sides))
    assert evening.player.length == 2 * LENGTH
    evening.until(lambda: evening.player.state is State.PAUSED)
    evening.player.seek(LENGTH + 5_000)
    evening.until(lambda: evening.player.place.file == 1)
    pressing = evening.program.reviewing.pressing
    seat = evening.program.reviewing.seat
    assert seat is not None
    pressing.code(seat.codebook.offered[0].id)
    (mark,) = seat.session.coding.marks.values()
    assert mark.start == LENGTH + 5_000


def test_playing_goes_on_into_the_next_file_without_a_pause(
    evening: Evening, sides: tuple[Path, Path]
) -> None:
    evening.open(evening.taken_in(*sides))
    evening.until(lambda: evening.player.state is State.PAUSED)
    evening.player.seek(LENGTH - 700)
    states: list[State] = []
    evening.player.state_changed.connect(states.append)
    evening.player.play()
    evening.until(lambda: evening.player.position > LENGTH + 400)
    assert states == [State.PLAYING]
    assert evening.player.place.file == 1


def test_a_gap_says_when_it_ends_and_is_hatched(
    evening: Evening, sides: tuple[Path, Path]
) -> None:
    evening.open(evening.taken_in(*sides, offsets=(0, 60_000)))
    evening.until(lambda: evening.player.state is State.PAUSED)
    (gap,) = evening.screen.timeline._gaps
    assert (gap.span.start, gap.span.end) == (LENGTH, 60_000)
    assert gap.label == "No recording"
    evening.player.seek(30_000)
    evening.until(lambda: evening.player.place.file is None)
    assert evening.said == "No recording here. It continues at 0:01:00."
    evening.player.play()
    evening.until(lambda: evening.player.position > 30_300)
    evening.player.seek(60_500)
    evening.until(lambda: evening.player.place.file == 1)
    assert evening.said == ""


def test_gaps_can_be_skipped_by_key(evening: Evening, sides: tuple[Path, Path]) -> None:
    evening.open(evening.taken_in(*sides, offsets=(0, 60_000)))
    evening.until(lambda: evening.player.state is State.PAUSED)
    evening.qtbot.keyClick(
        evening.screen, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier
    )
    evening.player.seek(LENGTH - 400)
    evening.player.play()
    evening.until(lambda: evening.player.position > 60_100)


def test_the_tape_ends_where_its_last_file_does(
    evening: Evening, sides: tuple[Path, Path]
) -> None:
    evening.open(evening.taken_in(*sides, offsets=(5_000, 30_000)))
    evening.until(lambda: evening.player.state is State.PAUSED)
    assert evening.player.place.file is None
    evening.player.seek(30_000 + LENGTH - 300)
    evening.player.play()
    evening.until(lambda: evening.player.state is State.ENDED)
    assert evening.player.position == 30_000 + LENGTH


def test_a_loop_over_a_border_is_played_over_and_over(
    evening: Evening, sides: tuple[Path, Path]
) -> None:
    evening.open(evening.taken_in(*sides))
    evening.until(lambda: evening.player.state is State.PAUSED)
    evening.player.seek(LENGTH - 500)
    evening.player.set_loop(Loop(LENGTH - 600, LENGTH + 400))
    files: list[int | None] = []
    evening.player.place_changed.connect(lambda place: files.append(place.file))
    evening.player.play()
    evening.until(lambda: files[-3:] == [1, 0, 1])
    assert LENGTH - 700 <= evening.player.position <= LENGTH + 1_000


def test_a_missing_file_leaves_the_others_playable_and_is_named(
    evening: Evening, sides: tuple[Path, Path]
) -> None:
    tape = evening.taken_in(*sides)
    sides[1].unlink()
    evening.open(tape)
    evening.until(lambda: evening.player.state is State.PAUSED)
    (gap,) = evening.screen.timeline._gaps
    assert gap.label == "side2.wav is missing"
    evening.player.seek(LENGTH + 1_000)
    evening.until(lambda: evening.player.place.file is None)
    assert "“side2.wav” is not in" in evening.said
    assert "Nothing follows" in evening.said
    evening.player.seek(1_000)
    evening.until(lambda: evening.player.place.file == 0)
    evening.program.enter("library")
    library = evening.window.library
    library.pick_tape(tape.id)
    assert "side1.wav, 0:00:24\nside2.wav, 0:00:24\n    Not where it was" in (
        library.details.text
    )
    evening.until(lambda: "not found" in library.table.rows.index(0, 5).data())


def test_another_recording_in_place_of_one_file_is_refused_and_the_rest_plays(
    evening: Evening, sides: tuple[Path, Path], tmp_path: Path
) -> None:
    tape = evening.taken_in(*sides)
    turns(tmp_path / "side2.wav", (5, 9), level=400)
    evening.open(tape)
    listening = evening.program.reviewing.listening
    evening.until(lambda: not listening.busy)
    assert [gap.label for gap in evening.screen.timeline._gaps]
    evening.player.seek(LENGTH + 1_000)
    evening.until(lambda: evening.player.place.file is None)
    assert "“side2.wav” is another recording" in evening.said
    evening.player.seek(1_000)
    evening.until(lambda: evening.player.place.file == 0)


def test_the_waveform_and_the_voices_of_all_files_stand_at_session_times(
    evening: Evening, sides: tuple[Path, Path]
) -> None:
    evening.open(evening.taken_in(*sides, offsets=(0, 40_000)))
    listening = evening.program.reviewing.listening
    evening.until(lambda: not listening.busy)
    timeline = evening.screen.timeline
    (sound,) = timeline._sound
    assert sound.heard is not None
    highest = sound.heard.peaks.bins[0, 1, 50::100]
    loud = np.flatnonzero(highest > 1_000).tolist()
    assert loud == [*range(2, 6), *range(40, 64)]
    assert timeline._speech
    assert all(
        item.start < 7_000 or item.start >= 39_000 for item in timeline._speech[0].items
    )


@pytest.mark.vlc
def test_two_cameras_and_a_gap_are_played_by_libvlc(
    qtbot: QtBot, tmp_path: Path
) -> None:
    try:
        engine = VlcEngine()
    except EngineMissing as missing:
        pytest.skip(str(missing))
    evening = Evening(qtbot, tmp_path, engine)
    recipe = Recipe(seconds=4, b_frames=0)
    paths = [make(tmp_path / "cam1.mp4", recipe)]
    paths.append(make(tmp_path / "cam2.mp4", replace(recipe, keyframe_every=25)))
    paths.append(make(tmp_path / "late.mp4", Recipe(seconds=3, size=(480, 270))))
    pictures: list[Picture] = []
    evening.player.pictured.connect(pictures.append)
    evening.open(evening.taken_in(*paths, offsets=(0, 1_000, 6_000)))
    evening.until(lambda: evening.player.state is State.PAUSED and bool(pictures))
    evening.player.seek(2_020)
    evening.until(lambda: frame_number(pictures[-1]) == 50)
    evening.qtbot.keyClick(
        evening.screen, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier
    )
    evening.until(lambda: frame_number(pictures[-1]) == 25)
    assert "cam2.mp4" in evening.screen.video._passing
    evening.player.seek(4_700)
    evening.player.play()
    evening.until(lambda: evening.player.place.file is None)
    assert not evening.screen.video.has_picture()
    evening.until(lambda: evening.player.place.file == 2)
    evening.until(lambda: pictures[-1].natural == (480, 270))
    evening.until(lambda: evening.player.state is State.ENDED)
    assert evening.player.position == evening.player.length
    evening.window.close()
