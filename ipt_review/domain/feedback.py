"""A feedback: the page on which a supervisor says what they heard on one tape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from uuid import UUID


class PointKind(Enum):
    """Why a moment is on the page: it was done well, or could be tried otherwise."""

    STRENGTH = "strength"
    TO_TRY = "to_try"


MOST_POINTS: Final = {PointKind.STRENGTH: 3, PointKind.TO_TRY: 2}
"""Strengths first, and at most two things to change (codebook notes, section E)."""
MOST_GOALS: Final = 2
LONGEST: Final = 360
"""Characters that one text may have, so that the whole stays one page."""


class TooMuch(ReviewError):
    """More was to be put on the page than somebody can work on until the next tape."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(
            f"The page holds {most} {what} at most.",
            "Take one off the page first; what is left off stays in the comments.",
        )


class TooLong(ReviewError):
    """A text would not leave room for the rest of the page."""

    def __init__(self, length: int) -> None:
        super().__init__(
            f"This text has {length} characters; the page has room for {LONGEST}.",
            "Shorten it; the comment on the tape stays as it was written.",
        )


class Outcome(Enum):
    """What became of a goal."""

    MET = "met"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NO_OCCASION = "no_occasion"


@dataclass(frozen=True, slots=True)
class Point:
    """A moment on the page.

    Attributes:
        number: Identity within its feedback, from 1, never used twice.
        start: First ms of tape that it is about, `end` the last.
        text: What the trainee reads.
        wording: What could have been said instead; empty where nothing is proposed.
        comment: Number of the comment that it was drafted from; None for one that was
            written for the page.
    """

    number: int
    kind: PointKind
    start: int
    end: int
    text: str
    wording: str = ""
    comment: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to do on the next tape; `number` as with points."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A goal of an earlier feedback, and what became of it.

    Attributes:
        feedback: Id of that feedback, `goal` its number there.
        text: The goal as it was agreed.
        session: Number of the session that it was agreed after.
        outcome: None while nobody has said.
    """

    feedback: UUID
    goal: int
    text: str
    session: int
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a supervisor put on the page, beside what the coding itself says.

    Attributes:
        points: Strengths first, then what to try; in the supervisor's order.
        goals: For the next tape.
        followed: What became of the goals of the last feedback.
        summary: A sentence over it all; mostly empty.

    Raises:
        TooMuch: When there are more points or goals than the page holds.
        TooLong: When a text is too long for it.
    """

    points: tuple[Point, ...] = ()
    goals: tuple[Goal, ...] = ()
    followed: tuple[FollowUp, ...] = ()
    summary: str = ""

    def __post_init__(self) -> None:
        for kind, most in MOST_POINTS.items():
            if len(self.of(kind)) > most:
                raise TooMuch(_NAMES[kind], most)
        if len(self.goals) > MOST_GOALS:
            raise TooMuch("goals", MOST_GOALS)
        for text in self.texts():
            if len(text) > LONGEST:
                raise TooLong(len(text))

    @property
    def is_empty(self) -> bool:
        """Whether nobody would learn anything from the page."""
        return not (self.points or self.goals or self.summary)

    def of(self, kind: PointKind) -> tuple[Point, ...]:
        """Return the points of one kind, in their order on the page."""
        return tuple(point for point in self.points if point.kind is kind)

    def point(self, number: int) -> Point | None:
        """Return the point with this number, if it is on the page."""
        return next((each for each in self.points if each.number == number), None)

    def texts(self) -> tuple[str, ...]:
        """Return everything that was written for the page."""
        said = [text for each in self.points for text in (each.text, each.wording)]
        return (*said, *(goal.text for goal in self.goals), self.summary)

    def with_points(self, points: tuple[Point, ...]) -> Content:
        """Return the page with these points, strengths first."""
        kinds = list(PointKind)
        return replace(
            self, points=tuple(sorted(points, key=lambda each: kinds.index(each.kind)))
        )

    def with_point(self, point: Point) -> Content:
        """Return the page with a point put in at the end of its kind, or reworded."""
        if self.point(point.number) is None:
            return self.with_points((*self.points, point))
        return self.with_points(
            tuple(
                point if each.number == point.number else each for each in self.points
            )
        )

    def without_point(self, number: int) -> Content:
        """Return the page without this point."""
        return self.with_points(
            tuple(each for each in self.points if each.number != number)
        )

    def moved(self, number: int, by: int) -> Content:
        """Return the page with a point moved among those of its kind."""
        point = self.point(number)
        if point is None:
            return self
        own = [*self.of(point.kind)]
        place = own.index(point)
        own.insert(min(max(place + by, 0), len(own) - 1), own.pop(place))
        others = (each for each in self.points if each.kind is not point.kind)
        return self.with_points((*own, *others))


_NAMES = {PointKind.STRENGTH: "strengths", PointKind.TO_TRY: "things to try"}


class ChangeKind(Enum):
    """What happened to a feedback."""

    DRAFTED = "drafted"
    EDITED = "edited"
    UNDONE = "undone"
    REDONE = "redone"
    HANDED_BACK = "handed_back"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class FeedbackChange:
    """One line of the history of a feedback: what it was from then on.

    Attributes:
        at: When, in ms since 1970 UTC.
        by: Id of who did it.
    """

    kind: ChangeKind
    content: Content
    by: UUID
    at: int


class AnswerKind(Enum):
    """What a trainee says to a feedback: a reply to a point, or how a goal went."""

    REPLY = "reply"
    TRIED = "tried"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that a trainee said to a feedback.

    Attributes:
        about: Number of the point replied to, or of the goal.
        at: When, in ms since 1970 UTC.
        by: Id of who said it.
    """

    kind: AnswerKind
    about: int
    text: str
    by: UUID
    at: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """A feedback with everything that happened to it.

    Attributes:
        coding: Id of the coding that it is drawn from; each has one at most.
        changes: Its history, oldest first; never empty.
        answers: What the trainee said, oldest first.
    """

    id: UUID
    coding: UUID
    changes: tuple[FeedbackChange, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def content(self) -> Content:
        """What is on the page now."""
        return self.changes[-1].content

    @property
    def handed_back(self) -> FeedbackChange | None:
        """When it was handed back and by whom; None while it is a draft."""
        for change in reversed(self.changes):
            if change.kind is ChangeKind.HANDED_BACK:
                return change
            if change.kind is ChangeKind.TAKEN_BACK:
                return None
        return None

    def replies(self, point: int) -> tuple[Answer, ...]:
        """Return what the trainee replied to a point, oldest first."""
        return tuple(
            each
            for each in self.answers
            if each.kind is AnswerKind.REPLY and each.about == point
        )

    def tried(self, goal: int) -> bool:
        """Say whether the trainee says to have tried a goal."""
        said = [
            each.kind
            for each in self.answers
            if each.kind is not AnswerKind.REPLY and each.about == goal
        ]
        return said[-1:] == [AnswerKind.TRIED]

    def next_number(self) -> int:
        """Return a number that no point and no goal of it ever had."""
        contents = [change.content for change in self.changes]
        points = [point.number for each in contents for point in each.points]
        goals = [goal.number for each in contents for goal in each.goals]
        return max((*points, *goals), default=0) + 1
