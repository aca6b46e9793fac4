"""One sheet of the workbook as openpyxl knows it: styles, widths, print set-up."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from ipt_review.domain.timecode import MS_PER_HOUR
from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.exchange.sheet_size import (
    header_height,
    pages_across,
    row_height,
    width,
)
from ipt_review.exchange.sheets.table import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.dimensions import ColumnDimension
    from openpyxl.worksheet.worksheet import Worksheet

    from ipt_review.exchange.sheets.table import Column, Row, Sheet, Value

MS_PER_DAY: Final = 24 * MS_PER_HOUR
"""Excel counts time in days."""

NUMBER_FORMATS: Final = {
    Form.WHOLE: "0",
    Form.RATING: "0",
    Form.DECIMAL: "0.00",
    Form.PERCENT: "0.0",
    Form.TIME: "[h]:mm:ss",
    Form.MOMENT: "[h]:mm:ss.000",
}
TIMES: Final = frozenset({Form.TIME, Form.MOMENT})

LOOKED_AT: Final = 500
"""Rows whose text decides how wide a column is."""

A4: Final = "9"

FONT: Final = "Arial"
PLAIN: Final = Font(name=FONT, size=10)
BOLD: Final = Font(name=FONT, size=10, bold=True)
HEADER_FILL: Final = PatternFill("solid", fgColor="DCE6EA")
HEADER_EDGE: Final = Border(bottom=Side(style="thin", color="5B7480"))


def lay_out(paper: Worksheet, sheet: Sheet, rows: Iterator[Row]) -> None:
    """Write the header and the rows of a sheet.

    Each line reuses one styled cell a column: openpyxl writes a line out before
    it asks for the next, and making cells is what takes most of the time.
    """
    sample = list(islice(rows, LOOKED_AT))
    widths = [
        width(column, [row[place] for row in sample])
        for place, column in enumerate(sheet.columns)
    ]
    _set_up(paper, sheet, widths)
    paper.append([_header(paper, column) for column in sheet.columns])
    slots = [_Slot(paper, column.form) for column in sheet.columns]
    heights = paper.row_dimensions
    number = 1
    for number, row in enumerate(chain(sample, rows), start=2):
        height = row_height(row, sheet.columns, widths)
        if height is not None:
            heights[number].height = height
        paper.append([slot.hold(value) for slot, value in zip(slots, row, strict=True)])
        heights.pop(number, None)
    if sheet.filtered:
        last = get_column_letter(len(sheet.columns))
        paper.auto_filter.ref = f"A1:{last}{number}"


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
    _dress(cell, form)
    return cell


def _dress(part: Cell | ColumnDimension, form: Form) -> None:
    """Give a cell, or the empty cells of a column, the look of its form."""
    part.font = BOLD if form is Form.TOPIC else PLAIN
    part.number_format = NUMBER_FORMATS.get(form, "General")
    part.alignment = Alignment(
        horizontal="left" if form.is_text else "right",
        vertical="top",
        indent=1 if form is Form.TEXT else 0,
        wrap_text=form is Form.PROSE,
    )


def _header(paper: Worksheet, column: Column) -> Cell:
    cell = WriteOnlyCell(paper, clean(column.header))
    cell.data_type = "s"
    cell.font = BOLD
    cell.fill = HEADER_FILL
    cell.border = HEADER_EDGE
    upright = column.form.upright
    cell.alignment = Alignment(
        horizontal="left" if column.form.is_text else "right",
        vertical="bottom",
        indent=1 if column.form is Form.TEXT else 0,
        wrap_text=not upright,
        textRotation=90 if upright else 0,
    )
    return cell


def _set_up(paper: Worksheet, sheet: Sheet, widths: Sequence[float]) -> None:
    for place, (column, wide) in enumerate(
        zip(sheet.columns, widths, strict=True), start=1
    ):
        dimension = paper.column_dimensions[get_column_letter(place)]
        dimension.width = wide
        _dress(dimension, column.form)
    paper.row_dimensions[1].height = header_height(sheet.columns, widths)
    paper.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    _set_up_print(paper, sheet, widths)


def _set_up_print(paper: Worksheet, sheet: Sheet, widths: Sequence[float]) -> None:
    paper.print_title_rows = "1:1"
    if sheet.frozen:
        paper.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
    paper.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    paper.page_setup.orientation = "landscape"
    paper.page_setup.paperSize = A4
    paper.page_setup.fitToWidth = pages_across(widths)
    paper.page_setup.fitToHeight = 0
    paper.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    footer = HeaderFooterItem()
    footer.left.text = "IPT Review"
    footer.center.text = "&A"
    footer.right.text = "&P / &N"
    paper.HeaderFooter = HeaderFooter(oddFooter=footer)
