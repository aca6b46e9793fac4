"""One sheet of the workbook as openpyxl knows it: styles, widths, print set-up."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from ipt_review.exchange.cell_text import clean
from ipt_review.exchange.sheet_size import (
    header_height,
    pages_across,
    row_height,
    width,
    wrapped_columns,
)
from ipt_review.exchange.slot import BOLD, Slot, dress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from ipt_review.exchange.sheets.table import Column, Row, Sheet

LOOKED_AT: Final = 500
"""Rows whose text decides how wide a column is."""

A4: Final = "9"

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
    slots = [
        Slot(paper, place, column.form, ruled=sheet.ruled)
        for place, column in enumerate(sheet.columns, start=1)
    ]
    heights = paper.row_dimensions
    wrapped = wrapped_columns(sheet.columns, widths)
    number = 1
    for number, row in enumerate(chain(sample, rows), start=2):
        height = row_height(row, wrapped)
        if height is not None:
            heights[number].height = height
        paper.append([slot.hold(value) for slot, value in zip(slots, row, strict=True)])
        heights.pop(number, None)
    if sheet.filtered:
        last = get_column_letter(len(sheet.columns))
        paper.auto_filter.ref = f"A1:{last}{number}"


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
        indent=1 if column.form.is_text else 0,
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
        dress(dimension, column.form)
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
