"""A waveform as a picture: what was heard of a tape, at any zoom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from ipt_review.media.peaks import SIDES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from ipt_review.media.peaks import Outline, Peaks

Edges: TypeAlias = NDArray[np.floating]
"""Where something begins or ends in each column, in pixels from above."""

FULL_SCALE = 32_768
SOFTEST = FULL_SCALE / 30
"""A tape softer than this is not drawn as if it were loud."""
_LOUD = 99.0
"""What this many percent of the tape do not exceed fills the height."""
_SPARE = 1.1
_COARSE = 2
"""The level of peaks on which loudness is judged: bins of 160 ms."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What was heard of a tape so far.

    Attributes:
        share: How much of the tape that is, from 0 to 1.
        loudest: What fills the height, in steps of `FULL_SCALE`.
    """

    peaks: Peaks
    share: float
    loudest: float

    @classmethod
    def of(cls, peaks: Peaks, share: float = 1.0) -> Heard:
        """Judge by what was heard how large it is to be drawn."""
        level = peaks.levels[min(_COARSE, len(peaks.levels) - 1)]
        found = np.abs(level.astype(np.int32)).max(axis=1, initial=0)
        loud = float(np.percentile(found, _LOUD)) if found.size else 0.0
        return cls(peaks, share, max(loud * _SPARE, SOFTEST))


class Size(NamedTuple):
    """How large a picture is, in pixels of the screen."""

    width: int
    height: int


def waveform(heard: Heard, start: int, end: int, size: Size, color: QColor) -> QImage:
    """Return the waveform of a stretch of tape on a clear ground.

    One channel is drawn around the middle; of two, how far left goes is drawn above
    it and how far right goes below. Where nothing was heard there is a line. A stretch
    (ms) may begin before the tape and end behind it.
    """
    outlines = heard.peaks.between(start, end, size.width)
    tops, bottoms = _edges(outlines, size, heard.loudest)
    rows = np.arange(size.height, dtype=np.float32)[:, None]
    covered = np.minimum(bottoms, rows + 1) - np.maximum(tops, rows)
    alphas = (covered.clip(0, 1) * 255).astype(np.uint8)
    pixels = _shades(color)[alphas].tobytes()
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels, size.width, size.height, 4 * size.width, kind).copy()


def _edges(
    outlines: Sequence[Outline], size: Size, loudest: float
) -> tuple[Edges, Edges]:
    """Return where the wave begins and ends in each column, at least a pixel apart."""
    middle = size.height / 2
    above: Edges = np.zeros(size.width, np.float32)
    below: Edges = above
    if len(outlines) == SIDES:
        above, below = (
            np.maximum(-side.lows.astype(np.float32), side.highs) for side in outlines
        )
    elif outlines:
        above = outlines[0].highs.astype(np.float32)
        below = -outlines[0].lows.astype(np.float32)
    scale = middle / loudest
    return (
        middle - (above * scale).clip(0.5, middle),
        middle + (below * scale).clip(0.5, middle),
    )


def _shades(color: QColor) -> NDArray[np.uint32]:
    """Return a color at each of 256 opacities, as Qt keeps it in memory."""
    alpha = np.arange(256, dtype=np.uint32)
    red, green, blue = (
        alpha * part // 255 for part in (color.red(), color.green(), color.blue())
    )
    shades: NDArray[np.uint32] = (alpha << 24 | red << 16 | green << 8 | blue).astype(
        np.uint32
    )
    return shades
