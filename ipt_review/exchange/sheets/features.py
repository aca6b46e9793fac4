"""What a sheet has besides cells: shades, choices and charts, as plain values.

Rows and columns are counted from 1, the header being row 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

LONGEST_NAME: Final = 200


class Scale(Enum):
    """How a shade follows the value under it; each can be read in grey."""

    HIGH_IS_DARK = "the higher, the darker"
    PALE_WHERE_MISSING = "pale where a formula has no value"


@dataclass(frozen=True, slots=True)
class Shade:
    """Cells of some columns, from a first row to a last one, shaded by their values.

    Attributes:
        low, high: Ends of the scale; values beyond are shaded like the ends.
    """

    columns: tuple[int, ...]
    rows: tuple[int, int]
    scale: Scale
    low: float = 1
    high: float = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """A cell whose value is chosen from those in a column of the same sheet.

    Attributes:
        name: Under which formulas know the cell.
        listed_in: The column with what can be chosen, `number` of them from row 2 on.
    """

    name: str
    column: int
    row: int
    listed_in: int
    number: int


class Drawing(Enum):
    """How a chart shows its series."""

    LINES = "lines"
    STACKED = "stacked columns"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that a spreadsheet draws from the cells, and draws anew when they change.

    Attributes:
        labels: Column with what stands along the axis.
        series: Columns that are drawn, named by their headers.
        rows: The first and the last one drawn.
        beside: The chart stands to the right of this column.
        highest: Where the upright axis ends, None to fit.
    """

    title: str
    across: str
    upward: str
    drawing: Drawing
    labels: int
    series: tuple[int, ...]
    rows: tuple[int, int]
    beside: int
    lowest: float | None = None
    highest: float | None = None


Feature = Shade | Choice | Chart


def name_of(sheet: str, header: str) -> str:
    """Return the name of a column for use in formulas: `Sessions_Adherence_mean`."""
    words = re.sub(r"[^0-9A-Za-z_]+", "_", header.replace("%", "pct")).strip("_")
    return f"{sheet.replace(' ', '_')}_{words}"[:LONGEST_NAME]
