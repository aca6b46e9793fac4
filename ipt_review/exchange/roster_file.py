"""A roster of a study as a sheet of Excel or CSV: read as texts, and a template."""

from __future__ import annotations

import csv
from datetime import datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.cell_text import clean
from ipt_review.exchange.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_UNREADABLE: Final = (BadZipFile, InvalidFileException, KeyError, ValueError)
MOST_ROWS: Final = 50_000
_SAMPLE: Final = 8_192


class RosterUnreadable(ReviewError):
    """A file that is no sheet, or is not there."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"“{path.name}” cannot be read: {reason}.",
            "Choose a workbook of Excel (.xlsx) or a CSV file.",
        )


def read_cells(path: Path) -> list[list[str]]:
    """Return the first sheet as texts, row by row; empty rows at the end are left out.

    Whole numbers stand without a point, days as 2026-11-23.

    Raises:
        RosterUnreadable: When the file is not there, is no sheet, or is too long.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RosterUnreadable(path, reason) from error
    rows = (
        _of_csv(content) if path.suffix.lower() != ".xlsx" else _of_excel(path, content)
    )
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise RosterUnreadable(path, "it is empty")
    if len(rows) > MOST_ROWS:
        raise RosterUnreadable(path, f"it has more than {MOST_ROWS:,} rows")
    return rows


def save_template(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write a sheet (.xlsx) of these rows, the first of them with the columns.

    Raises:
        FileNotWritten: When it cannot be written there.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Roster"
    for row in rows:
        sheet.append([clean(cell) or None for cell in row])
    for line in sheet.iter_rows():
        for cell in line:
            cell.font = Font(bold=cell.row == 1)
    for place, column in enumerate(zip(*rows, strict=True), start=1):
        wide = max(map(len, column)) + 3
        sheet.column_dimensions[get_column_letter(place)].width = wide
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    write_whole(path, content.getvalue())


def _of_excel(path: Path, content: bytes) -> list[list[str]]:
    try:
        book = load_workbook(BytesIO(content), data_only=True, read_only=True)
        rows = [
            [_text(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(
                max_row=MOST_ROWS + 1, values_only=True
            )
        ]
        book.close()
    except _UNREADABLE as error:
        raise RosterUnreadable(path, "it is no workbook of Excel") from error
    return rows


def _of_csv(content: bytes) -> list[list[str]]:
    text = ""
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        text = content.decode("latin-1")
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:_SAMPLE], ",;\t")
    except csv.Error:
        dialect = csv.excel
    return [
        [cell.strip() for cell in row] for row in csv.reader(StringIO(text), dialect)
    ]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell).strip()
