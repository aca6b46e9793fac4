"""Whether raters still rate as the reference does: bias over time, and pass rules.

Reference ratings are those of gold tapes. The bias of a tape is the mean of rater minus
reference over all items that both rated; a control chart follows its mean over the last
tapes (Shewhart 1931), with a line that warns and one that stops.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.figure import Figure, undefined
from ipt_review.reliability.study_line import Section
from ipt_review.reliability.study_ratings import rating_line
from ipt_review.reliability.study_table import ALL_MARKS, score_of
from ipt_review.reliability.study_times import events_line, twos

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.doubles import Double, Named, Questions

NO_RATING = "No item was rated by both."
WORST = 3


class Course(Enum):
    """How a rater stands in the control chart."""

    FEW = "too few gold tapes to tell"
    STEADY = "between the lines"
    WARN = "beyond the line that warns"
    STOP = "beyond the line that stops"


@dataclass(frozen=True, slots=True)
class GoldTape:
    """A gold tape as one rater coded it.

    Attributes:
        double: The rater's coding first, the reference second.
        at: When it was submitted, in ms since 1970; None where nobody knows.
    """

    double: Double
    at: int | None


@dataclass(frozen=True, slots=True)
class DriftPoint:
    """One gold tape in the chart of a rater.

    Attributes:
        codings: The rater's, and the reference.
        items: How many items both rated.
        bias: Mean of rater minus reference, in points.
        rolling: Mean bias of the last tapes up to this one, as many as the plan says;
            None before there are as many.
    """

    tape: UUID
    codings: tuple[UUID, UUID]
    items: int
    bias: float
    rolling: float | None


@dataclass(frozen=True, slots=True)
class PassRule:
    """One rule that a rater passes on gold tapes, or not; None where it is open."""

    label: str
    figure: Figure
    goal: str
    met: bool | None


@dataclass(frozen=True)
class RaterDrift:
    """How one rater stands beside the reference.

    Attributes:
        points: Gold tapes in the order in which they were submitted.
        rules: The rules of the plan.
        worst: Items with the most bias over the last tapes, and that bias.
    """

    rater: str
    points: tuple[DriftPoint, ...]
    rules: tuple[PassRule, ...]
    worst: tuple[tuple[Named, float], ...]
    course: Course

    @property
    def passes(self) -> bool | None:
        """Whether all rules are met; None while one of them is open."""
        met = [each.met for each in self.rules]
        if False in met:
            return False
        return None if None in met else True


def rater_drift(
    rater: str,
    tapes: Sequence[GoldTape],
    questions: Questions,
    total: Named,
    plan: AnalysisPlan,
) -> RaterDrift:
    """Return how a rater stands beside the reference.

    Args:
        rater: Their handle.
        tapes: The gold tapes that they coded, in any order.
        questions: What is compared.
        total: The mean on which the figure for ratings is taken.
        plan: Its goals, and when a rater has drifted.
    """
    known = sorted(tapes, key=lambda each: (each.at is None, each.at or 0))
    points = _points([each.double for each in known], questions, plan)
    return RaterDrift(
        rater,
        points,
        _rules([each.double for each in known], questions, total, plan),
        _worst([each.double for each in known][-plan.drift.window :], questions),
        _course(points, plan),
    )


def _apart(double: Double, questions: Questions) -> dict[str, float]:
    """Return rater minus reference by item, for items that both rated."""
    one, reference = (voice.scores for voice in double.voices)
    return {
        item.name: one[item.name] - reference[item.name]
        for item in questions.items
        if item.name in one and item.name in reference
    }


def _points(
    doubles: Sequence[Double], questions: Questions, plan: AnalysisPlan
) -> tuple[DriftPoint, ...]:
    points: list[DriftPoint] = []
    for double in doubles:
        apart = [*_apart(double, questions).values()]
        if not apart:
            continue
        bias = float(np.mean(apart))
        last = [*(each.bias for each in points), bias][-plan.drift.window :]
        full = len(last) == plan.drift.window
        rolling = float(np.mean(last)) if full else None
        one, reference = double.voices
        codings = (one.coding, reference.coding)
        points.append(DriftPoint(double.tape, codings, len(apart), bias, rolling))
    return tuple(points)


def _course(points: Sequence[DriftPoint], plan: AnalysisPlan) -> Course:
    rolling = points[-1].rolling if points else None
    if rolling is None:
        return Course.FEW
    if abs(rolling) >= plan.drift.stop:
        return Course.STOP
    return Course.WARN if abs(rolling) >= plan.drift.warn else Course.STEADY


def _rules(
    doubles: Sequence[Double], questions: Questions, total: Named, plan: AnalysisPlan
) -> tuple[PassRule, ...]:
    goals = plan.goals
    ratings = rating_line(Section.MEAN, total, doubles, score_of(total.name), plan)
    codes = [each.name for each in (*questions.points, *questions.intervals)]
    events = events_line(ALL_MARKS, codes, twos(doubles, plan), plan).figure
    apart = [each for double in doubles for each in _apart(double, questions).values()]
    few = undefined(NO_RATING)
    close = Figure(float(np.mean(np.abs(apart) <= plan.points))) if apart else few
    bias = Figure(float(np.mean(apart))) if apart else few
    return (
        _least(total.label, ratings.figure, goals.rating),
        PassRule(
            f"Items within {plan.points} of the reference",
            close,
            f"{goals.within:.0%}",
            None if close.value is None else close.value >= goals.within,
        ),
        PassRule(
            "Bias over all items",
            bias,
            f"±{goals.bias:g}",
            None if bias.value is None else abs(bias.value) <= goals.bias,
        ),
        _least("Kappa of marks", events, goals.kappa),
    )


def _least(label: str, figure: Figure, goal: float) -> PassRule:
    met = None if figure.value is None else figure.value >= goal
    return PassRule(label, figure, f"{goal:.2f}", met)


def _worst(
    doubles: Sequence[Double], questions: Questions
) -> tuple[tuple[Named, float], ...]:
    by_item: defaultdict[str, list[float]] = defaultdict(list)
    for double in doubles:
        for item, each in _apart(double, questions).items():
            by_item[item].append(each)
    named = {each.name: each for each in questions.items}
    found = [(named[item], float(np.mean(some))) for item, some in by_item.items()]
    found.sort(key=lambda each: -abs(each[1]))
    return tuple(each for each in found[:WORST] if each[1])
