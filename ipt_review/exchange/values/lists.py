"""Which sheets of the workbook go out as lists of values, and what their files hold."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.exchange.sheets.book import sheets
from ipt_review.exchange.sheets.table import Formula
from ipt_review.exchange.values.variables import plain_name, variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row, Sheet, Value
    from ipt_review.exchange.values.variables import Variable

NO_LISTS: Final = frozenset(
    {
        "Read me",
        "Summary",
        "Session matrix",
        "Items",
        "Trend",
        "Focus",
        "Sample flow",
        "Reliability methods",
        "Columns",
    }
)
"""Sheets to be read: overviews over the others, and prose."""

LINE_END: Final = " / "
"""Stands for the end of a line within a text: SPSS ends a case there, quoted or not."""


def lists(report: Report) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook in which each row is one thing."""
    return tuple(each for each in sheets(report) if each.title not in NO_LISTS)


class ValueList:
    """A list on its way into a CSV file.

    Args:
        sheet: Where columns and rows come from.
        file: Open for writing, without a translation of line ends.

    Attributes:
        stem: What its files are called, without the ending.
        widths: The bytes of the longest text of each variable until now.
    """

    def __init__(self, sheet: Sheet, file: TextIO) -> None:
        self.sheet = sheet
        self.stem = stem(sheet)
        self.variables = variables(sheet)
        self.widths = dict.fromkeys((each.name for each in self.variables), 0)
        self.count = 0
        self._rows = csv.writer(file, lineterminator="\n")
        self._rows.writerow([each.name for each in self.variables])

    def add(self, rows: Iterable[Row]) -> None:
        """Write rows below those that are there."""
        for row in rows:
            cells = written(row, self.variables)
            for each, cell in zip(self.variables, cells, strict=True):
                if each.is_text:
                    width = len(cell.encode())
                    self.widths[each.name] = max(self.widths[each.name], width)
            self._rows.writerow(cells)
            self.count += 1


def stem(sheet: Sheet) -> str:
    """Return what the files of a sheet are called, without the ending."""
    return plain_name(sheet.title)


def written(row: Row, found: Sequence[Variable]) -> list[str]:
    """Return a row of a sheet as it stands in a CSV file."""
    return [_cell(row[each.place], each) for each in found]


def _cell(value: Value, variable: Variable) -> str:
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_text(value)
    if variable.is_time:
        return f"{value / 1_000:.3f}"
    return repr(value)


def safe_text(text: str) -> str:
    """Return text on one line, so that no spreadsheet takes it for a formula."""
    told = LINE_END.join(part for part in clean(text).split("\n") if part.strip())
    return f"'{told}" if looks_like_formula(text) else told
