"""A few seconds of two recordings at once, one for each ear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipt_review.media.mixing import RATE, excerpt, one_in_each_ear
from ipt_review.media.recording import NotARecording
from tests.gui.bench import turns
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from pathlib import Path


def _loud_from(samples: np.ndarray) -> float:
    """Return when the first loud sample comes, in ms."""
    return float(np.flatnonzero(np.abs(samples) > 1_500)[0]) * 1_000 / RATE


@pytest.mark.parametrize("start", [500, 1_000, 3_500])
def test_an_excerpt_is_what_stands_there_to_the_ms(tmp_path: Path, start: int) -> None:
    sound = excerpt(turns(tmp_path / "a.wav", (4, 6)), start, 4_000)
    assert sound.size == 4 * RATE
    assert _loud_from(sound) == pytest.approx(4_000 - start, abs=2)


def test_before_and_after_a_recording_there_is_silence(tmp_path: Path) -> None:
    path = turns(tmp_path / "a.wav", (0, 24))
    before = excerpt(path, -1_000, 2_000)
    assert _loud_from(before) == pytest.approx(1_000, abs=2)
    after = excerpt(path, 23_000, 2_000)
    assert not after[RATE + RATE // 100 :].any()


def test_the_sound_of_a_film_is_taken_from_where_it_was_sent(tmp_path: Path) -> None:
    film = make(tmp_path / "a.mp4", Recipe(seconds=4, keyframe_every=25))
    assert np.abs(excerpt(film, 1_500, 500)).max() > 3_000


def test_a_film_without_sound_is_silent_and_a_missing_file_is_told(
    tmp_path: Path,
) -> None:
    assert not excerpt(make(tmp_path / "a.mp4", Recipe(2, audio="")), 0, 500).any()
    with pytest.raises(NotARecording):
        excerpt(tmp_path / "gone.wav", 0, 500)


def test_one_recording_is_in_the_left_ear_and_one_in_the_right() -> None:
    left, right = np.array([1, 2], np.int16), np.array([-3, -4], np.int16)
    assert np.frombuffer(one_in_each_ear(left, right), "<i2").tolist() == [1, -3, 2, -4]
