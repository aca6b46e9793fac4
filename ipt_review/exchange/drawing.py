"""Shades, choices, charts and names of a sheet as openpyxl knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Color, Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from ipt_review.exchange.sheets.features import (
    Choice,
    Drawing,
    Scale,
    Shade,
    name_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.chart._chart import ChartBase
    from openpyxl.worksheet.worksheet import Worksheet

    from ipt_review.exchange.sheets.features import Chart, Feature
    from ipt_review.exchange.sheets.table import Sheet

PALEST: Final = "FFFFFF"
DARKEST: Final = "7FA3B0"
FAINT: Final = "C8D0D4"
PALE_LINE: Final = "DDE2E5"

INKS: Final = ("20506B", "B0642A", "6B6B6B", "4C8C4A", "8A4F8F", "B59A2A", "2B8C8C")
"""Colors of series: dark and light by turns, so that grey print tells them apart."""

DASHES: Final = ("solid", "dash", "sysDot", "dashDot")
SYMBOLS: Final = ("circle", "square", "triangle", "diamond")

WIDE: Final = 22.0
HIGH: Final = 9.5
ROWS_A_CHART: Final = 21
"""Size of a chart in cm, and how many rows that takes."""


def add_features(paper: Worksheet, features: Sequence[Feature]) -> None:
    """Put shades, choices and charts on a sheet, the charts below each other."""
    charts = 0
    for feature in features:
        if isinstance(feature, Shade):
            _shade(paper, feature)
        elif isinstance(feature, Choice):
            _offer(paper, feature)
        else:
            place = (
                f"{get_column_letter(feature.beside + 2)}{2 + charts * ROWS_A_CHART}"
            )
            paper.add_chart(_drawn(paper, feature), place)
            charts += 1


def define_names(book: Workbook, sheet: Sheet, rows: int) -> None:
    """Give columns the names that formulas know them by, and choices theirs."""
    title, last = quote_sheetname(sheet.title), max(2, rows + 1)
    places: dict[str, str] = {}
    if sheet.named:
        for number, column in enumerate(sheet.columns, start=1):
            letter = get_column_letter(number)
            name = name_of(sheet.title, column.header)
            places.setdefault(name, f"${letter}$2:${letter}${last}")
    for each in sheet.features:
        if isinstance(each, Choice):
            places[each.name] = f"${get_column_letter(each.column)}${each.row}"
    for name, place in places.items():
        book.defined_names.add(DefinedName(name, attr_text=f"{title}!{place}"))


def _shade(paper: Worksheet, shade: Shade) -> None:
    first, last = shade.rows
    letters = [get_column_letter(column) for column in shade.columns]
    cells = " ".join(f"{letter}{first}:{letter}{last}" for letter in letters)
    if shade.scale is Scale.HIGH_IS_DARK:
        ends = [FormatObject("num", shade.low), FormatObject("num", shade.high)]
        colors = [Color(PALEST), Color(DARKEST)]
        rule = Rule("colorScale", colorScale=ColorScale(ends, colors))
    else:
        pale = DifferentialStyle(font=Font(color=FAINT))
        rule = Rule("expression", formula=[f"ISNA({letters[0]}{first})"], dxf=pale)
    paper.conditional_formatting.add(cells, rule)


def _offer(paper: Worksheet, choice: Choice) -> None:
    letter = get_column_letter(choice.listed_in)
    offered = f"=${letter}$2:${letter}${1 + choice.number}"
    rule = DataValidation("list", formula1=offered[1:], allow_blank=False)
    rule.errorTitle, rule.error = "Not in the list", "Choose one of the list."
    rule.add(f"{get_column_letter(choice.column)}{choice.row}")
    paper.data_validations.append(rule)


def _drawn(paper: Worksheet, chart: Chart) -> ChartBase:
    stacked = chart.drawing is Drawing.STACKED
    drawn: Any = BarChart() if stacked else LineChart()  # types that know half of it
    drawn.title, drawn.width, drawn.height = chart.title, WIDE, HIGH
    drawn.x_axis.title, drawn.y_axis.title = chart.across, chart.upward
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = chart.lowest, chart.highest
    drawn.y_axis.number_format = "0"
    lines = LineProperties(solidFill=PALE_LINE)
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=lines)
    drawn.display_blanks = "span"
    drawn.legend.position = "b"
    first, last = chart.rows
    for number, column in enumerate(chart.series):
        values = Reference(paper, column, first - 1, column, last)
        series = Series(values, title_from_data=True)
        _ink(series, number, stacked=stacked)
        drawn.series.append(series)
    drawn.set_categories(Reference(paper, chart.labels, first, chart.labels, last))
    if stacked:
        drawn.grouping, drawn.overlap, drawn.gapWidth = "stacked", 100, 60
    made: ChartBase = drawn
    return made


def _ink(series: Any, number: int, *, stacked: bool) -> None:
    ink = INKS[number % len(INKS)]
    properties = GraphicalProperties()
    if stacked:
        properties.solidFill = ink
    else:
        properties.line.solidFill = ink
        properties.line.width = 22_000
        properties.line.dashStyle = DASHES[number % len(DASHES)]
        series.marker.symbol = SYMBOLS[number % len(SYMBOLS)]
        series.marker.graphicalProperties = GraphicalProperties(solidFill=ink)
        series.smooth = False
    series.graphicalProperties = properties
