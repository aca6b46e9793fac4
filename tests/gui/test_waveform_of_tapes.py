"""What the window finds out about a tape's sound, on real files."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import DEMO, PATIENCE, Bench, the_demo, turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.window.close()
    assert not made.program.reviewing.listening.busy
    assert not made.program.recordings.looking


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """Return a folder around which no other test keeps its recordings."""
    folder = tmp_path / "disk" / "here"
    folder.mkdir(parents=True)
    return folder


# The lanes of the timeline ---------------------------------------------------------


def test_a_waveform_grows_while_the_tape_can_already_be_played(
    bench: Bench, tmp_path: Path
) -> None:
    tape = bench.take_in(the_demo(tmp_path / "a.mp4"))

    bench.open(tape)
    assert bench.lanes() == ["Waveform"]
    bench.listened()

    shares = [heard.share for heard in bench.shown if heard is not None]
    assert shares == sorted(shares)
    assert len(shares) > 10
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    lengths = [heard.peaks.length_ms for heard in bench.shown if heard is not None]
    assert lengths == sorted(lengths)
    assert bench.shown[-1] is not None
    assert bench.shown[-1].peaks.channels == 2


def test_without_captions_each_side_has_a_lane_that_says_it_is_an_estimate(
    bench: Bench, tmp_path: Path
) -> None:
    tape = bench.take_in(the_demo(tmp_path / "a.mp4"))
    bench.open(tape)
    bench.listened()

    assert bench.lanes() == ["Waveform", "Left (estimated)", "Right (estimated)"]
    assert "is not a rating" in bench.hint_at("Left (estimated)")
    assert "from loudness" in bench.hint_at("Right (estimated)")
    assert "left channel above" in bench.hint_at("Waveform")


def test_captions_win_over_estimates(bench: Bench, tmp_path: Path) -> None:
    the_demo(tmp_path / "a.mp4")
    (captions,) = DEMO.glob("session05.*vtt")
    shutil.copy(captions, tmp_path / "a.vtt")
    bench.open(bench.take_in(tmp_path / "a.mp4"))
    bench.listened()

    assert bench.lanes() == ["Waveform", "Therapist", "Patient"]


def test_one_channel_gives_one_lane_for_all_speech(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open(bench.take_in(turns(tmp_path / "a.wav", (2, 6), (14, 20))))
    bench.listened()

    assert bench.lanes() == ["Waveform", "Speech (estimated)"]


def test_a_tape_is_listened_through_once(bench: Bench, tmp_path: Path) -> None:
    tape = bench.take_in(the_demo(tmp_path / "a.mp4"))
    bench.open(tape)
    bench.listened()
    bench.shown.clear()

    bench.open(tape)
    bench.listened()

    shares = [heard.share for heard in bench.shown if heard is not None]
    assert shares == [0.0, 1.0]
    assert [path.suffix for path in bench.cache.iterdir()] == [".npz"]


def test_opening_another_tape_or_closing_calls_off_what_is_under_way(
    bench: Bench, tmp_path: Path
) -> None:
    long = bench.take_in(the_demo(tmp_path / "a.mp4"))
    short = bench.take_in(turns(tmp_path / "b.wav", (2, 6)), session=2)
    bench.open(long)
    bench.qtbot.waitUntil(lambda: len(bench.shown) > 3, timeout=PATIENCE)

    bench.open(short)
    bench.listened()
    assert bench.lanes() == ["Waveform", "Speech (estimated)"]
    assert len(list(bench.cache.iterdir())) == 1

    bench.open(long)
    bench.window.close()
    assert len(list(bench.cache.iterdir())) == 1


def test_a_tape_without_sound_or_recording_has_no_waveform(
    bench: Bench, tmp_path: Path
) -> None:
    tape = bench.take_in(turns(tmp_path / "a.wav", (2, 6)))
    bench.looked()
    (tmp_path / "a.wav").unlink()
    bench.open(tape)
    bench.listened()

    assert bench.lanes() == []


# In the picture's place -------------------------------------------------------------


def test_an_audio_tape_shows_its_sound_in_the_pictures_place(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open(bench.take_in(turns(tmp_path / "a.wav", (2, 6), (14, 20))))
    bench.listened()
    video = bench.screen.video

    assert video.sound.shown
    said = video.accessibleDescription()
    assert said == "This tape has sound only. No player here."
    before = video.grab().toImage()
    video.move_to(4_000)
    assert video.grab().toImage() != before


def test_the_sound_in_the_pictures_place_is_zoomed_with_the_wheel(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open(bench.take_in(turns(tmp_path / "a.wav", (2, 6))))
    bench.listened()
    video = bench.screen.video
    seen = []
    for turn in (120, -120, *(-120,) * 20, *(120,) * 40):
        place, still = QPointF(50, 50), QPoint(0, 0)
        buttons, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        phase = Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(
            video,
            QWheelEvent(
                place,
                place,
                still,
                QPoint(0, turn),
                buttons,
                none,
                phase,
                False,  # noqa: FBT003 - Qt's own
            ),
        )
        seen.append(video.sound.span)

    assert seen[0] == 16_000
    assert seen[1] == 20_000
    assert max(seen) == 60_000
    assert min(seen) == 4_000


def test_a_tape_with_a_picture_shows_no_sound_in_its_place(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open(bench.take_in(the_demo(tmp_path / "a.mp4")))
    bench.listened()

    assert not bench.screen.video.sound.shown
    assert bench.screen.video.accessibleDescription() == "No player here."


# Silence ---------------------------------------------------------------------------


def test_long_silences_are_skipped_when_wanted_and_it_is_said(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open(bench.take_in(turns(tmp_path / "a.wav", (1, 4), (14, 20))))
    bench.listened()
    player, video = bench.program.reviewing.player, bench.screen.video
    positions: list[int] = []
    player.moved.connect(positions.append)

    QTest.keySequence(bench.screen, "F6")
    assert video._passing == "Silences over 3 s are skipped"
    bench.play_to(15_000)

    quiet = [each for each in positions if 4_700 < each < 13_500]
    assert quiet == []
    assert video._passing.startswith("Skipped 9.")
    player.pause()
    QTest.keySequence(bench.screen, "F6")
    assert video._passing == "Silences are played"


def test_silence_is_played_unless_somebody_wants_it_skipped(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open(bench.take_in(turns(tmp_path / "a.wav", (1, 4), (14, 20))))
    bench.listened()
    positions: list[int] = []
    bench.program.reviewing.player.moved.connect(positions.append)

    bench.play_to(9_000)

    assert any(6_000 < each < 8_000 for each in positions)


def test_an_interval_across_a_skipped_silence_holds_the_silence(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open(bench.take_in(turns(tmp_path / "a.wav", (1, 4), (14, 20))))
    bench.listened()
    reviewing = bench.program.reviewing
    QTest.keySequence(bench.screen, "F6")

    bench.play_to(3_000)
    reviewing.pressing.press("2")
    began = reviewing.player.position
    bench.play_to(16_000)
    reviewing.pressing.press("3")
    ended = reviewing.player.position

    assert reviewing.coding is not None
    first = min(reviewing.coding.marks.values(), key=lambda mark: mark.start)
    assert first.start == pytest.approx(began, abs=50)
    assert first.end == pytest.approx(ended, abs=50)
    assert first.end is not None
    assert first.end - first.start > 12_000
