"""Which problem area fits a case, as one rater sees it before knowing the focus."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from ipt_review.domain.problems import BadRating, ReviewError
from ipt_review.domain.timecode import MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

LOWEST, HIGHEST = 1, 5
"""Certainty, and how far an area is tied to this episode."""

_MOMENT = re.compile(
    r"(?:\bS(?P<session>\d{1,3})\s+)?"
    r"\b(?P<hours>\d):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)\b"
)


class DeterminationClosed(ReviewError):
    """A submitted determination was about to be changed."""

    def __init__(self) -> None:
        super().__init__(
            "This determination was submitted and can no longer change.",
            "What it says stays on record beside the agreed focus.",
        )


class Presence(Enum):
    """Whether a problem area is there."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class AreaJudgment:
    """What a rater says about one problem area.

    Attributes:
        presence: None until it was said.
        certainty: 1 to 5, how sure the rater is of it.
        tied: 1 to 5, how far the area is tied to this episode.
        basis: What it rests on, in the rater's words, with times such as
            "S3 0:34:12".

    Raises:
        BadRating: When a number is not between 1 and 5.
    """

    presence: Presence | None = None
    certainty: int | None = None
    tied: int | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        _check(self.certainty)
        _check(self.tied)


@dataclass(frozen=True, slots=True)
class Moment:
    """A place that a basis names.

    Attributes:
        session: Number of the session, or None when none is named.
        at: Where on its tape, in ms.
    """

    session: int | None
    at: int


@dataclass(frozen=True, slots=True)
class Determination:
    """One rater's problem-area determination for one case.

    Attributes:
        areas: Judgments by area id; an area that is left out was not judged.
        primary: Id of the area that the treatment should focus on.
        second: Id of a second one, or None for none.
        certainty: 1 to 5, how sure the rater is of the focus.
        submitted: Whether it is closed; until then the agreed focus is hidden.

    Raises:
        BadRating: When the certainty is not between 1 and 5.
    """

    id: UUID
    case: UUID
    rater: UUID
    areas: Mapping[str, AreaJudgment] = field(
        default_factory=lambda: MappingProxyType({})
    )
    primary: str | None = None
    second: str | None = None
    certainty: int | None = None
    submitted: bool = False

    def __post_init__(self) -> None:
        _check(self.certainty)

    def judgment(self, area: str) -> AreaJudgment:
        """Return what is said about an area so far."""
        return self.areas.get(area, AreaJudgment())

    def with_judgment(self, area: str, judgment: AreaJudgment) -> Determination:
        """Return this determination with one area judged anew."""
        areas = {**self.areas, area: judgment}
        return replace(self, areas=MappingProxyType(areas))


@dataclass(frozen=True, slots=True)
class DeterminationChange:
    """A state that a determination once had; they can only be added to.

    Attributes:
        after: The whole form after the change.
        at: When, in ms since 1970 UTC.
        number: Its place in the history of the form, from 1.
    """

    after: Determination
    at: int
    number: int


def moments_in(basis: str) -> tuple[Moment, ...]:
    """Return the times that a basis names, in the order of the text."""
    return tuple(
        Moment(
            int(found["session"]) if found["session"] else None,
            int(found["hours"]) * MS_PER_HOUR
            + int(found["minutes"]) * MS_PER_MINUTE
            + int(found["seconds"]) * MS_PER_SECOND,
        )
        for found in _MOMENT.finditer(basis)
    )


def _check(number: int | None) -> None:
    if number is not None and not LOWEST <= number <= HIGHEST:
        raise BadRating(
            f"{number} is not on the scale from {LOWEST} to {HIGHEST}.",
            "Use a whole number on the scale.",
        )
