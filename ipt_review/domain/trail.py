"""The audit trail: its entries, its head, and where it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

SHORT = 16
"""Hex digits of a head that a person writes down; 64 bits, enough to tell heads."""


@dataclass(frozen=True, slots=True)
class TrailHead:
    """The newest state of the trail, from which everything before it follows.

    Attributes:
        entries: How many entries the trail has, those of all codings included.
        hash: SHA-256 of the last entry of the study, as 64 hex digits.
    """

    entries: int
    hash: str

    @property
    def short(self) -> str:
        """The first digits in groups of four, to be written down."""
        digits = self.hash[:SHORT]
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One thing that happened in a study.

    Attributes:
        coding: Whose chain it is in; None for the chain of the study.
        number: Its place in that chain, from 1.
        kind: Table of the history, or noun, that it is about.
        of: What it is about: a UUID as hex, or the name of a setting; "" for the
            study itself.
        at: When, in ms since 1970 UTC, or None where nobody knows.
        by: Who, or None where nobody knows.
        what: What it says, by field; for a noun with "before" and "after".
        reason: Why, where somebody said so.
    """

    coding: UUID | None
    number: int
    kind: str
    of: str
    at: int | None
    by: UUID | None
    what: Mapping[str, Any]
    reason: str = ""


class Fault(Enum):
    """What is wrong at a place of the trail."""

    CHANGED = "was changed, or the one before it was"
    MISSING = "is missing"
    ROW_MISSING = "tells of something that is no longer in the history"
    NOT_TOLD = "has no entry in the trail"
    CUT_OFF = "the last entries were cut off"
    NOT_AS_TOLD = "is not what its history leads to"
    UNGUARDED = "can be changed: the guard of this table is missing"
    NO_SUCH_HEAD = "is no head of this trail: entries were cut off, or made anew"


@dataclass(frozen=True, slots=True)
class TrailBreak:
    """One place at which the trail does not hold.

    Attributes:
        coding: Whose chain it is in; None for the chain of the study.
        number: Number of the entry, or of the row of the history; None where the
            fault has no place.
        of: The table, the noun or the head that it is about.
        owner: What that belongs to, as in `TrailEntry.of`.
    """

    fault: Fault
    coding: UUID | None = None
    number: int | None = None
    of: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class TrailCheck:
    """What came of looking through the whole trail.

    Attributes:
        head: As it was when looked through.
        breaks: Where it does not hold; none when it does.
        codings: How many codings were compared with their history.
    """

    head: TrailHead
    breaks: tuple[TrailBreak, ...]
    codings: int
