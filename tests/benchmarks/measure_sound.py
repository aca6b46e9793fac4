"""How true places are in sound whose bit rate changes and that carries no index.

Run it as `python -m tests.benchmarks.measure_sound`. Each seek is judged by ear: the
sound that libvlc hands over is found again in the decoded recording, and where it
stands there is compared with the reading at the moment when it is due.
"""

from __future__ import annotations

import ctypes
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

from ipt_review.media.engine import State
from tests.benchmarks.measure_clock import Desk, row, say
from tests.media_files import without_header

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

RATE = 8_000
MINUTES = 9
TRIES = 16
HEARD = RATE // 2
"""How much sound is looked for, in samples."""

KNOWN = 0.5
"""How like two sounds must be to be the same, 1.0 being equal."""

NEAR = 500
"""How near the length must be for it to have been measured, in ms."""

LOUD = 500, 2_000, 7_000
"""How loud the noise of a minute is; louder noise takes more bits."""


def make_uneven(path: Path, codec: str) -> Path:
    """Write noise that is loud and dense in some minutes, soft and thin in others."""
    dice = np.random.default_rng(1)
    with av.open(path, "w") as out:
        stream = out.add_stream(codec, rate=RATE * 2)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        stream.options = {"flags": "+qscale", "global_quality": "590"}
        for second in range(MINUTES * 60):
            loud = second // 60 % len(LOUD)
            noise = dice.normal(0, LOUD[loud], RATE * 2)
            if loud < len(LOUD) - 1:
                noise = np.convolve(noise, np.ones(16) / 4, "same")
            samples = noise.clip(-32000, 32000).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(samples[None, :], "s16", "mono")
            frame.sample_rate = RATE * 2
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def decoded(path: Path) -> NDArray[np.float32]:
    """Return the whole recording as samples at `RATE`."""
    turn = av.AudioResampler("flt", "mono", RATE)
    with av.open(path) as container:
        parts = [
            piece.to_ndarray()[0]
            for frame in container.decode(audio=0)
            for piece in turn.resample(frame)
        ]
    return np.concatenate(parts)


def place_of(heard: NDArray[np.float32], whole: NDArray[np.float32]) -> float | None:
    """Return where `heard` stands in the whole recording, in ms, None for nowhere."""
    size = 1 << (len(whole) + len(heard)).bit_length()
    spectrum = np.fft.rfft(whole, size) * np.conj(np.fft.rfft(heard, size))
    likeness = np.fft.irfft(spectrum, size)[: len(whole) - len(heard)]
    power = np.cumsum(np.concatenate(([0.0], whole.astype(np.float64) ** 2)))
    around = (power[len(heard) :] - power[: -len(heard)])[: len(likeness)]
    scaled = likeness / np.sqrt((around + 1e-9) * (float(heard @ heard) + 1e-9))
    best = int(np.argmax(scaled))
    return best * 1000 / RATE if scaled[best] > KNOWN else None


class Ears:
    """Everything that libvlc sounds, and when each part of it is due."""

    def __init__(self, desk: Desk) -> None:
        self.parts: list[tuple[float, bytes]] = []
        kind = ctypes.CFUNCTYPE(
            None, *[ctypes.c_void_p] * 2, ctypes.c_uint, ctypes.c_int64
        )
        self._vlc = desk.engine._vlc
        self._kept: Callable[..., None] = kind(self._take)
        player = desk.engine._deck.player
        player.audio_set_format("S16N", RATE, 1)
        player.audio_set_callbacks(self._kept, None, None, None, None, None)

    def _take(self, _opaque: int, sound: int, count: int, due: int) -> None:
        left = (due - self._vlc.libvlc_clock()) / 1e6
        samples = ctypes.string_at(sound, 2 * count)
        self.parts.append((time.monotonic() + left, samples))


def measure(desk: Desk, name: str, tape: Path) -> None:
    """Seek here and there, and compare what is heard with the reading."""
    whole = decoded(tape)
    length = len(whole) * 1000 // RATE
    ears = Ears(desk)
    desk.engine.load(tape)
    desk.until(lambda: desk.report.state is State.PAUSED)
    desk.until(lambda: abs(desk.report.length - length) < NEAR)
    dice = random.Random(4)  # noqa: S311
    beside: list[float] = []
    for turn in range(TRIES):
        desk.engine.seek(dice.randrange(5_000, length - 10_000))
        if turn < TRIES // 2:
            desk.let(0.2)
        desk.engine.play()
        desk.let(0.7)
        off = beside_what_is_heard(desk, ears, whole)
        if off is not None:
            beside.append(off)
        if turn < TRIES // 2:
            desk.engine.pause()
            desk.until(lambda: desk.report.state is State.PAUSED)
    row(f"{name}: reading − place of what is heard", beside)


def beside_what_is_heard(
    desk: Desk, ears: Ears, whole: NDArray[np.float32]
) -> float | None:
    """Return by how much the reading is too far on now, in ms, None if not known."""
    began = time.monotonic()
    ears.parts.clear()
    readings = desk.let(1.4)
    parts = [part for part in ears.parts if part[0] > began]
    samples = b"".join(part for _, part in parts)
    heard = np.frombuffer(samples, np.int16)[:HEARD].astype(np.float32)
    there = place_of(heard, whole) if len(heard) == HEARD else None
    if there is None:
        return None
    times, places = zip(*readings, strict=True)
    return float(np.interp(parts[0][0], times, places)) - there


def main() -> int:
    """Measure, and print what came out."""
    say("| what | n | bias | p50 | p95 | max |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        tagged = make_uneven(Path(folder, "tagged.mp3"), "libmp3lame")
        tapes = {
            "mp3 of variable bit rate, with its header": tagged,
            "the same without": without_header(Path(folder, "bare.mp3"), tagged),
            "aac as it comes": make_uneven(Path(folder, "bare.aac"), "aac"),
            "wav": make_uneven(Path(folder, "sound.wav"), "pcm_s16le"),
        }
        for name, tape in tapes.items():
            desk = Desk()
            measure(desk, name, tape)
            desk.engine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
