"""Ratings and timed events of several raters, from a CSV file of any program.

Three shapes are told apart by their column names:

- ratings, one row a session and one column a rater (the first column names the
  session);
- ratings, one row a rating: columns unit (or session, tape), rater, rating (or value,
  score), and item if there are several;
- events: columns rater, code, start, end (a point may leave end empty), and tape if
  there are several; times in seconds or as h:mm:ss.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.problems import BadTimecode, ReviewError
from ipt_review.domain.timecode import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    Row = dict[str, str]
    Rows = list[tuple[int, Row]]

UNIT = ("unit", "session", "tape", "subject")
RATER = ("rater", "coder", "observer")
RATING = ("rating", "value", "score")
END = ("end", "stop")
ALWAYS_MISSING = frozenset({"", "na", "n/a", "nan", "."})
MIXED_ENCODINGS = ("utf-8-sig", "cp1252")


@dataclass(frozen=True)
class RatedItem:
    """What several raters gave one item.

    Attributes:
        item: Its name, empty where the file has only one.
        raters: Names of the columns.
        ratings: One row a unit, one column a rater, None where missing, as written.
    """

    item: str
    raters: tuple[str, ...]
    ratings: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True)
class CodedTape:
    """What several raters coded on one tape.

    Attributes:
        tape: Its name, empty where the file has only one.
        events: By rater: (start, end, code), in ms.
    """

    tape: str
    events: dict[str, tuple[tuple[int, int, str], ...]]


class NotATable(ReviewError):
    """A file that holds neither ratings nor events."""


class RatedTwice(ReviewError):
    """A rater rated one unit more than once."""

    def __init__(self, line: int, rater: str, unit: str) -> None:
        super().__init__(
            f"Line {line}: {rater} has already rated {unit}.",
            "Keep one rating of each rater and unit, or name the second pass as a "
            "rater of its own.",
        )


def read_table(
    path: Path, missing: Collection[str] = ()
) -> list[RatedItem] | list[CodedTape]:
    """Read ratings, or events, from a CSV file.

    Args:
        path: The file; commas, semicolons and tabs are understood.
        missing: Ratings that count as missing, besides empty cells and NA.

    Raises:
        NotATable: When it cannot be read or has no such columns; the message names
            the line.
        RatedTwice: When a rater rated one unit more than once.
    """
    names, rows = _rows(path)
    low = {name.strip().lower(): name for name in names}
    gone = {each.strip().lower() for each in missing} | ALWAYS_MISSING
    if {"start", "code"} <= low.keys():
        return _events(low, rows)
    if _one_of(low, RATER) and _one_of(low, RATING):
        return _long(low, rows, gone)
    return [_wide(names, rows, gone)]


def _rows(path: Path) -> tuple[list[str], Rows]:
    text = _text(path)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:4096], ",;\t")
    except csv.Error:
        dialect = csv.excel
    reader = csv.DictReader(text.splitlines(), dialect=dialect, restkey="")
    names = list(reader.fieldnames or ())
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise NotATable(
            f"Two columns are called “{twice}”.", "Give each column a name of its own."
        )
    rows: Rows = []
    for row in reader:
        if row.get("") or None in row.values():
            raise NotATable(
                f"Line {reader.line_num} has not as many cells as the first line.",
                "Give every line the same columns.",
            )
        rows.append((reader.line_num, {key: row[key].strip() for key in names}))
    if len(names) < 2 or not rows:  # noqa: PLR2004
        raise NotATable(
            f"{path.name} holds no table.",
            "Give a CSV file whose first line names the columns.",
        )
    return names, rows


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise NotATable(
            f"{path.name} cannot be read: {problem.strerror}.", "Choose another file."
        ) from None
    for encoding in MIXED_ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable(f"{path.name} is no text.", "Save the table as CSV.")


def _one_of(low: dict[str, str], names: Iterable[str]) -> str | None:
    return next((low[name] for name in names if name in low), None)


def _wide(names: list[str], rows: Rows, gone: set[str]) -> RatedItem:
    lines: dict[str, int] = {}
    for line, row in rows:
        unit = row[names[0]]
        if unit and unit in lines:
            raise NotATable(
                f"Line {line}: {unit} was rated in line {lines[unit]} already.",
                "Keep one line of each unit, or name the second pass as columns of its "
                "own.",
            )
        lines[unit] = line
    raters = tuple(names[1:])
    ratings = tuple(
        tuple(_rating(row[rater], gone) for rater in raters) for _, row in rows
    )
    return RatedItem("", raters, ratings)


def _long(low: dict[str, str], rows: Rows, gone: set[str]) -> list[RatedItem]:
    rater, rating = _one_of(low, RATER), _one_of(low, RATING)
    unit, item = _one_of(low, UNIT), low.get("item")
    if unit is None or rater is None or rating is None:
        raise NotATable(
            "No column says what was rated.",
            "Name it unit, session or tape.",
        )
    cells: dict[str, dict[tuple[str, str], str | None]] = defaultdict(dict)
    for line, row in rows:
        table = cells[row[item] if item else ""]
        key = row[unit], row[rater]
        if key in table:
            raise RatedTwice(line, row[rater], row[unit])
        table[key] = _rating(row[rating], gone)
    return [_squared(name, table) for name, table in cells.items()]


def _squared(item: str, table: dict[tuple[str, str], str | None]) -> RatedItem:
    units = dict.fromkeys(unit for unit, _ in table)
    raters = sorted({rater for _, rater in table})
    ratings = tuple(tuple(table.get((unit, each)) for each in raters) for unit in units)
    return RatedItem(item, tuple(raters), ratings)


def _rating(cell: str, gone: set[str]) -> str | None:
    return None if cell.lower() in gone else cell


def _events(low: dict[str, str], rows: Rows) -> list[CodedTape]:
    rater, tape = _one_of(low, RATER), _one_of(low, ("tape", "session", "unit"))
    if rater is None:
        raise NotATable("No column says who coded.", "Name it rater.")
    end = _one_of(low, END)
    tapes: dict[str, dict[str, list[tuple[int, int, str]]]] = defaultdict(dict)
    for line, row in rows:
        begun = _moment(row[low["start"]], line)
        over = _moment(row[end], line) if end and row[end] else begun
        if over < begun:
            raise NotATable(
                f"Line {line}: the event ends before it starts.", "Correct its times."
            )
        events = tapes[row[tape] if tape else ""].setdefault(row[rater], [])
        events.append((begun, over, row[low["code"]]))
    return [
        CodedTape(name, {who: tuple(sorted(each)) for who, each in raters.items()})
        for name, raters in tapes.items()
    ]


def _moment(cell: str, line: int) -> int:
    try:
        moment = round(float(cell) * 1000) if ":" not in cell else read(cell)
    except (ValueError, OverflowError, BadTimecode):
        moment = -1
    if moment < 0:
        raise NotATable(
            f"Line {line}: “{cell}” is no time on a tape.",
            "Give seconds (61.5) or h:mm:ss (0:01:01.500).",
        )
    return moment


def numbers(values: Sequence[str | None]) -> list[float | None] | None:
    """Return cells as numbers, None for missing ones, or None when one is none."""
    found: list[float | None] = []
    for value in values:
        try:
            number = None if value is None else float(value.replace(",", "."))
        except ValueError:
            return None
        if number is not None and not math.isfinite(number):
            return None
        found.append(number)
    return found
