"""The cells of one column: the look is found once, and each value is one cell."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from ipt_review.domain.timecode import MS_PER_HOUR
from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.exchange.sheets.table import NOT_THERE, Form, Formula

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.dimensions import ColumnDimension
    from openpyxl.worksheet.worksheet import Worksheet

    from ipt_review.exchange.sheets.table import Value

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

KEPT: Final = 2_048
"""How many texts of a column are kept as they are written; most return again."""

FONT: Final = "Arial"
PLAIN: Final = Font(name=FONT, size=10)
BOLD: Final = Font(name=FONT, size=10, bold=True)
RULE: Final = Border(bottom=Side(style="thin", color="CBD5DA"))


class Slot:
    """Where the values of one column go, one after the other, written as XML.

    openpyxl makes and styles a cell anew for each value, which takes many times as
    long as writing it does; so it gives the two styles of a column, once.
    """

    def __init__(
        self, paper: Worksheet, place: int, form: Form, *, ruled: bool
    ) -> None:
        self._timed = form in TIMES
        self._head = f'<c r="{get_column_letter(place)}'
        self._plain = _style(paper, form, ruled=ruled)
        self._quoted = _style(paper, form, ruled=ruled, quoted=True)
        self._empty = f'" s="{self._plain}"/>' if ruled else ""
        self._number = f'" s="{self._plain}" t="n"><v>'
        words = self._words
        self._told = words if form is Form.PROSE else lru_cache(KEPT)(words)

    def cell(self, value: Value, row: int) -> str:
        """Return the cell of this value in this row, "" where none is needed."""
        if isinstance(value, str):
            return f"{self._head}{row}{self._told(value)}"
        if value is None:
            return f"{self._head}{row}{self._empty}" if self._empty else ""
        if isinstance(value, Formula):
            return self._calculated(f"{self._head}{row}", value)
        number = value / MS_PER_DAY if self._timed else value
        return f"{self._head}{row}{self._number}{number!r}</v></c>"

    def _words(self, text: str) -> str:
        """Return what follows the row in a cell with this text."""
        style = self._quoted if looks_like_formula(text) else self._plain
        return f'" s="{style}" t="inlineStr">{_written(text)}</c>'

    def _calculated(self, begun: str, formula: Formula) -> str:
        """Return a cell that is worked out, with what it comes to now."""
        value = formula.value
        kind = "n"
        if isinstance(value, str) or value is None:
            kind = "e" if value == NOT_THERE else "str"
        shown = "" if value is None else f"<v>{escape(str(value))}</v>"
        return (
            f'{begun}" s="{self._plain}" t="{kind}">'
            f"<f>{escape(formula.text)}</f>{shown}</c>"
        )


def text_cell(at: str, style: int, text: str) -> str:
    """Return a cell that holds the text as text, whatever it looks like."""
    return f'<c r="{at}" s="{style}" t="inlineStr">{_written(text)}</c>'


def _style(paper: Worksheet, form: Form, *, ruled: bool, quoted: bool = False) -> int:
    """Return the number under which the workbook keeps this look."""
    cell = WriteOnlyCell(paper)
    dress(cell, form)
    if ruled:
        cell.border = RULE
    cell.quotePrefix = quoted
    return int(cell.style_id)


def dress(part: Cell | ColumnDimension, form: Form) -> None:
    """Give a cell, or the empty cells of a column, the look of its form."""
    part.font = BOLD if form is Form.TOPIC else PLAIN
    part.number_format = NUMBER_FORMATS.get(form, "General")
    part.alignment = Alignment(
        horizontal="left" if form.is_text else "right",
        vertical="top",
        indent=1 if form.is_text else 0,
        wrap_text=form is Form.PROSE,
    )


def _written(text: str) -> str:
    fitted = clean(text)
    kept = ' xml:space="preserve"' if fitted != fitted.strip() else ""
    return f"<is><t{kept}>{escape(fitted)}</t></is>"
