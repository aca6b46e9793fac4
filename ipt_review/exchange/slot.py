"""A cell that is styled once and then filled again for every row of its column."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from typing_extensions import override

from ipt_review.domain.timecode import MS_PER_HOUR
from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.exchange.sheets.table import Form

if TYPE_CHECKING:
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

FONT: Final = "Arial"
PLAIN: Final = Font(name=FONT, size=10)
BOLD: Final = Font(name=FONT, size=10, bold=True)
RULE: Final = Border(bottom=Side(style="thin", color="CBD5DA"))

NUMBER: Final = "n"
STRING: Final = "s"


class Slot:
    """Where the values of one column go, one after the other."""

    def __init__(
        self, paper: Worksheet, place: int, form: Form, *, ruled: bool
    ) -> None:
        self._timed = form in TIMES
        self._ruled = ruled
        self._plain = _Cell(paper, place, form, ruled=ruled)
        self._quoted = _Cell(paper, place, form, ruled=ruled, quoted=True)

    def hold(self, value: Value) -> Cell | None:
        """Return the cell with this value, or None where none is needed."""
        if isinstance(value, str):
            text, risky = _fit(value)
            return (self._quoted if risky else self._plain).with_value(text, STRING)
        if value is None:
            return self._plain.with_value(None, NUMBER) if self._ruled else None
        return self._plain.with_value(
            value / MS_PER_DAY if self._timed else value, NUMBER
        )


class _Cell(Cell):
    """A cell that knows its style and its letter and looks neither up again.

    openpyxl works them out anew for each cell that it writes, which takes as long
    as writing does.
    """

    __slots__ = ("_letter", "_style_number")

    def __init__(
        self,
        paper: Worksheet,
        place: int,
        form: Form,
        *,
        ruled: bool,
        quoted: bool = False,
    ) -> None:
        super().__init__(paper, row=1, column=place)
        dress(self, form)
        if ruled:
            self.border = RULE
        self.quotePrefix = quoted
        self._letter = get_column_letter(place)
        self._style_number = super().style_id

    def with_value(self, value: float | str | None, kind: str) -> _Cell:
        """Put a value in, saying what it is: "=1+1" as text stays text."""
        self._value = value
        self.data_type = kind
        return self

    @property
    @override
    def coordinate(self) -> str:
        return f"{self._letter}{self.row}"

    @property
    @override
    def style_id(self) -> int:
        return self._style_number

    @property
    @override
    def has_style(self) -> bool:
        return True

    @override
    def __repr__(self) -> str:
        return "a slot"  # openpyxl writes it into an exception for every cell


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


@lru_cache(maxsize=4_096)
def _fit(text: str) -> tuple[str, bool]:
    """Return the text as a cell takes it, and whether it looks like a formula."""
    return clean(text), looks_like_formula(text)
