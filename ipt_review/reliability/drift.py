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
from ipt_review.reliability.leniency import ALL_ITEMS, Apart
from ipt_review.reliability.study_line import Section
from ipt_review.reliability.study_ratings import rating_line
from ipt_review.reliability.study_table import ALL_MARKS, score_of
from ipt_review.reliability.study_times import events_line, twos

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
        by_item: The same for each item that was rated on one of them.
        rules: The rules of the plan.
        worst: Items with the most bias over the last tapes, and that bias.
        since: How many other tapes the rater submitted after the last gold tape.
    """

    rater: str
    points: tuple[DriftPoint, ...]
    by_item: Mapping[Named, tuple[DriftPoint, ...]]
    rules: tuple[PassRule, ...]
    worst: tuple[tuple[Named, float], ...]
    course: Course
    since: int = 0

    def points_of(self, item: Named) -> tuple[DriftPoint, ...]:
        """Return the points of one item, or of all together."""
        return self.points if item is ALL_ITEMS else self.by_item.get(item, ())

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
    since: int = 0,
) -> RaterDrift:
    """Return how a rater stands beside the reference.

    Args:
        rater: Their handle.
        tapes: The gold tapes that they coded, in any order.
        questions: What is compared.
        total: The mean on which the figure for ratings is taken.
        plan: Its goals, and when a rater has drifted.
        since: How many other tapes they submitted after the last of these.
    """
    known = sorted(tapes, key=lambda each: (each.at is None, each.at or 0))
    doubles = [each.double for each in known]
    apart = beside_reference(known, questions)
    points = drift_points(apart, ALL_ITEMS, plan)
    by_item = {item: drift_points(apart, item, plan) for item in questions.items}
    return RaterDrift(
        rater,
        points,
        {item: some for item, some in by_item.items() if some},
        _rules(doubles, questions, total, plan),
        _worst(apart[-plan.drift.window :], questions),
        course_of(points, plan),
        since,
    )


def beside_reference(tapes: Sequence[GoldTape], questions: Questions) -> list[Apart]:
    """Return rater minus reference, tape by tape, for items that both rated."""
    return [
        Apart(each.double.tape, (own.coding, reference.coding), each.at, points)
        for each in tapes
        for own, reference in (each.double.voices,)
        for points in (_apart(each.double, questions),)
    ]


def _apart(double: Double, questions: Questions) -> dict[str, float]:
    one, reference = (voice.scores for voice in double.voices)
    return {
        item.name: one[item.name] - reference[item.name]
        for item in questions.items
        if item.name in one and item.name in reference
    }


def drift_points(
    apart: Sequence[Apart], item: Named, plan: AnalysisPlan
) -> tuple[DriftPoint, ...]:
    """Return the chart of one item, or of all; tapes without a rating are not in it."""
    points: list[DriftPoint] = []
    for each in apart:
        bias = each.bias(item)
        if bias is None:
            continue
        last = [*(point.bias for point in points), bias][-plan.drift.window :]
        full = len(last) == plan.drift.window
        rolling = float(np.mean(last)) if full else None
        items = len(each.items) if item is ALL_ITEMS else 1
        points.append(DriftPoint(each.tape, each.codings, items, bias, rolling))
    return tuple(points)


def course_of(points: Sequence[DriftPoint], plan: AnalysisPlan) -> Course:
    """Return how a rater stands in one chart."""
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
    apart: Sequence[Apart], questions: Questions
) -> tuple[tuple[Named, float], ...]:
    by_item: defaultdict[str, list[float]] = defaultdict(list)
    for tape in apart:
        for item, each in tape.items.items():
            by_item[item].append(each)
    named = {each.name: each for each in questions.items}
    found = [(named[item], float(np.mean(some))) for item, some in by_item.items()]
    found.sort(key=lambda each: -abs(each[1]))
    return tuple(each for each in found[:WORST] if each[1])
