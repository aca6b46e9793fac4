"""Lines on what is a number for each tape: ratings, means, and counts of codes."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ipt_review.domain.analysis_plan import RatingFigure
from ipt_review.reliability.alpha import Level, bootstrapped_alpha
from ipt_review.reliability.figure import Figure, undefined
from ipt_review.reliability.icc import Icc, iccs
from ipt_review.reliability.numeric_pair import bland_altman
from ipt_review.reliability.study_line import (
    DIFFERENT_RATERS,
    MORE_THAN_TWO,
    Basis,
    Line,
    Section,
    same_raters,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.doubles import Double, Named, Voice

    Floats = NDArray[np.float64]

T = TypeVar("T")

PAIR = 2
ONE_WAY = {
    RatingFigure.ICC_2_1: Icc.ONE_SINGLE,
    RatingFigure.ICC_3_1: Icc.ONE_SINGLE,
    RatingFigure.ICC_2_K: Icc.ONE_MEAN,
    RatingFigure.ICC_3_K: Icc.ONE_MEAN,
}
"""What stands in for a two-way form where raters differ from tape to tape."""
TOO_FEW = "Only {tapes} of the tapes can be used, and the plan asks for {fewest}."
OF_MEANS = "Means are hardly ever the very same; see how many lie within the points."
NOBODY = "No tape has a number from two raters."
STANDS_IN = (
    "Raters differ from tape to tape, so {one_way} stands in for {declared}: a two-way "
    "form needs the same raters on every tape."
)
TWO_DRAWN = "Of tapes with more than two raters, two were drawn by the plan's seed."
"""What stands where a form needs the same number of raters for each tape."""


def rating_line(
    section: Section,
    asked: Named,
    doubles: Sequence[Double],
    value: Callable[[Voice], float | None],
    plan: AnalysisPlan,
) -> Line:
    """Return how well raters agree on a number for each tape.

    Args:
        section: What kind of number it is.
        asked: What is compared.
        doubles: The tapes; those on which fewer than two raters gave a number are
            left out of this line.
        value: Returns the number that a rater gave, None where there is none.
        plan: By which figure, and by which goals.
    """
    notes = list[str]()
    basis = [each for each in map(_said(value), doubles) if each is not None]
    raters = same_raters([each.raters for each in basis])
    if not raters and plan.ratings is not RatingFigure.ALPHA:
        if any(len(each.raters) > PAIR for each in basis):
            notes.append(TWO_DRAWN)
        basis = [_of_two(each, plan.seed) for each in basis]
    of_means = section is Section.MEAN
    table = _table(basis)
    statistic, figure = _figure(table, basis, raters, plan, notes)
    numbers_given = table[~np.isnan(table)]
    return Line(
        section,
        asked.name,
        asked.label,
        statistic,
        plan.goals.rating,
        figure,
        same=undefined(OF_MEANS) if of_means else _share(table, 0),
        within=_share(table, plan.points),
        bias=_bias(table, raters),
        raters=raters,
        mean=float(numbers_given.mean()) if basis else None,
        sd=float(numbers_given.std(ddof=1)) if basis else None,
        notes=tuple(notes),
        basis=tuple(basis),
        unused=len(doubles) - len(basis),
    )


def _table(basis: Sequence[Basis]) -> Floats:
    """Return tapes by raters, NaN where a tape has fewer than another."""
    width = max((len(each.said) for each in basis), default=PAIR)
    if all(len(each.said) == width for each in basis):
        return np.array([each.said for each in basis], float).reshape(-1, width)
    table = np.full((len(basis), width), np.nan)
    for row, each in enumerate(basis):
        table[row, : len(each.said)] = each.said
    return table


def _said(
    value: Callable[[Voice], float | None],
) -> Callable[[Double], Basis | None]:
    """Return what finds the numbers of a tape; None where fewer than two gave one."""

    def said(double: Double) -> Basis | None:
        voices = double.voices
        told = [value(voice) for voice in voices]
        numbers = [each for each in told if each is not None]
        if len(numbers) < PAIR:
            return None
        raters, codings = double.raters, double.codings
        if len(numbers) < len(told):
            gave = [
                voice
                for voice, each in zip(voices, told, strict=True)
                if each is not None
            ]
            raters = tuple([voice.rater for voice in gave])
            codings = tuple([voice.coding for voice in gave])
        apart = max(numbers) - min(numbers)
        return Basis(double.tape, raters, codings, tuple(numbers), apart)

    return said


def _of_two(each: Basis, seed: int) -> Basis:
    """Return what two raters of a tape said, drawn by the seed if they are more."""
    if len(each.raters) == PAIR:
        return each
    places = drawn(range(len(each.raters)), each.tape, seed)
    said = tuple([each.said[place] for place in places])
    raters = tuple([each.raters[place] for place in places])
    codings = tuple([each.codings[place] for place in places])
    return Basis(each.tape, raters, codings, said, max(said) - min(said))


def drawn(voices: Sequence[T], tape: UUID, seed: int) -> tuple[T, T]:
    """Return two of those who rated a tape, drawn by the seed if they are more.

    The draw hangs on the tape alone, so that it is the same for every line.
    """
    if len(voices) == PAIR:
        return voices[0], voices[1]
    dice = Random(f"{seed} {tape}")  # noqa: S311 - it has to come out again
    one, other = sorted(dice.sample(range(len(voices)), PAIR))
    return voices[one], voices[other]


def _figure(
    table: Floats,
    basis: Sequence[Basis],
    raters: tuple[str, ...],
    plan: AnalysisPlan,
    notes: list[str],
) -> tuple[str, Figure]:
    """Return the name of the figure, and the figure."""
    declared, enough = plan.ratings, len(basis) >= plan.goals.tapes
    too_few = undefined(why_too_few(len(basis), plan))
    if declared is RatingFigure.ALPHA:
        return declared.value, _alpha(table, plan) if enough else too_few
    form = Icc(declared.value)
    if basis and not raters and declared in ONE_WAY:
        form, two_way = ONE_WAY[declared], form
        said = STANDS_IN.format(one_way=icc_name(form), declared=icc_name(two_way))
        notes.append(said)
    return form.value, iccs(table)[form] if enough else too_few


def icc_name(form: Icc) -> str:
    """Return what a form is called, for example ICC(2,1)."""
    _, model, unit = form.value.split("_")
    return f"ICC({model},{unit})"


def _alpha(table: Floats, plan: AnalysisPlan) -> Figure:
    draws, seed = plan.draws, plan.seed
    return bootstrapped_alpha(table, Level.INTERVAL, draws=draws, seed=seed)


def why_too_few(tapes: int, plan: AnalysisPlan) -> str:
    """Say why so few tapes give no figure."""
    if not tapes:
        return NOBODY
    return TOO_FEW.format(tapes=tapes, fewest=plan.goals.tapes)


def _share(table: Floats, points: int) -> Figure:
    """Return the mean share of pairs of raters that lie within so many points."""
    if not table.size:
        return undefined(NOBODY)
    columns = combinations(range(table.shape[1]), PAIR)
    apart = np.array([np.abs(table[:, i] - table[:, j]) for i, j in columns])
    rated = ~np.isnan(apart)
    shares = ((apart <= points) & rated).sum(axis=0) / rated.sum(axis=0)
    return Figure(float(shares.mean()))


def _bias(table: Floats, raters: tuple[str, ...]) -> Figure:
    if not table.size:
        return undefined(NOBODY)
    if len(raters) != PAIR:
        return undefined(MORE_THAN_TWO if raters else DIFFERENT_RATERS)
    return bland_altman(table[:, 0], table[:, 1]).bias
