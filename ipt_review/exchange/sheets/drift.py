"""The sheets about drift: control charts, pass rules, and leniency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.reliability_report import limits
from ipt_review.exchange.sheets.table import Column, Form, Sheet
from ipt_review.reliability.drift import course_of
from ipt_review.reliability.drift_reading import STATES, leaning_word, reminder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.exchange.drift_report import DriftReport
    from ipt_review.exchange.sheets.table import Row

CHARTS = (
    Column("Rater", Form.TEXT, "Who is held against the reference."),
    Column("Item", Form.TEXT, "Which item the chart is of, or all."),
    Column("Place", Form.WHOLE, "The how many-th gold tape of the rater it is."),
    Column("Tape", Form.TEXT, "Which one."),
    Column("Items", Form.WHOLE, "Items that both rated."),
    Column("Bias", Form.DECIMAL, "Rater minus reference, in points."),
    Column("Rolling bias", Form.DECIMAL, "Mean of the last tapes of the plan."),
    Column("Standing", Form.TEXT, "Beside the lines that warn and stop."),
)
RULES = (
    Column("Rater", Form.TEXT, "Who is held against the reference."),
    Column("Rule", Form.TEXT, "Rule of the analysis plan."),
    Column("Value", Form.DECIMAL, "Empty where it is not estimable."),
    Column("Goal", Form.TEXT, "What the plan asks for."),
    Column("Met", Form.TEXT, "Whether it is met, or why that is open."),
    Column("Reminder", Form.PROSE, "Why to calibrate the rater again.", width=70),
)
LENIENCY = (
    Column("Rater", Form.TEXT, "Who is lenient or severe."),
    Column("Held against", Form.TEXT, "The reference, or the mean of the others."),
    Column("Item", Form.TEXT, "Which item, or all."),
    Column("Bias", Form.DECIMAL, "Mean over tapes, in points."),
    Column("95 % CI low", Form.DECIMAL, "Lower limit of its t interval."),
    Column("95 % CI high", Form.DECIMAL, "Upper limit of its t interval."),
    Column("Tapes", Form.WHOLE, "Tapes it rests on."),
    Column("Beside the plan", Form.TEXT, "Whether it lies beyond the plan's bias."),
)
FROZEN = 2


def drift_sheets(report: DriftReport) -> tuple[Sheet, ...]:
    """Make the sheets; none where nobody has a gold or a double-coded tape."""
    if report.is_empty:
        return ()
    return (
        Sheet("Drift", CHARTS, _charts(report), frozen=FROZEN),
        Sheet("Pass rules", RULES, _rules(report), frozen=FROZEN),
        Sheet("Leniency", LENIENCY, _leniency(report), frozen=FROZEN),
    )


def _charts(report: DriftReport) -> Iterator[Row]:
    for one, item in report.charts():
        points = one.points_of(item)
        for place, each in enumerate(points, 1):
            standing = STATES[course_of(points[:place], report.plan)]
            name = report.names.get(each.tape, "")
            values = (place, name, each.items, each.bias, each.rolling, standing)
            yield (one.rater, item.label, *values)


def _rules(report: DriftReport) -> Iterator[Row]:
    for one in report.raters:
        for rule in one.rules:
            met = {True: "met", False: "not met", None: rule.figure.why}[rule.met]
            said = reminder(one, report.plan) or None
            yield (one.rater, rule.label, rule.figure.value, rule.goal, met, said)


def _leniency(report: DriftReport) -> Iterator[Row]:
    for against, each in report.leanings():
        yield (
            each.rater,
            against,
            each.item.label,
            each.bias.value,
            *limits(each.bias),
            len(each.tapes),
            leaning_word(each, report.plan),
        )
