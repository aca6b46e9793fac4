"""How a study was organized, as a workbook tells it: samples, assignments, guesses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.assignment import Assignment
    from ipt_review.domain.guess import TreatmentGuess
    from ipt_review.domain.sampling import Draw, Drawn
    from ipt_review.study.flow import Flow


@dataclass(frozen=True, slots=True)
class Place:
    """Which tape something is about, by ids.

    Attributes:
        arm: The condition of the case, empty where it has none.
    """

    case: str
    session: int
    arm: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    """One tape in a rater's queue, and how far they are.

    Attributes:
        called: What the tape is called for blinded raters, if anything.
        state: withdrawn, not begun, begun, submitted or locked.
    """

    place: Place
    rater: str
    given: Assignment
    called: str
    state: str


@dataclass(frozen=True, slots=True)
class Sampled:
    """One tape of a sample.

    Attributes:
        stands_for: The tape that could not be rated and that it stands in for.
        unratable: Whether it could not be rated itself.
        ratings: How many study raters submitted a coding of it.
    """

    place: Place
    draw: Draw
    drawn: Drawn
    stands_for: Place | None
    unratable: bool
    ratings: int


@dataclass(frozen=True, slots=True)
class Guessed:
    """What a rater thought which condition a tape was from."""

    place: Place
    rater: str
    pass_number: int
    guess: TreatmentGuess


@dataclass(frozen=True, slots=True)
class StudyWork:
    """All of it; rows stand in the order in which they are written."""

    flow: Flow
    sampled: Sequence[Sampled] = ()
    assigned: Sequence[Assigned] = ()
    guessed: Sequence[Guessed] = ()
