"""A study, its cases, and their sessions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.consent import NO_CONSENT
from ipt_review.domain.problems import BadFocus, TooManyFoci

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.consent import Consent
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
        ended_in: Number of the last session under this agreement, or None while it
            holds.

    Raises:
        BadFocus: When it ends before it was agreed, or was agreed before session 1.
    """

    area: str
    agreed_in: int
    ended_in: int | None = None

    def __post_init__(self) -> None:
        if self.agreed_in < 1 or (self.ended_in or self.agreed_in) < self.agreed_in:
            raise BadFocus(self.agreed_in, self.ended_in)

    def holds_in(self, session: int) -> bool:
        """Say whether session number `session` is under this agreement."""
        return self.agreed_in <= session and (
            self.ended_in is None or session <= self.ended_in
        )


class Ending(Enum):
    """How a treatment came to its end."""

    AS_PLANNED = "as_planned"
    AGREED_EARLY = "agreed_early"
    BROKEN_OFF = "broken_off"
    REFERRED = "referred"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is on record of a case beside its sessions; None where nobody knows.

    Attributes:
        death: Whether somebody close has died, which decides for grief (article,
            line 41).
        recurrence_risk: Whether the risk of a further episode is high, for example
            after several before (article, line 91).
        ending: How the treatment ended, or None while it goes on.
    """

    death: bool | None = None
    recurrence_risk: bool | None = None
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One treatment of one patient, known by a handle.

    Attributes:
        arm: The arm or condition of the study that the case is in, empty where there
            is none. Raters who are blind to it are never shown it.
        consent: What its recordings may be used for.

    Raises:
        TooManyFoci: When more than two agreements hold at once (article, line 44).
    """

    id: UUID
    handle: str
    therapist: UUID
    planned_sessions: int
    foci: tuple[AgreedFocus, ...] = ()
    facts: CaseFacts = CaseFacts()
    arm: str = ""
    consent: Consent = NO_CONSENT

    def __post_init__(self) -> None:
        for focus in self.foci:
            if len(self.foci_in(focus.agreed_in)) > MOST_FOCI:
                raise TooManyFoci

    def foci_in(self, session: int) -> tuple[str, ...]:
        """Return the areas under agreement in session number `session`."""
        return tuple(focus.area for focus in self.foci if focus.holds_in(session))

    def agreed_before(self, session: int) -> bool:
        """Say whether a focus was agreed on before session number `session`."""
        return any(focus.agreed_in < session for focus in self.foci)


class GivenBy(Enum):
    """Who filled a severity scale in."""

    CLINICIAN = "clinician"
    SELF = "self"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Severity:
    """One total of one severity scale; item texts are never stored.

    Attributes:
        fed_back: Whether the patient was told, or None when nobody knows.
        given_by: Who filled the scale in, or None when nobody knows.
    """

    scale: str
    total: int
    fed_back: bool | None = None
    given_by: GivenBy | None = None


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

    def severity_on(self, scale: str) -> Severity | None:
        """Return the total on this scale, if the scale was given."""
        return next((each for each in self.severity if each.scale == scale), None)
