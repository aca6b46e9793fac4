"""What a portfolio needs before a trainee is certified: figures, each with its source.

A figure that no source gives is None. The program shows it as set by the training
program and never fills it in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable


class RequirementKind(Enum):
    """What a figure is about.

    Of cases: CASES is how many have to be complete, FOCI how many problem areas they
    have between them. In each case: SESSIONS held, RECORDED percent of them, TAPES
    rated, SEVERITY totals at least every so many sessions, CASE_HOURS of supervision.
    In the portfolio as a whole: rated tapes by phase (LATER is the middle or the
    ending), SELF_REVIEWS, HOURS of supervision. PASS_MARK is what a tape has to reach.
    """

    CASES = "cases"
    FOCI = "foci"
    SESSIONS = "sessions"
    RECORDED = "recorded"
    TAPES = "tapes"
    SEVERITY = "severity"
    CASE_HOURS = "case_hours"
    OPENING_TAPES = "opening_tapes"
    MIDDLE_TAPES = "middle_tapes"
    ENDING_TAPES = "ending_tapes"
    LATER_TAPES = "later_tapes"
    SELF_REVIEWS = "self_reviews"
    PASS_MARK = "pass_mark"  # noqa: S105 - no password
    HOURS = "hours"


IN_EACH_CASE: Final = frozenset(
    {
        RequirementKind.SESSIONS,
        RequirementKind.RECORDED,
        RequirementKind.TAPES,
        RequirementKind.SEVERITY,
        RequirementKind.CASE_HOURS,
    }
)
"""What has to be so in every case that counts."""

HIGHEST: Final = {
    RequirementKind.FOCI: 4.0,
    RequirementKind.RECORDED: 100.0,
    RequirementKind.PASS_MARK: 100.0,
}
"""The most that can be asked for; anything else ends at `MOST`."""
MOST: Final = 1_000.0
BROKEN: Final = frozenset(
    {RequirementKind.PASS_MARK, RequirementKind.HOURS, RequirementKind.CASE_HOURS}
)
"""Figures that need not be whole."""


class RatedBy(Enum):
    """Whose submitted ratings make a tape count."""

    SUPERVISOR = "supervisor"
    BOTH = "both"
    EITHER = "either"


class PassedOn(Enum):
    """Which of the results of a tape is held against the pass mark."""

    ADHERENCE = "adherence"
    COMPETENCE = "competence"
    OVERALL = "overall"


class BadRequirement(ReviewError):
    """Something was asked for that no portfolio can have."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that is counted.

    Attributes:
        figure: How many; None where the training program sets it.
        source: Where the figure is from.

    Raises:
        BadRequirement: When the figure is none that can be counted.
    """

    kind: RequirementKind
    figure: float | None
    source: str = ""

    def __post_init__(self) -> None:
        most = HIGHEST.get(self.kind, MOST)
        figure = self.figure
        if figure is not None and not 0 < figure <= most:
            raise BadRequirement(
                f"{figure:g} cannot be asked for here.",
                f"Give a number above 0 and up to {most:g}, or leave it open.",
            )
        if figure is not None and self.kind not in BROKEN and figure % 1:
            raise BadRequirement(
                f"{figure:g} is not a whole number.", "Give a whole number here."
            )


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that the program cannot see, which a supervisor attests.

    Attributes:
        id: Identity within its template; attestations refer to it.
    """

    id: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """Which result a pass mark is for, and from where to where its scale goes.

    Raises:
        BadRequirement: When the scale does not go up.
    """

    passed_on: PassedOn = PassedOn.ADHERENCE
    low: int = 1
    high: int = 7

    def __post_init__(self) -> None:
        if self.low >= self.high:
            raise BadRequirement(
                f"A scale cannot go from {self.low} to {self.high}.",
                "Give the lowest figure first.",
            )


@dataclass(frozen=True, slots=True)
class Template:
    """What a portfolio needs.

    Attributes:
        about: What it is, and what is not known of it, in plain sentences.
        requirements: At most one of each kind; what is not among them is not asked for.
        attested: What a supervisor attests.

    Raises:
        BadRequirement: When two are of one kind, or two statements share an id.
    """

    id: str
    title: str
    about: str = ""
    rated_by: RatedBy = RatedBy.SUPERVISOR
    grade: Grade = Grade()
    requirements: tuple[Requirement, ...] = ()
    attested: tuple[Statement, ...] = ()

    def __post_init__(self) -> None:
        kinds = [each.kind.value for each in self.requirements]
        ids = [each.id for each in self.attested]
        for each in (kinds, ids):
            twice = next((one for one in each if each.count(one) > 1), None)
            if twice is not None:
                raise BadRequirement(
                    f"“{twice}” is asked for twice.", "Ask for it once."
                )

    def asked(self, kind: RequirementKind) -> Requirement | None:
        """Return what is asked for of this kind, if anything is."""
        return next((each for each in self.requirements if each.kind is kind), None)

    def figure(self, kind: RequirementKind) -> float | None:
        """Return how many; None where it is open, or not asked for."""
        asked = self.asked(kind)
        return None if asked is None else asked.figure

    @property
    def cases(self) -> int:
        """How many cases are needed; 1 where the program sets that."""
        return int(self.figure(RequirementKind.CASES) or 1)

    def with_requirements(self, found: Iterable[Requirement]) -> Template:
        """Return it with these requirements, in the order of their kinds."""
        kinds = list(RequirementKind)
        ordered = sorted(found, key=lambda each: kinds.index(each.kind))
        return replace(self, requirements=tuple(ordered))
