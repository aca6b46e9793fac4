"""The waveform as a picture: at the right place at every zoom, however long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from ipt_review.domain.timecode import MS_PER_HOUR
from ipt_review.media.peaks import BIN_MS, NO_SOUND, Peaks
from ipt_review.ui.timeline.waveform import SOFTEST, Heard, Size, waveform

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

LOUD = 20_000
COLOR = QColor("#1f5f8b")
SIZE = Size(400, 40)


def peaks(*channels: dict[int, int], length: int = 60_000) -> Peaks:
    """Return silence with sounds of 10 ms, given as loudness by ms."""
    bins = np.zeros((len(channels), 2, length // BIN_MS), np.int16)
    for place, sounds in enumerate(channels):
        for at, loudness in sounds.items():
            bins[place, :, at // BIN_MS] = -loudness, loudness
    return Peaks.of(bins, length)


def heard(*channels: dict[int, int], length: int = 60_000) -> Heard:
    return Heard(peaks(*channels, length=length), 1.0, LOUD)


def covered(image: QImage) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Return how much of each pixel is covered, shape (height, width)."""
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.width(), 4)[..., 3]


def tall(image: QImage) -> list[int]:
    """Return the columns in which more than the line of silence is drawn."""
    columns: list[int] = np.flatnonzero((covered(image) > 0).sum(axis=0) > 4).tolist()
    return columns


def test_silence_is_a_line_in_the_middle() -> None:
    image = waveform(heard({}), 0, 60_000, SIZE, COLOR)

    assert tall(image) == []
    assert (covered(image)[19:21] > 0).all()
    assert (covered(image)[:18] == 0).all()


def test_where_nothing_was_heard_yet_there_is_a_line_too() -> None:
    image = waveform(Heard.of(NO_SOUND, 0.0), 0, 60_000, SIZE, COLOR)

    assert tall(image) == []
    assert covered(image).any()


@given(
    at=st.integers(0, 3 * MS_PER_HOUR // BIN_MS - 1).map(lambda n: n * BIN_MS),
    shown=st.integers(1_000, 3 * MS_PER_HOUR),
    part=st.floats(0, 1),
)
@settings(max_examples=60, deadline=None)
def test_a_sound_stands_where_it_was_heard_at_every_zoom_of_three_hours(
    at: int, shown: int, part: float
) -> None:
    start = max(0, at - round(part * (shown - BIN_MS)))
    image = waveform(
        heard({at: LOUD}, length=3 * MS_PER_HOUR), start, start + shown, SIZE, COLOR
    )

    columns = tall(image)

    first = (at - start) * SIZE.width / shown
    last = (at + BIN_MS - start) * SIZE.width / shown
    assert columns
    assert columns[0] >= first - 2
    assert columns[-1] <= last + 2


def test_left_is_drawn_above_the_line_and_right_below() -> None:
    image = waveform(heard({15_000: LOUD}, {45_000: LOUD}), 0, 60_000, SIZE, COLOR)

    area = covered(image).astype(int)

    assert area[:18, 95:105].any()
    assert not area[22:, 95:105].any()
    assert area[22:, 295:305].any()
    assert not area[:18, 295:305].any()


def test_one_channel_is_drawn_to_both_sides() -> None:
    area = covered(waveform(heard({30_000: LOUD}), 0, 60_000, SIZE, COLOR))

    assert area[0, 195:205].any()
    assert area[-1, 195:205].any()


@pytest.mark.parametrize(("start", "end"), [(-5_000, 5_000), (55_000, 65_000)])
def test_beyond_the_tape_there_is_a_line(start: int, end: int) -> None:
    sounds = dict.fromkeys(range(0, 60000, BIN_MS), LOUD)
    columns = tall(waveform(heard(sounds), start, end, SIZE, COLOR))

    assert len(columns) == pytest.approx(200, abs=2)
    assert columns[0 if start < 0 else -1] == pytest.approx(200, abs=2)


def test_a_soft_tape_is_drawn_larger_but_noise_is_not_made_loud() -> None:
    soft = dict.fromkeys(range(0, 60000, BIN_MS), 3000)
    hiss = dict.fromkeys(range(0, 60000, BIN_MS), 20)

    assert Heard.of(peaks(soft)).loudest == pytest.approx(3_300)
    assert Heard.of(peaks(hiss)).loudest == SOFTEST


def test_a_loud_bang_does_not_flatten_the_rest() -> None:
    speech = dict.fromkeys(range(0, 60000, BIN_MS), 6000)

    assert Heard.of(peaks(speech | {30_000: 32_000})).loudest < 8_000


def test_the_color_is_the_one_asked_for() -> None:
    image = waveform(heard({30_000: LOUD}), 29_000, 31_000, SIZE, COLOR)

    assert image.pixelColor(200, 10) == COLOR
