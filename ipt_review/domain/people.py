"""The people of a study, known by handles and never by names."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class Role(Enum):
    """What a person does in the study; one person may do several things."""

    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    TRAINEE = "trainee"
    RATER = "rater"
    ADJUDICATOR = "adjudicator"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who codes, rates, supervises or coordinates.

    Attributes:
        roles: What they do; several add up.
        supervises: The people whom a supervisor supervises; a supervisor for whom
            nobody is named supervises everybody.
        active: Whether they work in the study now; codings of others stay theirs.
    """

    id: UUID
    handle: str
    roles: frozenset[Role]
    supervises: frozenset[UUID] = frozenset()
    active: bool = True


@dataclass(frozen=True, slots=True)
class Pin:
    """What the PIN of a person is recognized by; the PIN itself is kept nowhere."""

    salt: bytes = field(repr=False)
    hash: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Therapist:
    """Whose sessions are on the tapes.

    Attributes:
        person: The same human as a user of the program (a trainee), if they are one.
    """

    id: UUID
    handle: str
    person: UUID | None = None
