"""Drift and leniency on paper: as text, as JSON, and as values."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.exchange.reliability_report import limits
from ipt_review.reliability.drift import course_of
from ipt_review.reliability.drift_reading import (
    NO_REMINDER,
    STATES,
    in_words,
    leaning_word,
    reminder,
    reminders,
)
from ipt_review.reliability.leniency import ALL_ITEMS
from ipt_review.reliability.study_reading import interval, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.doubles import Named
    from ipt_review.reliability.drift import RaterDrift
    from ipt_review.reliability.leniency import Leaning

REFERENCE, OTHERS = "reference", "other raters"
DRIFT_HEADS = (
    "what",
    "rater",
    "held_against",
    "item",
    "label",
    "place",
    "tape",
    "items",
    "bias",
    "rolling_bias",
    "ci_low",
    "ci_high",
    "tapes",
    "goal",
    "standing",
)
Cells = tuple[str | float | None, ...]


@dataclass(frozen=True)
class DriftReport:
    """How raters drift and lean, before it is written.

    Attributes:
        raters: Beside the reference, by handle.
        by_reference: How each leans on gold tapes.
        by_others: How each leans on double-coded tapes.
        names: What each tape is called for whoever it is written for.
    """

    plan: AnalysisPlan
    raters: Sequence[RaterDrift]
    by_reference: Sequence[Leaning]
    by_others: Sequence[Leaning]
    names: Mapping[UUID, str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.raters or self.by_reference or self.by_others)

    def leanings(self) -> Iterator[tuple[str, Leaning]]:
        """Yield each leaning with what the rater was held against."""
        for against, some in (
            (REFERENCE, self.by_reference),
            (OTHERS, self.by_others),
        ):
            for each in some:
                yield against, each

    def charts(self) -> Iterator[tuple[RaterDrift, Named]]:
        """Yield each chart: of a rater on all items, and on each that was rated."""
        for one in self.raters:
            for item in (ALL_ITEMS, *one.by_item):
                yield one, item


def drift_values(report: DriftReport) -> Iterator[Cells]:
    """Yield the values of charts, rules and leanings in the order of `DRIFT_HEADS`."""
    yield from _chart_values(report)
    yield from _rule_values(report)
    yield from _leaning_values(report)


def _chart_values(report: DriftReport) -> Iterator[Cells]:
    for one, item in report.charts():
        points = one.points_of(item)
        for place, each in enumerate(points, 1):
            standing = STATES[course_of(points[:place], report.plan)]
            name = report.names.get(each.tape, "")
            where = ("chart", one.rater, REFERENCE, item.name, item.label, place, name)
            values = (each.items, each.bias, each.rolling, None, None, None, None)
            yield (*where, *values, standing)


def _rule_values(report: DriftReport) -> Iterator[Cells]:
    for one in report.raters:
        for rule in one.rules:
            met = {True: "met", False: "not met", None: rule.figure.why}[rule.met]
            where = ("rule", one.rater, REFERENCE, "", rule.label, None, None, None)
            values = (rule.figure.value, None, *limits(rule.figure), len(one.points))
            yield (*where, *values, rule.goal, met)


def _leaning_values(report: DriftReport) -> Iterator[Cells]:
    goal = f"±{report.plan.goals.bias:g}"
    for against, each in report.leanings():
        where = ("leniency", each.rater, against, each.item.name, each.item.label)
        values = (each.bias.value, None, *limits(each.bias), len(each.tapes), goal)
        yield (*where, None, None, None, *values, leaning_word(each, report.plan))


def drift_csv(report: DriftReport) -> str:
    """Return charts, rules and leanings as CSV, figures in full."""
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(DRIFT_HEADS)
    for cells in drift_values(report):
        rows.writerow([_cell(each) for each in cells])
    return text.getvalue()


def drift_json(report: DriftReport) -> dict[str, Any]:
    """Return everything; what is undefined is None, with the reason in `standing`."""
    return {
        "reminders": reminders(report.raters, report.plan),
        "raters": [
            {
                "rater": one.rater,
                "standing": one.course.value,
                "passes": one.passes,
                "reminder": reminder(one, report.plan),
                "in_words": in_words(one, report.plan),
            }
            for one in report.raters
        ],
        "lines": [
            dict(zip(DRIFT_HEADS, cells, strict=True)) for cells in drift_values(report)
        ],
    }


def drift_text(report: DriftReport) -> str:
    """Return reminders, how raters stand, and their leniency on all items."""
    said = ["Drift and calibration", ""]
    said += reminders(report.raters, report.plan) or [NO_REMINDER]
    said += ["", *(in_words(one, report.plan) for one in report.raters)]
    said += ["", "Leniency (mean bias in points, 95 % CI)"]
    for against, each in report.leanings():
        value, reach = number(each.bias.value), interval(each.bias)
        said.append(
            f"{each.rater} against the {against}, {each.item.label}: {value} "
            f"({reach}), {len(each.tapes)} tapes, {leaning_word(each, report.plan)}"
        )
    return "\n".join(said).rstrip() + "\n"


def _cell(value: str | float | None) -> str | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{clean(value)}" if looks_like_formula(value) else clean(value)
    return value
