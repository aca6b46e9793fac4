"""Two recordings of the same room are laid over one another by their loudness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.media.alignment import Confidence, align
from ipt_review.media.peaks import BIN_MS, NO_SOUND, Peaks

SECONDS = 100


def _talk(seed: int, seconds: int = SECONDS) -> np.ndarray:
    """Return the loudness of talk in steps of 1 ms: syllables, words and pauses."""
    chance = np.random.default_rng(seed)
    height = np.zeros(seconds * 1_000)
    at = 0
    while at < height.size:
        long = int(chance.integers(80, 300))
        height[at : at + long] = chance.uniform(0.05, 1.0)
        at += long + int(chance.choice([40, 60, 300, 1_500], p=[0.4, 0.4, 0.15, 0.05]))
    return height


def _peaks(height: np.ndarray, gain: float, noise: float, seed: int) -> Peaks:
    """Return what a microphone keeps of this, with a background of its own."""
    chance = np.random.default_rng(seed)
    bins = height[: height.size // BIN_MS * BIN_MS].reshape(-1, BIN_MS).max(axis=1)
    heard = bins * gain + chance.uniform(0, noise, bins.size)
    highs = (heard.clip(0, 1) * 32_767).astype(np.int16)
    return Peaks.of(np.stack((-highs, highs))[None], bins.size * BIN_MS)


@settings(max_examples=15, deadline=None)
@given(st.integers(-60_000, 60_000), st.floats(0.1, 1.0), st.floats(0.001, 0.02))
def test_the_shift_between_two_microphones_is_found(
    shift: int, gain: float, noise: float
) -> None:
    room = _talk(1)
    first, second = (room, room[shift:]) if shift >= 0 else (room[-shift:], room)
    found = align(_peaks(first, 0.8, 0.002, 2), _peaks(second, gain, noise, 3))
    assert found is not None
    assert abs(found.shift - shift) <= 10
    assert found.confidence is not Confidence.NONE


def test_a_clear_agreement_is_called_clear() -> None:
    room = _talk(4)
    found = align(_peaks(room, 0.8, 0.002, 5), _peaks(room[12_340:], 0.3, 0.01, 6))
    assert found is not None
    assert found.confidence is Confidence.CLEAR
    assert abs(found.shift - 12_340) <= 10


@pytest.mark.parametrize("seed", range(7, 13))
def test_recordings_of_different_sessions_are_not_taken_for_the_same(seed: int) -> None:
    found = align(
        _peaks(_talk(seed), 0.8, 0.002, 8), _peaks(_talk(seed + 100), 0.8, 0.002, 9)
    )
    assert found is not None
    assert found.confidence is Confidence.NONE


def test_without_sound_nothing_is_proposed() -> None:
    assert align(_peaks(_talk(1), 0.8, 0.0, 2), NO_SOUND) is None
    assert align(_peaks(_talk(1, 1), 0.8, 0.0, 2), _peaks(_talk(1), 0.8, 0, 2)) is None


def test_silence_agrees_with_nothing() -> None:
    silence = _peaks(np.zeros(60_000), 1.0, 0.0, 1)
    found = align(_peaks(_talk(1), 0.8, 0.002, 2), silence)
    assert found is None or found.confidence is Confidence.NONE
