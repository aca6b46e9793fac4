"""Listens through a recording once and keeps its peaks.

Frames are gathered by FFmpeg's own buffer to blocks of some seconds, so that numpy is
called seldom and for much; each block is reduced to its bins and forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.audio.fifo import AudioFifo
from av.stream import Discard

from ipt_review.domain.timecode import MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND, Span
from ipt_review.media.peaks import BIN_MS, NO_SOUND, SIDES, Peaks, extremes, untouched
from ipt_review.media.probe import codec_of
from ipt_review.media.recording import cannot_be_played, must_be_a_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction
    from pathlib import Path

    from av import AudioFrame, AudioLayout, AudioStream, Packet
    from av.container import InputContainer
    from numpy.typing import NDArray

BINS_A_SECOND = MS_PER_SECOND // BIN_MS
BLOCK = 2
"""How many seconds of sound are gathered before they are reduced."""
TOLERANCE = 0.02
"""How far a time stamp may be off before it is believed, in seconds."""
NOTED = 100
"""Gaps in the sound shorter than this are not worth telling, in ms."""
WORTH_SHOWING = 0.04
"""What was heard so far is told on when this much more of the recording is."""
LONGEST = 12 * MS_PER_HOUR
"""No sound is placed behind this, whatever a damaged time stamp says."""

_SAMPLES: dict[str, np.dtype[Any]] = {
    "u8": np.dtype(np.uint8),
    "s16": np.dtype(np.int16),
    "s32": np.dtype(np.int32),
    "s64": np.dtype(np.int64),
    "flt": np.dtype(np.float32),
    "dbl": np.dtype(np.float64),
}


def measure(
    path: Path,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    heard: Callable[[Peaks], None] = lambda _so_far: None,
) -> Peaks | None:
    """Return the peaks of the first audio track, or None when cancelled.

    Damaged stretches are passed over and noted. Times count from the start of the
    recording, not of its sound.

    Args:
        path: The recording.
        progress: Told every `BLOCK` seconds of sound how much is done, from 0 to 1.
        cancelled: Asked as often.
        heard: Told now and then what was heard so far, before `progress` is.

    Raises:
        NotARecording: When it is missing, unreadable, empty or no recording.
    """
    must_be_a_file(path)
    try:
        container = av.open(path, metadata_errors="ignore")
    except (av.FFmpegError, ValueError) as problem:
        raise cannot_be_played(path) from problem
    with container:
        tracks = container.streams.audio
        sound = next((each for each in tracks if codec_of(each)), None)
        if sound is None:
            progress(1.0)
            return NO_SOUND
        meter = _listen(container, sound, _Listener(progress, cancelled, heard))
    if meter is None:
        return None
    progress(1.0)
    return meter.peaks()


@dataclass(slots=True)
class _Listener:
    """Whoever waits for the peaks.

    Attributes:
        shown: Of how much of the recording the peaks were told.
    """

    progress: Callable[[float], None]
    cancelled: Callable[[], bool]
    heard: Callable[[Peaks], None]
    shown: float = 0.0

    def tell(self, share: float, meter: _Meter) -> None:
        """Say how much is done and, when it is worth it, what was heard."""
        if share - self.shown >= WORTH_SHOWING:
            self.shown = share
            self.heard(meter.peaks())
        self.progress(share)


def _listen(
    container: InputContainer, sound: AudioStream, listener: _Listener
) -> _Meter | None:
    """Hear the whole track; return None when cancelled."""
    for stream in container.streams:
        if stream.index != sound.index:
            stream.discard = Discard.all
    sound.codec_context.thread_type = "AUTO"
    length = (container.duration or 0) * MS_PER_SECOND // av.time_base
    start = (container.start_time or 0) / av.time_base
    meter = _Meter(sound.time_base, start, length)
    try:
        for packet in container.demux(sound):
            for frame in _decoded(packet):
                if meter.hear(frame):
                    share = _share(meter.end, length, packet, container.size)
                    listener.tell(share, meter)
                    if listener.cancelled():
                        return None
    except av.FFmpegError:
        meter.lose_until(length)
    return None if listener.cancelled() else meter


def _decoded(packet: Packet[AudioStream]) -> list[AudioFrame]:
    """Return what comes out of a packet: nothing, when it is damaged."""
    try:
        return packet.decode()
    except av.FFmpegError:
        return []


def _share(end: int, length: int, packet: Packet[AudioStream], size: int) -> float:
    """Return how much is done, by time or, where no length is known, by bytes."""
    done = end / length if length else (packet.pos or 0) / max(size, 1)
    return min(max(done, 0.0), 1.0)


class _Meter:
    """Puts blocks of sound where their time stamps say, and keeps their extremes.

    Args:
        tick: How long the unit of time stamps is, in seconds.
        start: The time stamp at which the recording starts, in seconds.
        length: How long the recording says it is, in ms; 0 when it does not say.
    """

    def __init__(self, tick: Fraction | None, start: float, length: int) -> None:
        self._tick = float(tick or 0)
        self._start = start
        self._furthest = min(length + MS_PER_MINUTE if length else LONGEST, LONGEST)
        self._rate, self._channels, self._format = 0, 0, ""
        self._fifo = AudioFifo()
        self._sides: tuple[tuple[int, ...], ...] = ()
        self._bins = untouched(0, 0)
        self._next = 0
        self._end = 0
        self._missing: list[Span] = []

    @property
    def end(self) -> int:
        """Where the sound heard so far ends, in ms."""
        return self._end

    def hear(self, frame: AudioFrame) -> bool:
        """Take the next frame; say whether a block was completed."""
        if (
            frame.sample_rate != self._rate
            or frame.layout.nb_channels != self._channels
            or frame.format.name != self._format
        ):
            self._begin(frame)
        stamp = frame.pts
        if stamp is not None:
            seconds = stamp * self._tick - self._start
            if abs(seconds - self._next / self._rate) > TOLERANCE:
                self._leap(seconds)
            frame.pts = None  # the buffer would insist on stamps without gaps
        self._fifo.write(frame)
        self._next += frame.samples
        if self._fifo.samples < BLOCK * self._rate:
            return False
        self._settle()
        return True

    def lose_until(self, moment: int) -> None:
        """Note that nothing more can be read, up to a moment in ms."""
        self._settle()
        if moment - self._end >= NOTED:
            self._missing.append(Span(self._end, moment))

    def peaks(self) -> Peaks:
        """Return what was heard so far."""
        self._settle()
        bins = self._bins[..., : -(-self._end // BIN_MS)].copy()
        bins[np.broadcast_to(bins[:, :1] > bins[:, 1:], bins.shape)] = 0
        return Peaks.of(bins, self._end, tuple(self._missing))

    def _begin(self, frame: AudioFrame) -> None:
        """Get ready for sound of another rate, sample format or number of channels."""
        self._settle()
        rate = frame.sample_rate
        self._next = self._next * rate // (self._rate or rate)
        self._rate = rate
        self._channels = frame.layout.nb_channels
        self._format = frame.format.name
        self._fifo = AudioFifo()
        if not self._bins.shape[0]:
            self._bins = untouched(min(self._channels, SIDES), 0)
        self._sides = _sides(frame.layout, self._bins.shape[0])

    def _leap(self, seconds: float) -> None:
        """Go on where a time stamp says the next sample is, if that can be."""
        rate = self._rate
        off = seconds - self._next / rate
        if off < -1 or seconds * MS_PER_SECOND > self._furthest:
            self._start += off  # a time stamp that cannot be: the sound goes on
            return
        self._settle()
        self._next = max(0, round(seconds * rate))
        begin = self._next * MS_PER_SECOND // rate
        if self._end and begin - self._end >= NOTED:
            self._missing.append(Span(self._end, begin))

    def _settle(self) -> None:
        """Reduce what was gathered to bins, and forget it."""
        block = self._fifo.read()
        if block is None:
            return
        rate = self._rate
        start = self._next - block.samples
        first = start * BINS_A_SECOND // rate
        after = (self._next - 1) * BINS_A_SECOND // rate + 1
        edges = -(-np.arange(first, after) * rate // BINS_A_SECOND) - start
        edges[0] = 0
        self._make_room(after)
        for channel, sides in zip(_samples(block), self._sides, strict=True):
            lows, highs = extremes(channel, edges)
            for side in sides:
                low, high = self._bins[side, :, first:after]
                np.minimum(low, lows, out=low)
                np.maximum(high, highs, out=high)
        self._end = max(self._end, -(-self._next * MS_PER_SECOND // rate))

    def _make_room(self, bins: int) -> None:
        channels, _, held = self._bins.shape
        if bins > held:
            more = untouched(channels, max(bins, held) * 3 // 2 - held)
            self._bins = np.concatenate((self._bins, more), axis=-1)


def _sides(layout: AudioLayout, kept: int) -> tuple[tuple[int, ...], ...]:
    """Return for each channel in which of the kept channels it belongs.

    Of more than two, those with a side go there and the others to both; where none
    has a side they take turns.
    """
    both = tuple(range(kept))
    if kept == 1 or layout.nb_channels == 1:
        return (both,) * layout.nb_channels
    names = [channel.name for channel in layout.channels]
    if not any(name.endswith(("L", "R")) for name in names):
        return tuple((place % SIDES,) for place in range(layout.nb_channels))
    where = {"L": (0,), "R": (1,)}
    return tuple(where.get(name[-1:], both) for name in names)


def _samples(block: AudioFrame) -> Iterator[NDArray[Any]]:
    """Yield the samples of each channel."""
    kind = _SAMPLES[block.format.name.removesuffix("p")]
    channels = block.layout.nb_channels
    if block.format.is_planar:
        for plane in block.planes:
            yield np.frombuffer(memoryview(plane), kind, block.samples)
        return
    together = np.frombuffer(
        memoryview(block.planes[0]), kind, block.samples * channels
    )
    for channel in range(channels):
        yield np.ascontiguousarray(together[channel::channels])
