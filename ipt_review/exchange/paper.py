"""One sheet of the workbook as openpyxl knows it: styles, widths, print set-up."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lxml.etree import LxmlError
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter, create_temporary_file
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from ipt_review.exchange.drawing import add_features
from ipt_review.exchange.sheet_size import (
    header_height,
    pages_across,
    row_height,
    width,
    wrapped_columns,
)
from ipt_review.exchange.sheets.table import Formula
from ipt_review.exchange.slot import BOLD, Slot, dress, text_cell

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from typing import BinaryIO

    from openpyxl.worksheet.worksheet import Worksheet as Streamed

    from ipt_review.exchange.sheets.table import Column, Plain, Row, Sheet, Value
else:  # whose attributes the types of openpyxl do not tell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet as Streamed

LOOKED_AT: Final = 500
"""Rows whose text decides how wide a column is."""

A4: Final = "9"

HEADER_FILL: Final = PatternFill("solid", fgColor="DCE6EA")
HEADER_EDGE: Final = Border(bottom=Side(style="thin", color="5B7480"))


class Paper(Streamed):
    """A sheet that takes rows as XML, and writes them as they are.

    openpyxl writes all else on it, before the rows and after them, to the same scratch
    file; parsing and writing each row once more would take a third of the time.
    """

    _writer: Any
    _rows: Generator[None, str, None] | None
    _scratch: BinaryIO

    def _get_writer(self) -> None:
        if self._writer is None:
            self._path_of_scratch = Path(create_temporary_file())
            self._scratch = self._path_of_scratch.open("wb")
            self._writer = WorksheetWriter(self, self._scratch)
            self._writer.write_top()

    def _write_rows(self) -> Generator[None, str, None]:
        around = self._writer.xf.send(True)  # noqa: FBT003  (which asks for it)
        with around.element("sheetData"), suppress(GeneratorExit):
            around.flush()
            while True:
                self._scratch.write((yield).encode())
        next(self._writer.xf)

    def write(self, number: int, cells: Iterable[str], height: float | None) -> None:
        """Write the cells of one row, which is `height` points high if that is set."""
        if self._rows is None:
            self._get_writer()
            self._rows = self._write_rows()
            next(self._rows)
        high = "" if height is None else f' ht="{height}" customHeight="1"'
        self._rows.send(f'<row r="{number}"{high}>{"".join(cells)}</row>')

    def close(self) -> None:
        """End the sheet; its scratch file is packed by openpyxl then."""
        Streamed.close(self)  # type: ignore[attr-defined]
        self._scratch.close()
        self._writer.out = str(self._path_of_scratch)

    @property
    def scratch(self) -> int:
        """How many bytes wait to be packed."""
        return self._path_of_scratch.stat().st_size

    def sweep(self) -> None:
        """Remove the scratch file, which would outlive a failure in plain text.

        openpyxl removes it itself when all went well.
        """
        if self._writer is None:
            return
        for end in (self._end_rows, self._writer.close, self._scratch.close):
            with suppress(OSError, LxmlError):  # of a disk that is full, once more
                end()
        if self._path_of_scratch.exists():
            self._writer.out = str(self._path_of_scratch)
            self._writer.cleanup()

    def _end_rows(self) -> None:
        if self._rows is not None:
            self._rows.close()


class Leaf:
    """A sheet being written row by row, none of them held for long.

    Its first rows wait until there are enough of them to say how wide columns are.
    """

    def __init__(self, paper: Paper, sheet: Sheet) -> None:
        self.paper = paper
        self.written = 0
        self._sheet = sheet
        self._waiting: list[Row] = []
        self._slots: list[Slot] = []
        self._wrapped: dict[int, float] = {}

    def add(self, row: Row) -> None:
        """Write a row, or keep it until the columns are laid out."""
        self.written += 1
        if self._slots:
            self._write(self.written, row)
            return
        self._waiting.append(row)
        if len(self._waiting) == LOOKED_AT:
            self._lay_out()

    def close(self) -> None:
        """Write what waits and end the sheet."""
        if not self._slots:
            self._lay_out()
        if self._sheet.filtered:
            last = get_column_letter(len(self._sheet.columns))
            self.paper.auto_filter.ref = f"A1:{last}{self.written + 1}"
        add_features(self.paper, self._sheet.features)
        self.paper.close()

    def _lay_out(self) -> None:
        paper, sheet = self.paper, self._sheet
        widths = [
            width(column, [_shown(row[place]) for row in self._waiting])
            for place, column in enumerate(sheet.columns)
        ]
        _set_up(paper, sheet, widths)
        headers = [
            _header(paper, place, column)
            for place, column in enumerate(sheet.columns, start=1)
        ]
        paper.write(1, headers, header_height(sheet.columns, widths))
        self._slots = [
            Slot(paper, place, column.form, ruled=sheet.ruled)
            for place, column in enumerate(sheet.columns, start=1)
        ]
        self._wrapped = wrapped_columns(sheet.columns, widths)
        for number, row in enumerate(self._waiting, start=1):
            self._write(number, row)
        self._waiting.clear()

    def _write(self, number: int, row: Row) -> None:
        line = number + 1
        cells = [
            slot.cell(value, line) for slot, value in zip(self._slots, row, strict=True)
        ]
        self.paper.write(line, cells, row_height(row, self._wrapped))


def _shown(value: Value) -> Plain:
    return value.value if isinstance(value, Formula) else value


def _header(paper: Paper, place: int, column: Column) -> str:
    cell = WriteOnlyCell(paper)
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
    return text_cell(f"{get_column_letter(place)}1", cell.style_id, column.header)


def _set_up(paper: Paper, sheet: Sheet, widths: Sequence[float]) -> None:
    for place, (column, wide) in enumerate(
        zip(sheet.columns, widths, strict=True), start=1
    ):
        dimension = paper.column_dimensions[get_column_letter(place)]
        dimension.width = wide
        dress(dimension, column.form)
    paper.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    _set_up_print(paper, sheet, widths)


def _set_up_print(paper: Paper, sheet: Sheet, widths: Sequence[float]) -> None:
    paper.print_title_rows = "1:1"
    if sheet.frozen:
        paper.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
    paper.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    paper.page_setup.orientation = "landscape"
    paper.page_setup.paperSize = A4
    paper.page_setup.fitToWidth = pages_across(widths, sheet.frozen)
    paper.page_setup.pageOrder = "overThenDown"  # the rest of a row on the next page
    paper.page_setup.fitToHeight = 0
    paper.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    footer = HeaderFooterItem()
    footer.left.text = "IPT Review"
    footer.center.text = "&A"
    footer.right.text = "&P / &N"
    paper.HeaderFooter = HeaderFooter(oddFooter=footer)
