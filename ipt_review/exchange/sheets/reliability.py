"""The sheets about reliability: a line for each thing raters can agree on, its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.reliability_report import limits
from ipt_review.exchange.sheets.table import Column, Form, Sheet
from ipt_review.reliability.study_reading import (
    SECTIONS,
    band,
    reading,
    standing_words,
    statistic_name,
)
from ipt_review.study.plan_text import plan_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.exchange.reliability_report import ReliabilityReport
    from ipt_review.exchange.sheets.table import Row
    from ipt_review.reliability.figure import Figure

COLUMNS = (
    Column("Section", Form.TEXT, "What kind of thing raters are compared on."),
    Column("What", Form.TEXT, "Item, mean, code, track, or pair of raters."),
    Column("Figure", Form.TEXT, "Which coefficient of agreement."),
    Column("Value", Form.DECIMAL, "Its value; empty where it is not estimable."),
    Column("95 % CI low", Form.DECIMAL, "Lower limit of its interval."),
    Column("95 % CI high", Form.DECIMAL, "Upper limit of its interval."),
    Column("Called", Form.TEXT, "What an author calls it, by its lower limit too."),
    Column("Tapes", Form.WHOLE, "Tapes it rests on."),
    Column("Raters", Form.TEXT, "Who they are where the same coded every tape."),
    Column("Same %", Form.PERCENT, "Tapes, time or marks on which raters agree."),
    Column("Within %", Form.PERCENT, "Tapes on which they lie within the points."),
    Column("Bias", Form.DECIMAL, "First minus second rater, in points."),
    Column("Bias CI low", Form.DECIMAL, "Lower limit of the bias."),
    Column("Bias CI high", Form.DECIMAL, "Upper limit of the bias."),
    Column("Mean", Form.DECIMAL, "Mean of all ratings or counts."),
    Column("SD", Form.DECIMAL, "Their standard deviation."),
    Column("Goal", Form.DECIMAL, "Least value that the analysis plan asks for."),
    Column("Beside the plan", Form.PROSE, "Whether it meets that.", width=36),
    Column(
        "In words", Form.PROSE, "The line for whoever is no statistician.", width=90
    ),
)
ABOUT = (
    Column("Topic", Form.TOPIC, "What it is about."),
    Column("Text", Form.PROSE, "What is to be known.", width=110),
)
FROZEN = 2


def reliability(report: ReliabilityReport) -> Sheet:
    """Make the sheet with one row for each line of the table."""
    return Sheet("Reliability", COLUMNS, _rows(report), frozen=FROZEN)


def reliability_methods(report: ReliabilityReport) -> Sheet:
    """Make the sheet with the paragraph for a paper and the analysis plan."""
    notes = [("Note", note) for note in report.notes]
    rows: list[Row] = [
        ("Study", report.study.title),
        ("Tapes", report.chosen),
        ("Methods", report.methods),
        *notes,
        ("Analysis plan", plan_text(report.plan)),
    ]
    return Sheet("Reliability methods", ABOUT, rows, filtered=False, ruled=True)


def _rows(report: ReliabilityReport) -> Iterator[Row]:
    plan = report.plan
    for line in report.table.lines:
        rated = line.mean is not None
        yield (
            SECTIONS[line.section],
            line.label,
            statistic_name(line.statistic, plan),
            line.figure.value,
            *limits(line.figure),
            band(line, plan) or None,
            line.tapes,
            ", ".join(line.raters) or None,
            _percent(line.same),
            _percent(line.within) if rated else None,
            line.bias.value,
            *limits(line.bias),
            line.mean,
            line.sd,
            line.goal,
            standing_words(line),
            reading(line, plan),
        )


def _percent(figure: Figure) -> float | None:
    return None if figure.value is None else 100 * figure.value
