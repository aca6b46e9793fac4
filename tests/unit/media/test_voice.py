from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.timecode import Span
from ipt_review.exchange.captions import read_captions
from ipt_review.media.peak_meter import measure
from ipt_review.media.peaks import BIN_MS, NO_SOUND, Peaks
from ipt_review.media.voice import anyone, silences, voices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

DEMO = Path(__file__).parents[3] / "resources" / "demo"
MINUTE = 60_000
FRAME = 100

some_spans = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(1, 900)).map(
        lambda drawn: Span(drawn[0], drawn[0] + drawn[1])
    ),
    max_size=12,
)


def decibels(level: float) -> float:
    return 32_768 * 10 ** (level / 20)


def sound(length: int, *parts: tuple[int, int, float], hum: float = -60) -> Peaks:
    """Return one channel of background with (start, end, level) parts in it."""
    return together(channel(length, *parts, hum=hum))


def channel(
    length: int, *parts: tuple[int, int, float], hum: float = -60
) -> NDArray[np.float64]:
    level = np.full(length // BIN_MS, decibels(hum))
    for start, end, loudness in parts:
        level[start // BIN_MS : end // BIN_MS] += decibels(loudness)
    return level * np.random.default_rng(5).uniform(0.8, 1.0, level.size)


def together(*channels: NDArray[np.float64]) -> Peaks:
    bins = np.stack([np.stack((-one, one)) for one in channels])
    return Peaks.of(
        bins.clip(-32_768, 32_767).astype(np.int16), bins.shape[-1] * BIN_MS
    )


def near(spans: Iterable[Span], *expected: tuple[int, int]) -> bool:
    """Say whether spans are as expected, to 60 ms at either end."""
    found = [(span.start, span.end) for span in spans]
    return len(found) == len(expected) and bool(
        np.allclose(np.array(found), np.array(expected), rtol=0, atol=60)
    )


def test_speech_is_found_where_it_is_loud() -> None:
    (lane,) = voices(
        sound(MINUTE, (5_000, 9_000, -20), (20_000, 20_800, -25), (55_000, 60_000, -20))
    )
    assert near(lane, (5_000, 9_000), (20_000, 20_800), (55_000, 60_000))


@pytest.mark.parametrize("hum", [-90, -70, -50, -40])
def test_the_background_may_be_loud_or_soft(hum: float) -> None:
    (lane,) = voices(sound(MINUTE, (5_000, 9_000, -20), hum=hum))
    assert near(lane, (5_000, 9_000))


def test_a_background_that_changes_is_followed() -> None:
    parts = [(60_000, 120_000, -38.0), (10_000, 14_000, -15), (80_000, 84_000, -15)]
    (lane,) = voices(sound(2 * MINUTE, *parts))
    assert near(
        [span for span in lane if not 59_000 < span.start < 75_000],
        (10_000, 14_000),
        (80_000, 84_000),
    )


@pytest.mark.parametrize("hum", [-80, -50, -30])
def test_a_steady_background_is_no_speech(hum: float) -> None:
    assert voices(sound(MINUTE, hum=hum)) == ((),)


def test_short_pauses_are_bridged_and_clicks_left_out() -> None:
    parts = [(5_000, 6_000, -20.0), (6_250, 7_000, -20), (30_000, 30_030, -20)]
    (lane,) = voices(sound(MINUTE, *parts))
    assert near(lane, (5_000, 7_000))


def test_a_voice_on_each_side_makes_two_lanes_without_echoes() -> None:
    left = channel(MINUTE, (2_000, 9_000, -20), (15_000, 24_000, -35))
    right = channel(MINUTE, (15_000, 24_000, -20), (2_000, 9_000, -35))
    one, other = voices(together(left, right))
    assert near(one, (2_000, 9_000))
    assert near(other, (15_000, 24_000))


@pytest.mark.parametrize("louder", [-15.0, 12.0])
def test_one_microphone_may_be_set_louder_than_the_other(louder: float) -> None:
    gain = 10 ** (louder / 20)
    left = channel(MINUTE, (2_000, 9_000, -20), (15_000, 24_000, -35))
    right = channel(MINUTE, (15_000, 24_000, -20), (2_000, 9_000, -35)) * gain
    one, other = voices(together(left, right))
    assert near(one, (2_000, 9_000))
    assert near(other, (15_000, 24_000))


def test_both_may_speak_at_once() -> None:
    left = channel(MINUTE, (2_000, 9_000, -20), (30_000, 40_000, -20))
    right = channel(MINUTE, (7_000, 14_000, -20))
    one, other = voices(together(left, right))
    assert near(one, (2_000, 9_000), (30_000, 40_000))
    assert near(other, (7_000, 14_000))


def test_the_same_sound_on_both_sides_makes_one_lane() -> None:
    one = channel(MINUTE, (2_000, 9_000, -20), (15_000, 24_000, -30))
    (lane,) = voices(together(one, one * 0.9))
    assert near(lane, (2_000, 9_000), (15_000, 24_000))


def test_a_side_without_sound_makes_one_lane() -> None:
    one = channel(MINUTE, (2_000, 9_000, -20), (15_000, 24_000, -35))
    (lane,) = voices(together(one, one * 0))
    assert near(lane, (2_000, 9_000), (15_000, 24_000))


def test_without_sound_there_is_no_lane() -> None:
    assert voices(NO_SOUND) == ()


@given(
    st.integers(1, 2),
    st.integers(1, 400),
    st.integers(0, 2**32),
)
def test_any_sound_gives_spans_in_order_on_the_tape(
    channels: int, bins: int, seed: int
) -> None:
    dice = np.random.default_rng(seed)
    drawn = dice.integers(-32_768, 32_767, (channels, 2, bins), np.int16)
    drawn.sort(axis=1)
    drawn[..., dice.random(bins) < 0.5] //= 1_000
    length = bins * BIN_MS - 3
    for lane in voices(Peaks.of(drawn, length)):
        edges = [edge for span in lane for edge in (span.start, span.end)]
        assert edges == sorted(set(edges))
        assert not edges or edges[-1] <= length


@given(some_spans, some_spans)
def test_anyone_speaks_where_one_of_them_speaks(
    one: list[Span], other: list[Span]
) -> None:
    merged = anyone((one, other))
    assert all(left.end < right.start for left, right in itertools.pairwise(merged))
    spoken = {ms for span in (*one, *other) for ms in range(span.start, span.end)}
    assert {ms for span in merged for ms in range(span.start, span.end)} == spoken


@given(some_spans, st.integers(0, 2_000))
def test_silences_are_all_long_pauses_and_nothing_else(
    drawn: list[Span], longer_than: int
) -> None:
    spoken, length = anyone((drawn,)), 6_000
    pauses = silences(spoken, longer_than, length)
    assert all(pause.length > longer_than for pause in pauses)
    every = silences(spoken, 0, length)
    assert [pause for pause in every if pause.length > longer_than] == list(pauses)
    assert sum(span.length for span in (*spoken, *every)) == length


def test_a_tape_without_speech_is_one_silence() -> None:
    assert silences((), 2_000, MINUTE) == (Span(0, MINUTE),)


def test_on_the_demo_tape_the_lanes_follow_the_captions() -> None:
    peaks = measure(DEMO / "session05.mp4", lambda _: None, lambda: False)
    assert peaks is not None
    lanes = voices(peaks)
    assert len(lanes) == 2
    cues = read_captions(DEMO / "session05.vtt").cues
    for lane, speaker in zip(lanes, ("Therapist", "Patient"), strict=True):
        truth = frames((c.span for c in cues if c.speaker == speaker), peaks.length_ms)
        found = frames(lane, peaks.length_ms)
        right = (truth & found).sum()
        assert 2 * right / (truth.sum() + found.sum()) > 0.97


def frames(spans: Iterable[Span], length: int) -> NDArray[np.bool_]:
    """Return for each 100 ms whether its middle lies in one of the spans."""
    middle = np.arange(0, length, FRAME) + FRAME // 2
    spoken = np.zeros(middle.size, np.bool_)
    for span in spans:
        spoken |= (middle >= span.start) & (middle < span.end)
    return spoken
