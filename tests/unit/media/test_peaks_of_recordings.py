from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from av import AudioStream
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.media.peak_meter import BLOCK, _Meter, measure
from ipt_review.media.peaks import BIN_MS, NO_SOUND, extremes
from ipt_review.media.recording import NotARecording
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ipt_review.media.peaks import Peaks

DEMO = Path(__file__).parents[3] / "resources" / "demo" / "session05.mp4"
LAYOUTS = {1: "mono", 2: "stereo", 4: "4.0", 6: "5.1"}
CHUNK = 960


def record(
    path: Path, sound: NDArray[np.int16], codec: str = "pcm_s16le", rate: int = 8_000
) -> Path:
    """Write a recording of `sound`, shape (channels, samples)."""
    layout = LAYOUTS[len(sound)]
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=rate)
        assert isinstance(stream, AudioStream)
        stream.layout = layout
        stream.bit_rate = 96_000
        for start in range(0, sound.shape[1], CHUNK):
            packed = np.ascontiguousarray(sound[:, start : start + CHUNK].T)
            frame = av.AudioFrame.from_ndarray(packed.reshape(1, -1), "s16", layout)
            frame.sample_rate, frame.pts = rate, start
            frame.time_base = Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def noise(
    channels: int, seconds: float, rate: int = 8_000, loudness: int = 10_000
) -> NDArray[np.int16]:
    dice = np.random.default_rng(7)
    return dice.integers(
        -loudness, loudness, (channels, round(seconds * rate)), np.int16
    )


def heard(path: Path) -> Peaks:
    peaks = measure(path, lambda _: None, lambda: False)
    assert peaks is not None
    return peaks


