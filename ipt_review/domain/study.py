"""A study, its cases, and their sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.problems import TooManyFoci

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.phase import Phase

MOST_FOCI = 2


@dataclass(frozen=True, slots=True)
class Study:
    """Everything in one study file belongs to one study or training program."""

    id: UUID
    title: str
    code: str


@dataclass(frozen=True, slots=True)
class AgreedFocus:
    """A problem area that the patient agreed to work on (article, line 45).

    Attributes:
        area: Id of the problem area.
        agreed_in: Number of the session in which the patient agreed.
        ended_in: Number of the session in which another focus took its place.
    """

    area: str
    agreed_in: int
    ended_in: int | None = None

    def holds_in(self, session: int) -> bool:
        """Say whether session number `session` is under this agreement."""
        return self.agreed_in <= session and (
            self.ended_in is None or session <= self.ended_in
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One treatment of one patient, known by a handle.

    Raises:
        TooManyFoci: When more than two agreements hold at once (article, line 44).
    """

    id: UUID
    handle: str
    therapist: UUID
    planned_sessions: int
    foci: tuple[AgreedFocus, ...] = ()

    def __post_init__(self) -> None:
        for focus in self.foci:
            if len(self.foci_in(focus.agreed_in)) > MOST_FOCI:
                raise TooManyFoci

    def foci_in(self, session: int) -> tuple[str, ...]:
        """Return the areas under agreement in session number `session`."""
        return tuple(focus.area for focus in self.foci if focus.holds_in(session))


@dataclass(frozen=True, slots=True)
class Severity:
    """One total of one severity scale; item texts are never stored.

    Attributes:
        fed_back: Whether the patient was told, or None when nobody knows.
    """

    scale: str
    total: int
    fed_back: bool | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of therapist and patient.

    Attributes:
        number: Counted from 1 within the case.
        phase: As confirmed by a person.
        day: Day of treatment, the first session being day 1. Never a date.
    """

    id: UUID
    case: UUID
    number: int
    phase: Phase
    day: int | None = None
    severity: tuple[Severity, ...] = ()
