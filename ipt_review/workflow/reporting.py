"""From the study to the workbook, in one straight line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import ipt_review
from ipt_review.exchange.report import Privacy, Report
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
        codebook=desk.codebook,
        results=results,
        program_version=ipt_review.__version__,
        written_at=datetime.fromtimestamp(desk.now() / 1_000, UTC),
        privacy=Privacy.FULL if full else Privacy.RESEARCH,
    )
    write_workbook(path, made)
    return made
