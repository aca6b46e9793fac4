"""What a template asks for: single values, and a row that repeats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from ipt_review.exchange.sheets.read_me import SHEETS
from ipt_review.exchange.templates.archive import row_of
from ipt_review.exchange.templates.problems import BadTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_review.exchange.sheets.table import Plain, Sheet
    from ipt_review.exchange.templates.archive import Template, TemplateSheet

PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")

SOME_ONLY: Final = (
    "Comments are there in the full export only, Reliability once tapes were coded "
    "twice, Consensus once there is one, and what is about the organization of a study "
    "for those who coordinate it. Take it out of the template, or export so that it is "
    "there."
)


@dataclass(frozen=True)
class Asked:
    """What one sheet of a template asks for.

    Attributes:
        values: What to write into single cells.
        source: The sheet whose rows it lists, if it lists any.
        row: The row of the template that repeats, 0 for none.
        columns: In that row, the places of the columns asked for, by cell and in the
            order in which they stand in its text.
    """

    sheet: TemplateSheet
    values: Mapping[str, Plain]
    source: Sheet | None = None
    row: int = 0
    columns: Mapping[str, tuple[int, ...]] | None = None


def asked(
    template: Template, values: Mapping[str, Plain], sheets: Sequence[Sheet]
) -> list[Asked]:
    """Return what each sheet asks for.

    Args:
        template: As it was read.
        values: What stands for single names.
        sheets: What rows can be listed of.

    Raises:
        BadTemplate: When it asks for something that there is not, or for rows in a way
            that cannot be filled, with the cell; or for nothing at all.
    """
    known = {_plain(sheet.title): sheet for sheet in sheets}
    names = {_plain(name): value for name, value in values.items()}
    found = [_of_sheet(each, names, known) for each in template.sheets]
    if not any(each.values or each.row for each in found):
        raise BadTemplate(
            f"“{template.path.name}” has no placeholder, so there is nothing to fill.",
            "Write one into a cell, as in {{study}}; “Save an example template…” makes "
            "a file that has all of them.",
        )
    return found


def split(text: str) -> tuple[str, str]:
    """Return sheet and column of a placeholder, the sheet empty for a single value."""
    sheet, dot, column = text.partition(".")
    return (sheet, column) if dot else ("", text)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _of_sheet(
    sheet: TemplateSheet, names: Mapping[str, Plain], known: Mapping[str, Sheet]
) -> Asked:
    single: dict[str, Plain] = {}
    listed: dict[str, tuple[int, ...]] = {}
    source: Sheet | None = None
    for cell, text in sheet.texts.items():
        wanted = [split(each) for each in PLACEHOLDER.findall(text)]
        if not wanted:
            continue
        if all(not title for title, _ in wanted):
            single[cell] = _filled(sheet, cell, text, names)
            continue
        first = next(title for title, _ in wanted if title)
        here = _source(sheet, cell, first, known)
        _one_row(sheet, cell, source, here, listed)
        source = here
        if any(_plain(title) != _plain(first) for title, _ in wanted):
            what = "it mixes columns of a sheet with something else"
            remedy = "Ask for columns of one sheet in it."
            raise BadTemplate.at(sheet.title, cell, what, remedy)
        listed[cell] = tuple(_place(sheet, cell, here, name) for _, name in wanted)
    if source is None:
        return Asked(sheet, single)
    row = row_of(next(iter(listed)))
    _nothing_below(sheet, row)
    return Asked(sheet, single, source, row, listed)


def _filled(
    sheet: TemplateSheet, cell: str, text: str, names: Mapping[str, Plain]
) -> Plain:
    """Return a text with its names replaced; a name by itself stays a number."""
    for name in PLACEHOLDER.findall(text):
        if _plain(name) not in names:
            raise _unknown(sheet, cell, name, list(names))
    whole = PLACEHOLDER.fullmatch(text.strip())
    if whole:
        return names[_plain(whole[1])]
    return PLACEHOLDER.sub(lambda found: shown(names[_plain(found[1])]), text)


def shown(value: Plain) -> str:
    """Return a value as part of a text."""
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None else str(value)


def _source(
    sheet: TemplateSheet, cell: str, title: str, known: Mapping[str, Sheet]
) -> Sheet:
    found = known.get(_plain(title))
    if found is not None:
        return found
    absent = next((each for each in SHEETS if _plain(each) == _plain(title)), None)
    if absent is not None:
        what = f"this workbook has no sheet “{absent}”"
        raise BadTemplate.at(sheet.title, cell, what, SOME_ONLY)
    titles = [each.title for each in known.values()]
    raise _unknown(sheet, cell, f"{title}. …", titles)


def _place(sheet: TemplateSheet, cell: str, source: Sheet, name: str) -> int:
    heads = [_plain(column.header) for column in source.columns]
    if _plain(name) in heads:
        return heads.index(_plain(name))
    wanted = f"{source.title}.{name}"
    raise _unknown(
        sheet,
        cell,
        wanted,
        [f"{source.title}.{each.header}" for each in source.columns],
    )


def _unknown(
    sheet: TemplateSheet, cell: str, name: str, known: list[str]
) -> BadTemplate:
    near = get_close_matches(name, known, 1, 0.6)
    meant = f"Did you mean {{{{{near[0]}}}}}? " if near else ""
    return BadTemplate.at(
        sheet.title,
        cell,
        f"this workbook has no {{{{{name}}}}}",
        f"{meant}“Save an example template…” lists all that there is.",
    )


def _one_row(
    sheet: TemplateSheet,
    cell: str,
    before: Sheet | None,
    now: Sheet,
    listed: Mapping[str, object],
) -> None:
    if before is not None and before is not now:
        what = f"the sheet lists rows of {before.title} already, and this is of another"
        remedy = "List the rows of one sheet on each sheet of the template."
        raise BadTemplate.at(sheet.title, cell, what, remedy)
    if any(row_of(other) != row_of(cell) for other in listed):
        what = "a second row that would repeat"
        remedy = "Put all columns that repeat into one row."
        raise BadTemplate.at(sheet.title, cell, what, remedy)


def _nothing_below(sheet: TemplateSheet, row: int) -> None:
    for each in sheet.rows():
        if int(each.get("r")) > row:
            for cell in each:
                if len(cell):
                    raise BadTemplate.at(
                        sheet.title,
                        cell.get("r"),
                        "it stands below the row that repeats",
                        "Put what is below above that row, or onto another sheet.",
                    )
