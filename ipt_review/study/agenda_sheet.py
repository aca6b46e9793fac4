"""What is on the sheet of an agenda that is printed or handed on: ids, never names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One clip on the sheet.

    Attributes:
        of: Case and session.
        span: From where to where on the tape.
        purpose: What it is heard for.
        talk: Minutes to talk about it.
        why_not: Why it is not played; empty where it is.
    """

    title: str
    of: str
    span: str
    purpose: str
    talk: int
    why_not: str


@dataclass(frozen=True, slots=True)
class AgendaSheet:
    """An agenda as it is written down.

    Attributes:
        title: What the sheet is called, with the day of the meeting.
        under: Kind, people by id, and minutes, in one line.
        held: That it was held and for how long; empty where it was not.
        left_out: That some clips are not on it; empty where all are.
        time: What the clips and the talk take of its minutes.
    """

    title: str
    under: str
    held: str
    notes: str
    rows: tuple[SheetRow, ...]
    left_out: str
    time: str
    file_name: str
