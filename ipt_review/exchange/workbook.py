"""The Excel workbook; this file and `paper` are the only ones that know openpyxl."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.drawing import define_names
from ipt_review.exchange.paper import Leaf, Paper
from ipt_review.exchange.sheets.book import sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, BinaryIO

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row, Sheet
    from ipt_review.scoring.result import Result

MOST_ROWS: Final = 1_000_000
"""Rows on one sheet. Excel holds 1,048,576 and drops what follows unsaid."""


class WorkbookNotWritten(ReviewError):
    """A workbook that could not be written; what stood at its place is whole."""


def write_workbook(path: Path, report: Report) -> None:
    """Write the report to `path` (.xlsx), in place of what may be there.

    It is written to `path` + ".partial" first and moved at the end, so that a
    failure leaves an older workbook whole.

    Raises:
        WorkbookNotWritten: When the folder is missing or closed to us, the file is
            open elsewhere, or the disk is full.
    """

    def fill(book: Workbook) -> None:
        add_sheets(book, sheets(report), report.results)
        _describe(book, report)

    _write_whole(path, fill)


def write_sheets(path: Path, found: Sequence[Sheet], title: str, program: str) -> None:
    """Write sheets that need no report to `path` in the same way.

    Raises:
        WorkbookNotWritten: As `write_workbook` does.
    """

    def fill(book: Workbook) -> None:
        add_sheets(book, found)
        book.properties.title = title
        book.properties.creator = book.properties.lastModifiedBy = program

    _write_whole(path, fill)


def _write_whole(path: Path, fill: Callable[[Workbook], None]) -> None:
    partial = path.with_name(f"{path.name}.partial")
    try:
        _check(path)
        with partial.open("wb") as file:
            _write(file, fill)
        partial.replace(path)
    except OSError as error:
        raise _said(error, path) from error
    finally:
        with suppress(OSError):
            partial.unlink()


def _write(file: BinaryIO, fill: Callable[[Workbook], None]) -> None:
    book = Workbook(write_only=True)
    try:
        fill(book)
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:  # book.save leaves it open
            ExcelWriter(book, archive).save()
    finally:
        _sweep(book)
    file.flush()
    os.fsync(file.fileno())


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


def _sweep(book: Workbook) -> None:
    """Remove openpyxl's scratch files, which would outlive a failure in plain text.

    It removes them itself when all went well.
    """
    papers: list[Any] = list(book.worksheets)
    for paper in papers:
        writer = paper._writer  # noqa: SLF001  (there is no public way)
        if writer is not None and Path(writer.out).exists():
            writer.cleanup()


def _check(path: Path) -> None:
    if path.is_dir():
        raise WorkbookNotWritten(
            f"“{path}” is a folder.", "Choose a file name for the workbook."
        )
    if not path.parent.is_dir():
        raise WorkbookNotWritten(
            f"The folder “{path.parent}” does not exist.",
            "Choose another folder, or make this one first.",
        )


def _said(error: OSError, path: Path) -> WorkbookNotWritten:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return WorkbookNotWritten(
            "The disk is full, so the workbook was not written.",
            "Free some space, or choose a folder on another disk.",
        )
    if isinstance(error, PermissionError) and os.access(path, os.F_OK):
        return WorkbookNotWritten(
            f"“{path.name}” is open in another program, or protected.",
            "Close it there, or choose another name.",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return WorkbookNotWritten(
            f"Nothing can be written to the folder “{path.parent}”.",
            "Choose another folder.",
        )
    return WorkbookNotWritten(
        f"“{path}” could not be written ({error.strerror}).",
        "Choose another name or another folder.",
    )
