"""The history of a coding as a file: values (.csv), a sheet (.xlsx), or text."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.exchange.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADERS: Final = ("When (UTC)", "Who", "About", "What", "Before", "After", "Reason")


def write_history(path: Path, title: str, lines: Sequence[Sequence[str]]) -> None:
    """Write a history, in the form that the name of the file asks for.

    Args:
        path: Ends in .xlsx, .csv, or anything else for text.
        title: What the history is of.
        lines: In the order of `HEADERS`.

    Raises:
        FileNotWritten: When it cannot be written.
    """
    forms = {".xlsx": _sheet, ".csv": _values}
    form = forms.get(path.suffix.lower(), _text)
    write_whole(path, form(title, lines))


def _values(_title: str, lines: Sequence[Sequence[str]]) -> bytes:
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(HEADERS)
    rows.writerows([_safe(each) for each in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _text(title: str, lines: Sequence[Sequence[str]]) -> bytes:
    parts = [title, ""]
    for at, who, _about, what, before, after, reason in lines:
        change = f": {before or '–'} → {after or '–'}" if before or after else ""
        why = f" ({reason})" if reason else ""
        parts.append(f"{at}  {who}  {what}{change}{why}")
    return ("\n".join(parts) + "\n").encode()


def _sheet(_title: str, lines: Sequence[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    paper = book.create_sheet("History")
    paper.freeze_panes = "A2"
    for row in (HEADERS, *lines):
        cells = []
        for text in row:
            cell = WriteOnlyCell(paper, clean(text))
            cell.data_type = "s"  # or what begins with = would be a formula
            cell.quotePrefix = looks_like_formula(text)
            cells.append(cell)
        paper.append(cells)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _safe(text: str) -> str:
    return f"'{clean(text)}" if looks_like_formula(text) else clean(text)
