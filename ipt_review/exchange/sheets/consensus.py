"""The sheet Consensus: what was decided in each, from which coding, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.coded import about_codings
from ipt_review.exchange.sheets.determination_history import utc
from ipt_review.exchange.sheets.identity import KEY
from ipt_review.exchange.sheets.table import Column, Field, Form, columns, one_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.domain.consensus import Decided
    from ipt_review.exchange.report import Origin, Report
    from ipt_review.exchange.sheets.table import Sheet
    from ipt_review.scoring.result import Result


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history of a consensus."""

    result: Result
    number: int
    origin: Origin
    decided: Decided

    @property
    def kept(self) -> str:
        """The handle of whose mark or rating is kept."""
        parent = self.decided.decision.parent
        return "" if parent is None else self.origin.parents[parent]

    @property
    def instead(self) -> str:
        """Another code, or another rating."""
        decision = self.decided.decision
        value = "" if decision.value is None else str(decision.value)
        return decision.code or value


def consensus(report: Report) -> Sheet:
    """Make the sheet; reasons and times stand on it at the full level only."""
    fields: list[Field[Line]] = [
        *(_of_coding(field) for field in KEY),
        Field(
            Column("Line", Form.WHOLE, "Its place in the history of the consensus."),
            lambda one: one.number,
        ),
        Field(
            Column("Decided from", Form.TEXT, "Raters of the codings, in order."),
            lambda one: ", ".join(one.origin.parents),
        ),
        Field(
            Column(
                "About",
                Form.TEXT,
                "mark: its number in each of these codings, - for none; a track: from "
                "and to in ms; item: its id.",
            ),
            lambda one: one.decided.decision.subject,
        ),
        Field(
            Column("Move", Form.TEXT, "do, undo or redo."),
            lambda one: one.decided.move.value,
        ),
        Field(
            Column("Decision", Form.TEXT, "agreed, kept, other or left_out."),
            lambda one: one.decided.decision.choice.value,
        ),
        Field(
            Column("Kept", Form.TEXT, "Whose mark, state or rating is kept."),
            lambda one: one.kept or None,
        ),
        Field(
            Column("Instead", Form.TEXT, "Id of another code, or another rating."),
            lambda one: one.instead or None,
        ),
        *(TOLD if report.with_notes else []),
    ]
    row = one_row(fields)
    return about_codings(
        "Consensus",
        columns(fields),
        report,
        lambda result: map(row, _lines(report, result)),
    )


TOLD: list[Field[Line]] = [
    Field(
        Column("Reason", Form.PROSE, "In the words of whoever decided."),
        lambda one: one.decided.decision.reason or None,
    ),
    Field(
        Column("At (UTC)", Form.TEXT, "When it was decided."),
        lambda one: utc(one.decided.at),
    ),
]


def _of_coding(field: Field[Result]) -> Field[Line]:
    return Field(replace(field.column), lambda one: field.value(one.result))


def _lines(report: Report, result: Result) -> Iterator[Line]:
    origin = report.consensuses.get(result.review.coding.head.id)
    if origin is not None:
        for number, each in enumerate(origin.history, start=1):
            yield Line(result, number, origin, each)
