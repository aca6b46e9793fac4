"""The folder with the values of a study: there whole, or not at all."""

from __future__ import annotations

import csv
import errno
import os
import shutil
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.rating import REASONS
from ipt_review.exchange.sheets.read_me import HOW_TO_READ, SHEETS, facts, reasons
from ipt_review.exchange.values.lists import ValueList, lists, safe_text, stem
from ipt_review.exchange.values.syntax import syntax
from ipt_review.exchange.values.variables import plain_name
from ipt_review.exchange.watch import UNWATCHED
from ipt_review.exchange.workbook_target import free_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.values.variables import Variable
    from ipt_review.exchange.watch import Watch

VALUES, SYNTAX = ".csv", ".sps"
DICTIONARY: Final = "columns.csv"
READ_ME: Final = "read_me.txt"
ENCODINGS: Final = {VALUES: "utf-8", SYNTAX: "utf-8-sig", ".txt": "utf-8-sig"}
"""SPSS and text editors look for the mark at the start; R would take it for a name."""

HEADS: Final = (
    "list",
    "file",
    "name",
    "label",
    "what",
    "type",
    "unit",
    "values",
    "missing",
)
TIMES: Final = (
    "Seconds from the start of the tape, with the milliseconds as decimals; columns "
    "ending in _ms hold whole milliseconds."
)
FILES: Final = (
    "Each .csv file is a list: UTF-8, commas, a decimal point, names in the first row. "
    "The .sps file of the same name reads it into SPSS, with labels, formats and "
    "missing values; write the folder into its line CD first. columns.csv says what "
    "each column is, for R, Stata and other programs."
)
TEXTS: Final = (
    "A text that begins with =, +, -, @ or a tab has an apostrophe before it, so that "
    "no spreadsheet runs it. Lines of one text are divided by “ / ”."
)


class ValuesNotWritten(ReviewError):
    """Values that could not be written; what stood at their place is whole."""


class FolderTaken(ValuesNotWritten):
    """A folder that holds something else than values, so that it is not replaced.

    Attributes:
        instead: A name beside it that is free.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"“{folder.name}” is there already and holds something else.",
            "Choose another name for the folder.",
        )
        self.instead = free_name(folder)


def check_folder(folder: Path) -> None:
    """Look whether values can be put at `folder`, before they are made.

    An empty folder, or one with nothing but values of an earlier time, is replaced.

    Raises:
        FolderTaken: When something else is there.
        ValuesNotWritten: When the folder around is missing or closed to us.
    """
    if not folder.parent.is_dir():
        raise ValuesNotWritten(
            f"The folder “{folder.parent}” does not exist.",
            "Choose another place, or make this folder first.",
        )
    with _told(folder):
        if folder.exists() and not _is_ours(folder):
            raise FolderTaken(folder)


def write_values(folder: Path, report: Report, watch: Watch = UNWATCHED) -> None:
    """Write the lists of the report into `folder`, in place of older values.

    They are written into a folder beside it first, which is moved at the end.

    Args:
        folder: Where they go.
        report: What goes into them; whoever made it tells how far the results are.
        watch: Over what follows when the codings are written.

    Raises:
        FolderTaken: When something else is at the place of the folder.
        ValuesNotWritten: When it cannot be written.
        CalledOff: When it is not wanted any more; nothing of it is left.
    """
    check_folder(folder)
    partial = folder.with_name(f".{folder.name}.partial")
    try:
        with _told(folder):
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            _fill(partial, report, watch)
            _put(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _fill(folder: Path, report: Report, watch: Watch) -> None:
    with ExitStack() as files:
        made = [
            ValueList(each, files.enter_context(_opened(folder / f"{stem(each)}.csv")))
            for each in lists(report)
        ]
        coded = [
            (each, each.sheet.of_result)
            for each in made
            if each.sheet.of_result is not None
        ]
        for result in report.results:
            for each, of_result in coded:
                each.add(of_result(result))
        for number, each in enumerate(made):
            watch.tell(number / len(made))
            if each.sheet.of_result is None:
                each.add(each.sheet.rows)
    _describe(folder, report, made)
    watch.tell(1.0)


def _describe(folder: Path, report: Report, made: Sequence[ValueList]) -> None:
    """Write what reads the lists, and what explains them."""
    for each in made:
        about = f"{each.sheet.title} of {report.study.code}, from IPT Review"
        told = syntax(each.stem, about, each.variables, each.widths)
        _write(folder / f"{each.stem}{SYNTAX}", told)
    with _opened(folder / DICTIONARY) as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADS)
        for each in made:
            rows.writerows(_explained(each, variable) for variable in each.variables)
    _write(folder / READ_ME, _read_me(report, made))


def _explained(of: ValueList, variable: Variable) -> list[str]:
    """Return the line of a variable in the dictionary."""
    column = variable.column
    words = "; ".join(f"{value} = {told}" for value, told in column.words)
    reasons_of = "; ".join(f"{value} = {told}" for value, told in REASONS.items())
    return [
        of.sheet.title,
        f"{of.stem}{VALUES}",
        variable.name,
        safe_text(column.header),
        safe_text(column.what),
        "text" if variable.is_text else "number",
        variable.unit,
        safe_text(words),
        reasons_of if variable.is_rating else "",
    ]


def _read_me(report: Report, made: Sequence[ValueList]) -> str:
    told = [*facts(report), ("Files", FILES)]
    told += [(f"{each.stem}{VALUES}", SHEETS[each.sheet.title]) for each in made]
    told += [*reasons(), *{**HOW_TO_READ, "Times": TIMES, "Texts": TEXTS}.items()]
    return "\n\n".join(f"{topic}\n{text}" for topic, text in told if text) + "\n"


def _put(partial: Path, folder: Path) -> None:
    """Move the folder to its place; older values there go only when it is there."""
    older = folder.with_name(f".{folder.name}.older")
    shutil.rmtree(older, ignore_errors=True)
    was_there = folder.exists()
    if was_there:
        folder.rename(older)
    try:
        partial.rename(folder)
    except OSError:
        if was_there:
            older.rename(folder)
        raise
    shutil.rmtree(older, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Say whether a folder may be replaced: empty, or with values alone."""
    if not folder.is_dir():
        return False
    names = {each.name for each in folder.iterdir()}
    stems = {plain_name(title) for title in SHEETS}
    known = {f"{each}{end}" for each in stems for end in (VALUES, SYNTAX)}
    return not names or (DICTIONARY in names and names <= known | {DICTIONARY, READ_ME})


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """Open a file to be written; it is on disk when it is closed."""
    encoding = ENCODINGS[path.suffix]
    with path.open("w", encoding=encoding, newline="") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, text: str) -> None:
    """Write text with the line ends of Windows, which every program takes."""
    with _opened(path) as file:
        file.write(text.replace("\n", "\r\n"))


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Have what a disk refuses told in a sentence."""
    try:
        yield
    except OSError as error:
        raise _said(error, folder) from error


def _said(error: OSError, folder: Path) -> ValuesNotWritten:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return ValuesNotWritten(
            "The disk is full, so the values were not written.",
            "Free some space, or choose a folder on another disk.",
        )
    reason = error.strerror or type(error).__name__
    return ValuesNotWritten(
        f"The values could not be written to “{folder}”: {reason}.",
        "Close its files in other programs, or choose another place.",
    )
