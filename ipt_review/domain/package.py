"""Rater packages: what travels between a study and a rater who has only a file.

A package to a rater holds their tapes and nothing of others' work; the one that comes
back holds what they made of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from ipt_review.domain.assignment import Assignment
    from ipt_review.domain.coding import CodebookVersion, CodingHead
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.study import Case, Session, Study
    from ipt_review.domain.tape import Tape
    from ipt_review.domain.timecode import Span
    from ipt_review.domain.transcript import Transcript


class Way(Enum):
    """Which way a package goes: to a rater, or back to the study."""

    TO_RATER = "to rater"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The half of a key pair that everybody may know.

    Attributes:
        signs: Ed25519; tells who made a package, 32 bytes.
        opens: X25519; packages are encrypted to it, 32 bytes.
    """

    signs: bytes
    opens: bytes


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """A whole key pair; never shown, and only ever written into encrypted files.

    Attributes:
        secret: 32 bytes to sign with and 32 to open with.
    """

    public: PublicKeys
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PackageCode:
    """A code that opens one package; given to its rater apart from the file."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One thing that happened to a coding, as the audit trail has it.

    Attributes:
        kind: Table of the history.
        row: Its row in words: by column, people and codings as UUIDs in hex.
        hash: SHA-256 over everything up to it, 32 bytes.
    """

    kind: str
    row: Mapping[str, Any]
    hash: bytes


@dataclass(frozen=True, slots=True)
class CodingRecord:
    """A coding by its history: it began with nothing, and everything follows from it.

    Attributes:
        head: What it is; how far its rater is follows from the entries.
        entries: What happened, in order; each hash holds those before it.
        played: Which stretches of the tape were played for it.
    """

    head: CodingHead
    entries: tuple[RecordEntry, ...]
    played: tuple[Span, ...] = ()

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The hash of each entry, in order."""
        return tuple(each.hash for each in self.entries)


@dataclass(frozen=True, slots=True)
class Tasks:
    """What a rater gets: their tapes, masked as the study says, and how to code them.

    Attributes:
        rater: Whose it is.
        people: The rater and those who coordinate.
        codes: What tapes are called for blinded raters, by tape and pass.
        settings: Of the study, by name.
        codebooks: The text of each version, the one for new codings last.
        withdrawn: Assignments that were taken back.
        records: What the rater has begun already.
    """

    study: Study
    rater: Person
    people: tuple[Person, ...]
    therapists: tuple[Therapist, ...]
    cases: tuple[Case, ...]
    sessions: tuple[Session, ...]
    tapes: tuple[Tape, ...]
    assignments: tuple[Assignment, ...]
    codes: Mapping[tuple[UUID, int], str]
    settings: Mapping[str, str]
    codebooks: Mapping[CodebookVersion, str]
    transcripts: Mapping[UUID, Transcript] = field(
        default_factory=lambda: MappingProxyType({})
    )
    records: tuple[CodingRecord, ...] = ()
    withdrawn: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageLabel:
    """What is known of a package.

    Attributes:
        id: Its own; the same package taken in twice has the same.
        rater: Whose.
        made: When, in ms since 1970 UTC.
        head: Head of the audit trail of the study that it came out of, 64 hex digits.
        entries: How many entries that trail had.
    """

    id: UUID
    way: Way
    study: UUID
    rater: UUID
    made: int
    head: str
    entries: int


class PackageEventKind(Enum):
    """What was done with a package."""

    SENT = "sent"
    OPENED = "opened"
    RETURNED = "returned"
    TAKEN_IN = "taken in"


@dataclass(frozen=True, slots=True)
class PackageEvent:
    """A package was made, or taken in; the study keeps a line of it.

    Attributes:
        at: When that was done here, in ms since 1970 UTC.
        by: Who did it, where somebody is known.
        detail: In figures; never a name or a date.
    """

    at: int
    by: UUID | None
    kind: PackageEventKind
    label: PackageLabel
    detail: str = ""


class Arrived(Enum):
    """What taking in one coding came to."""

    NEW = "new"
    GREW = "went on"
    SAME = "known already"
    DIVERGED = "to be settled"


def in_figures(came: Iterable[Arrived]) -> str:
    """Return how many codings came to what, for example "2 new, 1 went on"."""
    counts = Counter(came)
    parts = [f"{counts[kind]} {kind.value}" for kind in Arrived if counts[kind]]
    return ", ".join(parts) or "no coding"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A coding of which two or more versions came about apart from each other.

    Attributes:
        coding: Which one.
        shown: The version that the study shows until somebody settles it.
        versions: All that stand against each other, the shown one first.
    """

    coding: UUID
    shown: bytes
    versions: tuple[RivalVersion, ...]


@dataclass(frozen=True, slots=True)
class RivalVersion:
    """One of the versions of a coding that stand against each other.

    Attributes:
        head: Hash of its last entry, by which it is known.
        entries: How many things happened to it.
        at: When the last of them happened, in ms since 1970 UTC; 0 for none.
        came_in: When it came in by a package, in ms; None for the one made here.
        status: How far its rater is in it.
        marks: How many.
        ratings: How many.
        comments: How many, the one on the session as a whole included.
    """

    head: bytes
    entries: int
    at: int
    came_in: int | None
    status: str
    marks: int
    ratings: int
    comments: int
