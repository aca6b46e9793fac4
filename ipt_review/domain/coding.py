"""A coding: everything one rater says about one tape, in one pass over it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from ipt_review.domain.problems import CodingClosed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from ipt_review.domain.comment import Comment
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.rating import Rating


_PLACE = attrgetter("start", "number")
"""Where a mark stands among others."""


class Status(Enum):
    """How far the rater is. Only a draft can change."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    LOCKED = "locked"


class Perspective(Enum):
    """As what the rater coded; series that are never pooled.

    Practice is no coding of the study at all: the store hands it out only where it is
    asked for as such.
    """

    SUPERVISOR = "supervisor"
    TRAINEE_SELF = "trainee_self"
    STUDY_RATER = "study_rater"
    GOLD_STANDARD = "gold_standard"
    CONSENSUS = "consensus"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, order=True)
class CodebookVersion:
    """Which codebook, and which version of it, a coding was made with."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class CodingHead:
    """What a coding is, without what is in it.

    Attributes:
        pass_number: 1 for the first time this rater codes this tape.
    """

    id: UUID
    tape: UUID
    rater: UUID
    perspective: Perspective
    codebook: CodebookVersion
    pass_number: int = 1
    status: Status = Status.DRAFT


@dataclass(frozen=True, slots=True)
class Coding:
    """One rater's marks and ratings for one tape; an edit yields a new one.

    Attributes:
        marks: By number.
        ratings: By item id.
        session_comment: What the rater says about the session as a whole.
        comments: On moments and stretches of the tape, by number.
    """

    head: CodingHead
    marks: Mapping[int, Mark] = field(default_factory=lambda: MappingProxyType({}))
    ratings: Mapping[str, Rating] = field(default_factory=lambda: MappingProxyType({}))
    session_comment: str = ""
    comments: Mapping[int, Comment] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def timeline(self) -> list[Mark]:
        """Return the marks in the order in which they stand on the tape."""
        return sorted(self.marks.values(), key=_PLACE)

    def marks_of(self, codes: AbstractSet[str]) -> list[Mark]:
        """Return the marks of these codes or states, in their order on the tape."""
        return sorted((m for m in self.marks.values() if m.code in codes), key=_PLACE)

    def open_marks(self) -> list[Mark]:
        """Return the intervals whose end is still to be coded, first begun first."""
        return sorted((m for m in self.marks.values() if m.end is None), key=_PLACE)

    def with_mark(self, number: int, mark: Mark | None) -> Coding:
        """Return this coding with `mark` under `number`, or without it for None."""
        return self.with_marks([(number, mark)])

    def with_marks(self, changed: Iterable[tuple[int, Mark | None]]) -> Coding:
        """Return this coding with all these marks, or without them, one by one."""
        self.must_be_open()
        marks = {**self.marks}
        for number, mark in changed:
            if mark is None:
                marks.pop(number, None)
            else:
                marks[number] = mark
        return replace(self, marks=MappingProxyType(marks))

    def with_rating(self, item: str, rating: Rating | None) -> Coding:
        """Return this coding with `item` rated, or unrated for None."""
        self.must_be_open()
        ratings = {**self.ratings}
        if rating is None:
            ratings.pop(item, None)
        else:
            ratings[item] = rating
        return replace(self, ratings=MappingProxyType(ratings))

    def with_session_comment(self, comment: str) -> Coding:
        """Return this coding with another comment on the session as a whole."""
        self.must_be_open()
        return replace(self, session_comment=comment)

    def comments_in_order(self) -> list[Comment]:
        """Return the comments in the order in which they stand on the tape."""
        return sorted(
            self.comments.values(), key=lambda each: (each.start, each.number)
        )

    def with_comment(self, number: int, comment: Comment | None) -> Coding:
        """Return this coding with `comment` under `number`, or without it for None."""
        self.must_be_open()
        comments = {**self.comments}
        if comment is None:
            comments.pop(number, None)
        else:
            comments[number] = comment
        return replace(self, comments=MappingProxyType(comments))

    def must_be_open(self) -> None:
        """Refuse to go on when the rater has already submitted.

        Raises:
            CodingClosed: When the coding is not a draft.
        """
        if self.head.status is not Status.DRAFT:
            raise CodingClosed
