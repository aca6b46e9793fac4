"""The lanes of the timeline, and what stands on them in the order of the tape."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipt_review.domain.timecode import Span
    from ipt_review.ui.timeline.waveform import Heard

Numbers: TypeAlias = NDArray[np.int64]

NO_END = 1 << 62


class LaneKind(Enum):
    """What stands on a lane."""

    SOUND = "sound"
    SPEECH = "speech"
    FOCUS = "focus"
    CODES = "codes"
    AFFECT = "affect"
    COMMENTS = "comments"
    OTHER_FOCUS = "other_focus"
    OTHER_CODES = "other_codes"

    @property
    def has_states(self) -> bool:
        """Whether what stands there excludes each other."""
        return self in {LaneKind.FOCUS, LaneKind.AFFECT, LaneKind.OTHER_FOCUS}

    @property
    def has_codes(self) -> bool:
        """Whether dots, diamonds and bars stand there."""
        return self in {LaneKind.CODES, LaneKind.OTHER_CODES}


_OWN = frozenset({LaneKind.FOCUS, LaneKind.CODES, LaneKind.AFFECT})


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the timeline with its label.

    Attributes:
        key: What tells it from others of its kind: the id of a track or code group,
            or a number; never a name.
        color: That of the group; empty where each block has its own.
        hint: What hovering over it tells, where there is no mark.
    """

    key: str
    label: str
    kind: LaneKind
    color: str = ""
    hint: str = ""

    @property
    def id(self) -> str:
        """What tells it from all other lanes, between starts of the program as well."""
        return f"{self.kind.value}:{self.key}"

    @property
    def is_own(self) -> bool:
        """Whether one's own marks stand there, which can be picked and changed."""
        return self.kind in _OWN


class Item(NamedTuple):
    """A mark (or speech, with number 0) with all that can be seen of it.

    Attributes:
        end: Last ms, or None while it is open.
        flag: Drawn as a diamond.
        row: Row within the lane, 0 unless it overlaps an earlier one in time.
    """

    number: int
    start: int
    end: int | None
    label: str
    color: str
    flag: bool = False
    row: int = 0


@dataclass(frozen=True, eq=False)
class Filled:
    """A lane with what stands on it, begun first first.

    Attributes:
        rows: How many rows keep the intervals apart; at least 1.
        starts: Start of each item, in ms; `ends` likewise, `NO_END` while open.
        reach: The last ms that the items up to each one cover.
        open_items: Those that have no end yet.
        heard: What a waveform is painted from.
    """

    lane: Lane
    items: tuple[Item, ...] = ()
    rows: int = 1
    starts: Numbers = field(default_factory=lambda: np.zeros(0, np.int64), repr=False)
    ends: Numbers = field(default_factory=lambda: np.zeros(0, np.int64), repr=False)
    reach: Numbers = field(default_factory=lambda: np.zeros(0, np.int64), repr=False)
    open_items: tuple[Item, ...] = ()
    heard: Heard | None = None

    def within(self, shown: Span) -> Numbers:
        """Return which items touch `shown`, as places in `items`, in their order."""
        first = int(np.searchsorted(self.reach, shown.start))
        last = int(np.searchsorted(self.starts, shown.end, "right"))
        touching = np.flatnonzero(self.ends[first:last] >= shown.start)
        return touching + first

    @cached_property
    def palette(self) -> tuple[str, ...]:
        """The colors of the items, each once."""
        return tuple(dict.fromkeys(item.color for item in self.items))

    @cached_property
    def inks(self) -> Numbers:
        """The color of each item, as its place in the palette."""
        places = {color: place for place, color in enumerate(self.palette)}
        return np.array([places[item.color] for item in self.items], np.int64)

    @cached_property
    def levels(self) -> Numbers:
        """The row of each item."""
        return np.array([item.row for item in self.items], np.int64)

    @cached_property
    def covered_closed(self) -> int:
        """How much tape the closed items cover, in ms; where they overlap, once."""
        return self.covered(0)

    def covered(self, now: int) -> int:
        """Return how much tape is covered, in ms, open items reaching to `now`."""
        open_ends = np.maximum(self.starts, now)
        ends = np.where(self.ends == NO_END, open_ends, self.ends)
        if not ends.size:
            return 0
        before = np.concatenate(([0], np.maximum.accumulate(ends)[:-1]))
        return int((ends - np.maximum(self.starts, before)).clip(0).sum())


def fill(lane: Lane, items: Iterable[Item]) -> Filled:
    """Stand items on a lane, in rows that keep overlapping ones apart."""
    ordered = sorted(items, key=_place)
    flat = lane.kind in {LaneKind.SPEECH, LaneKind.COMMENTS}
    rows = [0] * len(ordered) if flat else _rows(ordered)
    most = max(rows, default=0)
    ordered = [
        item if row == item.row else item._replace(row=row)
        for item, row in zip(ordered, rows, strict=True)
    ]
    starts = np.array([item.start for item in ordered], np.int64)
    ends = np.array([_end(item) for item in ordered], np.int64)
    return Filled(
        lane,
        tuple(ordered),
        most + 1,
        starts,
        ends,
        np.maximum.accumulate(ends) if ends.size else ends,
        tuple(item for item in ordered if item.end is None),
    )


def _place(item: Item) -> tuple[int, int]:
    return item.start, item.number


def _end(item: Item) -> int:
    return NO_END if item.end is None else item.end


def _rows(items: Sequence[Item]) -> list[int]:
    """Return a row for each item (begun first first), so that none share tape.

    Points stay in the first row, on top of what runs there. An open item keeps
    its row to itself from its start on.
    """
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    rows = []
    for item in items:
        if item.end == item.start:
            rows.append(0)
            continue
        while busy and busy[0][0] <= item.start:
            heappush(free, heappop(busy)[1])
        row = heappop(free) if free else len(busy)
        heappush(busy, (_end(item), row))
        rows.append(row)
    return rows
