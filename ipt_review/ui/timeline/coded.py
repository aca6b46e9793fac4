"""Marks on their lanes: focus, a lane for each code group, affect, comments."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from ipt_review.ui.timeline.lanes import Item, Lane, LaneKind, fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.phase import Phase
    from ipt_review.ui.timeline.lanes import Filled

UNKNOWN = Lane("", "Not in codebook", LaneKind.CODES, "#5b6b7d")
"""Where marks stand whose code the codebook does not have; they are not hidden."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark looks, and the place of its lane among all lanes."""

    lane: int
    label: str
    color: str
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Every lane of a codebook, from top to bottom, and what stands where.

    Attributes:
        looks: By code and by track state.
        core: Ids of the groups that are shown although they are empty.
    """

    lanes: tuple[Lane, ...]
    looks: Mapping[str, Look]
    core: frozenset[str]

    def is_core(self, lane: Lane) -> bool:
        """Say whether a lane is shown although it is empty."""
        return lane.kind is LaneKind.CODES and lane.key in self.core

    def look(self, code: str) -> Look:
        """Return the look of a code, also of one that the codebook does not have."""
        return self.looks.get(code) or Look(len(self.lanes) - 1, code, UNKNOWN.color)


@dataclass(frozen=True, slots=True)
class Coded:
    """Marks as they stand on their lanes.

    Attributes:
        standing: By place of a lane, its marks by number.
        every: By place, the lane with its marks on it.
    """

    plan: Plan
    marks: Mapping[int, Mark]
    standing: tuple[Mapping[int, Mark], ...]
    every: tuple[Filled, ...]

    @property
    def lanes(self) -> tuple[Filled, ...]:
        """The lanes that are shown.

        Focus is always there, a code group when one of its codes is core in the
        phase, and every lane on which something stands.
        """
        return tuple(
            filled
            for place, filled in enumerate(self.every)
            if place == 0 or filled.items or self.plan.is_core(filled.lane)
        )


def plan_of(codebook: Codebook, phase: Phase | None = None) -> Plan:
    """Return the lanes of a codebook; without a phase every group counts as core."""
    focus, affect = codebook.focus, codebook.affect
    lanes = (
        Lane(focus.id, "Focus", LaneKind.FOCUS),
        *(
            Lane(group.id, group.label, LaneKind.CODES, group.color)
            for group in codebook.groups
        ),
        *((Lane(affect.id, affect.label, LaneKind.AFFECT),) if affect else ()),
        UNKNOWN,
    )
    core = {code.group for code in codebook.codes if phase in {None, *code.core_in}}
    return Plan(lanes, MappingProxyType(_looks(codebook, lanes)), frozenset(core))


def stand(plan: Plan, marks: Mapping[int, Mark], before: Coded | None = None) -> Coded:
    """Stand marks on the lanes of a plan.

    Lanes whose marks are still those of `before` are taken over as they are.
    """
    if before is None or before.plan is not plan:
        none: Mapping[int, Mark] = MappingProxyType({})
        bare = tuple(fill(lane, ()) for lane in plan.lanes)
        before = Coded(plan, none, (none,) * len(bare), bare)
    old = before.marks
    changed: dict[int, dict[int, Mark]] = {}
    for number in old.keys() - marks.keys():
        _lane_of(plan, before, old[number], changed).pop(number)
    for number, mark in marks.items():
        was = old.get(number)
        if was is mark:
            continue
        if was is not None:
            _lane_of(plan, before, was, changed).pop(number)
        _lane_of(plan, before, mark, changed)[number] = mark
    standing, every = list(before.standing), list(before.every)
    for place, here in changed.items():
        standing[place] = here
        stood = before.standing[place]
        known = {item.number: item for item in before.every[place].items}
        items = [
            known[number] if stood.get(number) is mark else _item(plan, mark)
            for number, mark in here.items()
        ]
        every[place] = fill(plan.lanes[place], items)
    return Coded(plan, marks, tuple(standing), tuple(every))


def _lane_of(
    plan: Plan, before: Coded, mark: Mark, changed: dict[int, dict[int, Mark]]
) -> dict[int, Mark]:
    place = plan.look(mark.code).lane
    if place not in changed:
        changed[place] = dict(before.standing[place])
    return changed[place]


def _item(plan: Plan, mark: Mark) -> Item:
    look = plan.look(mark.code)
    return Item(mark.number, mark.start, mark.end, look.label, look.color, look.flag)


def _looks(codebook: Codebook, lanes: tuple[Lane, ...]) -> dict[str, Look]:
    places = {
        lane.key: n for n, lane in enumerate(lanes) if lane.kind is LaneKind.CODES
    }
    looks = {
        code.id: Look(
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
            looks[state.id] = Look(place, state.label, state.color)
    return looks
