"""How wide columns and how high rows must be for their text; plain arithmetic."""

from __future__ import annotations

import textwrap
from math import ceil
from typing import TYPE_CHECKING, Final

from ipt_review.exchange.sheets.table import Form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_review.exchange.sheets.table import Column, Plain, Row

LINE: Final = 13.0
"""Height of a line in points, at the ten points that all sheets are set in."""

LETTER: Final = 5.6
"""Length of a letter in points, where a header stands upright."""

LETTERS: Final = 1.1
"""Letters of running text that fit into one unit of width, which is one digit wide."""

MARGIN: Final = {True: 3, False: 2}
"""Characters beside a text, which is indented, and beside a number."""

NARROWEST: Final = 6
WIDEST: Final = {Form.PROSE: 56, Form.TEXT: 32, Form.TOPIC: 24}
SHOWN: Final = {
    Form.DECIMAL: 8,
    Form.RATING: 2,
    Form.TIME: 7,
    Form.MOMENT: 11,
}
"""Characters that a value takes as shown, where it is not the text itself."""

TALLEST: Final = 400.0
"""Excel ends at 409 points; the rest of a longer text shows when a cell is opened."""

PAGE: Final = 190
"""Characters on one landscape page that can still be read."""

SQUEEZED: Final = 0.5
"""Which part of a page is rather printed smaller than on a page more."""


def width(column: Column, values: Sequence[Plain]) -> float:
    """Return a width in characters that fits the content and each header word.

    Args:
        column: What is to be fitted; its own width, if it has one, is taken.
        values: Content to look at; a long column is judged by its beginning.
    """
    if column.width:
        return column.width
    upright = column.form.upright
    words = [] if upright else column.header.split()
    margin = MARGIN[column.form.is_text]
    header = max(map(len, words), default=0) + margin
    shown = SHOWN.get(column.form) or max(map(_length, values), default=0)
    fitted = max(NARROWEST, header, shown + margin)
    return min(fitted, max(header, WIDEST.get(column.form, fitted)))


def header_height(columns: Sequence[Column], widths: Sequence[float]) -> float:
    """Return the height in points that shows every header whole."""
    upright = [len(each.header) * LETTER for each in columns if each.form.upright]
    wrapped = [
        LINE * lines(each.header, wide - MARGIN[each.form.is_text])
        for each, wide in zip(columns, widths, strict=True)
        if not each.form.upright
    ]
    return min(TALLEST, max([*upright, *wrapped], default=LINE) + LINE / 2)


def wrapped_columns(
    columns: Sequence[Column], widths: Sequence[float]
) -> dict[int, float]:
    """Return the columns whose text runs over lines: letters to a line, by place."""
    return {
        place: (wide - MARGIN[True]) * LETTERS
        for place, (column, wide) in enumerate(zip(columns, widths, strict=True))
        if column.form is Form.PROSE
    }


def row_height(row: Row, wrapped: Mapping[int, float]) -> float | None:
    """Return the height in points of a row with wrapped text, None for one line."""
    most = 1
    for place, wide in wrapped.items():
        value = row[place]
        if isinstance(value, str):
            most = max(most, lines(value, wide))
    return min(TALLEST, LINE * most) if most > 1 else None


def pages_across(widths: Sequence[float], frozen: int = 0) -> int:
    """Return how many pages a row is spread over so that it can still be read.

    Args:
        widths: Of all columns.
        frozen: How many of them are printed again on each page.
    """
    again = min(sum(widths[:frozen]), PAGE / 2)
    pages = (sum(widths) - again) / (PAGE - again)
    return max(1, ceil(pages - SQUEEZED))


def lines(text: str, wide: float) -> int:
    """Return over how many lines a text runs in a cell of this width."""
    return sum(
        max(1, len(textwrap.wrap(line, max(1, int(wide))))) for line in text.split("\n")
    )


def _length(value: Plain) -> int:
    if isinstance(value, str):
        return max(map(len, value.splitlines()), default=0)
    return 0 if value is None else len(f"{value:.0f}")
