"""Writes the workbook that the Export room asks for, and says there how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.ui import wording
from ipt_review.workflow.reporting import report
from ipt_review.workflow.telling_who import remarks_on_export

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.people import Person
    from ipt_review.ui.export.screen import ExportScreen
    from ipt_review.workflow.desk import Desk


def hand_on(
    screen: ExportScreen, desk: Desk, path: Path, person: Person | None, *, full: bool
) -> bool:
    """Write the workbook; say whether it is there."""
    try:
        made = report(desk, path, full=full, person=person)
        remarks = remarks_on_export(desk, path, person, full=full)
    except ReviewError as problem:
        screen.tell_refused(str(problem))
        return False
    rows = wording.how_many(made.content.codings, "coding")
    left = wording.left_out(made.left_out)
    screen.tell_written(path, f"{rows} in it. {left}".strip(), " ".join(remarks))
    return True
