"""The sheet Sessions: one row a coding, with everything that was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.coded import row_a_coding
from ipt_review.exchange.sheets.identity import (
    CODEBOOK,
    KEY,
    PHASE,
    STATUS,
    STUDY,
)
from ipt_review.exchange.sheets.measures import (
    code_fields,
    focus_fields,
    score_fields,
)
from ipt_review.exchange.sheets.table import Column, Field, Form
from ipt_review.exchange.sheets.verdicts import verdict_fields

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.study import Severity
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Sheet
    from ipt_review.scoring.result import Result

COMMENT: Field[Result] = Field(
    Column("Comment", Form.PROSE, "The rater's comment on the session as a whole."),
    lambda result: result.review.coding.session_comment or None,
)


def sessions(report: Report) -> Sheet:
    """Make the sheet: who, what was agreed, severity, scores, focus, codes."""
    fields = [
        *KEY,
        PHASE,
        STATUS,
        *_treatment(report.words),
        *_severity(report),
        *score_fields(report.words),
        *verdict_fields(report),
        *focus_fields(report.words),
        *code_fields(report),
        STUDY,
        CODEBOOK,
        *([COMMENT] if report.with_notes else []),
    ]
    return row_a_coding("Sessions", fields, report)


def _treatment(codebook: Codebook) -> list[Field[Result]]:
    def agreed(result: Result) -> str:
        return " + ".join(
            codebook.label(area) if codebook.knows(area) else area
            for area in result.review.foci
        )

    return [
        Field(
            Column("Planned sessions", Form.WHOLE, "Planned length of the treatment."),
            lambda result: result.review.case.planned_sessions,
        ),
        Field(
            Column("Day", Form.WHOLE, "Day of treatment, the first session on day 1."),
            lambda result: result.review.session.day,
        ),
        Field(
            Column("Agreed focus", Form.TEXT, "Areas under agreement, two at most."),
            agreed,
        ),
        Field(
            Column("Tape length", Form.TIME, "How long the session lasts on tape."),
            lambda result: result.review.tape.length,
        ),
        Field(
            Column("Marks", Form.WHOLE, "Number of marks in the coding."),
            lambda result: len(result.review.coding.marks),
        ),
    ]


def _severity(report: Report) -> list[Field[Result]]:
    used = report.content.scales
    labels = {each.id: each.label for each in report.words.severity_scales}
    return [
        field
        for scale in sorted(used)
        for field in _scale_fields(scale, labels.get(scale, scale))
    ]


def _measured(result: Result) -> tuple[Severity, ...]:
    return result.review.session.severity


def _scale_fields(scale: str, label: str) -> list[Field[Result]]:
    def last(result: Result) -> Severity | None:
        found = [each for each in _measured(result) if each.scale == scale]
        return found[-1] if found else None

    def total(result: Result) -> int | None:
        severity = last(result)
        return severity.total if severity else None

    def fed_back(result: Result) -> str | None:
        severity = last(result)
        if severity is None or severity.fed_back is None:
            return None
        return "yes" if severity.fed_back else "no"

    def given_by(result: Result) -> str | None:
        severity = last(result)
        by = severity.given_by if severity else None
        return by.value if by else None

    return [
        Field(
            Column(f"{label} total", Form.WHOLE, f"Total of {scale} in the session."),
            total,
        ),
        Field(
            Column(
                f"{label} fed back",
                Form.TEXT,
                "Whether the patient was told the total; empty when nobody knows.",
            ),
            fed_back,
        ),
        Field(
            Column(
                f"{label} given by",
                Form.TEXT,
                "Who filled it in: clinician, self or other; empty when nobody knows.",
                width=12,
            ),
            given_by,
        ),
    ]
