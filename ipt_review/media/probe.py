"""What a recording is made of, found by looking into it. The only file that knows av.

PyAV brings its own decoders, so this works where no player is installed. Whole
pictures are never decoded here: at most one, to see whether any comes out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

import av
from av import AudioFrame, VideoFrame
from av.stream import Disposition

from ipt_review.domain.timecode import MS_PER_SECOND, show_seconds
from ipt_review.media.containers import has_no_index
from ipt_review.media.recording import cannot_be_played, must_be_a_file

if TYPE_CHECKING:
    from pathlib import Path

    from av import AudioStream, Packet, VideoStream
    from av.container import InputContainer

PACKETS_TRIED = 500
BROKEN_OFF = 2_000
"""How long before the length in its header a whole recording may end, in ms."""

MEASURED = frozenset({"mp3", "aac", "ac3"})
"""Containers that carry no index and often no length: these are measured."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What was found in a recording.

    Attributes:
        length_ms: How long it plays, in ms, 0 when that cannot be known.
        container: Its kind in FFmpeg's words, such as “mov,mp4,m4a,3gp,3g2,mj2”.
        frame_rate: Pictures a second on average, 0.0 without pictures.
        width: Of the picture as it is meant to be seen, pixels made square and the
            turning of phones undone; so is `height`. 0 without pictures.
        channels: Of the first audio track, 0 without sound.
        problems: Sentences for a person; the recording plays in spite of them.
        picture_delay: How long after its decoding time the first picture is shown,
            in ms: 0 where pictures are stored in the order in which they are shown.
    """

    length_ms: int
    has_picture: bool
    has_sound: bool
    container: str
    video_codec: str = ""
    audio_codec: str = ""
    frame_rate: float = 0.0
    width: int = 0
    height: int = 0
    channels: int = 0
    problems: tuple[str, ...] = ()
    picture_delay: int = 0


def glance(path: Path) -> Probed:
    """Look at the header and the first frames only; believe the length given there.

    Raises:
        NotARecording: When it is missing, a folder, unreadable, empty, no recording,
            or so damaged that nothing in it can be decoded.
    """
    must_be_a_file(path)
    try:
        with av.open(path) as container:
            return _look_into(container)
    except (av.FFmpegError, ValueError) as problem:
        raise cannot_be_played(path) from problem


def probe(path: Path) -> Probed:
    """Look into the recording at `path`, at its length and whether it is whole.

    Raises:
        NotARecording: As `glance` does.
    """
    found = glance(path)
    problems = list(found.problems)
    with av.open(path) as container:
        if not found.length_ms or found.container in MEASURED:
            length = _measure(container) or found.length_ms
        else:
            length = _last(container, found.length_ms) or found.length_ms
    if found.length_ms - length > BROKEN_OFF and found.container not in MEASURED:
        problems.append(
            f"It breaks off at {show_seconds(length)}, though it says that it lasts"
            f" {show_seconds(found.length_ms)}: it was not copied whole."
        )
    if has_no_index(path):
        problems.append("Its index is missing, so that jumping in it takes longer.")
    return replace(found, length_ms=length, problems=tuple(problems))


def _look_into(container: InputContainer) -> Probed:
    """Describe a recording from its header and its first frames.

    Raises:
        av.FFmpegError: When nothing in it can be decoded.
    """
    picture = next((s for s in container.streams.video if not _is_cover(s)), None)
    sound = next(iter(container.streams.audio), None)
    first = _first_frames(container, picture, sound)
    problems = [
        f"Its {kind} cannot be decoded ({codec_of(stream) or 'unknown codec'})."
        for kind, stream, frame in (
            ("picture", picture, first.picture),
            ("sound", sound, first.sound),
        )
        if stream is not None and frame is None
    ]
    shape = picture.sample_aspect_ratio if picture else None
    width, height = _as_seen(first.picture, shape or Fraction(1))
    return Probed(
        length_ms=round((container.duration or 0) * MS_PER_SECOND / av.time_base),
        has_picture=first.picture is not None,
        has_sound=first.sound is not None,
        container=container.format.name,
        video_codec=codec_of(picture),
        audio_codec=codec_of(sound),
        frame_rate=float(picture.average_rate or 0) if picture else 0.0,
        width=width,
        height=height,
        channels=sound.codec_context.channels if codec_of(sound) and sound else 0,
        problems=tuple(problems),
        picture_delay=first.delay,
    )


@dataclass(slots=True)
class _First:
    """The first frame of each kind, and the picture's delay in ms."""

    picture: VideoFrame | None = None
    sound: AudioFrame | None = None
    delay: int = 0


