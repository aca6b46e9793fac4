"""Single frames of a held tape, each the very frame that stands at a place.

libvlc can only stop near a place, at the start of a group of reordered frames, and does
not say on which frame. So while a tape is held its frames are decoded here, by PyAV, on
a thread of their own; that also tells when the frames around a place begin.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import av
import numpy as np

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.command_thread import CommandThread
from ipt_review.media.engine import Picture
from ipt_review.media.frame_times import FrameTimes, whole
from ipt_review.media.frames import BYTES_A_PIXEL, fitted
from ipt_review.media.probe import codec_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from av import Packet, VideoFrame, VideoStream
    from av.container import InputContainer

KEPT = 16
"""How many decoded frames are kept, so that stepping back need not decode anew."""

CLOSE = 400.0
"""How far before a wanted frame frames are kept, in ms, for steps back."""

AHEAD = 2_000.0
"""How far before a wanted frame the decoder may stand to go on from there, in ms."""

LARGE = 640 * 480
"""From how many pixels on several threads are worth their start, which takes frames."""

BEFORE, AFTER = 500.0, 7_000.0
"""How much of a tape around a place is looked through for frame times, in ms: what
is shown during the longest wait after a change of rate, at double speed."""


@dataclass(frozen=True, slots=True)
class Still:
    """The frame at `asked` (ms); its own start is the position of the picture."""

    asked: int
    picture: Picture


class Stills:
    """Decodes single frames of one recording at a time. Calls may come from any thread.

    Answers are given on this object's own thread. When several frames are waited for,
    only the newest one is decoded.
    """

    def __init__(self) -> None:
        self._thread = CommandThread("stills")
        self._wanted: deque[tuple[int, tuple[int, int]]] = deque(maxlen=1)
        self._reel: Reel | None = None

    def open(self, file: Path, shape: tuple[int, int]) -> None:
        """Turn to another recording, whose pictures are meant to be seen in `shape`."""
        self._thread.do(partial(self._open, file, shape))

    def show(
        self, position: int, box: tuple[int, int], then: Callable[[Still | None], None]
    ) -> None:
        """Have `then` given the frame at `position` (ms), scaled to fit `box`.

        It is given None where no frame can be decoded.
        """
        self._wanted.append((position, box))
        self._thread.do(partial(self._show, then))

    def times(self, position: int, then: Callable[[FrameTimes], None]) -> None:
        """Have `then` told when the frames around `position` begin, if known."""
        self._thread.do(partial(self._times, position, then))

    def close(self) -> None:
        """Let go of the recording and of the thread."""
        self._thread.close(self._let_go)

    def _open(self, file: Path, shape: tuple[int, int]) -> None:
        self._let_go()
        self._wanted.clear()
        try:
            self._reel = Reel(file, shape)
        except (av.FFmpegError, IndexError):
            self._reel = None

    def _show(self, then: Callable[[Still | None], None]) -> None:
        if not self._wanted:
            return
        position, box = self._wanted.pop()
        picture = self._reel.picture(position, box) if self._reel else None
        then(Still(position, picture) if picture else None)

    def _times(self, position: int, then: Callable[[FrameTimes], None]) -> None:
        starts = self._reel.starts(position) if self._reel else ()
        if starts:
            then(FrameTimes(tuple(starts)))

    def _let_go(self) -> None:
        if self._reel:
            self._reel.close()
            self._reel = None


class Reel:
    """The pictures of one recording, found by their place.

    Args:
        file: The recording.
        shape: Width and height of its pictures as they are meant to be seen.

    Raises:
        av.FFmpegError: When the file cannot be opened.
        IndexError: When there are no pictures in it, or nobody knows their codec.
    """

    def __init__(self, file: Path, shape: tuple[int, int]) -> None:
        self._container: InputContainer = av.open(file)
        films = self._container.streams.video
        known = [each for each in films if codec_of(each)]
        self._stream: VideoStream = known[0]
        large = shape[0] * shape[1] > LARGE
        self._stream.thread_type = "AUTO" if large else "SLICE"
        self._zero = (self._container.start_time or 0) / av.time_base * MS_PER_SECOND
        self._shape = shape
        self._run: Iterator[tuple[float, VideoFrame]] = iter(())
        self._recent: deque[tuple[float, VideoFrame]] = deque(maxlen=KEPT)
        self._goal = 0.0

    def close(self) -> None:
        """Let go of the file and of every frame."""
        self._forget()
        self._container.close()

    def picture(self, position: int, box: tuple[int, int]) -> Picture | None:
        """Return the frame on the screen at `position` (ms), fitted into `box`."""
        try:
            found = self._find(position)
        except av.FFmpegError:
            return None
        if found is None:
            return None
        start, frame = found
        width, height = fitted(self._shape, box)
        pixels = _pixels(frame, (width, height))
        at = time.monotonic()
        beside = self._beside(start)
        return Picture(width, height, pixels, whole(start), at, self._shape, beside)

    def starts(self, position: int) -> list[float]:
        """Return when the frames around `position` begin (ms), without decoding."""
        self._forget()
        starts = []
        try:
            self._seek(position - BEFORE)
            for packet in self._container.demux(self._stream):
                start = self._start(packet)
                if start is None:
                    continue
                starts.append(start)
                if start > position + AFTER:
                    break
        except av.FFmpegError:
            pass  # damaged from here on: what came before is true all the same
        return sorted(starts)

    def _find(self, position: int) -> tuple[float, VideoFrame] | None:
        """Return the last frame that has begun at `position`, else the first one."""
        if not self._reaches(position):
            self._forget()
            self._seek(position)
            self._goal = position
            self._run = self._frames()
        while not self._recent or whole(self._recent[-1][0]) <= position:
            following = next(self._run, None)
            if following is None:
                break
            self._recent.append(following)
        begun = [found for found in self._recent if whole(found[0]) <= position]
        return begun[-1] if begun else next(iter(self._recent), None)

    def _beside(self, start: float) -> tuple[int | None, int | None]:
        """Return how far away the frames before and after one begin, if they are here.

        A frame is only known to be the one on the screen once the next one is decoded.
        """
        away = [whole(each) - whole(start) for each, _ in self._recent]
        earlier = max((each for each in away if each < 0), default=None)
        return earlier, min((each for each in away if each > 0), default=None)

    def _reaches(self, position: int) -> bool:
        """Say whether the frame is there, or soon comes by decoding on."""
        if not self._recent:
            return False
        first, last = self._recent[0][0], self._recent[-1][0]
        return whole(first) <= position <= last + AHEAD

    def _seek(self, position: float) -> None:
        base = self._stream.time_base
        seconds = (max(0.0, position) + self._zero) / MS_PER_SECOND
        offset = int(seconds / base) if base else 0
        self._container.seek(offset, stream=self._stream)

    def _frames(self) -> Iterator[tuple[float, VideoFrame]]:
        """Decode on from here; a damaged packet is passed over."""
        before: tuple[float, VideoFrame] | None = None
        for packet in self._container.demux(self._stream):
            try:
                frames = packet.decode()
            except av.FFmpegError:
                continue
            for frame in frames:
                if frame.pts is None:
                    continue
                found = frame.time * MS_PER_SECOND - self._zero, frame
                if found[0] < self._goal - CLOSE:
                    before = found
                    continue
                if before:
                    yield before
                    before = None
                yield found
        if before:
            yield before

    def _start(self, packet: Packet[VideoStream]) -> float | None:
        if packet.pts is None or packet.time_base is None:
            return None
        return float(packet.pts * packet.time_base * MS_PER_SECOND) - self._zero

    def _forget(self) -> None:
        self._run = iter(())
        self._recent.clear()


def _pixels(frame: VideoFrame, size: tuple[int, int]) -> bytes:
    """Return a frame upright and in `size`, rows without padding."""
    turns = round(frame.rotation / 90) % 4
    width, height = size if turns % 2 == 0 else size[::-1]
    plane = frame.reformat(width, height, format="bgra").planes[0]
    rows = np.frombuffer(bytes(plane), np.uint8).reshape(-1, plane.line_size)
    image = rows[:height, : width * BYTES_A_PIXEL].reshape(height, width, -1)
    return bytes(np.rot90(image, turns).tobytes())
