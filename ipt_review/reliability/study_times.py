"""Lines on what is coded in time: single codes, tracks, and all marks together.

The tables of agreement of all tapes are added up, and kappa is taken of the sum. The
rater whose handle comes first stands in rows. Its interval comes from resampled tapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.alignment import align
from ipt_review.reliability.figure import Figure, undefined
from ipt_review.reliability.kappa import plain_kappa
from ipt_review.reliability.resampling import (
    event_kappas,
    kappas,
    margins,
    with_resampled_interval,
)
from ipt_review.reliability.study_line import (
    Basis,
    Line,
    Section,
    same_raters,
)
from ipt_review.reliability.study_ratings import PAIR, TWO_DRAWN, drawn, why_too_few
from ipt_review.reliability.time_units import stretch_units, time_units
from ipt_review.reliability.timed import Timed
from ipt_review.reliability.unmatched import kappa_with_unmatched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.doubles import Double, Named, TrackNames, Voice

    Table = NDArray[np.float64]

TIME_UNIT, CODE_TIME, EVENT = "tu_kappa", "tu_code_kappa", "ev_kappa"
NOBODY_HERE = "No tape was coded for this by two raters."
NOT_POINTS = "Codings in time have no points on a scale."
BEYOND = "Marks lie beyond the end of {count} of the tapes; their ends count there."


@dataclass(frozen=True)
class Two:
    """A tape with the two of its raters who are compared in time.

    Attributes:
        length: Up to the end of the tape, or of the last mark if that is later; ms.
        beyond: Whether a mark ends after the tape.
        was_drawn: Whether it has more raters.
    """

    tape: UUID
    length: int
    one: Voice
    other: Voice
    beyond: bool
    was_drawn: bool

    def timed(self, ranks: Mapping[str, int]) -> tuple[Timed, Timed]:
        """Return the marks of these codes, each coding by itself."""
        return _timed(self.one, ranks), _timed(self.other, ranks)

    def basis(self, said: tuple[float, float], apart: float) -> Basis:
        """Return what the tape contributes to a line."""
        both = (self.one, self.other)
        raters = (self.one.rater, self.other.rater)
        return Basis(self.tape, raters, (both[0].coding, both[1].coding), said, apart)


def twos(doubles: Sequence[Double], plan: AnalysisPlan) -> list[Two]:
    """Return all tapes with two raters each; of more than two, two are drawn."""
    found = []
    for each in doubles:
        one, other = drawn(each.voices, each.tape, plan.seed)
        last = max(one.last, other.last)
        length = max(each.length, last)
        more = len(each.voices) > PAIR
        found.append(Two(each.tape, length, one, other, last > each.length, more))
    return found


def code_time_line(asked: Named, pairs: Sequence[Two], plan: AnalysisPlan) -> Line:
    """Return how well raters agree on when a code is there, second by second.

    Args:
        asked: The code.
        pairs: All tapes; those on which a rater marked no code at all are left out.
        plan: By which unit and goals.
    """
    name = asked.name
    tables, basis = [], []
    used = [each for each in pairs if each.one.marks and each.other.marks]
    for each in used:
        one, other = each.one.marks.get(name, ()), each.other.marks.get(name, ())
        if one or other:
            both = (sorted(one), sorted(other))
            table = stretch_units(*both, length=each.length, width=plan.unit)
        else:
            table = np.array([[0, 0], [0, -(-each.length // plan.unit)]], dtype=float)
        either = table.sum() - table[1, 1]
        apart = float((table[0, 1] + table[1, 0]) / either) if either else 0.0
        basis.append(each.basis((_ms(each.one, name), _ms(each.other, name)), apart))
        tables.append(table)
    found = _Found(Section.CODE_TIME, CODE_TIME, used, tables, basis)
    return _line(asked.name, asked.label, found, len(pairs), plan)


def track_line(track: TrackNames, pairs: Sequence[Two], plan: AnalysisPlan) -> Line:
    """Return how well raters agree on the states of a track, second by second.

    Where nothing is coded the state holds that the codebook says. Tapes on which one
    of the raters did not code the track are left out.
    """
    others = [state for state in track.states if state != track.rest]
    ranks = {state: rank for rank, state in enumerate([*others, track.rest])}
    tables, basis, used = [], [], []
    for each in pairs:
        first, second = each.timed(ranks)
        if not len(first) or not len(second) or first.overlaps or second.overlaps:
            continue
        units = time_units(
            first, second, len(others), length=each.length, width=plan.unit
        )
        used.append(each)
        tables.append(units.table)
        apart = 1 - (units.agreement().value or 0)
        basis.append(each.basis((len(first), len(second)), apart))
    found = _Found(Section.TRACK, TIME_UNIT, used, tables, basis)
    return _line(track.name, track.label, found, len(pairs), plan)


def events_line(
    asked: Named, codes: Sequence[str], pairs: Sequence[Two], plan: AnalysisPlan
) -> Line:
    """Return how well raters agree on which code begins when, all codes together."""
    ranks = {code: rank for rank, code in enumerate(codes)}
    tables, basis, used = [], [], []
    for each in pairs:
        first, second = each.timed(ranks)
        if not len(first) or not len(second):
            continue
        aligned = align(first, second, len(codes), plan.tolerance)
        used.append(each)
        tables.append(aligned.table)
        apart = 1 - (aligned.agreement().value or 0)
        basis.append(each.basis((len(first), len(second)), apart))
    found = _Found(Section.EVENTS, EVENT, used, tables, basis)
    return _line(asked.name, asked.label, found, len(pairs), plan)


@dataclass(frozen=True)
class _Found:
    """The tables of a line, one for each tape that is used."""

    section: Section
    statistic: str
    used: Sequence[Two]
    tables: Sequence[Table]
    basis: Sequence[Basis]


def _line(name: str, label: str, found: _Found, tapes: int, plan: AnalysisPlan) -> Line:
    raters = same_raters([each.raters for each in found.basis])
    notes = [TWO_DRAWN] if any(each.was_drawn for each in found.used) else []
    beyond = sum(each.beyond for each in found.used)
    if beyond:
        notes.append(BEYOND.format(count=beyond))
    count = len(found.basis)
    too_few = undefined(why_too_few(count, plan) if count else NOBODY_HERE)
    enough = count >= plan.goals.tapes
    none = undefined(NOT_POINTS)
    return Line(
        found.section,
        name,
        label,
        found.statistic,
        plan.goals.kappa,
        _kappa(found, plan) if enough else too_few,
        same=_same(found.tables) if found.basis else too_few,
        within=none,
        bias=none,
        raters=raters,
        notes=tuple(notes),
        basis=tuple(found.basis),
        unused=tapes - count,
    )


def _kappa(found: _Found, plan: AnalysisPlan) -> Figure:
    events = found.statistic == EVENT
    whole = np.sum(found.tables, axis=0)
    figure = kappa_with_unmatched(whole) if events else plain_kappa(whole)
    counts = np.array([margins(table) for table in found.tables])
    measure: Callable[[Table], Table] = event_kappas if events else kappas
    return with_resampled_interval(
        figure, counts, measure, draws=plan.draws, seed=plan.seed
    )


def _same(tables: Sequence[Table]) -> Figure:
    whole = np.sum(tables, axis=0)
    return Figure(float(whole.trace() / whole.sum())) if whole.sum() else undefined("")


def _timed(voice: Voice, ranks: Mapping[str, int]) -> Timed:
    marks = voice.marks
    return Timed.of(
        (start, end, ranks[code])
        for code in ranks.keys() & marks.keys()
        for start, end in marks[code]
    )


def _ms(voice: Voice, code: str) -> int:
    return sum(end - start for start, end in voice.marks.get(code, ()))
