"""Lines of a treatment's frame, and what is known when they are drawn up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.scoring.places import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Case, Session
    from ipt_review.scoring.places import Place


class Level(Enum):
    """How much a line asks for a look."""

    OK = "ok"
    NOTE = "note"
    FLAG = "flag"


class Aspect(Enum):
    """What of the frame a line is about."""

    OPENING = "opening"
    FORMULATION = "formulation"
    AGREEMENT = "agreement"
    FOCI = "foci"
    TIME_LIMIT = "time_limit"
    SEVERITY = "severity"
    ENDING = "ending"
    PLAN = "plan"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class FrameLine:
    """One line of the frame.

    Attributes:
        fact: What is so, in a few words.
        sentence: What the article asks for, and how the fact stands to it.
        places: Where on tape it was seen.
    """

    aspect: Aspect
    level: Level
    fact: str
    sentence: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Treatment:
    """One case with what is known of it from one perspective.

    Attributes:
        sessions: Of this case, by number.
        reviews: Of this case, from one perspective.
    """

    case: Case
    sessions: tuple[Session, ...]
    reviews: tuple[Review, ...]
    codebook: Codebook

    @property
    def reached(self) -> int:
        """The highest session number on record."""
        return max((session.number for session in self.sessions), default=0)

    @property
    def over(self) -> bool:
        """Whether the treatment has ended, or all planned sessions were held."""
        planned = self.case.planned_sessions
        return self.case.facts.ending is not None or self.reached >= planned

    @property
    def agreed_in(self) -> int | None:
        """The session in which the first focus was agreed on."""
        return min((focus.agreed_in for focus in self.case.foci), default=None)

    @property
    def overrun(self) -> tuple[int, ...]:
        """The sessions past the limit of the opening with no focus agreed before.

        The opening should not last more than three sessions (article, line 34).
        """
        limit = self.codebook.frame.opening_sessions
        numbers = (session.number for session in self.sessions)
        return tuple(n for n in numbers if n > limit and not self.case.agreed_before(n))

    def seen(self, item: str) -> tuple[Place, ...]:
        """Return where an item was met or marked."""
        return tuple(places(item, self.reviews, self.codebook))

    def coded(self, low: int, high: int) -> tuple[int, ...]:
        """Return the sessions from `low` to `high` that were coded."""
        numbers = {review.session.number for review in self.reviews}
        return tuple(sorted(n for n in numbers if low <= n <= high))


def where(found: Sequence[Place]) -> str:
    """Return "session 1, 3", or nothing for no place."""
    return "session " + listed([place.session for place in found]) if found else ""


def listed(numbers: Sequence[int]) -> str:
    """Return "1, 3"."""
    return ", ".join(map(str, numbers))


def sessions(count: int) -> str:
    """Return "1 session" or "3 sessions"."""
    return "1 session" if count == 1 else f"{count} sessions"
