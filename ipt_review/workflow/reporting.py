"""From the study to the workbook, in one straight line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import ipt_review
from ipt_review.exchange.report import Determined, Privacy, Report
from ipt_review.exchange.workbook import write_workbook
from ipt_review.scoring.scoring import score

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.workflow.desk import Desk


def report(desk: Desk, path: Path, *, full: bool = False) -> Report:
    """Write the study's workbook and return what is in it.

    Args:
        desk: The open study.
        path: Where the .xlsx file goes; an older one is replaced.
        full: With notes and comments; without them it is fit for research.
    """
    reviews = desk.database.reviews()
    results = score(reviews, desk.codebooks)
    made = Report(
        study=desk.database.study(),
        codebooks=desk.codebooks,
        results=results,
        program_version=ipt_review.__version__,
        written_at=datetime.fromtimestamp(desk.now() / 1_000, UTC),
        determinations=_determinations(desk),
        privacy=Privacy.FULL if full else Privacy.RESEARCH,
    )
    write_workbook(path, made)
    return made


def _determinations(desk: Desk) -> list[Determined]:
    cases = {case.id: case for case in desk.database.cases()}
    people = {person.id: person for person in desk.database.people()}
    return [
        Determined(cases[form.case], people[form.rater], form)
        for form in desk.database.determinations()
    ]
