"""The reliability of a study on paper: as text, as JSON, and as values."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.reliability.study_methods import methods
from ipt_review.reliability.study_reading import (
    DASH,
    SECTIONS,
    interval,
    number,
    percent,
    reading,
    statistic_name,
)
from ipt_review.study.plan_text import plan_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.domain.study import Study
    from ipt_review.reliability.figure import Figure
    from ipt_review.reliability.study_line import Line
    from ipt_review.reliability.study_table import StudyTable

TEXT_HEADS: tuple[str, ...] = (
    "",
    "Figure",
    "Value",
    "95 % CI",
    "Tapes",
    "Same",
    "Within",
    "Bias",
)
LINE_HEADS = (
    "section",
    "name",
    "label",
    "figure",
    "value",
    "ci_low",
    "ci_high",
    "tapes",
    "raters",
    "same",
    "within",
    "bias",
    "bias_ci_low",
    "bias_ci_high",
    "mean",
    "sd",
    "goal",
    "standing",
    "reading",
)


@dataclass(frozen=True)
class ReliabilityReport:
    """A table of reliability before it is written.

    Attributes:
        chosen: In words, which tapes are in it.
        notes: What a reader must know of it.
        program: Name and version of what computed it.
    """

    study: Study
    plan: AnalysisPlan
    table: StudyTable
    chosen: str
    notes: Sequence[str]
    program: str

    @property
    def methods(self) -> str:
        """The paragraph that a paper needs."""
        return methods(self.table, self.plan, self.program)


def as_text(report: ReliabilityReport) -> str:
    """Return the paragraph, then the table with its columns aligned."""
    plan = report.plan
    rows = [TEXT_HEADS, *(_text_row(line, plan) for line in report.table.lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(TEXT_HEADS))]
    said = [f"Reliability: {report.study.title}", report.chosen, "", report.methods, ""]
    section = None
    said.append(_aligned(TEXT_HEADS, widths))
    for line, row in zip(report.table.lines, rows[1:], strict=True):
        if line.section is not section:
            section = line.section
            said += ["", SECTIONS[section]]
        said.append(_aligned(row, widths))
    unknown = [each for each in report.table.lines if each.figure.value is None]
    said += ["", "Not estimable (–):"] if unknown else []
    said += [f"{each.label}: {each.figure.why}" for each in unknown]
    said += ["", *(f"Note: {each}" for each in report.notes)]
    said += ["", f"Analysis plan: {plan_text(plan)}"]
    return "\n".join(said).rstrip() + "\n"


def as_json(report: ReliabilityReport) -> str:
    """Return everything; what is undefined is null, with the reason in `reading`."""
    found: dict[str, Any] = {
        "study": report.study.code,
        "tapes": report.table.tapes,
        "raters": report.table.raters,
        "chosen": report.chosen,
        "plan": json.loads(plan_text(report.plan)),
        "methods": report.methods,
        "notes": list(report.notes),
        "lines": [
            dict(zip(LINE_HEADS, line_values(each, report.plan), strict=True))
            for each in report.table.lines
        ],
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def as_values(report: ReliabilityReport) -> str:
    """Return the table as CSV, one row a line, figures in full."""
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow([*LINE_HEADS, "plan"])
    plan = plan_text(report.plan)
    for line in report.table.lines:
        cells = line_values(line, report.plan)
        rows.writerow([*map(_cell, cells), plan])
    return text.getvalue()


def line_values(line: Line, plan: AnalysisPlan) -> tuple[str | float | None, ...]:
    """Return a line's values in the order of `LINE_HEADS`; None where undefined."""
    low, high = limits(line.figure)
    bias_low, bias_high = limits(line.bias)
    return (
        SECTIONS[line.section],
        line.name,
        line.label,
        line.statistic,
        line.figure.value,
        low,
        high,
        line.tapes,
        ", ".join(line.raters),
        line.same.value,
        line.within.value,
        line.bias.value,
        bias_low,
        bias_high,
        line.mean,
        line.sd,
        line.goal,
        line.standing.value,
        reading(line, plan),
    )


def limits(figure: Figure) -> tuple[float | None, float | None]:
    """Return the limits of a figure, None where there are none."""
    if figure.value is None or figure.interval is None:
        return None, None
    return figure.interval.low, figure.interval.high


def _text_row(line: Line, plan: AnalysisPlan) -> tuple[str, ...]:
    return (
        line.label,
        statistic_name(line.statistic, plan),
        number(line.figure.value),
        interval(line.figure),
        str(line.tapes),
        percent(line.same),
        percent(line.within) if line.mean is not None else DASH,
        number(line.bias.value),
    )


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return "  ".join(cells).rstrip()


def _cell(value: str | float | None) -> str | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{clean(value)}" if looks_like_formula(value) else clean(value)
    return value