def _first_frames(
    container: InputContainer, picture: VideoStream | None, sound: AudioStream | None
) -> _First:
    """Decode until a frame of each kind came out, giving up after `PACKETS_TRIED`.

    Raises:
        av.InvalidDataError: When none came out.
    """
    first = _First()
    wanted = [stream for stream in (picture, sound) if stream is not None]
    packets = container.demux(wanted) if wanted else iter(())
    delay_known = False
    for packet in islice(packets, PACKETS_TRIED):
        if packet.stream is picture and not delay_known:
            delay_known = True
            first.delay = _delay(packet)
        _take(first, packet)
        if (first.picture or not picture) and (first.sound or not sound):
            break
    if not (first.picture or first.sound):
        raise av.InvalidDataError(0, "nothing in it decodes")
    return first


def _take(first: _First, packet: Packet[Any]) -> None:
    """Keep what comes out of a packet; a damaged one is passed over."""
    frames: list[Any]
    try:
        frames = list(packet.decode())
    except av.FFmpegError:
        return
    for frame in frames:
        if isinstance(frame, VideoFrame):
            first.picture = first.picture or frame
        elif isinstance(frame, AudioFrame):
            first.sound = first.sound or frame


def _delay(packet: Packet[Any]) -> int:
    if packet.pts is None or packet.dts is None or packet.time_base is None:
        return 0
    return round((packet.pts - packet.dts) * packet.time_base * MS_PER_SECOND)


def codec_of(stream: VideoStream | AudioStream | None) -> str:
    """Return the name of a codec, nothing where there is none or nobody knows it."""
    known = stream is not None and stream.codec_context
    return str(stream.codec_context.name) if stream is not None and known else ""


def _is_cover(stream: VideoStream) -> bool:
    """Say whether a video stream is only the cover picture of an audio file."""
    return bool(stream.disposition & Disposition.attached_pic)


def _as_seen(frame: VideoFrame | None, shape: Fraction) -> tuple[int, int]:
    """Return width and height with square pixels and upright, (0, 0) for no frame."""
    if frame is None:
        return 0, 0
    width, height = round(frame.width * shape), frame.height
    return (height, width) if frame.rotation % 180 else (width, height)


def _last(container: InputContainer, length: int) -> int:
    """Return where the last packet ends, in ms, at most `length`, 0 where unknown.

    Looked for near the end first, and, where nothing is there, from the start on.
    """
    for place in (length, 0):
        end = Fraction(0)
        try:
            container.seek(place * 1000)
            for packet in container.demux():
                if packet.size and packet.pts is not None:
                    last = packet.pts + (packet.duration or 0)
                    end = max(end, last * packet.time_base)
        except av.FFmpegError:
            pass  # damaged from here on: what came before is what there is
        if end:
            began = Fraction(container.start_time or 0, av.time_base)
            here = round((end - began) * MS_PER_SECOND)
            return length if length - here <= BROKEN_OFF else here
    return 0


def _measure(container: InputContainer) -> int:
    """Return the length in ms from where the packets stand, without decoding.

    Where a container carries no times, or invents them from a bit rate, the
    durations of the audio packets are added up; they are exact for mp3 and aac.
    """
    sound = next(iter(container.streams.audio), None)
    streams = [sound] if sound else list(container.streams.video[:1])
    total = last = 0
    try:
        for packet in container.demux(streams):
            if not packet.size:
                continue
            duration = packet.duration or 0
            total += duration
            if packet.pts is not None:
                last = max(last, packet.pts + duration)
    except av.FFmpegError:
        pass  # damaged from here on: what came before is what there is
    base = (streams[0].time_base if streams else None) or Fraction(0)
    return round((total if sound else last) * base * MS_PER_SECOND)
