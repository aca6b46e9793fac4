"""A rating form as a sheet of Excel: given out, changed there, and taken in again."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from ipt_review.domain.phase import Phase
from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.cell_text import clean
from ipt_review.exchange.form_sheet_reading import read_rows
from ipt_review.exchange.form_sheet_rules import unless_as_text
from ipt_review.exchange.form_sheet_shape import (
    ANCHOR,
    COLUMNS,
    ITEMS,
    SUBSCALE_COLUMNS,
    SUBSCALES,
    FormFaulty,
    Wrong,
)
from ipt_review.exchange.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from ipt_review.domain.codebook import Codebook, Item
    from ipt_review.exchange.form_sheet_shape import Form

_WIDTHS: Final = {"label": 28, "text": 60, "rule": 40, "id": 24, "subscale": 16}
_ANCHOR_WIDTH: Final = 36
_UNREADABLE: Final = (BadZipFile, InvalidFileException, KeyError, ValueError)


class FormUnreadable(ReviewError):
    """A file that is no workbook, or is not there."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The form “{path.name}” cannot be read: {reason}.",
            "Choose a workbook of Excel (.xlsx).",
        )


def save_form(codebook: Codebook, path: Path) -> None:
    """Write the rating form of a codebook (.xlsx): a sheet of items, one of subscales.

    Raises:
        FileNotWritten: When it cannot be written there.
    """
    book = Workbook()
    values = sorted({value for item in codebook.items for value in item.anchors})
    anchors = [ANCHOR.format(value=value) for value in values]
    items = book.worksheets[0]
    items.title = ITEMS
    _fill(
        items,
        (*COLUMNS, *anchors),
        [_item_row(item, values) for item in codebook.items],
    )
    _fill(
        book.create_sheet(SUBSCALES),
        SUBSCALE_COLUMNS,
        [
            (each.id, each.label, _yes(each.prescribed), _yes(each.apart))
            for each in codebook.subscales
        ],
    )
    content = BytesIO()
    book.save(content)
    write_whole(path, content.getvalue())


def read_form(path: Path, codebook: Codebook) -> Form:
    """Return the form in a workbook, read against the codebook that it will enter.

    An item whose id the codebook has keeps there what the sheet does not hold.

    Raises:
        FormUnreadable: When the file is not there or is no workbook.
        FormFaulty: When it cannot be used, with the row and column of every fault.
    """
    try:
        book = load_workbook(BytesIO(path.read_bytes()), data_only=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FormUnreadable(path, reason) from error
    except _UNREADABLE as error:
        raise FormUnreadable(path, "it is no workbook of Excel") from error
    sheets: dict[str, list[list[str]]] = {}
    for name in (ITEMS, SUBSCALES):
        if name in book.sheetnames:
            sheets[name] = _table(book[name])
    if ITEMS not in sheets:
        raise FormFaulty(path.name, [Wrong(ITEMS, 0, "", "there is no such sheet.")])
    return read_rows(path.name, sheets, codebook)


def _fill(
    sheet: Worksheet, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    sheet.append(list(columns))
    for row in rows:
        sheet.append([clean(value) or None for value in row])
    for place, name in enumerate(columns, 1):
        anchor = re.fullmatch(ANCHOR.format(value=r"\d+"), name) is not None
        width = _ANCHOR_WIDTH if anchor else _WIDTHS.get(name, 12)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))
    sheet.freeze_panes = "C2"


def _item_row(item: Item, values: Sequence[int]) -> list[str]:
    return [
        item.id,
        item.label,
        item.part.value,
        item.subscale,
        item.scale,
        _yes(item.essential),
        _yes(item.reverse),
        _phases(item.applies.phases),
        _phases(item.applies.optional_in),
        str(item.applies.from_session),
        _yes(item.applies.once),
        ", ".join(sorted(item.applies.areas)),
        ", ".join(sorted(need.value for need in item.applies.needs)),
        unless_as_text(item.applies.unless),
        item.applies.rule,
        item.text,
        *(item.anchors.get(value, "") for value in values),
    ]


def _phases(phases: frozenset[Phase]) -> str:
    return ", ".join(phase.value for phase in Phase if phase in phases)


def _yes(so: bool) -> str:  # noqa: FBT001 - a field of an item, shown as a word
    return "yes" if so else "no"


def _table(sheet: Worksheet) -> list[list[str]]:
    """Return what stands in a sheet as texts, without empty rows at the end."""
    rows = [
        ["" if cell is None else str(cell).strip() for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows
