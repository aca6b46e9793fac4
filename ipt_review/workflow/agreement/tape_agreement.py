"""How well codings of one tape agree: each figure with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.domain.item import Part
from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.reliability.alignment import align
from ipt_review.reliability.chance import fleiss_kappa, percent_agreement_all
from ipt_review.reliability.close_ratings import close_share
from ipt_review.reliability.coded import Coded
from ipt_review.reliability.figure import Figure, undefined
from ipt_review.reliability.time_units import (
    OVERLAP,
    states,
    time_units,
    tolerant_kappas,
)
from ipt_review.reliability.timed import Timed
from ipt_review.workflow.agreement.comparing import Side, compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.domain.codebook import Track
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.workflow.agreement.comparing import Comparison
    from ipt_review.workflow.agreement.tape_pairs import Together

UNIT = MS_PER_SECOND
NOT_CODED = "{name} did not code this track."
COHEN, OF_MARKS, SAME = "Cohen’s κ", "κ, single marks counted", "same score"
FLEISS, LIGHT = "Fleiss’ κ of all", "mean κ of pairs (Light)"
TOLD = frozenset({COHEN, OF_MARKS})
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


def figures(comparison: Comparison, plan: AnalysisPlan) -> list[TapeFigure]:
    """Return how well two codings agree; undefined figures with the reason.

    Args:
        comparison: The two, with the tolerance between onsets.
        plan: Says how wide a time unit is, and how far apart close ratings lie.
    """
    found = []
    for track in tracks_told(comparison):
        found += _of_track(comparison, track, plan.unit)
    return found + _of_marks(comparison) + _of_items(comparison, plan.points)


def figures_together(together: Together, plan: AnalysisPlan) -> list[TapeFigure]:
    """Return how well the codings agree that are looked at.

    Of one pair its figures; of all of three or more first those of all together,
    then those of each pair, under their names.
    """
    if together.is_one_pair:
        return figures(together.pairs[0], plan)
    found = _of_all(together, plan)
    for pair in together.pairs:
        found += [
            replace(each, what=f"{pair.told}: {each.what}")
            for each in figures(pair, plan)
        ]
    return found


def beside_consensus(
    comparison: Comparison, consensus: Coding, plan: AnalysisPlan
) -> list[TapeFigure]:
    """Return how well each coding agrees with the consensus as it stands."""
    side = Side("consensus", comparison.sides[0].rater, consensus, comparison.codebook)
    told = TOLD | {within_words(plan.points)}
    found = []
    for each in comparison.sides:
        pair = compare((each, side), comparison.length, comparison.tolerance)
        found += [
            replace(
                one,
                what=f"{each.name} beside the consensus",
                statistic=f"{one.what}: {one.statistic}",
            )
            for one in figures(pair, plan)
            if one.statistic in told
        ]
    return found


def within_words(points: int) -> str:
    """Return what the share of close ratings is called."""
    return f"within {points} point{'' if points == 1 else 's'}"


def tracks_told(comparison: Comparison) -> list[Track]:
    """Return the tracks that one of them coded, and the focus in any case."""
    return [
        track
        for track in comparison.codebook.tracks
        if track is comparison.codebook.focus or any(comparison.coded(track.id))
    ]


def seconds(comparison: Comparison, track: Track) -> list[tuple[str | None, ...]]:
    """Return which state each coding has at each second of the tape."""
    found: list[tuple[str | None, ...]] = []
    for part in comparison.held[track.id]:
        first = -(-part.span.start // UNIT)
        last = -(-part.span.end // UNIT)
        found += [part.codes] * (last - first)
    return found


def _of_track(comparison: Comparison, track: Track, width: int) -> list[TapeFigure]:
    what = _track_words(comparison, track, width)
    coded = [_timed_states(comparison, place, track) for place in (0, 1)]
    why = _why_no_track(comparison, coded)
    if why:
        return [TapeFigure(what, COHEN, undefined(why), "")]
    one, other = coded
    count, length = len(track.states), comparison.length
    units = time_units(one, other, count, length=length, width=width)
    on = _units_words(units.units, width)
    rows = (states(one, count, length, width), states(other, count, length, width))
    reach = comparison.tolerance // width
    near = f"± {comparison.tolerance / MS_PER_SECOND:g} s"
    tolerant = zip(comparison.sides, tolerant_kappas(*rows, reach), strict=False)
    return [
        TapeFigure(what, COHEN, units.kappa(), on),
        TapeFigure(what, "agreement", units.agreement(), on),
        *(
            TapeFigure(what, f"κ {near}, from {side.name}", figure, on)
            for side, figure in tolerant
        ),
    ]


def _of_marks(comparison: Comparison) -> list[TapeFigure]:
    ranks: dict[str, int] = {}
    for meeting in comparison.met:
        for code in meeting.codes:
            if code is not None:
                ranks.setdefault(code, len(ranks))
    one, other = (
        Timed.of((m.start, m.end or m.start, ranks[m.code]) for m in marks)
        for marks in _marks_of_codes(comparison)
    )
    aligned = align(one, other, len(ranks), comparison.tolerance)
    single = aligned.only_first + aligned.only_second
    on = f"{len(aligned.pairs)} pairs, {single} single"
    what = _marks_words(comparison)
    return [
        TapeFigure(what, OF_MARKS, aligned.kappa(), on),
        TapeFigure(what, "κ of pairs", aligned.kappa_matched(), on),
        TapeFigure(what, "agreement", aligned.agreement(), on),
        TapeFigure(what, "F1", aligned.f1(), f"{len(one)} and {len(other)} marks"),
    ]


def _of_items(comparison: Comparison, points: int) -> list[TapeFigure]:
    found = []
    for part, what in PARTS.items():
        asked = [
            rated.scores
            for rated in comparison.items
            if rated.item.part is part and not rated.item.silenced
        ]
        scored = [
            tuple(score for score in scores if score is not None) for scores in asked
        ]
        full = [each for each in scored if len(each) == len(comparison.sides)]
        on = f"{len(full)} of {len(asked)} items"
        found += [
            TapeFigure(what, SAME, close_share(full, 0), on),
            TapeFigure(what, within_words(points), close_share(full, points), on),
        ]
    return found


def _of_all(together: Together, plan: AnalysisPlan) -> list[TapeFigure]:
    """Return the figures of three codings or more, all together."""
    whole, width, found = together.whole, plan.unit, list[TapeFigure]()
    for track in tracks_told(whole):
        what = _track_words(whole, track, width)
        coded = [
            _timed_states(whole, place, track) for place in range(len(whole.sides))
        ]
        why = _why_no_track(whole, coded)
        if why:
            found.append(TapeFigure(what, FLEISS, undefined(why), ""))
            continue
        count = len(track.states)
        rows = [states(each, count, whole.length, width) for each in coded]
        table = Coded(np.stack(rows, axis=1).astype(np.intp), count + 1)
        on = _units_words(table.units, width)
        kappa = fleiss_kappa(table)  # units of one tape depend on each other: no SE
        found += [
            TapeFigure(what, FLEISS, Figure(kappa.value, kappa.why), on),
            TapeFigure(what, "agreement of all", percent_agreement_all(table), on),
        ]
    each = [_of_marks(pair)[0].figure for pair in together.pairs]
    on = f"{len(each)} pairs of codings"
    found.append(TapeFigure(_marks_words(whole), LIGHT, _mean(each), on))
    found += _of_items(whole, plan.points)
    who = f"All {len(whole.sides)} codings"
    return [replace(one, what=f"{who}: {one.what}") for one in found]


def _mean(found: Sequence[Figure]) -> Figure:
    """Return the mean of figures (Light 1971), undefined where one of them is."""
    values = [each.value for each in found if each.value is not None]
    if len(values) < len(found):
        return undefined(next(each.why for each in found if each.value is None))
    return Figure(sum(values) / len(values))


def _why_no_track(comparison: Comparison, coded: Sequence[Timed]) -> str:
    """Return why no kappa of a track can be told; empty where it can."""
    for side, each in zip(comparison.sides, coded, strict=True):
        if not len(each):
            return NOT_CODED.format(name=side.name)
    return OVERLAP if any(each.overlaps for each in coded) else ""


def _track_words(comparison: Comparison, track: Track, width: int) -> str:
    name = "Focus" if track is comparison.codebook.focus else track.label
    if width == MS_PER_SECOND:
        return f"{name}, second by second"
    return f"{name}, every {width / MS_PER_SECOND:g} s"


def _units_words(units: int, width: int) -> str:
    return f"{units:,} s" if width == MS_PER_SECOND else f"{units:,} units"


def _marks_words(comparison: Comparison) -> str:
    return f"Marks, ± {comparison.tolerance / MS_PER_SECOND:g} s"


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
        for marks in comparison.marks
    ]
