"""Saving an agenda as a file, where a person says: one page, ids and no names."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from ipt_review.study.agenda_sheet import AgendaSheet, SheetRow
from ipt_review.ui.feedback.page_painting import DPI, MARGIN, SCALES, sheet_size
from ipt_review.ui.feedback.paper import GRAY, POINT, Paper
from ipt_review.ui.feedback.saving import ask_page, paper_here, told_written
from ipt_review.ui.meetings.words import KINDS, PURPOSES, in_hours, span_of
from ipt_review.workflow.supervision.agenda_files import write_agenda_page
from ipt_review.workflow.supervision.feedback_files import write_printed

if TYPE_CHECKING:
    from ipt_review.ui.meetings.screen import MeetingsScreen
    from ipt_review.workflow.supervision.agenda_reading import AgendaRead

LEFT_OUT = "Clips of other tapes that are not on this sheet: {count}."


def save_agenda(
    screen: MeetingsScreen, read: AgendaRead, folder: Path, kind: str
) -> None:
    """Ask for a file, write the agenda to it, and say how that went.

    Args:
        screen: Where it is asked and said.
        read: What is written.
        folder: Where a file is proposed.
        kind: Ending of the file: pdf or html.
    """
    sheet = sheet_of(read)
    path = ask_page(screen, "Save the agenda", folder / sheet.file_name, kind)
    if path is not None:
        told_written(screen, path, partial(write_sheet, path, sheet))


def sheet_of(read: AgendaRead) -> AgendaSheet:
    """Return an agenda as it is written down."""
    agenda = read.agenda
    people = ", ".join(read.people) or "nobody yet"
    held = agenda.held
    rows = tuple(
        SheetRow(
            each.clip.title,
            each.of,
            span_of(each.clip),
            PURPOSES[each.clip.purpose],
            each.clip.talk,
            each.why_not,
        )
        for each in read.clips
    )
    return AgendaSheet(
        f"Supervision, {agenda.day.isoformat()}",
        f"{KINDS[agenda.kind]} · {people} · {in_hours(agenda.minutes)} planned",
        f"Held on {held.day.isoformat()}: {in_hours(held.minutes)}." if held else "",
        agenda.notes,
        rows,
        LEFT_OUT.format(count=read.left_out) if read.left_out else "",
        read.time.told,
        f"agenda {agenda.day.isoformat()}",
    )


def write_sheet(path: Path, sheet: AgendaSheet) -> None:
    """Write an agenda as its file's ending says; an older file is replaced.

    Raises:
        FileNotWritten: When that cannot be done; what stood there is whole.
    """
    if path.suffix.lower() == ".html":
        write_agenda_page(path, sheet)
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "page.pdf"
        _write_pdf(made, sheet)
        write_printed(path, made.read_bytes())


def _write_pdf(path: Path, sheet: AgendaSheet) -> None:
    """Write an agenda as a page, its letters as large as all of it allows.

    Where even the smallest are too large, it goes on over further pages.
    """
    kind = paper_here()
    writer = QPdfWriter(str(path))
    writer.setTitle(sheet.title)
    writer.setCreator("IPT Review")
    writer.setResolution(DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(kind), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
        )
    )
    size = sheet_size(kind)
    left, right, top = MARGIN * POINT, size.width() - MARGIN * POINT, MARGIN * POINT
    bottom = size.height() - MARGIN * POINT

    def end(scale: float) -> float:
        paper = Paper(None, left, right, top, scale)
        _write_head(paper, sheet)
        for place, row in enumerate(sheet.rows, start=1):
            _write_row(paper, place, row)
        _write_foot(paper, sheet)
        return paper.y

    scale = next((each for each in SCALES if end(each) <= bottom), SCALES[-1])
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(None, "the file cannot be opened")
    painter.scale(DPI / 72 / POINT, DPI / 72 / POINT)
    paper = Paper(painter, left, right, top, scale)
    _write_head(paper, sheet)
    for place, row in enumerate(sheet.rows, start=1):
        measured = Paper(None, left, right, paper.y, scale)
        _write_row(measured, place, row)
        if measured.y > bottom:
            writer.newPage()
            paper.y = top
        _write_row(paper, place, row)
    _write_foot(paper, sheet)
    painter.end()


def _write_head(paper: Paper, sheet: AgendaSheet) -> None:
    paper.text(sheet.title, 16, bold=True)
    paper.text(sheet.under, 10)
    paper.text(sheet.held, 10)
    if sheet.notes:
        paper.skip(4)
        paper.text(sheet.notes, 10)
    paper.heading("Clips")


def _write_row(paper: Paper, place: int, row: SheetRow) -> None:
    paper.skip(3)
    paper.text(f"{place}. {row.title}", 10, bold=True)
    what = f"{row.of} · {row.span} · {row.purpose.lower()} · talk {row.talk} min"
    paper.text(what, 9, color=GRAY, indent=12)
    paper.text(row.why_not, 9, indent=12)


def _write_foot(paper: Paper, sheet: AgendaSheet) -> None:
    paper.skip(6)
    paper.rule()
    paper.text(sheet.left_out, 9, color=GRAY)
    paper.text(sheet.time, 10, bold=True)
