"""Small recordings for tests, whose pictures say which frame they are.

Each frame shows its number as sixteen blocks, light for 1 and dark for 0, above the
same number with light and dark exchanged; so a half-drawn or mixed picture is never
read as a number. Each second of sound has a tone of its own.
"""

from __future__ import annotations

import math
import struct
import wave
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av
from av import AudioStream, VideoStream

if TYPE_CHECKING:
    from pathlib import Path

    from av.container import OutputContainer
    from av.stream import Stream

    from ipt_review.media.engine import Picture

BITS = 16
DARK, LIGHT = 16, 235
SOUND_RATE = 48_000
CHUNK = 960  # 20 ms, a length that every encoder here takes


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a recording is to be made of; a codec of "" leaves that part out.

    Attributes:
        uneven: Whether frames come now sooner, now later than the rate says.
        sound: Options of the sound's encoder.
    """

    seconds: float = 6.0
    fps: int | Fraction = 25
    video: str = "libx264"
    audio: str = "aac"
    size: tuple[int, int] = (320, 180)
    keyframe_every: int = 50
    b_frames: int = 2
    uneven: bool = False
    sound_rate: int = SOUND_RATE
    sound: tuple[tuple[str, str], ...] = ()

    def begins(self, frame: int) -> Fraction:
        """Return when a frame begins, in seconds, a whole number of ms if uneven."""
        if not self.uneven:
            return Fraction(frame) / self.fps
        late = (0, 13, -9, 21, 2)[frame % 5]
        return Fraction(round(1000 * frame / self.fps) + late, 1000)


def make(path: Path, recipe: Recipe) -> Path:
    """Write a recording; its container follows from the name of the file."""
    with av.open(path, "w") as container:
        video = _video_stream(container, recipe) if recipe.video else None
        audio = _audio_stream(container, recipe) if recipe.audio else None
        frames = math.ceil(recipe.seconds * recipe.fps)
        for second in range(math.ceil(recipe.seconds)):
            if video:
                first, last = (math.ceil(n * recipe.fps) for n in (second, second + 1))
                for frame in range(first, min(last, frames)):
                    _put_picture(container, video, recipe, frame)
            if audio:
                _put_sound(container, audio, second, min(1.0, recipe.seconds - second))
        for stream in (video, audio):
            if stream:
                container.mux(stream.encode(None))
    return path


def frame_number(picture: Picture) -> int | None:
    """Read which frame a picture is, None where it shows no whole number."""
    upright = _blocks(picture, picture.height // 4)
    turned = _blocks(picture, picture.height * 3 // 4)
    return upright if upright ^ turned == (1 << BITS) - 1 else None


def _blocks(picture: Picture, row: int) -> int:
    number = 0
    for bit in range(BITS):
        column = (2 * bit + 1) * picture.width // (2 * BITS)
        green = picture.pixels[(row * picture.width + column) * 4 + 1]
        number = number << 1 | (green > (DARK + LIGHT) // 2)
    return number


def _video_stream(container: OutputContainer, recipe: Recipe) -> VideoStream:
    stream = container.add_stream(recipe.video, rate=recipe.fps)
    assert isinstance(stream, VideoStream)
    stream.width, stream.height = recipe.size
    stream.pix_fmt = "yuv420p"
    stream.gop_size = recipe.keyframe_every
    if recipe.uneven:
        stream.codec_context.time_base = Fraction(1, 1000)
    if recipe.video == "libx264":
        stream.options = {
            "preset": "ultrafast",
            "x264-params": f"scenecut=0:bframes={recipe.b_frames}:b-adapt=0",
        }
    elif recipe.video.startswith("libvpx"):
        stream.options = {"deadline": "realtime", "cpu-used": "8"}
    return stream


def _audio_stream(container: OutputContainer, recipe: Recipe) -> AudioStream:
    stream = container.add_stream(recipe.audio, rate=recipe.sound_rate)
    assert isinstance(stream, AudioStream)
    stream.layout = "stereo" if recipe.audio == "vorbis" else "mono"
    stream.options = dict(recipe.sound)
    if recipe.audio == "wmav2":
        stream.bit_rate = 64_000
    return stream


def _put_picture(
    container: OutputContainer, stream: VideoStream, recipe: Recipe, number: int
) -> None:
    width, height = recipe.size
    frame = av.VideoFrame(width, height, "yuv420p")
    stride = frame.planes[0].line_size
    halves = [_row(n, width, stride) * (height // 2) for n in (number, ~number)]
    rest = halves[1][:stride] * (height % 2)
    frame.planes[0].update(b"".join((*halves, rest)))
    for plane in frame.planes[1:]:
        plane.update(b"\x80" * plane.buffer_size)
    frame.time_base = Fraction(1, 1000) if recipe.uneven else 1 / Fraction(recipe.fps)
    frame.pts = round(recipe.begins(number) / frame.time_base)
    container.mux(stream.encode(frame))


def _row(number: int, width: int, stride: int) -> bytes:
    levels = (
        LIGHT if number >> (BITS - 1 - column * BITS // width) & 1 else DARK
        for column in range(width)
    )
    return bytes(levels).ljust(stride, b"\x00")


def _put_sound(
    container: OutputContainer, stream: AudioStream, second: int, share: float
) -> None:
    """Write `share` of a second of sound, whole chunks only."""
    pitch = 2 * math.pi * (300 + 40 * (second % 20)) / SOUND_RATE
    for start in range(0, round(SOUND_RATE * share) // CHUNK * CHUNK, CHUNK):
        samples = (
            round(9000 * math.sin(pitch * n)) for n in range(start, start + CHUNK)
        )
        frame = av.AudioFrame("s16", "mono", CHUNK)
        frame.planes[0].update(struct.pack(f"<{CHUNK}h", *samples))
        frame.sample_rate = SOUND_RATE
        frame.pts = second * SOUND_RATE + start
        frame.time_base = Fraction(1, SOUND_RATE)
        container.mux(stream.encode(frame))


SUBTITLES = "1\n00:00:00,000 --> 00:00:06,000\nWHAT HAPPENED SINCE THEN\n\n"


def with_tracks(path: Path, tape: Path) -> Path:
    """Write `tape` again with its sound twice and with subtitles throughout."""
    beside = path.with_suffix(".srt")
    beside.write_text(SUBTITLES)
    with av.open(tape) as first, av.open(beside) as second, av.open(path, "w") as out:
        picture, sound = first.streams.video[0], first.streams.audio[0]
        copies: dict[int, list[Stream]] = {
            picture.index: [out.add_stream_from_template(picture)],
            sound.index: [out.add_stream_from_template(sound) for _ in range(2)],
        }
        shown = out.add_stream_from_template(second.streams.subtitles[0])
        for words in second.demux(second.streams.subtitles[0]):
            if words.size:
                words.stream = shown
                out.mux(words)
        for packet in first.demux(picture, sound):
            for stream in copies[packet.stream.index]:
                if packet.size:
                    packet.stream = stream
                    out.mux(packet)
    beside.unlink()
    return path


def one_sided(path: Path) -> Path:
    """Write two seconds of sound that is on the left channel only."""
    tone = (
        round(9000 * math.sin(2 * math.pi * 440 * n / SOUND_RATE))
        for n in range(2 * SOUND_RATE)
    )
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(SOUND_RATE)
        file.writeframes(b"".join(struct.pack("<2h", sample, 0) for sample in tone))
    return path


def is_written_on(picture: Picture) -> bool:
    """Say whether something is drawn over the blocks low in a picture.

    In a column through the lower blocks all pixels are alike unless it is.
    """
    low = range(picture.height * 3 // 4, picture.height)
    for bit in range(BITS):
        column = (2 * bit + 1) * picture.width // (2 * BITS)
        greens = [picture.pixels[(y * picture.width + column) * 4 + 1] for y in low]
        if max(greens) - min(greens) > (LIGHT - DARK) // 2:
            return True
    return False


def without_header(path: Path, tape: Path) -> Path:
    """Write an mp3 again from its first frame of sound on, as old recorders do.

    The tag before it goes, and the frame that tells how many frames there are.
    """
    content = tape.read_bytes()
    told = max(content.find(b"Xing"), content.find(b"Info"))
    start = content.find(b"\xff\xfb", told)
    path.write_bytes(content[start:])
    return path


def turned(path: Path, tape: Path) -> Path:
    """Write an mp4 again as a phone held upright does: to be turned by 90 degrees."""
    content = bytearray(tape.read_bytes())
    matrix = content.index(b"tkhd") + 44
    quarter = 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30
    content[matrix : matrix + 36] = struct.pack(">9i", *quarter)
    path.write_bytes(content)
    return path


def long_sound(path: Path, hours: int) -> Path:
    """Write hours of silence as 8-bit sound, 1 kHz: 3.6 MB an hour."""
    rate = 1000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        for _ in range(hours):
            file.writeframes(b"\x80" * rate * 3600)
    return path


def in_front(path: Path, tape: Path) -> Path:
    """Write a recording again with its table of contents, if any, at its front."""
    options = {"movflags": "faststart"} if path.suffix == ".mp4" else {}
    with av.open(tape) as first, av.open(path, "w", options=options) as out:
        copies = {s.index: out.add_stream_from_template(s) for s in first.streams}
        for packet in first.demux():
            if packet.size:
                packet.stream = copies[packet.stream.index]
                out.mux(packet)
    return path


def with_unknown_codecs(path: Path, tape: Path, *names: bytes) -> Path:
    """Write an mp4 again with these codecs under names that nobody knows."""
    content = tape.read_bytes()
    table = content.rindex(b"moov")
    head, rest = content[:table], content[table:]
    for name in names:
        rest = rest.replace(name, b"zz" + name[2:])
    path.write_bytes(head + rest)
    return path
