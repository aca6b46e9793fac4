"""Taking the reliability of a study out of it: as a workbook, values, text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipt_review
from ipt_review.exchange.reliability_report import (
    ReliabilityReport,
    as_json,
    as_text,
    as_values,
)
from ipt_review.exchange.sheets.reliability import reliability, reliability_methods
from ipt_review.exchange.watch import UNWATCHED
from ipt_review.exchange.whole_file import write_whole
from ipt_review.exchange.workbook import write_sheets
from ipt_review.study.permissions import Act
from ipt_review.workflow.agreement.study_reliability import (
    EVERYTHING,
    against_seeing_reliability,
    study_reliability,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.people import Person
    from ipt_review.exchange.watch import Watch
    from ipt_review.workflow.agreement.study_reliability import Choice, StudyReliability
    from ipt_review.workflow.desk import Desk

PROGRAM = f"IPT Review {ipt_review.__version__}"
ALL_TAPES = "All double-coded tapes."


def told(desk: Desk, found: StudyReliability) -> ReliabilityReport:
    """Return what was computed as it is told to readers."""
    return ReliabilityReport(
        desk.database.study(),
        found.plan,
        found.table,
        in_words(found.choice),
        found.notes,
        PROGRAM,
    )


def save_reliability(desk: Desk, found: StudyReliability, path: Path) -> None:
    """Write what was computed to a file; its ending says in which form.

    A workbook for .xlsx, values for .csv, JSON for .json, text for everything else.

    Raises:
        NotAllowed: When whoever is at the desk may take no research data out.
        WorkbookNotWritten: When it cannot be written.
        FileNotWritten: Likewise.
    """
    desk.rights.must(Act.EXPORT_RESEARCH)
    report = told(desk, found)
    ending = path.suffix.lower()
    if ending == ".xlsx":
        both = (reliability(report), reliability_methods(report))
        write_sheets(path, both, f"Reliability: {report.study.title}", PROGRAM)
    elif ending == ".csv":
        write_whole(path, as_values(report).encode("utf-8-sig"))
    else:
        write = as_json if ending == ".json" else as_text
        write_whole(path, write(report).encode())


def reliability_report(
    desk: Desk, person: Person | None, watch: Watch = UNWATCHED
) -> ReliabilityReport | None:
    """Return the reliability of the whole study for its workbook.

    None where the person may not see it, or where no tape is double-coded.

    Raises:
        CalledOff: When it is not wanted any more.
    """
    if against_seeing_reliability(desk, person) is not None:
        return None
    found = study_reliability(desk, person, EVERYTHING, watch.tell, watch.cancelled)
    watch.tell(1.0)
    return told(desk, found) if found.table.tapes else None


def in_words(choice: Choice) -> str:
    """Return which tapes were chosen."""
    parts = []
    if choice.phase is not None:
        parts.append(f"phase {choice.phase.value}")
    if choice.therapist is not None:
        parts.append(f"therapist {choice.therapist}")
    if choice.pair is not None:
        parts.append(f"raters {' and '.join(choice.pair)}")
    if choice.months is not None:
        parts.append(f"months {choice.months[0]} to {choice.months[1]} of the study")
    if choice.codebook is not None:
        parts.append(f"codebook {choice.codebook.id} {choice.codebook.version}")
    return f"Double-coded tapes: {', '.join(parts)}." if parts else ALL_TAPES
