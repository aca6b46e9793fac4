"""Marks as text: one line for each, columns parted by tabs, as spreadsheets take it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TIME, END, CODE, NOTE = "Time", "End", "Code", "Note"
QUALITY, CERTAINTY, DIRECTION = "Quality", "Certainty", "Direction"
NEEDED = (TIME, CODE)
OPEN = "open"
"""Stands for the end of an interval that is not coded yet."""

_ALSO = {"start": "time"}
"""What people call a column otherwise."""


class NotMarks(ReviewError):
    """Text without the line that names the columns, or no text at all."""

    def __init__(self) -> None:
        super().__init__(
            "The text has no marks in it.",
            f"Its first line has to name the columns, parted by tabs; {TIME} and "
            f"{CODE} are needed, {END}, {NOTE}, {QUALITY}, {CERTAINTY} and {DIRECTION} "
            "are read too. Copy some marks to see "
            "how they are written.",
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One row of such a text.

    Attributes:
        number: Of its first line, counted from 1.
        cells: By the name of the column, lower case; columns that it lacks are empty.
    """

    number: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """Return what stands in a column, "" where there is nothing."""
        return self.cells.get(column.casefold(), "")


def write(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a text with a first line that names the columns.

    A cell with a tab, a quote or a line break in it is quoted, so that nothing is lost.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def read(text: str) -> list[Line]:
    """Return the rows below the first line; empty ones are left out.

    Raises:
        NotMarks: When the first line does not name the columns that are needed.
    """
    lines = _rows(text)
    heads = [_named(cell) for cell in next(lines, (0, []))[1]]
    if not {each.casefold() for each in NEEDED} <= {*heads}:
        raise NotMarks
    return [
        Line(number, dict(zip(heads, row, strict=False)))
        for number, row in lines
        if any(cell.strip() for cell in row)
    ]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of the line that it begins on."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(
        io.StringIO(text.removeprefix("\ufeff"), newline=""), "excel-tab"
    )
    begins = 1
    for row in reader:
        yield begins, row
        begins = reader.line_num + 1


def _named(head: str) -> str:
    name = head.strip().casefold()
    return _ALSO.get(name, name)
