"""How loud a recording is at every moment: what a waveform is painted from.

For each channel and each 10 ms the lowest and the highest sample are kept, and the
same again for 4, 16, 64 … times as long. A picture of any stretch then reads a few
thousand numbers, whether it shows a second or three hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ipt_review.domain.timecode import Span

Extremes: TypeAlias = NDArray[np.int16]
"""Shape (channels, 2, bins): lowest, then highest sample; 32,768 is full scale."""

LOWEST, HIGHEST = -32_768, 32_767
BIN_MS = 10
SIDES = 2
"""Channels kept at most: left and right."""
STEP = 4
"""How many bins of one level make one of the next."""
BINS_A_PIXEL = 4
"""How many bins a pixel is made of at least, so that it shows little of the next."""


class Outline(NamedTuple):
    """One channel of a waveform: the lowest and the highest sample of each pixel."""

    lows: NDArray[np.int16]
    highs: NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """The extremes of a recording's sound, at several resolutions.

    Attributes:
        levels: The finest first, each `STEP` times coarser than the one before, and
            each with one bin of silence at its end. They cannot be written to.
        length_ms: Where the sound ends; 0 when there is none.
        missing: Where sound should be but could not be decoded.
    """

    levels: tuple[Extremes, ...]
    length_ms: int
    missing: tuple[Span, ...] = ()

    @classmethod
    def of(
        cls, bins: Extremes, length_ms: int, missing: tuple[Span, ...] = ()
    ) -> Peaks:
        """Build all levels from bins of `BIN_MS`."""
        levels = [bins]
        while levels[-1].shape[-1] > STEP:
            levels.append(coarser(levels[-1]))
        return cls(tuple(_closed(level) for level in levels), length_ms, missing)

    @property
    def channels(self) -> int:
        """How many channels there are: 0 without sound, at most `SIDES`."""
        return len(self.levels[0])

    @property
    def bins(self) -> Extremes:
        """The finest level, a bin for each 10 ms."""
        return self.levels[0][..., :-1]

    def between(self, start_ms: int, end_ms: int, pixels: int) -> tuple[Outline, ...]:
        """Return an outline for each channel, `pixels` wide, to paint a stretch.

        Each pixel encloses all samples in its stretch, and at most 10 ms or half a
        pixel more; where there is no sound it is 0.

        Args:
            start_ms: Where the left edge stands; may lie before the tape.
            end_ms: Where the right edge stands, later; may lie behind the tape.
            pixels: At least 1.
        """
        level, wide = self._level_for((end_ms - start_ms) / pixels)
        edges = start_ms * pixels + np.arange(pixels + 1) * (end_ms - start_ms)
        silence = level.shape[-1] - 1
        first = edges[:-1] // (wide * pixels)
        after = -(-edges[1:] // (wide * pixels))
        first[after <= 0] = silence
        pairs = np.column_stack((first, after)).clip(0, silence).ravel()
        return tuple(
            Outline(
                np.minimum.reduceat(lows, pairs)[::2],
                np.maximum.reduceat(highs, pairs)[::2],
            )
            for lows, highs in level
        )

    def _level_for(self, ms_a_pixel: float) -> tuple[Extremes, int]:
        """Return the coarsest level that is fine enough, and its bins' length in ms."""
        place, wide = 0, BIN_MS
        while place + 1 < len(self.levels) and wide * STEP * BINS_A_PIXEL <= ms_a_pixel:
            place, wide = place + 1, wide * STEP
        return self.levels[place], wide


def untouched(channels: int, bins: int) -> Extremes:
    """Return bins into which nothing was put: their lowest is above their highest."""
    empty = np.empty((channels, 2, bins), np.int16)
    empty[:, 0], empty[:, 1] = HIGHEST, LOWEST
    return empty


def extremes(samples: NDArray[Any], edges: NDArray[np.int64]) -> Extremes:
    """Return lowest and highest sample from each edge to the next, 16 bits wide.

    What lies between two of the 32,768 steps goes to the outer one.
    """
    found = np.empty((2, edges.size), samples.dtype)
    with np.errstate(invalid="ignore"):  # damaged sound holds what is no number
        np.minimum.reduceat(samples, edges, out=found[0])
        np.maximum.reduceat(samples, edges, out=found[1])
    if found.dtype.kind == "f":
        with np.errstate(over="ignore"):
            found *= -LOWEST
        found[np.isnan(found)] = 0
        np.floor(found[0], out=found[0])
        np.ceil(found[1], out=found[1])
        np.clip(found, LOWEST, HIGHEST, out=found)
        return np.asarray(found, np.int16)
    if found.dtype == np.uint8:
        return (found.astype(np.int16) - 128) * 256
    spare = found.dtype.itemsize * 8 - 16
    outer = found >> spare
    outer[1] += (found[1] & ((1 << spare) - 1)) != 0
    return np.asarray(outer.clip(LOWEST, HIGHEST), np.int16)


def coarser(bins: Extremes) -> Extremes:
    """Merge each `STEP` bins into one; the last may be made of fewer."""
    starts = np.arange(0, bins.shape[-1], STEP)
    merged = np.empty((*bins.shape[:-1], starts.size), np.int16)
    np.minimum.reduceat(bins[:, 0], starts, axis=-1, out=merged[:, 0])
    np.maximum.reduceat(bins[:, 1], starts, axis=-1, out=merged[:, 1])
    return merged


def _closed(level: Extremes) -> Extremes:
    """Add the bin of silence that stands for everything beyond the end."""
    closed = np.zeros((*level.shape[:-1], level.shape[-1] + 1), np.int16)
    closed[..., :-1] = level
    closed.flags.writeable = False
    return closed


NO_SOUND = Peaks.of(np.zeros((0, 2, 0), np.int16), 0)
"""The peaks of a recording without an audio track."""
