"""How well two codings of one tape agree: each figure with what it rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.domain.item import Part
from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.reliability.alignment import align
from ipt_review.reliability.close_ratings import exact_share, within_one_share
from ipt_review.reliability.figure import undefined
from ipt_review.reliability.time_units import (
    OVERLAP,
    states,
    time_units,
    tolerant_kappas,
)
from ipt_review.reliability.timed import Timed
from ipt_review.workflow.comparing import Side, compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.codebook import Track
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.reliability.figure import Figure
    from ipt_review.workflow.comparing import Comparison

UNIT = MS_PER_SECOND
NOT_CODED = "{name} did not code this track."
TOLD = frozenset({"Cohen’s κ", "κ, single marks counted", "within 1 point"})
"""Which figures are told of each coding beside the consensus."""
PARTS = {
    Part.ADHERENCE: "Adherence items",
    Part.OFF_MODEL: "Off-model items",
    Part.COMPETENCE: "Competence items",
}


@dataclass(frozen=True, slots=True)
class TapeFigure:
    """One figure of one tape.

    Attributes:
        what: What was compared.
        statistic: Which figure it is.
        rests_on: How much of it there was.
    """

    what: str
    statistic: str
    figure: Figure
    rests_on: str


def figures(comparison: Comparison) -> list[TapeFigure]:
    """Return how well the first two codings agree; undefined ones with the reason."""
    found = []
    for track in comparison.codebook.tracks:
        one_coded = any(
            code is not None
            for part in comparison.held[track.id]
            for code in part.codes[:2]
        )
        if one_coded or track is comparison.codebook.focus:
            found += _of_track(comparison, track)
    return found + _of_marks(comparison) + _of_items(comparison)


def beside_consensus(comparison: Comparison, consensus: Coding) -> list[TapeFigure]:
    """Return how well each coding agrees with the consensus as it stands."""
    side = Side("consensus", comparison.sides[0].rater, consensus, comparison.codebook)
    found = []
    for each in comparison.sides:
        pair = compare((each, side), comparison.length, comparison.tolerance)
        of_pair = [one for one in figures(pair) if one.statistic in TOLD]
        found += [
            replace(
                one,
                what=f"{each.name} beside the consensus",
                statistic=f"{one.what}: {one.statistic}",
            )
            for one in of_pair
        ]
    return found


def seconds(comparison: Comparison, track: Track) -> list[tuple[str | None, ...]]:
    """Return which state each coding has at each second of the tape."""
    found: list[tuple[str | None, ...]] = []
    for part in comparison.held[track.id]:
        first = -(-part.span.start // UNIT)
        last = -(-part.span.end // UNIT)
        found += [part.codes] * (last - first)
    return found


def _of_track(comparison: Comparison, track: Track) -> list[TapeFigure]:
    name = "Focus" if track is comparison.codebook.focus else track.label
    what = f"{name}, second by second"
    coded = [_timed_states(comparison, place, track) for place in (0, 1)]
    for side, each in zip(comparison.sides, coded, strict=False):
        if not len(each):
            why = undefined(NOT_CODED.format(name=side.name))
            return [TapeFigure(what, "Cohen’s κ", why, "")]
    if any(each.overlaps for each in coded):
        return [TapeFigure(what, "Cohen’s κ", undefined(OVERLAP), "")]
    one, other = coded
    count, length = len(track.states), comparison.length
    units = time_units(one, other, count, length=length, width=UNIT)
    on = f"{units.units:,} s"
    rows = (states(one, count, length, UNIT), states(other, count, length, UNIT))
    reach = comparison.tolerance // UNIT
    near = f"± {comparison.tolerance / MS_PER_SECOND:g} s"
    tolerant = zip(comparison.sides, tolerant_kappas(*rows, reach), strict=False)
    return [
        TapeFigure(what, "Cohen’s κ", units.kappa(), on),
        TapeFigure(what, "agreement", units.agreement(), on),
        *(
            TapeFigure(what, f"κ {near}, from {side.name}", figure, on)
            for side, figure in tolerant
        ),
    ]


def _of_marks(comparison: Comparison) -> list[TapeFigure]:
    ranks: dict[str, int] = {}
    for meeting in comparison.met:
        for code in meeting.codes[:2]:
            if code is not None:
                ranks.setdefault(code, len(ranks))
    one, other = (
        Timed.of((m.start, m.end or m.start, ranks[m.code]) for m in marks)
        for marks in _marks_of_codes(comparison)
    )
    aligned = align(one, other, len(ranks), comparison.tolerance)
    single = aligned.only_first + aligned.only_second
    on = f"{len(aligned.pairs)} pairs, {single} single"
    what = f"Marks, ± {comparison.tolerance / MS_PER_SECOND:g} s"
    return [
        TapeFigure(what, "κ, single marks counted", aligned.kappa(), on),
        TapeFigure(what, "κ of pairs", aligned.kappa_matched(), on),
        TapeFigure(what, "agreement", aligned.agreement(), on),
        TapeFigure(what, "F1", aligned.f1(), f"{len(one)} and {len(other)} marks"),
    ]


def _of_items(comparison: Comparison) -> list[TapeFigure]:
    found = []
    for part, what in PARTS.items():
        pairs = [
            (rated.scores[0], rated.scores[1])
            for rated in comparison.items
            if rated.item.part is part and not rated.item.silenced
        ]
        scored = [(a, b) for a, b in pairs if a is not None and b is not None]
        on = f"{len(scored)} of {len(pairs)} items"
        found += [
            TapeFigure(what, "same score", exact_share(scored), on),
            TapeFigure(what, "within 1 point", within_one_share(scored), on),
        ]
    return found


def _timed_states(comparison: Comparison, place: int, track: Track) -> Timed:
    ranks = {state.id: rank for rank, state in enumerate(track.states)}
    return Timed.of(
        (mark.start, mark.span(comparison.length).end, ranks[mark.code])
        for mark in comparison.marks[place]
        if mark.code in ranks
    )


def _marks_of_codes(comparison: Comparison) -> list[list[Mark]]:
    book = comparison.codebook
    return [
        [mark for mark in marks if book.track_of(mark.code) is None]
        for marks in comparison.marks[:2]
    ]


@dataclass(frozen=True)
class Confusion:
    """Who coded what, counted.

    Attributes:
        keys: Ids of codes or groups, in the order of the codebook.
        labels: What each is called.
        counts: By what the first has and what the second has; None for nothing.
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    counts: Counter[tuple[str | None, str | None]]


def confusion(comparison: Comparison, *, by_group: bool) -> Confusion:
    """Count which codes, or groups of codes, of the first two met."""
    book = comparison.codebook
    groups = {code.id: code.group for code in book.codes}
    counts: Counter[tuple[str | None, str | None]] = Counter()
    for meeting in comparison.met:
        if any(meeting.codes[:2]):
            counts[cell_of(meeting.codes, groups if by_group else None)] += 1
    used = {key for pair in counts for key in pair if key is not None}
    known: Sequence[tuple[str, str]] = (
        [(group.id, group.label) for group in book.groups]
        if by_group
        else [(code.id, code.label) for code in book.codes]
    )
    shown = [(key, label) for key, label in known if key in used]
    return Confusion(
        tuple(key for key, _ in shown), tuple(label for _, label in shown), counts
    )


def cell_of(
    codes: Sequence[str | None], groups: dict[str, str] | None
) -> tuple[str | None, str | None]:
    """Return the cell in which a meeting counts, by code or by group of codes."""
    one, other = (
        code if code is None or groups is None else groups[code] for code in codes[:2]
    )
    return one, other
