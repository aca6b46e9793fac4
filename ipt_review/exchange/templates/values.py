"""What stands for single names in a template, and in words what each is."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Plain

NAMES: Final = {
    "study": "Title of the study.",
    "study code": "Its code.",
    "written on": "Day on which the workbook was written, in UTC.",
    "program": "The program and its version.",
    "codebook": "Title and version of the codebook for new codings.",
    "notice": "What the codebook says of the rights in it.",
    "privacy": "research or full.",
    "therapists": "How many therapists there are among the codings.",
    "cases": "How many cases.",
    "tapes": "How many tapes.",
    "codings": "How many codings.",
    "marks": "How many marks.",
    "ratings": "How many ratings.",
    "left out": "How many cases are left out, since their focus is hidden.",
    "withdrawn": "How many are, since their patients took research back.",
}


def single_values(report: Report) -> Mapping[str, Plain]:
    """Return what to write for each name."""
    content, newest = report.content, report.newest
    written = report.written_at
    if written.tzinfo is not None:
        written = written.astimezone(UTC)
    values: tuple[Plain, ...] = (
        report.study.title,
        report.study.code,
        f"{written:%Y-%m-%d}",
        f"IPT Review {report.program_version}",
        f"{newest.title} ({newest.id} {newest.version})",
        newest.notice,
        report.privacy.value,
        len({line.therapist for line in content.digest.lines}),
        len({line.case for line in content.digest.lines}),
        content.tapes,
        content.codings,
        content.marks,
        content.ratings,
        report.left_out,
        report.withdrawn,
    )
    return dict(zip(NAMES, values, strict=True))
