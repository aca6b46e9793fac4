"""Voices the dialogue with espeak-ng and mixes the two speakers in stereo."""

from __future__ import annotations

import io
import math
import random
import subprocess
import wave
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from build_spec.demo.script import Line

RATE = 22050
TAIL_MS = 2600
SPEECH_RMS = 3300.0
PEAK = 22000
BLEED = 0.22
ROOM_TONE = 14.0
_SILENCE = 160
_SOUNDS = {"Mm-hm.": "[[mh'Vm]]", "Mm.": "[[m'@m]]"}
_REPLACED = {"“": "", "”": "", "…": "...", "Hamilton": "Hammilton"}


@dataclass(frozen=True)
class Voice:
    """How espeak-ng speaks: its voice, words a minute, and pitch (0-99)."""

    name: str
    speed: int
    pitch: int


@dataclass(frozen=True)
class Manner:
    """A change to a voice for one line; gain multiplies the loudness."""

    speed: int = 0
    pitch: int = 0
    gain: float = 1.0


VOICES = {
    "therapist": Voice("en-us+m7", speed=173, pitch=36),
    "patient": Voice("en-us+f2", speed=178, pitch=54),
}
MANNERS = {
    "plain": Manner(),
    "soft": Manner(speed=-22, pitch=-6, gain=0.66),
    "flat": Manner(speed=-12, pitch=-10, gain=0.74),
    "firm": Manner(speed=-2, pitch=6, gain=1.2),
    "bright": Manner(speed=8, pitch=8, gain=1.06),
    "in_role": Manner(speed=4, pitch=-16, gain=1.0),
}


@dataclass(frozen=True)
class SpokenPhrase:
    """A phrase with its measured place on the tape, in ms."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class SpokenLine:
    """A line with its measured place on the tape; times in ms."""

    line: Line
    phrases: tuple[SpokenPhrase, ...]

    @property
    def start(self) -> int:
        """First sound of the line."""
        return self.phrases[0].start

    @property
    def end(self) -> int:
        """Last sound of the line."""
        return self.phrases[-1].end


@dataclass(frozen=True)
class Tape:
    """The voiced session.

    Attributes:
        lines: All lines with their times.
        length_ms: Length of the whole, a multiple of one video frame.
        tracks: One mono track of 16-bit samples at `RATE` for each speaker.
    """

    lines: list[SpokenLine]
    length_ms: int
    tracks: dict[str, array[int]]


def _samples(ms: int) -> int:
    return ms * RATE // 1000


def _speak(program: str, text: str, voice: Voice, manner: Manner) -> array[int]:
    """Voice one phrase and cut the silence off both ends."""
    for written, spoken in _REPLACED.items():
        text = text.replace(written, spoken)
    command = [program, "-v", voice.name, "-z", "--stdout"]
    command += ["-s", str(voice.speed + manner.speed)]
    command += ["-p", str(voice.pitch + manner.pitch), _SOUNDS.get(text, text)]
    done = subprocess.run(command, check=True, capture_output=True)
    with wave.open(io.BytesIO(done.stdout)) as sound:
        found = array("h", sound.readframes(sound.getnframes()))
    loud = [at for at, value in enumerate(found) if abs(value) > _SILENCE]
    edge = _samples(15)
    return found[max(0, loud[0] - edge) : loud[-1] + edge]


def _level(sound: array[int], gain: float) -> array[int]:
    """Bring a phrase to the common loudness, and its peaks under `PEAK`."""
    rms = math.sqrt(sum(value * value for value in sound) / len(sound))
    factor = min(gain * SPEECH_RMS / rms, PEAK / max(abs(v) for v in sound))
    return array("h", (int(value * factor) for value in sound))


def record(program: str, lines: list[Line], frame_ms: int) -> Tape:
    """Voice every line and lay the lines out one after another.

    Args:
        program: Path of espeak-ng.
        lines: The dialogue.
        frame_ms: Length of a video frame; the tape ends on a whole one.
    """
    placed: list[tuple[str, int, array[int]]] = []
    spoken: list[SpokenLine] = []
    now = 0
    for line in lines:
        now = max(0, now + line.pause)
        phrases: list[SpokenPhrase] = []
        manner = MANNERS[line.manner]
        for phrase in line.phrases:
            sound = _speak(program, phrase.text, VOICES[line.who], manner)
            start = now + phrase.pause
            now = start + len(sound) * 1000 // RATE
            placed.append((line.who, start, _level(sound, manner.gain)))
            phrases.append(SpokenPhrase(phrase.text, start, now))
        spoken.append(SpokenLine(line, tuple(phrases)))
    length = -(-(now + TAIL_MS) // frame_ms) * frame_ms
    return Tape(spoken, length, _lay_out(placed, length))


def _lay_out(
    placed: list[tuple[str, int, array[int]]], length: int
) -> dict[str, array[int]]:
    tracks = {who: array("h", bytes(2 * _samples(length))) for who in VOICES}
    for who, start, sound in placed:
        at = _samples(start)
        tracks[who][at : at + len(sound)] = sound
    return tracks


def _room_tone(count: int, seed: int) -> list[float]:
    """Quiet low noise: a loop of 7 s, faded into itself so that no seam is heard."""
    dice = random.Random(seed)
    size, fade = 7 * RATE, RATE // 2
    value, noise = 0.0, list[float]()
    for _ in range(size + fade):
        value = 0.97 * value + dice.gauss(0.0, ROOM_TONE) * 0.25
        noise.append(value)
    for at in range(fade):
        share = at / fade
        noise[at] = noise[at] * share + noise[size + at] * (1 - share)
    loop = noise[:size]
    return (loop * (count // size + 1))[:count]


def write_stereo(tape: Tape, path: Path) -> None:
    """Write the mix as a WAV file: therapist left, patient right, both bled over."""
    left, right = tape.tracks["therapist"], tape.tracks["patient"]
    count = len(left)
    mixed = array("h", bytes(4 * count))
    for channel, (near, far) in enumerate(((left, right), (right, left))):
        tone = _room_tone(count, seed=channel)
        mixed[channel::2] = array(
            "h",
            (int(a + BLEED * b + c) for a, b, c in zip(near, far, tone, strict=True)),
        )
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(mixed.tobytes())


def loudness(track: array[int], frame_ms: int, frames: int) -> list[float]:
    """Measure the loudness (RMS, 0-1 of full scale) in each video frame."""
    size = RATE * frame_ms // 1000
    levels: list[float] = []
    for frame in range(frames):
        part = track[frame * size : (frame + 1) * size]
        power = sum(value * value for value in part) / max(1, len(part))
        levels.append(math.sqrt(power) / 32768)
    return levels
