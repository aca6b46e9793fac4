"""A drawn sample of tapes, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from uuid import UUID


class Factor(Enum):
    """What tapes are put into strata by."""

    THERAPIST = "therapist"
    ARM = "arm"
    PHASE = "phase"


class Exclusion(Enum):
    """Why a tape or session cannot be drawn."""

    NO_TAPE = "no_tape"
    NO_CONSENT = "no_consent"
    DESTROYED = "destroyed"
    UNRATABLE = "unratable"
    DRAWN = "drawn"


class NothingToDraw(ReviewError):
    """An amount that draws no tape."""

    def __init__(self) -> None:
        super().__init__(
            "That amount draws no tape.",
            "Give at least 1 tape for each stratum, or a share from 1 to 100 %.",
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """How many tapes are drawn from each stratum: so many, or a share of them.

    Attributes:
        tapes: So many, or all where there are fewer; None where a share is meant.
        percent: Share of the eligible tapes, rounded up so that no stratum is empty.

    Raises:
        NothingToDraw: When neither is given, or what is given draws nothing.
    """

    tapes: int | None = None
    percent: int | None = None

    def __post_init__(self) -> None:
        by_count = self.tapes is not None and self.tapes >= 1
        by_share = self.percent is not None and self.percent in range(1, 101)
        if by_count == by_share:
            raise NothingToDraw

    def of(self, eligible: int) -> int:
        """Return how many are drawn from so many eligible tapes."""
        if self.tapes is not None:
            return min(self.tapes, eligible)
        return -(-eligible * (self.percent or 0) // 100)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One tape of a sample.

    Attributes:
        stratum: The values of the factors, in their order.
        replaces: The unratable tape that it stands in for, if it does.
    """

    tape: UUID
    stratum: tuple[str, ...]
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample as it was drawn; with its seed it can be drawn again.

    Attributes:
        number: Counted from 1 within the study.
        seed: What the random order of tapes follows from.
        at: When, in ms since 1970 UTC.
        eligible: How many tapes could be drawn then.
        drawn: Those that were, replacements at the end.
    """

    id: UUID
    number: int
    seed: str
    factors: tuple[Factor, ...]
    amount: Amount
    at: int
    by: UUID
    eligible: int
    drawn: tuple[Drawn, ...] = ()


class EventKind(Enum):
    """What is written into the log of a study."""

    DRAWN = "drawn"
    UNRATABLE = "unratable"
    REPLACED = "replaced"
    ASSIGNED = "assigned"
    REASSIGNED = "reassigned"
    WITHDRAWN = "withdrawn"
    UNBLINDED = "unblinded"
    REOPENED = "reopened"
    LOCKED = "locked"
    FROZEN = "frozen"
    THAWED = "thawed"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class StudyEvent:
    """One line of the log of a study, to which lines are only added.

    Attributes:
        at: When, in ms since 1970 UTC.
        by: Who did it.
        tape: The tape that it was about, if it was about one.
        about: The person that it was about, if it was about one.
        reason: Why, in that person's words.
        detail: What was done, in figures and ids; never a name or a date.
    """

    at: int
    by: UUID
    kind: EventKind
    tape: UUID | None = None
    about: UUID | None = None
    reason: str = ""
    detail: str = ""
