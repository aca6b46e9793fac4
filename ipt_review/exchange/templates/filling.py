"""Filling a template: everything in the file stays as it is but what was asked for."""

from __future__ import annotations

import re
from contextlib import ExitStack
from functools import partial
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from ipt_review.exchange.packing import PIECE
from ipt_review.exchange.sheets.book import sheets
from ipt_review.exchange.templates.archive import (
    BOOK,
    MAIN,
    STYLES,
    parsed,
    tag,
    written,
)
from ipt_review.exchange.templates.asking import asked
from ipt_review.exchange.templates.growing import (
    Growth,
    forget_order,
    grow_chart,
    grow_names,
    grow_pivot,
    grow_sheet,
    grow_table,
    repeat_merged,
    tables_of,
    work_out,
)
from ipt_review.exchange.templates.problems import BadTemplate
from ipt_review.exchange.templates.rows import Quoting, Repeated
from ipt_review.exchange.templates.values import single_values
from ipt_review.exchange.watch import UNWATCHED
from ipt_review.exchange.workbook_target import write_there

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.templates.archive import Element, Template
    from ipt_review.exchange.templates.asking import Asked
    from ipt_review.exchange.watch import Watch

LAST_ROW: Final = 1_048_576
"""Where a sheet of Excel ends."""

ASK_EVERY: Final = 500
"""Rows after which it is asked whether to stop."""

COUNTING: Final = re.compile(
    r"xl/(charts/chart|pivotCache/pivotCacheDefinition)\d+\.xml"
)
"""Parts with charts and with what pivot tables count."""

_HOLE: Final = b"<?rows here?>"


def fill_template(
    path: Path, template: Template, report: Report, watch: Watch = UNWATCHED
) -> None:
    """Fill a template with a report and write that to `path`.

    Pictures, shapes, charts and all else in the file are kept, since only cells with
    placeholders and what refers to the row that repeats are changed.

    Raises:
        BadTemplate: When it cannot be filled; nothing is written then.
        WorkbookNotWritten: When nothing can be written there.
        CalledOff: When it is not wanted any more; nothing of it is left.
    """
    if path.exists() and path.samefile(template.path):
        raise BadTemplate(
            f"“{path.name}” is the template itself.", "Choose another file to write."
        )
    wanted = asked(template, single_values(report), sheets(report))
    write_there(path, lambda file: _Filling(template, wanted, watch).write(file))


class _Filling:
    """One template on its way into a file."""

    def __init__(self, template: Template, wanted: list[Asked], watch: Watch) -> None:
        self._parts = dict(template.parts)
        self._wanted = wanted
        self._watch = watch
        styles = self._parts.get(STYLES)
        self._styles = parsed(styles) if styles else None
        self._quoting = Quoting(self._styles)
        self._growths: dict[str, Growth] = {}

    def write(self, file: BinaryIO) -> None:
        """Write everything; rows that repeat first go to a file of their own.

        Only then is known how many there are, for what stands before them.
        """
        with ExitStack() as stack:
            lists: dict[str, BinaryIO] = {}
            for each in self._wanted:
                row = self._prepared(each)
                if row is not None:
                    rows = stack.enter_context(TemporaryFile())
                    last = self._list(each, row, rows)
                    part = each.sheet.part
                    lists[part] = rows
                    self._growths[part] = Growth(each.sheet.title, each.row, last)
            self._let_grow()
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                for name, content in self._parts.items():
                    self._watch.ask()
                    if name in lists:
                        _put_together(archive, name, content, lists[name])
                    else:
                        archive.writestr(name, content)

    def _prepared(self, wanted: Asked) -> Element | None:
        """Write single values into a sheet; put a hole where rows repeat.

        Returns:
            The row that repeats, if there is one.
        """
        data = wanted.sheet.data
        maker = Repeated(wanted, etree.Element(tag("row")), self._quoting)
        found = None
        for row in list(data):
            number = int(row.get("r"))
            if wanted.row and number >= wanted.row:
                data.remove(row)
                found = row if number == wanted.row else found
                continue
            for cell in list(row):
                _forget(cell)
                name = cell.get("r")
                if name in wanted.values:
                    style = int(cell.get("s") or 0)
                    text = maker.of(name, style, wanted.values[name])
                    new = etree.fromstring(f'<row xmlns="{MAIN}">{text}</row>')[0]
                    row.replace(cell, new)
        if found is not None:
            data.append(etree.ProcessingInstruction("rows", "here"))
        return found

    def _list(self, wanted: Asked, row: Element, rows: BinaryIO) -> int:
        """Write the row for each row of values; return the number of the last."""
        maker, source = Repeated(wanted, row, self._quoting), wanted.source
        number = wanted.row - 1
        for number, values in enumerate(source.rows if source else (), wanted.row):
            if number > LAST_ROW:
                raise BadTemplate(
                    f"More rows than a sheet can hold were asked for on the sheet "
                    f"“{wanted.sheet.title}”.",
                    "Export the program's own workbook, which goes on on a second one.",
                )
            if number % ASK_EVERY == 0:
                self._watch.ask()
            rows.write(maker.row(number, values).encode())
        if number < wanted.row and source is not None:
            rows.write(maker.row(wanted.row, (None,) * len(source.columns)).encode())
        return max(number, wanted.row)

    def _let_grow(self) -> None:
        """Change what refers to rows, and have everything be worked out anew."""
        parts, growths = self._parts, self._growths
        if self._styles is not None:
            parts[STYLES] = written(self._styles)
        for each in self._wanted:
            for growth in growths.values():
                grow_sheet(each.sheet.root, each.sheet.title, growth)
            parts[each.sheet.part] = written(each.sheet.root)
        for part, growth in growths.items():
            self._change(part, partial(repeat_merged, growth=growth))
            for name in tables_of(parts, part):
                self._change(name, partial(grow_table, growth=growth))
        for name in parts:
            if COUNTING.fullmatch(name):
                self._change(name, self._grow_counting)
        self._change(BOOK, self._renew)
        forget_order(parts)

    def _change(self, name: str, change: Callable[[Element], None]) -> None:
        root = parsed(self._parts[name])
        change(root)
        self._parts[name] = written(root)

    def _grow_counting(self, part: Element) -> None:
        for growth in self._growths.values():
            grow_chart(part, growth)
            grow_pivot(part, growth)

    def _renew(self, book: Element) -> None:
        for growth in self._growths.values():
            grow_names(book, growth)
        work_out(book)


def _forget(cell: Element) -> None:
    """Forget what a formula came to, so that nobody shows it."""
    value = cell.find(tag("v"))
    if value is not None and cell.find(tag("f")) is not None:
        cell.remove(value)
        cell.attrib.pop("t", None)


def _put_together(archive: ZipFile, name: str, part: bytes, rows: BinaryIO) -> None:
    before, after = part.split(_HOLE)
    rows.seek(0)
    with archive.open(name, "w", force_zip64=True) as out:
        out.write(before)
        copyfileobj(rows, out, PIECE)
        out.write(after)
