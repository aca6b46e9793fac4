"""How high lanes stand, one below the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ipt_review.ui.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_review.ui.timeline.lanes import Filled, Lane

_ROW = 14
_HEIGHT = {
    LaneKind.SOUND: 38,
    LaneKind.SPEECH: 14,
    LaneKind.FOCUS: 22,
    LaneKind.CODES: 20,
    LaneKind.AFFECT: 16,
    LaneKind.COMMENTS: 18,
    LaneKind.OTHER_FOCUS: 14,
    LaneKind.OTHER_CODES: 18,
}
_GAP = 14
_TIGHTEST, _WIDEST = 0.75, 1.6
_LOWEST = 11


@dataclass(frozen=True, slots=True)
class Band:
    """The pixels from top to bottom that a lane and its rows take."""

    lane: Lane
    top: float
    height: float
    rows: int

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height

    @property
    def center(self) -> float:
        """The middle of all its rows."""
        return self.top + self.height / 2

    @property
    def row_height(self) -> float:
        """Pixels of one row."""
        return self.height / self.rows

    def middle(self, row: int) -> float:
        """Return the middle of a row."""
        return self.top + (row + 0.5) * self.row_height

    def holds(self, y: float) -> bool:
        """Say whether a pixel lies on this lane."""
        return self.top <= y < self.bottom


def stack(
    filled: Sequence[Filled],
    top: float,
    height: float,
    sizes: Mapping[str, float] | None = None,
) -> tuple[Band, ...]:
    """Stand the lanes below `top`, stretched or squeezed toward `height` pixels.

    Lanes of one kind stand close together; code lanes and the gaps between kinds
    give way first. Where that is not enough, all lanes do, down to a line of text.
    Three rows make a code lane higher; more rows make its rows thinner.

    Args:
        filled: The lanes, from top to bottom.
        top: Pixel at which the first one begins.
        height: How many pixels there are.
        sizes: By id of a lane, how much higher than usual a person wants it.
    """
    talls = [_tall(each, sizes) for each in filled]
    firm = sum(
        tall
        for each, tall in zip(filled, talls, strict=True)
        if each.lane.kind is not LaneKind.CODES
    )
    loose = sum(talls) + _gaps(filled) - firm
    factor = min(max((height - firm) / max(loose, 1), _TIGHTEST), _WIDEST)
    least = firm + _TIGHTEST * loose
    squeeze = min(1.0, max(height, 1) / max(least, 1))
    bands = []
    before: LaneKind | None = None
    for each, natural in zip(filled, talls, strict=True):
        kind = each.lane.kind
        if before not in (None, kind):
            top += _GAP * factor * squeeze
        tall = natural * (factor if kind is LaneKind.CODES else 1) * squeeze
        tall = max(tall, min(natural, _LOWEST))
        bands.append(Band(each.lane, round(top), round(tall), each.rows))
        top += tall
        before = kind
    return tuple(bands)


def natural_height(
    filled: Sequence[Filled], sizes: Mapping[str, float] | None = None
) -> float:
    """Return how high the lanes stand when there is neither room nor need."""
    return sum(_tall(each, sizes) for each in filled) + _gaps(filled)


def _gaps(filled: Sequence[Filled]) -> float:
    kinds = [each.lane.kind for each in filled]
    return _GAP * sum(a is not b for a, b in pairwise(kinds))


def _tall(filled: Filled, sizes: Mapping[str, float] | None) -> float:
    height: float = _HEIGHT[filled.lane.kind]
    if filled.lane.kind.has_codes and filled.rows > 1:
        height = max(height, _ROW * min(filled.rows, 3))
    return height * (sizes or {}).get(filled.lane.id, 1.0)
