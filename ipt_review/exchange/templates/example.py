"""An example template: to begin with, and to see what can be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties

from ipt_review.exchange.sheet_size import LINE
from ipt_review.exchange.sheets.book import sheets
from ipt_review.exchange.sheets.table import Form
from ipt_review.exchange.slot import BOLD, FONT, NUMBER_FORMATS, PLAIN
from ipt_review.exchange.templates.values import NAMES
from ipt_review.exchange.workbook_target import write_there

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Sheet

LISTED: Final = (
    "Case",
    "Session",
    "Therapist",
    "Perspective",
    "Phase",
    "Adherence mean",
    "Competence mean",
    "Off-model mean",
    "On focus %",
)
FIRST_MEAN: Final = 6
"""The first column of `LISTED` with a mean."""

ROW: Final = 6
"""Where the row stands that repeats; what is worked out over it stands above."""

HEAD: Final = PatternFill("solid", fgColor="DCE6EA")
TITLE: Final = Font(name=FONT, size=16, bold=True)
RULES: Final = """\
Write a name of this list in double braces into a cell, as on the sheet Overview.
A row with names like Sessions.Case is repeated for each row of that sheet.
Nothing may stand below such a row, and there may be one on a sheet.
Ranges, named cells, tables, filters, rules and charts that end with it grow with it.
Times are Excel times: give their cells a format such as [h]:mm:ss.
Delete this sheet and what else is not needed; everything else stays as it is."""


def write_example(path: Path, report: Report) -> None:
    """Write a template with all that can be asked of this study to `path`.

    Raises:
        WorkbookNotWritten: When it cannot be written.
    """
    found = sheets(report)
    book = Workbook()
    book.remove(book.worksheets[0])
    _overview(
        book.create_sheet("Overview"),
        next(each for each in found if each.title == "Sessions"),
    )
    _names(book.create_sheet("Names"), found)
    for number in range(FIRST_MEAN, FIRST_MEAN + 3):
        letter = get_column_letter(number)
        name = LISTED[number - 1].replace(" ", "_").replace("-", "_")
        place = f"Overview!${letter}${ROW}"
        book.defined_names.add(DefinedName(name, attr_text=place))
    write_there(path, book.save)


def _overview(paper: Worksheet, source: Sheet) -> None:
    paper["A1"], paper["A1"].font = "{{study}}", TITLE
    told = "{{codings}} codings of {{tapes}} tapes, {{written on}}, {{program}}"
    paper["A2"], paper["A2"].font = told, PLAIN
    paper["A4"], paper["A4"].font = "Mean over all rows", BOLD
    forms = {column.header: column.form for column in source.columns}
    for number, header in enumerate(LISTED, start=1):
        letter, form = get_column_letter(number), forms[header]
        head = paper.cell(ROW - 1, number, header)
        head.font, head.fill = BOLD, HEAD
        side = "left" if form.is_text else "right"
        indent = 1 if form.is_text else 0
        head.alignment = Alignment(side, "bottom", wrap_text=True, indent=indent)
        cell = paper.cell(ROW, number, f"{{{{Sessions.{header}}}}}")
        cell.font = PLAIN
        cell.alignment = Alignment(side, "top", indent=indent)
        cell.number_format = NUMBER_FORMATS.get(form, "General")
        if number >= FIRST_MEAN:
            mean = paper.cell(
                4, number, f'=IFERROR(AVERAGE({letter}{ROW}:{letter}{ROW}),"")'
            )
            mean.font, mean.number_format = BOLD, "0.00"
        paper.column_dimensions[letter].width = 14 if form is Form.TEXT else 13
    paper.row_dimensions[ROW - 1].height = 2 * LINE
    paper.auto_filter.ref = f"A{ROW - 1}:{get_column_letter(len(LISTED))}{ROW}"
    paper.freeze_panes = f"C{ROW}"
    paper.page_setup.orientation = "landscape"
    paper.page_setup.fitToHeight = 0
    paper.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    paper.print_title_rows = f"{ROW - 1}:{ROW - 1}"
    _chart(paper)


def _chart(paper: Worksheet) -> None:
    chart = LineChart()
    chart.title, chart.width, chart.height = "Means, row by row", 20, 8
    chart.y_axis.delete = chart.x_axis.delete = False
    last = FIRST_MEAN + 2
    values = Reference(paper, FIRST_MEAN, ROW - 1, last, ROW)
    chart.add_data(values, titles_from_data=True)
    for series in chart.series:
        series.smooth = False
    chart.set_categories(Reference(paper, 2, ROW, 2, ROW))
    paper.add_chart(chart, f"{get_column_letter(len(LISTED) + 2)}{ROW - 1}")


def _names(paper: Worksheet, found: tuple[Sheet, ...]) -> None:
    for rule in RULES.splitlines():
        paper.append([rule])
    paper.append([])
    paper.append(["Name", "What it is", "Written as"])
    for cell in paper[paper.max_row]:
        cell.font, cell.fill = BOLD, HEAD
    for name, what in NAMES.items():
        paper.append([name, what, "text, or whole number"])
    for sheet in found:
        for column in sheet.columns:
            if column.what:
                name = f"{sheet.title}.{column.header}"
                paper.append([name, column.what, column.form.value])
    paper.column_dimensions["A"].width = 44
    paper.column_dimensions["B"].width = 90
    paper.column_dimensions["C"].width = 30
