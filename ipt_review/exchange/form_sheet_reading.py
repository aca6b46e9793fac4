"""From the rows of a sheet to the items of a form, with every fault found at once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from ipt_review.domain.codebook import Applies, Item, Part, Phase, Subscale
from ipt_review.exchange.form_sheet_rules import (
    BadCell,
    from_session,
    needs,
    rules_kept,
    unless_of,
    words_of,
)
from ipt_review.exchange.form_sheet_shape import (
    ANCHOR,
    COLUMNS,
    ITEMS,
    OPTIONAL_COLUMNS,
    SUBSCALE_COLUMNS,
    SUBSCALES,
    Form,
    FormFaulty,
    Wrong,
)
from ipt_review.study import codebook_rules as rules
from ipt_review.study.codebook_checking import check_item
from ipt_review.study.codebook_rules import ChangeRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ipt_review.domain.codebook import Codebook

T = TypeVar("T")
_ANCHOR: Final = re.compile(ANCHOR.format(value=r"(\d{1,2})"))
_YES_NO: Final = {"yes": True, "no": False, "": False}


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def wrong(self, column: str, what: str) -> Wrong:
        return Wrong(self.sheet, self.number, column, what)


def read_rows(
    name: str, sheets: Mapping[str, list[list[str]]], codebook: Codebook
) -> Form:
    """Return the form that the rows of a workbook hold.

    Args:
        name: What to call the workbook.
        sheets: Rows of texts by sheet, the first one with the names of the columns.
        codebook: Whose items may be changed by the form, and whose scales it uses.

    Raises:
        FormFaulty: With the sheet, row and column of every fault.
    """
    reading = _Reading(codebook)
    for sheet, columns in ((SUBSCALES, SUBSCALE_COLUMNS), (ITEMS, COLUMNS)):
        reading.check_columns(sheet, sheets.get(sheet), columns)
    if reading.wrong:
        raise FormFaulty(name, reading.wrong)
    for row in _rows(SUBSCALES, sheets.get(SUBSCALES, [])):
        reading.subscale(row)
    rows = list(_rows(ITEMS, sheets[ITEMS]))
    for row in rows:
        reading.item(row)
    if not reading.wrong:
        reading.check_items(rows)
    if not rows:
        reading.wrong.append(Wrong(ITEMS, 0, "", "there are no items."))
    if reading.wrong:
        raise FormFaulty(name, reading.wrong)
    return Form(tuple(reading.subscales.values()), tuple(reading.items))


def _rows(sheet: str, table: list[list[str]]) -> Iterator[_Row]:
    if not table:
        return
    head = [column.casefold() for column in table[0]]
    for number, cells in enumerate(table[1:], 2):
        if any(cells):
            yield _Row(sheet, number, dict(zip(head, cells, strict=False)))


@dataclass(slots=True)
class _Reading:
    """One walk over the rows of a workbook."""

    codebook: Codebook
    wrong: list[Wrong] = field(default_factory=list)
    subscales: dict[str, Subscale] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def check_columns(
        self, sheet: str, table: list[list[str]] | None, wanted: tuple[str, ...]
    ) -> None:
        """Find columns that are missing, unknown, or there twice."""
        if table is None:
            return
        head = [column.casefold() for column in table[0]] if table else []
        for column in wanted:
            if column not in head and column not in OPTIONAL_COLUMNS:
                self.wrong.append(Wrong(sheet, 1, column, "this column is missing."))
        for column, count in Counter(filter(None, head)).items():
            if column not in wanted and not (
                sheet == ITEMS and _ANCHOR.fullmatch(column)
            ):
                known = "there is no such column in a form."
                self.wrong.append(Wrong(sheet, 1, column, known))
            elif count > 1:
                twice = "this column is there twice."
                self.wrong.append(Wrong(sheet, 1, column, twice))

    def subscale(self, row: _Row) -> None:
        """Take in a row of the sheet of subscales."""
        before = len(self.wrong)
        self._own_id(row)
        self._try(row, "label", lambda: rules.check_label(row["label"]))
        prescribed = self._yes(row, "adherence")
        apart = self._yes(row, "apart")
        if len(self.wrong) == before:
            new = Subscale(row["id"], row["label"], prescribed, apart)
            self.subscales[new.id] = new

    def item(self, row: _Row) -> None:
        """Take in a row of the sheet of items."""
        before = len(self.wrong)
        self._own_id(row)
        self._try(row, "label", lambda: rules.check_label(row["label"]))
        part = self._part(row)
        self._known(row)
        applies = self._applies(row)
        essential = self._yes(row, "essential")
        reverse = self._yes(row, "reverse")
        anchors = self._anchors(row)
        if not row["text"]:
            self.wrong.append(row.wrong("text", "this must not be empty."))
        if len(self.wrong) > before or part is None:
            return
        known = {item.id: item for item in self.codebook.items}
        new = Item(
            id=row["id"],
            label=row["label"],
            part=part,
            subscale=row["subscale"],
            scale=row["scale"],
            text=row["text"],
            anchors=MappingProxyType(anchors),
            applies=applies,
            essential=essential,
            reverse=reverse,
        )
        self.items.append(_kept(new, known.get(new.id), row))

    def _applies(self, row: _Row) -> Applies:
        return Applies(
            self._phases(row, "phases"),
            self._phases(row, "optional in"),
            frozenset(words_of(row["areas"])),
            self._cell(row, "from session", from_session, 1),
            self._yes(row, "once"),
            self._cell(row, "needs", needs, frozenset()),
            self._cell(row, "unless", unless_of, None),
            row["rule"],
        )

    def _cell(
        self, row: _Row, column: str, read: Callable[[str], T], otherwise: T
    ) -> T:
        try:
            return read(row[column])
        except BadCell as bad:
            self.wrong.append(row.wrong(column, str(bad)))
            return otherwise

    def check_items(self, rows: list[_Row]) -> None:
        """Find items that do not fit into the codebook with the rest of the form."""
        kept = {each.id: each for each in self.codebook.subscales} | self.subscales
        items = {each.id: each for each in self.codebook.items}
        items |= {each.id: each for each in self.items}
        whole = replace(
            self.codebook,
            subscales=tuple(kept.values()),
            items=tuple(items.values()),
        )
        for row, item in zip(rows, self.items, strict=True):
            try:
                check_item(whole, item)
            except ChangeRefused as refused:
                self.wrong.append(row.wrong("", refused.what))

    def _own_id(self, row: _Row) -> None:
        own = row["id"]
        if not re.fullmatch(rules.ID, own):
            what = f"“{own}” is not an id: small letters, digits and _, a letter first."
            self.wrong.append(row.wrong("id", what))
            return
        first = self.seen.setdefault((row.sheet, own), row.number)
        if first != row.number:
            what = f"“{own}” is already the id in row {first}."
            self.wrong.append(row.wrong("id", what))

    def _try(self, row: _Row, column: str, check: Callable[[], None]) -> None:
        try:
            check()
        except ChangeRefused as refused:
            told = refused.what[0].lower() + refused.what[1:]
            self.wrong.append(row.wrong(column, told))

    def _part(self, row: _Row) -> Part | None:
        parts = {part.value: part for part in Part}
        part = parts.get(row["part"])
        if part is None:
            what = f"“{row['part']}” is not one of {', '.join(parts)}."
            self.wrong.append(row.wrong("part", what))
        return part

    def _known(self, row: _Row) -> None:
        scales = {scale.id for scale in self.codebook.scales}
        if row["scale"] not in scales:
            what = f"there is no rating scale “{row['scale']}”."
            self.wrong.append(row.wrong("scale", what))
        subscales = {each.id for each in self.codebook.subscales} | set(self.subscales)
        if row["subscale"] and row["subscale"] not in subscales:
            what = f"there is no subscale “{row['subscale']}”."
            self.wrong.append(row.wrong("subscale", what))

    def _phases(self, row: _Row, column: str) -> frozenset[Phase]:
        known = {phase.value: phase for phase in Phase}
        named = [word.strip() for word in row[column].split(",") if word.strip()]
        for word in named:
            if word not in known:
                what = f"“{word}” is not one of {', '.join(known)}."
                self.wrong.append(row.wrong(column, what))
        return frozenset(known[word] for word in named if word in known)

    def _yes(self, row: _Row, column: str) -> bool:
        word = row[column].casefold()
        if word not in _YES_NO:
            what = f"“{row[column]}” is neither yes nor no."
            self.wrong.append(row.wrong(column, what))
        return _YES_NO.get(word, False)

    def _anchors(self, row: _Row) -> dict[int, str]:
        scale = next((s for s in self.codebook.scales if s.id == row["scale"]), None)
        anchors = {}
        for column, text in row.cells.items():
            found = _ANCHOR.fullmatch(column)
            if not found or not text:
                continue
            value = int(found[1])
            anchors[value] = text
            if scale is not None and not scale.low <= value <= scale.high:
                what = f"{value} is not on the scale from {scale.low} to {scale.high}."
                self.wrong.append(row.wrong(column, what))
        return anchors


def _kept(new: Item, old: Item | None, row: _Row) -> Item:
    """Return the item with what a sheet does not hold as the codebook has it."""
    if old is None:
        return new
    held = row.cells
    return replace(
        old,
        label=new.label,
        part=new.part,
        subscale=new.subscale,
        scale=new.scale,
        text=new.text,
        anchors=new.anchors,
        essential=new.essential if "essential" in held else old.essential,
        reverse=new.reverse if "reverse" in held else old.reverse,
        applies=rules_kept(new.applies, old.applies, held),
    )
