"""The row of a template that repeats, written as XML for each row of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string

from ipt_review.exchange.cell_text import looks_like_formula
from ipt_review.exchange.sheets.table import NOT_THERE, Formula
from ipt_review.exchange.slot import MS_PER_DAY, TIMES, text_cell
from ipt_review.exchange.templates.archive import tag
from ipt_review.exchange.templates.asking import PLACEHOLDER, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipt_review.exchange.sheets.table import Column, Plain, Row, Sheet, Value
    from ipt_review.exchange.templates.archive import Element
    from ipt_review.exchange.templates.asking import Asked

LINK: Final = "HYPERLINK("


class Quoting:
    """Styles of a template, and their likes for text that looks like a formula.

    Args:
        styles: The XML of the styles, which grows.
    """

    def __init__(self, styles: Element | None) -> None:
        self._looks = None if styles is None else styles.find(tag("cellXfs"))
        self._quoted: dict[int, int] = {}

    def quoted(self, style: int) -> int:
        """Return the style that looks like this one and keeps text as text."""
        looks = self._looks
        if looks is None or style >= len(looks):
            return style
        if style not in self._quoted:
            like = etree.fromstring(etree.tostring(looks[style]))
            like.set("quotePrefix", "1")
            looks.append(like)
            looks.set("count", str(len(looks)))
            self._quoted[style] = len(looks) - 1
        return self._quoted[style]


class Repeated:
    """Makes the XML of the row again and again, each time with other values."""

    def __init__(self, asked: Asked, row: Element, quoting: Quoting) -> None:
        self._attributes = "".join(
            f' {name}="{row.get(name)}"'
            for name in ("ht", "customHeight", "s", "customFormat", "hidden")
            if row.get(name) is not None
        )
        self._quoting = quoting
        self._cells = [self._cell(asked, cell) for cell in row.iter(tag("c"))]
        self._cells.sort(key=lambda each: each[0])

    def row(self, number: int, values: Row) -> str:
        """Return the row with this number."""
        cells = "".join(make(number, values) for _, make in self._cells)
        return f'<row r="{number}"{self._attributes}>{cells}</row>'

    def _cell(
        self, asked: Asked, cell: Element
    ) -> tuple[int, Callable[[int, Row], str]]:
        """Return the place of a cell, and what makes it for a row."""
        name, style = cell.get("r"), int(cell.get("s") or 0)
        letters = name.rstrip("0123456789")
        place = column_index_from_string(letters)
        source, columns = asked.source, asked.columns or {}
        formula = cell.find(tag("f"))
        if formula is not None and formula.text:
            text = f"={formula.text}"

            def calculated(number: int, _: Row) -> str:
                at = f"{letters}{number}"
                moved = Translator(text, origin=name).translate_formula(at)
                return self.of(at, style, Formula(moved[1:], None))

            return place, calculated
        if name in columns and source is not None:
            find = finding(asked.sheet.texts[name], columns[name], source)
            return place, lambda number, values: self.of(
                f"{letters}{number}", style, find(values)
            )
        fixed = asked.values.get(name, asked.sheet.texts.get(name, _number(cell)))
        return place, lambda number, _: self.of(f"{letters}{number}", style, fixed)

    def of(self, at: str, style: int, value: Value) -> str:
        """Return a cell with a value; formulas are worked out by who opens them."""
        if isinstance(value, Formula):
            return f'<c r="{at}" s="{style}"><f>{_escaped(value.text)}</f></c>'
        if isinstance(value, str) and value != NOT_THERE:
            risky = looks_like_formula(value)
            return text_cell(at, self._quoting.quoted(style) if risky else style, value)
        if value is None or isinstance(value, str):
            return f'<c r="{at}" s="{style}"/>'
        return f'<c r="{at}" s="{style}"><v>{value!r}</v></c>'


def finding(
    pattern: str, places: Sequence[int], source: Sheet
) -> Callable[[Row], Value]:
    """Return what finds the value of a cell in a row: one as it is, or within a text.

    Args:
        pattern: The text of the cell in the template.
        places: Of the columns that it asks for, in the order of the text.
        source: The sheet that has them.
    """
    heads = [source.columns[each] for each in places]
    if PLACEHOLDER.fullmatch(pattern.strip()):
        (place,), (head,) = places, heads
        return lambda values: _worth(values[place], head)

    def within(values: Row) -> str:
        worth = [
            _worth(values[place], head)
            for place, head in zip(places, heads, strict=True)
        ]
        plain = iter(
            shown(each.value if isinstance(each, Formula) else each) for each in worth
        )
        return PLACEHOLDER.sub(lambda _: next(plain), pattern)

    return within


def _worth(value: Value, head: Column) -> Value:
    """Return a value for another workbook: times in days, of formulas only links."""
    if isinstance(value, Formula):
        return value if value.text.startswith(LINK) else value.value
    if value is not None and not isinstance(value, str) and head.form in TIMES:
        return value / MS_PER_DAY
    return value


def _number(cell: Element) -> Plain:
    value = cell.find(tag("v"))
    if value is None or not value.text or cell.get("t") not in {None, "n"}:
        return None
    return float(value.text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
