"""Where somebody speaks, estimated from how loud a recording is.

A channel carries a voice where it stands out from its own background. Where left and
right hold a speaker each, what reaches the other microphone as well is told apart by
comparing the two. These are a machine's estimates, to find one's way by; they are
neither marks nor ratings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from ipt_review.domain.timecode import Span
from ipt_review.media.peaks import BIN_MS, SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ipt_review.media.peaks import Extremes, Peaks

Levels: TypeAlias = NDArray[np.float64]
"""How loud each bin is, in dB below full scale, one row for each channel."""
Claims: TypeAlias = NDArray[np.bool_]

ON, OFF = 12.0, 6.0
"""How far speech rises above the background to begin, and to go on, in dB."""
RANGE = 25.0
"""How far below loud speech of the same channel soft speech may lie, in dB."""
QUIETEST = -65.0
"""Nothing below this is speech, in dB."""
SHORTEST, BRIDGED = 100, 400
"""Sounds shorter than the one are no speech, pauses shorter than the other no pause;
in ms."""

_SYLLABLE = 5
"""Bins over which loudness is averaged: 50 ms."""
_WORD = 20
"""Bins over which the two sides are compared: 200 ms."""
_STRIDE = 10
"""The background is looked for in every tenth bin, …"""
_BACKGROUND = 200
"""… in this many of them around each second: 20 s, …"""
_SOFTEST = 10
"""… and is what this many percent of them do not reach."""

_APART = 8.0
"""How far the two sides' balance differs between two speakers, in dB, at least."""
_SHARE = 0.03
"""Of all speech, what each of two speakers has at least."""
_BOTH = 8
"""Both speak while the balance is nearer to the middle than one part in so many."""
_ROUNDS = 20


def voices(peaks: Peaks) -> tuple[tuple[Span, ...], ...]:
    """Return where somebody speaks: a lane each for left and right, or one for all.

    Two lanes are returned only when the sides hold different speakers, each without
    what is heard of the other. A voice in the middle, or the same sound on both
    sides, makes one lane. Without sound there is none.
    """
    if not peaks.channels:
        return ()
    spoken, loud = _spoken(peaks.bins)
    together: Claims = np.logical_or.reduce(spoken)
    if peaks.channels == SIDES:
        sides = spoken & _in_front(loud[0] - loud[1], together)
        if sides.sum(axis=1).min() > _SHARE * together.sum():
            return tuple(_spans(side, peaks.length_ms) for side in sides)
    return (_spans(together, peaks.length_ms),)


def anyone(lanes: Iterable[Iterable[Span]]) -> tuple[Span, ...]:
    """Merge lanes: where at least one person speaks, in order, none overlapping."""
    merged: list[Span] = []
    for span in sorted(span for lane in lanes for span in lane):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def silences(spoken: Sequence[Span], longer_than: int, length: int) -> tuple[Span, ...]:
    """Return the pauses that are worth skipping.

    Args:
        spoken: Where anyone speaks, in order, as `anyone` returns it.
        longer_than: Pauses up to this are left in, in ms.
        length: Of the tape, in ms.
    """
    starts = [0, *(span.end for span in spoken)]
    ends = [*(span.start for span in spoken), length]
    return tuple(
        Span(start, end)
        for start, end in zip(starts, ends, strict=True)
        if end - start > longer_than
    )


def _spoken(bins: Extremes) -> tuple[Claims, Levels]:
    """Return for each channel where it carries sound that may be speech.

    Also returns how loud it is, averaged over a word, never below `QUIETEST`.
    """
    power = ((bins[:, 1].astype(np.float64) - bins[:, 0]) / (1 << 16)) ** 2
    spoken = np.zeros(power.shape, np.bool_)
    loud = np.zeros(power.shape)
    for channel, sound in enumerate(power):
        level = _level(sound, _SYLLABLE)
        high = np.maximum(_background(level) + ON, np.percentile(level, 95) - RANGE)
        np.maximum(high, QUIETEST, out=high)
        for start, end in _runs(level > high - (ON - OFF)):
            spoken[channel, start:end] = (level[start:end] > high[start:end]).any()
        loud[channel] = np.maximum(_level(sound, _WORD), QUIETEST)
    return spoken, loud


def _level(power: Levels, bins: int) -> Levels:
    """Return the level in dB of power averaged over so many bins around each."""
    sums = np.cumsum(np.pad(power, (bins // 2 + 1, bins - 1 - bins // 2)))
    mean = np.maximum((sums[bins:] - sums[:-bins]) / bins, 1e-10)
    level: Levels = 10 * np.log10(mean)
    return level


def _background(level: Levels) -> Levels:
    """Return the level that is nearly always there, around each bin."""
    sparse = level[::_STRIDE]
    around = np.pad(sparse, _BACKGROUND // 2, mode="reflect")
    windows = sliding_window_view(around, _BACKGROUND)[::_STRIDE]
    softest = np.percentile(windows, _SOFTEST, axis=1)
    places = np.arange(softest.size) * _STRIDE * _STRIDE
    return np.interp(np.arange(level.size), places, softest)


def _in_front(balance: Levels, spoken: Claims) -> Claims:
    """Return whether left, and whether right, is loud enough to be no echo.

    Where there are two speakers, the balance gathers around two values, wherever
    those lie: one microphone may be set louder than the other. They are found by
    Lloyd's method for two means. Half way between them both may be speaking. Where
    only one value is found, neither side is ever in front.

    Args:
        balance: How much louder left is than right, in dB.
        spoken: Where there is anything to compare.
    """
    heard = balance[spoken]
    low, high = np.percentile(heard, [5, 95]) if heard.size else (0.0, 0.0)
    for _ in range(_ROUNDS):
        is_high = heard > (low + high) / 2
        if high - low < _APART or is_high.all() or not is_high.any():
            return np.zeros((SIDES, balance.size), np.bool_)
        low, high = heard[~is_high].mean(), heard[is_high].mean()
    off = balance - (low + high) / 2
    margin = (high - low) / _BOTH
    return np.stack((off > -margin, off < margin))


def _spans(spoken: Claims, length: int) -> tuple[Span, ...]:
    """Return the stretches of speech, without the short pauses and short noises."""
    joined: list[list[int]] = []
    for start, end in _runs(spoken):
        if joined and (start - joined[-1][1]) * BIN_MS < BRIDGED:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    return tuple(
        Span(start * BIN_MS, min(end * BIN_MS, length))
        for start, end in joined
        if (end - start) * BIN_MS >= SHORTEST
    )


def _runs(claims: Claims) -> Iterator[tuple[int, int]]:
    """Yield where each stretch of True starts and ends."""
    changes = np.flatnonzero(np.diff(claims, prepend=False, append=False))
    yield from zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True)
