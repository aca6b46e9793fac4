"""What stands in the place of the picture: one sentence, and coding goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from build_spec.pictures import half_copied, without_picture
from ipt_review.domain.tape import MediaFile
from ipt_review.media.engine import EngineMissing
from ipt_review.media.peak_cache import PeakCache
from ipt_review.media.vlc_engine import VlcEngine
from tests.gui.bench import DEMO, the_demo
from tests.gui.rater import Rater

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.ui.player.video_view import VideoView

pytestmark = [pytest.mark.gui, pytest.mark.vlc]
FILM = DEMO / "session05.mp4"
PATIENCE = 30_000


def _missing(folder: Path) -> Path:
    return folder / "gone.mp4"


def _a_folder(folder: Path) -> Path:
    return folder


def _empty(folder: Path) -> Path:
    (folder / "empty.mp4").touch()
    return folder / "empty.mp4"


def _a_text(folder: Path) -> Path:
    text = folder / "notes.mp4"
    text.write_text("Session notes.\n" * 500)
    return text


def _cut_off(folder: Path) -> Path:
    return half_copied(FILM, folder / "cut.mp4")


@dataclass(frozen=True)
class State:
    """What a tape is, and what is said in the picture's place."""

    make: Callable[[Path], Path]
    said: str


BAD = {
    "missing": State(_missing, "“gone.mp4” is not in"),
    "a folder": State(_a_folder, "is a folder, not a recording"),
    "0 bytes": State(_empty, "it holds 0 bytes"),
    "a text": State(_a_text, "holds no sound or picture that can be played"),
    "broken": State(_cut_off, "was cut off or never finished"),
}


@pytest.fixture
def rater(qtbot: QtBot, tmp_path: Path, demo: Path) -> Iterator[Rater]:
    """Return the supervisor before the tape of session 5, which libvlc plays."""
    try:
        engine = VlcEngine()
    except EngineMissing as missing:
        pytest.skip(str(missing))
    here = Rater(tmp_path, engine)
    here.program.reviewing.listening.keep_in(PeakCache(tmp_path / "peaks"))
    here.arrive(qtbot, to_stay=True)
    assert here.program.open_path(demo)
    here.sit_down()
    yield here
    here.window.close()


def video(rater: Rater) -> VideoView:
    return rater.window.review.video


def give(rater: Rater, file: Path) -> None:
    """Have the tape that is open play from another file."""
    tape = rater.seat.review.tape
    files = (MediaFile(file, 0, tape.length, 0),)
    rater.program.reviewing.bring(replace(tape, files=files))


def codes(rater: Rater) -> None:
    """Set a mark by key, and see it on disk."""
    before = len(rater.coding.marks)
    rater.qtbot.waitUntil(lambda: rater.program.reviewing.player.length > 0)
    rater.press("X")
    rater.qtbot.waitUntil(lambda: len(rater.stored().marks) == before + 1)


def test_a_film_is_seen_and_nothing_is_said(rater: Rater, tmp_path: Path) -> None:
    give(rater, the_demo(tmp_path / "film.mp4"))

    rater.qtbot.waitUntil(video(rater).has_picture, timeout=PATIENCE)
    assert video(rater).accessibleDescription() == ""
    codes(rater)


def test_sound_alone_is_shown_as_a_waveform_and_said(
    rater: Rater, tmp_path: Path
) -> None:
    give(rater, without_picture(FILM, tmp_path / "sound.m4a"))

    rater.qtbot.waitUntil(lambda: video(rater).sound.shown, timeout=PATIENCE)
    assert "sound only" in video(rater).accessibleDescription()
    codes(rater)


@pytest.mark.parametrize("state", BAD.values(), ids=BAD)
def test_what_cannot_be_played_is_said_and_coding_goes_on(
    rater: Rater, tmp_path: Path, state: State
) -> None:
    give(rater, state.make(tmp_path))

    said = video(rater).accessibleDescription
    rater.qtbot.waitUntil(lambda: state.said in said(), timeout=PATIENCE)
    assert not video(rater).has_picture()
    codes(rater)
    rater.press("Space")
    rater.qtbot.waitUntil(lambda: rater.playing, timeout=PATIENCE)


def test_a_tape_that_can_be_played_again_after_one_that_could_not_is_seen(
    rater: Rater, tmp_path: Path
) -> None:
    give(rater, _missing(tmp_path))
    rater.qtbot.waitUntil(
        lambda: "gone.mp4" in video(rater).accessibleDescription(), timeout=PATIENCE
    )

    give(rater, the_demo(tmp_path / "film.mp4"))

    rater.qtbot.waitUntil(video(rater).has_picture, timeout=PATIENCE)
