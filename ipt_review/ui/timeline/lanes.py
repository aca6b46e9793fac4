"""The lanes of the timeline, and what stands on them in the order of the tape."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from enum import Enum
from heapq import heappop, heappush
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.phase import Phase
    from ipt_review.domain.timecode import Span
    from ipt_review.ui.timeline.waveform import Heard

_NO_END = 1 << 62


class LaneKind(Enum):
    """What stands on a lane."""

    SOUND = "sound"
    SPEECH = "speech"
    FOCUS = "focus"
    CODES = "codes"
    AFFECT = "affect"


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the timeline with its label.

    Attributes:
        key: Speaker, id of a track, or id of a code group.
        color: That of the group; empty where each block has its own.
        hint: What hovering over it tells, where there is no mark.
    """

    key: str
    label: str
    kind: LaneKind
    color: str = ""
    hint: str = ""


UNKNOWN = Lane("", "Not in codebook", LaneKind.CODES, "#5b6b7d")
"""Where marks stand whose code the codebook does not have; they are not hidden."""


@dataclass(frozen=True, slots=True)
class Item:
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


@dataclass(frozen=True, slots=True)
class Filled:
    """A lane with what stands on it, begun first first.

    Attributes:
        rows: How many rows keep the intervals apart; at least 1.
        starts: Start of each item, in ms.
        reach: The last ms that the items up to each one cover.
        open_items: Those that have no end yet.
        marks: What the items were made from, in any order.
        heard: What a waveform is painted from.
    """

    lane: Lane
    items: tuple[Item, ...] = ()
    rows: int = 1
    starts: tuple[int, ...] = field(default=(), repr=False)
    reach: tuple[int, ...] = field(default=(), repr=False)
    open_items: tuple[Item, ...] = ()
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    heard: Heard | None = None

    def within(self, shown: Span) -> Iterator[Item]:
        """Yield the items that touch `shown`, the last begun first."""
        first = bisect_left(self.reach, shown.start)
        last = bisect_right(self.starts, shown.end)
        for item in reversed(self.items[first:last]):
            if item.end is None or item.end >= shown.start:
                yield item


def lanes_of(codebook: Codebook) -> tuple[Lane, ...]:
    """Return every lane that marks can stand on, from top to bottom."""
    focus, affect = codebook.focus, codebook.affect
    return (
        Lane(focus.id, "Focus", LaneKind.FOCUS),
        *(
            Lane(group.id, group.label, LaneKind.CODES, group.color)
            for group in codebook.groups
        ),
        *((Lane(affect.id, affect.label, LaneKind.AFFECT),) if affect else ()),
        UNKNOWN,
    )


def fill_lanes(
    codebook: Codebook,
    marks: Iterable[Mark],
    phase: Phase | None = None,
    before: Sequence[Filled] = (),
) -> tuple[Filled, ...]:
    """Stand marks on their lanes and return the lanes from top to bottom.

    Focus is always there, a code group when one of its codes is core in `phase`
    (any group without a phase), and every lane on which something stands. Lanes
    whose marks are still those of `before` are taken over as they are.
    """
    lanes = lanes_of(codebook)
    looks = _looks(codebook, lanes)
    standing: list[list[Mark]] = [[] for _ in lanes]
    unknown = len(lanes) - 1
    for mark in marks:
        look = looks.get(mark.code)
        standing[look.lane if look else unknown].append(mark)
    made = {each.lane: each for each in before}
    core = {code.group for code in codebook.codes if phase in {None, *code.core_in}}
    found = []
    for number, (lane, here) in enumerate(zip(lanes, standing, strict=True)):
        always = number == 0 or (lane.kind is LaneKind.CODES and lane.key in core)
        if here or always:
            old = made.get(lane)
            same = old is not None and old.marks == tuple(here)
            found.append(old if old and same else _filled(lane, here, looks))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Look:
    lane: int
    label: str
    color: str
    flag: bool = False


def _looks(codebook: Codebook, lanes: Sequence[Lane]) -> dict[str, _Look]:
    """Return how marks look, by code and by track state."""
    places = {
        lane.key: n for n, lane in enumerate(lanes) if lane.kind is LaneKind.CODES
    }
    looks = {
        code.id: _Look(
            places[code.group],
            code.label,
            lanes[places[code.group]].color,
            code.is_flag,
        )
        for code in codebook.codes
    }
    tracks = [n for n, lane in enumerate(lanes) if lane.kind is not LaneKind.CODES]
    for place, track in zip(tracks, codebook.tracks, strict=True):
        for state in track.states:
            looks[state.id] = _Look(place, state.label, state.color)
    return looks


def _filled(lane: Lane, marks: Iterable[Mark], looks: Mapping[str, _Look]) -> Filled:
    items = []
    for mark in marks:
        look = looks.get(mark.code) or _Look(0, mark.code, UNKNOWN.color)
        items.append(
            Item(mark.number, mark.start, mark.end, look.label, look.color, look.flag)
        )
    return replace(fill(lane, items), marks=tuple(marks))


def fill(lane: Lane, items: Iterable[Item]) -> Filled:
    """Stand items on a lane, in rows that keep overlapping ones apart."""
    ordered = sorted(items, key=lambda item: (item.start, item.number))
    rows = [0] * len(ordered) if lane.kind is LaneKind.SPEECH else _rows(ordered)
    placed = tuple(
        item if row == 0 else _in_row(item, row)
        for item, row in zip(ordered, rows, strict=True)
    )
    return Filled(
        lane,
        placed,
        max(rows, default=0) + 1,
        tuple(item.start for item in placed),
        tuple(accumulate(map(_end, placed), max)),
        tuple(item for item in placed if item.end is None),
    )


def _in_row(item: Item, row: int) -> Item:
    return Item(
        item.number, item.start, item.end, item.label, item.color, item.flag, row
    )


def _end(item: Item) -> int:
    return _NO_END if item.end is None else item.end


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