def loud(peaks: Peaks, channel: int, start: int, end: int) -> int:
    """Return the loudest sample of a stretch in ms."""
    return int(peaks.bins[channel, 1, start // BIN_MS : end // BIN_MS].max())


@pytest.mark.parametrize("rate", [8_000, 11_025, 44_100])
@pytest.mark.parametrize("channels", [1, 2])
def test_each_bin_holds_the_extremes_of_its_ten_milliseconds(
    tmp_path: Path, rate: int, channels: int
) -> None:
    sound = noise(channels, 2.345, rate)
    peaks = heard(record(tmp_path / "a.wav", sound, rate=rate))
    assert peaks.channels == channels
    assert peaks.length_ms == -(-sound.shape[1] * 1000 // rate)
    place = np.arange(sound.shape[1]) * 100 // rate
    for channel in range(channels):
        for number in range(place[-1] + 1):
            part = sound[channel, place == number]
            assert peaks.bins[channel, 0, number] == part.min()
            assert peaks.bins[channel, 1, number] == part.max()


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.wav", "pcm_u8", 8_000),
        ("a.wav", "pcm_s24le", 16_000),
        ("a.wav", "pcm_f32le", 16_000),
        ("a.wav", "pcm_f64le", 16_000),
        ("a.flac", "flac", 44_100),
        ("a.mp3", "libmp3lame", 16_000),
        ("a.m4a", "aac", 48_000),
        ("a.webm", "libopus", 48_000),
        ("a.ogg", "libopus", 48_000),
        ("a.ts", "aac", 48_000),
        ("a.avi", "libmp3lame", 44_100),
        ("a.wma", "wmav2", 44_100),
    ],
)
def test_sound_is_found_where_it_is_in_every_format(
    tmp_path: Path, name: str, codec: str, rate: int
) -> None:
    sound = noise(2, 3.0, rate)
    sound[0, :rate] = 0
    sound[1, 2 * rate :] = 0
    peaks = heard(record(tmp_path / name, sound, codec, rate))
    assert peaks.channels == 2
    assert peaks.length_ms == pytest.approx(3_000, abs=110)
    assert peaks.missing == ()
    assert loud(peaks, 0, 0, 850) < 1_500
    assert loud(peaks, 0, 1_150, 2_900) > 6_000
    assert loud(peaks, 1, 0, 1_850) > 6_000
    assert loud(peaks, 1, 2_150, 3_000) < 1_500


def test_of_many_channels_each_goes_to_its_side(tmp_path: Path) -> None:
    sound = np.zeros((6, 8_000), np.int16)
    sound[0, :2_000] = 1_000  # front left
    sound[2, 2_000:4_000] = 2_000  # front center
    sound[5, 4_000:6_000] = 3_000  # back right
    peaks = heard(record(tmp_path / "a.wav", sound))
    assert peaks.channels == 2
    quarters = [(start, start + 250) for start in range(0, 1_000, 250)]
    assert [loud(peaks, 0, *quarter) for quarter in quarters] == [1_000, 2_000, 0, 0]
    assert [loud(peaks, 1, *quarter) for quarter in quarters] == [0, 2_000, 3_000, 0]


def test_a_video_without_sound_has_no_peaks(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", Recipe(seconds=1, audio=""))
    assert heard(path) is NO_SOUND


def test_the_sound_of_a_video_is_heard(tmp_path: Path) -> None:
    peaks = heard(make(tmp_path / "a.mp4", Recipe(seconds=2)))
    assert peaks.length_ms == pytest.approx(2_000, abs=50)
    assert loud(peaks, 0, 100, 1_900) == pytest.approx(9_000, rel=0.1)


def test_a_stretch_cut_out_of_a_broadcast_is_noted_and_passed_over(
    tmp_path: Path,
) -> None:
    path = record(tmp_path / "a.ts", noise(2, 9.0, 48_000), "aac", 48_000)
    content = path.read_bytes()
    third = len(content) // 188 // 3 * 188
    path.write_bytes(content[:third] + content[2 * third :])
    peaks = heard(path)
    assert peaks.length_ms == pytest.approx(9_000, abs=110)
    assert sum(span.length for span in peaks.missing) == pytest.approx(3_000, abs=400)
    span = peaks.missing[0]
    assert loud(peaks, 0, 0, span.start - 100) > 6_000
    assert loud(peaks, 0, span.start + 100, span.end - 100) < 100
    assert loud(peaks, 0, span.end + 100, 8_900) > 6_000


def test_noise_in_the_middle_of_a_recording_does_not_end_it(tmp_path: Path) -> None:
    path = record(tmp_path / "a.m4a", noise(1, 9.0, 48_000), "aac", 48_000)
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : third + 4_000] = np.random.default_rng(3).bytes(4_000)
    path.write_bytes(content)
    peaks = heard(path)
    assert peaks.length_ms == pytest.approx(9_000, abs=110)
    assert loud(peaks, 0, 8_000, 8_900) > 6_000


def test_a_recording_cut_short_keeps_what_there_is(tmp_path: Path) -> None:
    path = record(tmp_path / "a.wav", noise(1, 4.0))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert heard(path).length_ms == pytest.approx(2_000, abs=10)


def test_text_is_not_a_recording(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_text("only words\n" * 500)
    with pytest.raises(NotARecording, match="no sound or picture"):
        heard(path)


def test_progress_grows_to_the_end(tmp_path: Path) -> None:
    told: list[float] = []
    path = record(tmp_path / "a.wav", noise(1, 5.0 * BLOCK))
    assert measure(path, told.append, lambda: False)
    assert told == sorted(told)
    assert len(told) >= 5
    assert told[-1] == 1.0


def test_measuring_can_be_cancelled(tmp_path: Path) -> None:
    told: list[float] = []
    path = record(tmp_path / "a.wav", noise(1, 5.0 * BLOCK))
    assert measure(path, told.append, lambda: len(told) == 2) is None
    assert len(told) == 2


def a_frame(pts: int | None, rate: int = 8_000, samples: int = 800) -> av.AudioFrame:
    full = np.full((1, samples), 1_000, np.int16)
    frame = av.AudioFrame.from_ndarray(full, "s16", "mono")
    frame.sample_rate, frame.pts = rate, pts
    return frame


def hear(*frames: av.AudioFrame, length: int = 10_000) -> Peaks:
    meter = _Meter(Fraction(1, 8_000), 0.0, length)
    for frame in frames:
        meter.hear(frame)
    return meter.peaks()


def test_sound_that_starts_late_stands_where_it_starts() -> None:
    peaks = hear(a_frame(8_000), a_frame(8_800))
    assert loud(peaks, 0, 0, 1_000) == 0
    assert peaks.bins[0, 1, 100:120].tolist() == [1_000] * 20
    assert peaks.missing == ()


@pytest.mark.parametrize("stamp", [-50_000_000, 50_000_000])
def test_a_time_stamp_that_cannot_be_is_not_followed(stamp: int) -> None:
    frames = [a_frame(800 * n) for n in range(30)]
    astray = [a_frame(stamp), a_frame(stamp + 800)]
    back = [a_frame(800 * n) for n in range(32, 40)]
    peaks = hear(*frames, *astray, *back)
    assert peaks.length_ms == 4_000
    assert peaks.missing == ()
    assert peaks.bins[0, 1].tolist() == [1_000] * 400


def test_sound_without_time_stamps_goes_on() -> None:
    assert hear(a_frame(0), a_frame(None), a_frame(None)).length_ms == 300


def test_a_change_of_rate_in_the_middle_keeps_the_time() -> None:
    peaks = hear(a_frame(0), a_frame(None, 16_000), a_frame(None, 16_000))
    assert peaks.length_ms == 200
    assert peaks.bins[0, 1].tolist() == [1_000] * 20


@given(
    st.lists(st.floats(width=32), min_size=1, max_size=50),
    st.sampled_from([np.float32, np.float64]),
)
@settings(max_examples=50)
def test_any_floating_sound_is_enclosed(
    samples: list[float], kind: type[np.float32 | np.float64]
) -> None:
    low, high = extremes(np.array(samples, kind), np.array([0]))
    assert low[0] <= high[0]
    for sample in samples:
        if -1 <= sample <= 32_767 / 32_768 and not np.isnan(samples).any():
            assert low[0] <= sample * 32_768 <= high[0]


@given(st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=50))
@settings(max_examples=50)
def test_any_sound_of_32_bits_is_enclosed(samples: list[int]) -> None:
    low, high = extremes(np.array(samples, np.int32), np.array([0]))
    for sample in samples:
        assert low[0] <= sample / 65_536
        assert min(sample / 65_536, 32_767) <= high[0]


def test_the_demo_tape_has_two_voices_on_two_sides() -> None:
    peaks = heard(DEMO)
    assert peaks.channels == 2
    assert peaks.length_ms == pytest.approx(472_480, abs=100)
    assert loud(peaks, 0, 1_800, 4_055) > 4 * loud(peaks, 1, 1_800, 4_055)


def test_what_was_heard_so_far_is_told_while_the_rest_is_listened_to() -> None:
    told: list[tuple[float, Peaks]] = []
    shares = [0.0]

    whole = measure(
        DEMO,
        shares.append,
        lambda: False,
        lambda so_far: told.append((shares[-1], so_far)),
    )

    assert whole is not None
    lengths = [so_far.length_ms for _, so_far in told]
    assert len(lengths) > 10
    assert lengths == sorted(set(lengths))
    for _, so_far in told:
        settled = so_far.bins.shape[-1] - 1
        assert (so_far.bins[..., :settled] == whole.bins[..., :settled]).all()
