"""The columns of the sheet Sessions that read scores by the thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ipt_review.exchange.sheets.table import Column, Field, Form, words_of
from ipt_review.scoring.verdict import Alert, Standing, judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Value, Words
    from ipt_review.scoring.result import Result
    from ipt_review.scoring.verdict import Verdict

CAVEAT: Final = "product default, not validated"
"""Stands in every header, so that no column is read without it."""


def verdict_fields(report: Report) -> list[Field[Result]]:
    """Make one column for each of the three results, and one for the look asked for.

    A verdict is read by the thresholds of the codebook that the coding was made with.
    """

    def field(
        header: str, what: str, find: Callable[[Verdict], Value], words: Words = ()
    ) -> Field[Result]:
        return Field(
            Column(f"{header} ({CAVEAT})", Form.TEXT, what, width=18, words=words),
            lambda result: find(_verdict(result, report)),
        )

    return [
        field(
            "Adherence verdict",
            "adequate, borderline, not_adequate or not_ratable, by the thresholds of "
            "the codebook.",
            lambda verdict: verdict.adherence.value,
            words_of(Standing),
        ),
        field(
            "Off-model verdict",
            "clear, amber (worth a look), red (look at once) or not_rated.",
            lambda verdict: verdict.off_model.value,
            words_of(Alert),
        ),
        field(
            "Competence verdict",
            "adequate, borderline, not_adequate or not_ratable; never one with "
            "adherence.",
            lambda verdict: verdict.competence.value,
            words_of(Standing),
        ),
        field(
            "Supervisor asked to look",
            "yes where one of the results falls below its line of review.",
            lambda verdict: "yes" if verdict.review else "no",
        ),
    ]


def _verdict(result: Result, report: Report) -> Verdict:
    marks = result.review.coding.marks.values()
    return judge(result.scores, marks, report.codebook_of(result))
