"""How far apart two recordings of the same room began, judged by their loudness.

Both heard the same voices, each with its own microphone. What they share is when it
becomes louder and softer; so the two courses of loudness are laid over one another at
every shift, and the one at which they agree best is proposed. No phase is compared, so
that other microphones, codecs and a slightly other clock do no harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ipt_review.media.peaks import BIN_MS

if TYPE_CHECKING:
    from ipt_review.media.peaks import Peaks

Course: TypeAlias = NDArray[np.float64]
"""Loudness against its surroundings, one value for each bin of 10 ms."""

AT_LEAST = 5_000
"""How much the two must overlap to be compared, in ms."""
SOFTEST = -60.0
"""Nothing below this counts as softer, in dB below full scale."""
_AROUND = 201
"""Bins over which loudness is judged as surroundings: 2 s."""
_BESIDE = 50
"""Bins around the best shift that count as the same one: half a second each way."""
_CLEAR, _LIKELY = 0.5, 0.25
"""Agreement (a correlation) from which a shift is clear, or likely."""
_STANDS_OUT = 1.5
"""By how much the best shift must exceed the next best to be clear."""
_STANDS_OUT_A_LITTLE = 1.2


class Confidence(Enum):
    """How far a proposed shift can be trusted."""

    CLEAR = "clear"
    LIKELY = "likely"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Alignment:
    """At which shift two recordings agree best.

    Attributes:
        shift: How long after the first the second one began, in ms; negative when it
            began before it.
        agreement: Correlation of the two courses of loudness there, at most 1.0.
        margin: How many times better this is than the next best shift.
    """

    shift: int
    agreement: float
    margin: float

    @property
    def confidence(self) -> Confidence:
        """How far it can be trusted."""
        if self.agreement >= _CLEAR and self.margin >= _STANDS_OUT:
            return Confidence.CLEAR
        if self.agreement >= _LIKELY and self.margin >= _STANDS_OUT_A_LITTLE:
            return Confidence.LIKELY
        return Confidence.NONE


def align(first: Peaks, second: Peaks) -> Alignment | None:
    """Return at which shift two recordings agree best; None where one has no sound.

    It takes some tenths of a second for recordings of an hour.
    """
    one, other = _course(first), _course(second)
    least = AT_LEAST // BIN_MS
    if min(one.size, other.size) < least:
        return None
    room = one.size + other.size - 1
    size = 1 << (room - 1).bit_length()
    product = _correlated(one, other, size)
    power = _correlated(one**2, np.ones(other.size), size)
    other_power = _correlated(np.ones(one.size), other**2, size)
    shifts = np.arange(-(other.size - 1), one.size)
    shared = np.minimum(one.size, shifts + other.size) - np.maximum(0, shifts)
    found = shifts % size
    scale = np.sqrt(np.maximum(power[found] * other_power[found], 1e-9))
    agreement = product[found] / scale
    # Short overlaps agree by chance; a long one that agrees as well says more.
    weight = np.where(shared >= least, agreement * np.sqrt(shared), -np.inf)
    best = int(np.argmax(weight))
    beside = weight.copy()
    beside[max(best - _BESIDE, 0) : best + _BESIDE + 1] = -np.inf
    second_best = float(beside.max())
    margin = float(weight[best]) / second_best if second_best > 0 else float("inf")
    shift = (float(shifts[best]) + _between(weight, best)) * BIN_MS
    return Alignment(round(shift), float(agreement[best]), margin)


def _course(peaks: Peaks) -> Course:
    """Return how loud a recording is against the two seconds around each moment."""
    if not peaks.channels:
        return np.zeros(0)
    bins = peaks.bins.astype(np.float64)
    height = (bins[:, 1] - bins[:, 0]).max(axis=0) / (1 << 16)
    level = np.maximum(20 * np.log10(np.maximum(height, 1e-6)), SOFTEST)
    if level.size < _AROUND:
        return np.asarray(level - level.mean() if level.size else level)
    half = _AROUND // 2
    sums = np.cumsum(np.pad(level, (half + 1, half), mode="edge"))
    around = (sums[_AROUND:] - sums[:-_AROUND]) / _AROUND
    return np.asarray(level - around)


def _correlated(one: Course, other: Course, size: int) -> Course:
    """Return the sum of products at each shift, at its place modulo `size`."""
    of_one, of_other = np.fft.rfft(one, size), np.fft.rfft(other, size)
    return np.fft.irfft(of_one * np.conj(of_other), size)


def _between(weight: Course, best: int) -> float:
    """Return by which part of a bin the top of a parabola lies beside the best one."""
    if not 0 < best < weight.size - 1:
        return 0.0
    left, top, right = (float(each) for each in weight[best - 1 : best + 2])
    bend = left - 2 * top + right
    if not np.isfinite(bend) or bend >= 0:
        return 0.0
    return 0.5 * (left - right) / bend
