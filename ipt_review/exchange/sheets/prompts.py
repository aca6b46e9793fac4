"""The sheet Prompts: what the rating form asked raters, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.coded import about_codings
from ipt_review.exchange.sheets.determination_history import utc
from ipt_review.exchange.sheets.identity import KEY
from ipt_review.exchange.sheets.table import Column, Field, Form, columns, one_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Sheet
    from ipt_review.scoring.prompting import PromptEvent
    from ipt_review.scoring.result import Result


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log, with the coding that it belongs to."""

    result: Result
    number: int
    event: PromptEvent


def prompts(report: Report) -> Sheet:
    """Make the sheet; when something was asked stands on it at the full level only."""
    fields: list[Field[Logged]] = [
        *(_of_coding(field) for field in KEY),
        Field(
            Column("Line", Form.WHOLE, "Its place in the log of the coding."),
            lambda one: one.number,
        ),
        Field(
            Column(
                "Why",
                Form.TEXT,
                "high_without_event: rated high with no such mark; absent_with_event: "
                "rated absent, though marked; all_same: many items with one value.",
            ),
            lambda one: one.event.prompt.kind.value,
        ),
        Field(
            Column("Items", Form.TEXT, "Ids of the items that it was about."),
            lambda one: ", ".join(one.event.prompt.items),
        ),
        Field(
            Column("Value", Form.WHOLE, "What they were rated when it was shown."),
            lambda one: one.event.prompt.value,
        ),
        Field(
            Column(
                "Outcome",
                Form.TEXT,
                "shown, then rating_changed, marks_changed or kept.",
            ),
            lambda one: one.event.outcome.value,
        ),
        *([AT] if report.with_notes else []),
    ]
    row = one_row(fields)
    return about_codings(
        "Prompts",
        columns(fields),
        report,
        lambda result: map(row, _logged(report, result)),
    )


AT: Field[Logged] = Field(
    Column("At (UTC)", Form.TEXT, "When it was shown or answered."),
    lambda one: utc(one.event.at),
)


def _of_coding(field: Field[Result]) -> Field[Logged]:
    return Field(replace(field.column), lambda one: field.value(one.result))


def _logged(report: Report, result: Result) -> Iterator[Logged]:
    log = report.prompts.get(result.review.coding.head.id, ())
    for number, event in enumerate(log, start=1):
        yield Logged(result, number, event)
