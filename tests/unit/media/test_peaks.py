from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.media.peaks import BIN_MS, NO_SOUND, STEP, Peaks, coarser

if TYPE_CHECKING:
    from ipt_review.media.peaks import Extremes

LOUDEST = 32_767


def some_peaks(seed: int, bins: int, channels: int = 1) -> Peaks:
    dice = np.random.default_rng(seed)
    drawn = dice.integers(-LOUDEST, LOUDEST, (channels, 2, bins), np.int16)
    drawn.sort(axis=1)
    return Peaks.of(drawn, bins * BIN_MS)


def extremes_within(bins: Extremes, start: float, end: float) -> tuple[int, int]:
    """Read what every bin that shares time with a stretch holds, one by one."""
    shared = [
        place
        for place in range(bins.shape[-1])
        if place * BIN_MS < end and (place + 1) * BIN_MS > start
    ]
    if not shared:
        return 0, 0
    return int(bins[0, 0, shared].min()), int(bins[0, 1, shared].max())


@given(st.integers(0, 2**32), st.integers(1, 300), st.integers(1, 2))
def test_merging_levels_never_loses_an_extreme(
    seed: int, bins: int, channels: int
) -> None:
    for level in some_peaks(seed, bins, channels).levels[:-1]:
        fine = level[..., :-1]
        merged = coarser(fine)
        assert merged.shape[-1] == -(-fine.shape[-1] // STEP)
        for place in range(merged.shape[-1]):
            part = fine[..., place * STEP : (place + 1) * STEP]
            assert (merged[:, 0, place] == part[:, 0].min(axis=-1)).all()
            assert (merged[:, 1, place] == part[:, 1].max(axis=-1)).all()


@given(
    seed=st.integers(0, 2**32),
    bins=st.integers(1, 400),
    start=st.integers(-3_000, 5_000),
    length=st.integers(1, 9_000),
    pixels=st.integers(1, 60),
)
def test_at_any_zoom_a_pixel_encloses_its_sound_and_little_more(
    seed: int, bins: int, start: int, length: int, pixels: int
) -> None:
    peaks = some_peaks(seed, bins)
    ((lows, highs),) = peaks.between(start, start + length, pixels)
    assert lows.shape == highs.shape == (pixels,)
    wide = length / pixels
    slack = max(BIN_MS, wide / 4)
    for pixel in range(pixels):
        left = start + pixel * wide
        inner = extremes_within(peaks.bins, left + 1e-6, left + wide - 1e-6)
        outer = extremes_within(peaks.bins, left - slack, left + wide + slack)
        if inner == (0, 0):
            continue
        assert outer[0] <= lows[pixel] <= inner[0]
        assert inner[1] <= highs[pixel] <= outer[1]


def test_beside_the_tape_there_is_silence() -> None:
    ((lows, highs),) = some_peaks(1, 100).between(-1_000, 2_000, 30)
    assert not lows[:10].any()
    assert not highs[:10].any()
    assert highs[10:20].all()
    assert not lows[20:].any()
    assert not highs[20:].any()


def test_channels_are_told_apart() -> None:
    bins = np.zeros((2, 2, 50), np.int16)
    bins[0, 1] = 5
    bins[1, 0] = -7
    left, right = Peaks.of(bins, 500).between(0, 500, 5)
    assert set(left.highs) == {5}
    assert set(left.lows) == {0}
    assert set(right.highs) == {0}
    assert set(right.lows) == {-7}


def test_a_pixel_of_three_hours_reads_few_numbers() -> None:
    peaks = some_peaks(1, 3 * 60 * 60 * 100)
    level, wide = peaks._level_for(3 * 60 * 60 * 1000 / 1_500)
    assert wide == BIN_MS * STEP**3
    assert level.shape[-1] <= 1_500 * 16


def test_without_sound_there_is_nothing_to_paint() -> None:
    assert NO_SOUND.channels == 0
    assert NO_SOUND.length_ms == 0
    assert NO_SOUND.between(0, 1_000, 10) == ()


def test_peaks_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        some_peaks(1, 10).bins[0, 0, 0] = 1
