"""The sheet Judgment history: how each problem-area determination came about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.table import Column, Field, Form, Sheet, columns, rows
from ipt_review.study.determination_steps import Judged

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Value
    from ipt_review.study.determination_steps import JudgmentStep

    Find = Callable[[JudgmentStep], Value]


def determination_history(report: Report) -> Sheet:
    """Make the sheet; times, and what a judgment rests on, only at the full level."""
    cases = {one.form.id: one.case.handle for one in report.determined()}
    raters = {one.form.id: one.rater.handle for one in report.determined()}

    def told(find: Find) -> Find:
        def value(step: JudgmentStep) -> Value:
            secret = step.what is Judged.BASIS and not report.with_notes
            return None if secret else find(step)

        return value

    fields = [
        _field("Case", Form.TEXT, "Handle of the case.", lambda s: cases[s.form.id]),
        _field("Rater", Form.TEXT, "Who judged.", lambda s: raters[s.form.id]),
        _field("Change", Form.WHOLE, "Its place in the form's history.", _number),
        _field("What", Form.TEXT, "What of the form was changed.", _what),
        _field(
            "Area",
            Form.TEXT,
            "Id of the problem area that was judged; empty for the focus as a whole.",
            lambda s: s.area,
        ),
        _field(
            "From", Form.TEXT, "What it was before.", told(lambda s: _text(s.before))
        ),
        _field("To", Form.TEXT, "What it became.", told(lambda s: _text(s.after))),
        *([AT] if report.with_notes else []),
    ]
    return Sheet(
        "Judgment history", columns(fields), rows(fields, report.judged), frozen=3
    )


def _field(header: str, form: Form, what: str, find: Find) -> Field[JudgmentStep]:
    return Field(Column(header, form, what), find)


def _number(step: JudgmentStep) -> int:
    return step.number


def _what(step: JudgmentStep) -> str:
    return step.what.value


def _text(answer: Value) -> str | None:
    return None if answer is None else str(answer)


def utc(at: int) -> str:
    """Write ms since 1970 as a moment in UTC."""
    return f"{datetime.fromtimestamp(at / 1_000, UTC):%Y-%m-%d %H:%M:%S}"


AT: Field[JudgmentStep] = _field(
    "At (UTC)", Form.TEXT, "When it was changed.", lambda step: utc(step.at)
)
