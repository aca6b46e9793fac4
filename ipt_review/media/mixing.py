"""A few seconds of two recordings at once, one for each ear, to hear if they agree.

Nothing is written to disk: the sound is handed out as samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
from numpy.typing import NDArray

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.recording import cannot_be_played, must_be_a_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av import AudioFrame
    from av.container import InputContainer

RATE = 44_100
"""Samples a second."""

Samples = NDArray[np.int16]


def excerpt(path: Path, start: int, length: int) -> Samples:
    """Return `length` ms of a recording's sound from `start` (ms) on, in one channel.

    It may begin before the recording and end after it; there it is silent, as where
    the recording has no sound at all.

    Raises:
        NotARecording: When it is missing or nothing in it can be decoded.
    """
    must_be_a_file(path)
    wanted = np.zeros(length * RATE // MS_PER_SECOND, np.int16)
    first = start * RATE // MS_PER_SECOND
    try:
        with av.open(path, metadata_errors="ignore") as container:
            for at, samples in _sounds(container, max(start, 0)):
                if at >= first + wanted.size:
                    break
                _put(wanted, samples, at - first)
    except (av.FFmpegError, ValueError) as problem:
        raise cannot_be_played(path) from problem
    return wanted


def one_in_each_ear(left: Samples, right: Samples) -> bytes:
    """Return two channels of equal length as stereo, left and right by turns."""
    return np.column_stack((left, right)).astype("<i2").tobytes()


def _sounds(container: InputContainer, start: int) -> Iterator[tuple[int, Samples]]:
    """Yield the first sample's place and the samples of each frame from `start` on."""
    stream = next(iter(container.streams.audio), None)
    if stream is None:
        return
    zero = (container.start_time or 0) / av.time_base
    container.seek(round((start / MS_PER_SECOND + zero) * av.time_base))
    resampler = av.AudioResampler("s16", "mono", RATE)
    for frame in container.decode(stream):
        if frame.time is None:
            continue
        at = round((frame.time - zero) * RATE)
        for made in resampler.resample(frame):
            yield at, _of(made)
            at += made.samples


def _of(frame: AudioFrame) -> Samples:
    return np.asarray(frame.to_ndarray().reshape(-1), np.int16)


def _put(wanted: Samples, samples: Samples, at: int) -> None:
    """Put samples where they belong, as far as there is room for them."""
    skipped = max(-at, 0)
    part = samples[skipped : skipped + max(wanted.size - max(at, 0), 0)]
    begins = max(at, 0)
    wanted[begins : begins + part.size] = part
