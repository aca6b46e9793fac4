"""One sheet of the workbook as openpyxl knows it: styles, widths, print set-up."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from ipt_review.domain.timecode import MS_PER_HOUR
from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.exchange.sheets.table import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from ipt_review.exchange.sheets.table import Column, Row, Sheet, Value

MS_PER_DAY: Final = 24 * MS_PER_HOUR
"""Excel counts time in days."""

NUMBER_FORMATS: Final = {
    Form.WHOLE: "0",
    Form.DECIMAL: "0.00",
    Form.PERCENT: "0.0",
    Form.TIME: "[h]:mm:ss",
    Form.MOMENT: "[h]:mm:ss.000",
}
TIMES: Final = frozenset({Form.TIME, Form.MOMENT})
WRAPPED: Final = frozenset({Form.PROSE})

LOOKED_AT: Final = 500
"""Rows whose text decides how wide a column is."""

NARROWEST: Final = 7
WIDEST: Final = {Form.PROSE: 60, Form.TEXT: 32, Form.TOPIC: 24}
SHOWN_WIDTH: Final = {Form.TIME: 9, Form.MOMENT: 13}
PAGE_WIDTH: Final = 190
"""Characters that can still be read on one landscape page."""

A4: Final = "9"

FONT: Final = "Calibri"
PLAIN: Final = Font(name=FONT, size=11)
BOLD: Final = Font(name=FONT, size=11, bold=True)
HEADER_FILL: Final = PatternFill("solid", fgColor="DCE6EA")
HEADER_EDGE: Final = Border(bottom=Side(style="thin", color="5B7480"))


def lay_out(paper: Worksheet, sheet: Sheet, rows: Iterator[Row]) -> int:
    """Write the header and the rows of a sheet, and return how many rows.

    Each line reuses one styled cell a column: openpyxl writes a line out before
    it asks for the next, and making cells is what takes most of the time.
    """
    sample = list(islice(rows, LOOKED_AT))
    widths = [
        _width(column, [row[place] for row in sample])
        for place, column in enumerate(sheet.columns)
    ]
    _set_up(paper, sheet, widths)
    paper.append([_header(paper, column) for column in sheet.columns])
    slots = [_Slot(paper, column.form) for column in sheet.columns]
    count = 0
    for row in chain(sample, rows):
        paper.append([slot.hold(value) for slot, value in zip(slots, row, strict=True)])
        count += 1
    if sheet.filtered:
        last = get_column_letter(len(sheet.columns))
        paper.auto_filter.ref = f"A1:{last}{count + 1}"
    return count


class _Slot:
    """The styled cell of one column, filled anew for each row."""

    def __init__(self, paper: Worksheet, form: Form) -> None:
        self._form = form
        self._cell = _styled(paper, form)
        self._quoted = _styled(paper, form)
        self._quoted.quotePrefix = True

    def hold(self, value: Value) -> Cell | None:
        """Return the cell with this value, or None for an empty one."""
        if value is None:
            return None
        if isinstance(value, str):
            return self._hold_text(value)
        self._cell.value = value / MS_PER_DAY if self._form in TIMES else value
        return self._cell

    def _hold_text(self, text: str) -> Cell:
        cell = self._quoted if looks_like_formula(text) else self._cell
        cell.value = clean(text)
        cell.data_type = "s"  # or openpyxl makes "=1+1" a formula
        return cell


def _styled(paper: Worksheet, form: Form) -> Cell:
    cell = WriteOnlyCell(paper)
    cell.font = BOLD if form is Form.TOPIC else PLAIN
    cell.alignment = Alignment(vertical="top", wrap_text=form in WRAPPED)
    cell.number_format = NUMBER_FORMATS.get(form, "General")
    return cell


def _header(paper: Worksheet, column: Column) -> Cell:
    cell = WriteOnlyCell(paper, clean(column.header))
    cell.data_type = "s"
    cell.font = BOLD
    cell.fill = HEADER_FILL
    cell.border = HEADER_EDGE
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _width(column: Column, values: Sequence[Value]) -> float:
    """Return a width in characters: the longest word of the header or the content."""
    header = max((len(word) for word in column.header.split()), default=0) + 2
    shown = SHOWN_WIDTH.get(column.form) or max(map(_length, values), default=0)
    fitted = max(NARROWEST, header, shown + 2)
    return min(fitted, max(header, WIDEST.get(column.form, fitted)))


def _length(value: Value) -> int:
    if isinstance(value, str):
        return max(map(len, value.splitlines()), default=0)
    return 0 if value is None else len(f"{value:.0f}") + 3


def _set_up(paper: Worksheet, sheet: Sheet, widths: Sequence[float]) -> None:
    for place, width in enumerate(widths, start=1):
        paper.column_dimensions[get_column_letter(place)].width = width
    paper.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    paper.print_title_rows = "1:1"
    if sheet.frozen:
        paper.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
    paper.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    paper.page_setup.orientation = "landscape"
    paper.page_setup.paperSize = A4
    paper.page_setup.fitToWidth = -(-int(sum(widths)) // PAGE_WIDTH)
    paper.page_setup.fitToHeight = 0
    paper.HeaderFooter = _footer()


def _footer() -> HeaderFooter:
    footer = HeaderFooterItem()
    footer.left.text = "IPT Review"
    footer.center.text = "&A"
    footer.right.text = "&P / &N"
    return HeaderFooter(oddFooter=footer)
