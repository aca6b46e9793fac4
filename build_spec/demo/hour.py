"""A scripted session: what happened in the hour, written down line by line.

A line of an hour is a time or two, a code, perhaps the coders who alone mark it, and
what each coder notes there:

    6:30-14:05 symptom_review  SV> Reads every question out.  TR> Dry, I know.
    31:20 flag_rigid [SV REF R-1]  SV> He is in tears; the circle goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from build_spec.demo.script import DemoError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

Row = dict[str, Any]
_LINE = re.compile(
    r"(?P<start>\d+:\d\d)(?:-(?P<end>\d+:\d\d))? (?P<code>\w+)"
    r"(?: \[(?P<by>[^\]]+)\])?(?P<notes>(?:\s+[\w-]+> .*)?)"
)
_NOTE = re.compile(r"\s+(SV|TR|REF|R-1|R-2)> ")


@dataclass(frozen=True)
class Moment:
    """Something that the therapist did; ms from the start of the recording.

    Attributes:
        by: The coders who alone mark it; empty when all may.
        notes: By coder.
    """

    code: str
    start: int
    end: int
    by: tuple[str, ...]
    notes: dict[str, str]


@dataclass(frozen=True)
class Hour:
    """One scripted session.

    Attributes:
        row: As it stands in the file, for what is taken over as it is.
        case: Id of its case; `therapist` the person on its tape.
        moments: What happened, in order.
        focus: When the conversation turned to which state.
        style: How much each item lies above the therapist's level.
        held: The day on which it was held.
    """

    row: Row
    case: str
    therapist: str
    length: int
    moments: tuple[Moment, ...]
    focus: tuple[tuple[int, str], ...]
    style: dict[str, float]
    held: date

    @property
    def number(self) -> int:
        """Of the session in its case."""
        return int(self.row["number"])


def ms(text: str) -> int:
    """Read m:ss."""
    minutes, seconds = text.split(":")
    return (int(minutes) * 60 + int(seconds)) * 1000


def moment_of(day: date, minutes: int) -> int:
    """Return a time of a day, `minutes` after its midnight, in ms since 1970 UTC."""
    at = datetime.combine(day, time(), UTC) + timedelta(minutes=minutes)
    return int(at.timestamp() * 1000)


def read_hours(path: Path) -> tuple[Row, list[Hour]]:
    """Read the scripted sessions of a case.

    Returns:
        The case without its sessions, and these.

    Raises:
        DemoError: A line of an hour cannot be read.
    """
    file: Row = yaml.safe_load(path.read_text("utf-8"))
    return file["case"], [_hour(file, row) for row in file["sessions"]]


def _hour(file: Row, row: Row) -> Hour:
    case = file["case"]
    where = f"{case['id']}, session {row['number']}"
    changes = (each.split() for each in row["focus"].split(","))
    return Hour(
        row,
        case["id"],
        case["therapist"],
        ms(row["length"]),
        tuple(_moment(where, line) for line in row["hour"].splitlines()),
        tuple((ms(at), state) for at, state in changes),
        file.get("style", {}),
        file["began"] + timedelta(days=row["day"] - 1),
    )


def _moment(where: str, line: str) -> Moment:
    read = _LINE.fullmatch(line.strip())
    if read is None:
        raise DemoError(f"{where}: cannot read the line “{line}”")
    start = ms(read["start"])
    _, *parts = _NOTE.split(read["notes"])
    notes = dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))
    by = tuple((read["by"] or "").split())
    return Moment(read["code"], start, ms(read["end"] or read["start"]), by, notes)
