"""What people enter into a certification ledger beside what the study holds anyway."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from ipt_review.domain.meeting import LONGEST_MEETING
from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from ipt_review.domain.meeting import MeetingKind

LONGEST_NOTE: Final = 500


class BadEntry(ReviewError):
    """An entry that says nothing, or cannot be so."""


@dataclass(frozen=True, slots=True)
class SupervisionTime:
    """Time in which a therapist was supervised.

    It is entered by hand, or read off a supervision meeting that was held.

    Attributes:
        id: Identity of the entry, whatever it is changed to.
        day: The date of the meeting; never that of a session.
        led_by: Id of the person who supervised; None where it was nobody of the study.
        case: Id of the case that it was about; None for several or none.

    Raises:
        BadEntry: When no meeting can be as short or as long, or the note is too long.
    """

    id: UUID
    day: date
    minutes: int
    kind: MeetingKind
    led_by: UUID | None = None
    case: UUID | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= LONGEST_MEETING:
            raise BadEntry(
                f"A meeting cannot have lasted {self.minutes} minutes.",
                f"Give its length in minutes, from 1 to {LONGEST_MEETING}.",
            )
        _must_fit(self.note)


@dataclass(frozen=True, slots=True)
class Attestation:
    """That somebody saw something that the program cannot see.

    Attributes:
        id: Identity of the entry.
        statement: Id of the statement in the template.
        by: Id of the person who attests it.

    Raises:
        BadEntry: When the note is too long.
    """

    id: UUID
    statement: str
    by: UUID
    note: str = ""

    def __post_init__(self) -> None:
        _must_fit(self.note)


def _must_fit(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise BadEntry(
            f"This note has {len(note)} characters; there is room for {LONGEST_NOTE}.",
            "Shorten it.",
        )


LedgerEntry = SupervisionTime | Attestation


class Move(Enum):
    """Whether a change was made, taken back, or made again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """One line of the history of a therapist's ledger.

    Attributes:
        therapist: Id of the therapist whose ledger it is.
        before: The entry as it was; None where it is new.
        after: As it is from then on; None where it is gone.
        by: Id of who did it.
        at: When, in ms since 1970 UTC.

    Raises:
        BadEntry: When it changes nothing, or one entry into another.
    """

    therapist: UUID
    before: LedgerEntry | None
    after: LedgerEntry | None
    by: UUID
    at: int
    move: Move = Move.DO

    def __post_init__(self) -> None:
        ids = {each.id for each in (self.before, self.after) if each is not None}
        if self.before == self.after or len(ids) != 1:
            raise BadEntry("This changes nothing in the ledger.")

    @property
    def entry(self) -> LedgerEntry:
        """What it is about, as it is or as it was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of them is there
        return found
