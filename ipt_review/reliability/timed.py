"""What one rater coded in time, as arrays: the input of all timed agreement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Timed:
    """Events of one coding, earlier first; all times in ms of tape.

    Attributes:
        starts: First ms of each event.
        ends: The ms at which each is over; never before its start.
        codes: Rank of its code in the declared list of codes.
    """

    starts: Whole
    ends: Whole
    codes: Whole

    @staticmethod
    def of(events: Iterable[tuple[int, int, int]]) -> Timed:
        """Return events given as (start, end, code), in any order."""
        return Timed.in_order(sorted(events))

    @staticmethod
    def in_order(events: Sequence[tuple[int, int, int]]) -> Timed:
        """Return events given as (start, end, code), the first begun first."""
        table = np.array(events, dtype=np.int64).reshape(-1, 3)
        return Timed(table[:, 0], table[:, 1], table[:, 2])

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def overlaps(self) -> bool:
        """Whether two of its events share a moment."""
        return bool((np.maximum.accumulate(self.ends)[:-1] > self.starts[1:]).any())

    def only(self, code: int) -> Timed:
        """Return the events of one code."""
        kept = self.codes == code
        return Timed(self.starts[kept], self.ends[kept], self.codes[kept])
