"""Taking drift and leniency out of a study: as a workbook, values, text or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ipt_review.exchange.drift_report import (
    DriftReport,
    drift_csv,
    drift_json,
    drift_text,
)
from ipt_review.exchange.sheets.drift import drift_sheets
from ipt_review.exchange.whole_file import write_whole
from ipt_review.exchange.workbook import write_sheets
from ipt_review.study.permissions import Act
from ipt_review.workflow.agreement.drifting import drift
from ipt_review.workflow.agreement.study_reliability import against_seeing_reliability
from ipt_review.workflow.agreement.telling_reliability import PROGRAM
from ipt_review.workflow.library.tape_names import TapeNames, names_for

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.people import Person
    from ipt_review.workflow.agreement.drifting import Followed
    from ipt_review.workflow.desk import Desk


def told_drift(desk: Desk, person: Person | None, found: Followed) -> DriftReport:
    """Return what was computed as it is told to a person; None for the command line."""
    held = desk.holdings()
    if person is None:
        names = TapeNames(held)
        named = {tape: names.tape(tape) for tape in found.tapes}
    else:
        named = names_for(held, person, found.tapes)
    return DriftReport(
        found.plan, found.raters, found.by_reference, found.by_others, named
    )


def save_drift(desk: Desk, person: Person | None, found: Followed, path: Path) -> None:
    """Write what was computed to a file; its ending says in which form.

    A workbook for .xlsx, values for .csv, JSON for .json, text for everything else.

    Raises:
        NotAllowed: When whoever is at the desk may take no research data out.
        WorkbookNotWritten: When it cannot be written.
        FileNotWritten: Likewise.
    """
    desk.rights.must(Act.EXPORT_RESEARCH)
    report, ending = told_drift(desk, person, found), path.suffix.lower()
    if ending == ".xlsx":
        title = f"Drift: {desk.database.study().title}"
        write_sheets(path, drift_sheets(report), title, PROGRAM)
    elif ending == ".csv":
        write_whole(path, drift_csv(report).encode("utf-8-sig"))
    elif ending == ".json":
        text = json.dumps(drift_json(report), indent=2, ensure_ascii=False)
        write_whole(path, text.encode())
    else:
        write_whole(path, drift_text(report).encode())


def drift_report(desk: Desk, person: Person | None) -> DriftReport | None:
    """Return drift and leniency of the whole study for its workbook.

    None where the person may not see it, or where there is nothing to tell.
    """
    if against_seeing_reliability(desk, person) is not None:
        return None
    report = told_drift(desk, person, drift(desk, person))
    return None if report.is_empty else report
