"""What refers to the row that repeats, when it has become many rows."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from openpyxl.formula.tokenizer import Token, Tokenizer

from ipt_review.exchange.templates.archive import (
    CHAIN,
    MAIN,
    TYPES,
    parsed,
    row_of,
    tag,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.exchange.templates.archive import Element

_PART: Final = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^\s'!,()]+)!)?"
    r"(?P<from>\$?[A-Z]{1,3}\$?)(?P<first>\d+)"
    r"(?::(?P<to>\$?[A-Z]{1,3}\$?)(?P<last>\d+))?"
)
_ONLY: Final = re.compile(r"(?:(?:(?:'(?:[^']|'')+'|[^\s'!,()]+)!)?[$A-Z\d:]+[, ]?)+")
CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"


@dataclass(frozen=True, slots=True)
class Growth:
    """A row of a sheet that has become many rows.

    Attributes:
        sheet: Title.
        row: The row of the template.
        last: The last row that it was repeated to.
    """

    sheet: str
    row: int
    last: int

    def range(self, text: str, own: str, *, single: bool) -> str:
        """Return a reference that ended at the row and ends at the last one now.

        Args:
            text: One reference, or several with spaces or commas between them.
            own: The sheet that is meant where none is named.
            single: Whether a single cell of the row becomes a range.
        """
        if single and not _ONLY.fullmatch(text):  # but something that is worked out
            return text

        def grown(found: re.Match[str]) -> str:
            sheet = found["sheet"]
            name = own if sheet is None else sheet[:-1].strip("'").replace("''", "'")
            ends = found["last"] or found["first"]
            if name != self.sheet or int(ends) != self.row:
                return found[0]
            if found["to"] is None and not single:
                return found[0]
            to = found["to"] or found["from"]
            start = f"{sheet or ''}{found['from']}{found['first']}"
            return f"{start}:{to}{self.last}"

        return _PART.sub(grown, text)

    def formula(self, text: str, own: str) -> str:
        """Return a formula whose ranges that ended at the row have grown."""
        parts = Tokenizer(f"={text}").items
        for each in parts:
            if each.type == Token.OPERAND and each.subtype == Token.RANGE:
                each.value = self.range(each.value, own, single=False)
        return "".join(each.value for each in parts)


def grow_sheet(root: Element, title: str, growth: Growth) -> None:
    """Let all grow in a sheet that refers to the row: filters, rules, formulas."""
    for formula in root.iter(tag("f")):
        if formula.text and formula.get("t") != "dataTable":
            formula.text = growth.formula(formula.text, title)
    if title != growth.sheet:
        return
    for each in root:
        for name in ("ref", "sqref"):
            if each.tag != tag("dimension") and each.get(name):
                each.set(name, growth.range(each.get(name), title, single=True))
    for each in root.iter(tag("dataValidation")):
        each.set("sqref", growth.range(each.get("sqref"), title, single=True))


def grow_names(book: Element, growth: Growth) -> None:
    """Let names grow that stand for cells of the row."""
    for name in book.iter(tag("definedName")):
        if name.text:
            name.text = growth.range(name.text, "", single=True)


def grow_table(table: Element, growth: Growth) -> None:
    """Let a table (with its filter) grow whose last row it is."""
    for each in (table, *table.iter(f"{{{MAIN}}}autoFilter")):
        each.set("ref", growth.range(each.get("ref"), growth.sheet, single=False))


def grow_chart(chart: Element, growth: Growth) -> None:
    """Let the ranges of a chart grow; what it knew of their cells is forgotten."""
    for each in chart.iter(f"{{{CHART}}}f"):
        grown = growth.range(each.text or "", "", single=True)
        if grown != each.text:
            each.text = grown
            for cache in list(each.getparent()):
                if cache.tag.endswith("Cache"):
                    each.getparent().remove(cache)


def grow_pivot(cache: Element, growth: Growth) -> None:
    """Let grow what a pivot table counts, which it does anew when it is opened."""
    for each in cache.iter(tag("worksheetSource")):
        if each.get("sheet") == growth.sheet and each.get("ref"):
            each.set("ref", growth.range(each.get("ref"), growth.sheet, single=True))
            cache.set("refreshOnLoad", "1")


def repeat_merged(root: Element, growth: Growth) -> None:
    """Merge cells in each row that are merged in the row; those below are gone."""
    merged = root.find(tag("mergeCells"))
    if merged is None:
        return
    for each in list(merged):
        first, _, last = each.get("ref").partition(":")
        if row_of(first) > growth.row:
            merged.remove(each)
        elif row_of(first) == growth.row == row_of(last):
            letters = [name.rstrip("0123456789") for name in (first, last)]
            for row in range(growth.row + 1, growth.last + 1):
                cells = ":".join(f"{letter}{row}" for letter in letters)
                merged.append(merged.makeelement(tag("mergeCell"), {"ref": cells}))
    merged.attrib.pop("count", None)
    if not len(merged):
        root.remove(merged)


def tables_of(parts: Mapping[str, bytes], sheet: str) -> list[str]:
    """Return the parts with the tables of a sheet."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts:
        return []
    return [
        posixpath.normpath(posixpath.join(folder, each.get("Target"))).lstrip("/")
        for each in parsed(parts[relations])
        if each.get("Type").endswith("/table")
    ]


def work_out(book: Element) -> None:
    """Have everything worked out by the program that opens the workbook."""
    found = book.find(tag("calcPr"))
    if found is None:
        found = book.makeelement(tag("calcPr"), {})
        before = ("definedNames", "externalReferences", "sheets")
        after = next(each for name in before for each in book.iter(tag(name)))
        after.addnext(found)
    found.set("fullCalcOnLoad", "1")


def forget_order(parts: dict[str, bytes]) -> None:
    """Leave out the order in which cells were worked out, which names old cells."""
    if parts.pop(CHAIN, None) is None:
        return
    for name in (TYPES, "xl/_rels/workbook.xml.rels"):
        root = parsed(parts[name])
        for each in list(root):
            if "calcChain" in (each.get("PartName") or each.get("Target") or ""):
                root.remove(each)
        parts[name] = written(root)
