"""The Excel workbook: sheets in a file that is there whole or not at all."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from ipt_review.exchange.drawing import define_names
from ipt_review.exchange.packing import Packing
from ipt_review.exchange.paper import Leaf, Paper
from ipt_review.exchange.sheets.book import sheets
from ipt_review.exchange.watch import UNWATCHED
from ipt_review.exchange.workbook_target import write_there

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import Any, BinaryIO

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row, Sheet
    from ipt_review.exchange.watch import Watch
    from ipt_review.scoring.result import Result

MOST_ROWS: Final = 1_000_000
"""Rows on one sheet. Excel holds 1,048,576 and drops what follows unsaid."""


def write_workbook(path: Path, report: Report, watch: Watch = UNWATCHED) -> None:
    """Write the report to `path` (.xlsx), in place of what may be there.

    It is written to `path` + ".partial" first and moved at the end, so that a
    failure leaves an older workbook whole.

    Args:
        path: Where it goes.
        report: What goes into it; whoever made it tells how far the results are.
        watch: Over the packing at the end; asked all the time whether to stop.

    Raises:
        WorkbookOpen: When the file is open elsewhere.
        WorkbookNotWritten: When the folder is missing or closed to us, or the disk is
            full.
        CalledOff: When it is not wanted any more; nothing of it is left.
    """

    def fill(book: Workbook) -> None:
        add_sheets(book, sheets(report), report.results)
        _describe(book, report)

    write_there(path, partial(_write, fill, watch))


def write_sheets(path: Path, found: Sequence[Sheet], title: str, program: str) -> None:
    """Write sheets that need no report to `path` in the same way.

    Raises:
        WorkbookNotWritten: As `write_workbook` does.
    """

    def fill(book: Workbook) -> None:
        add_sheets(book, found)
        book.properties.title = title
        book.properties.creator = book.properties.lastModifiedBy = program

    write_there(path, partial(_write, fill, UNWATCHED))


def _write(fill: Callable[[Workbook], None], watch: Watch, file: BinaryIO) -> None:
    book = Workbook(write_only=True)
    try:
        fill(book)
        whole = sum(paper.scratch for paper in _papers(book))
        with Packing(file, whole, watch) as archive:  # book.save leaves it open
            ExcelWriter(book, archive).save()
    finally:
        for paper in _papers(book):
            paper.sweep()


def _papers(book: Workbook) -> list[Paper]:
    papers: list[Any] = list(book.worksheets)
    return papers


class Bound:
    """A sheet in a workbook, going on as “Title (2)” and so on where it is too long."""

    def __init__(self, book: Workbook, sheet: Sheet, most_rows: int) -> None:
        self._book = book
        self._sheet = sheet
        self._most_rows = most_rows
        self._leaf = self._new(sheet.title, len(book.worksheets))
        self._part = 1

    def add(self, rows: Iterable[Row]) -> None:
        """Write rows below those that are there."""
        for row in rows:
            if self._leaf.written == self._most_rows:
                self._turn()
            self._leaf.add(row)

    def close(self) -> None:
        """End the sheet."""
        self._leaf.close()
        if self._part == 1:
            define_names(self._book, self._sheet, self._leaf.written)

    def _turn(self) -> None:
        self.close()
        self._part += 1
        papers: list[object] = list(self._book.worksheets)
        place = papers.index(self._leaf.paper) + 1
        self._leaf = self._new(f"{self._sheet.title} ({self._part})", place)

    def _new(self, title: str, place: int) -> Leaf:
        paper = Paper(self._book, title)
        book: Any = self._book
        book._add_sheet(paper, place)  # noqa: SLF001  (it takes a class of one's own)
        return Leaf(paper, self._sheet)


def add_sheets(
    book: Workbook,
    found: Sequence[Sheet],
    results: Iterable[Result] = (),
    most_rows: int = MOST_ROWS,
) -> None:
    """Write all sheets, those about codings together in one walk through these."""
    bound = [(Bound(book, sheet, most_rows), sheet) for sheet in found]
    coded = [
        (part, sheet.of_result) for part, sheet in bound if sheet.of_result is not None
    ]
    for result in results:
        for part, of_result in coded:
            part.add(of_result(result))
    for part, sheet in bound:
        if sheet.of_result is None:
            part.add(sheet.rows)
        part.close()


def _describe(book: Workbook, report: Report) -> None:
    written_at = report.written_at
    if written_at.tzinfo is not None:
        written_at = written_at.astimezone(UTC).replace(tzinfo=None)
    properties = book.properties
    properties.title = f"IPT Review: {report.study.title}"
    properties.creator = f"IPT Review {report.program_version}"
    properties.lastModifiedBy = properties.creator
    properties.created = properties.modified = written_at
