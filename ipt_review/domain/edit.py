"""Edits: what changed in a coding, as values that can be reversed.

The same value is the undo step, the unit of saving, the line of the audit trail
and the message on which the screen redraws.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.comment import Comment
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.rating import Rating


@dataclass(frozen=True, slots=True)
class MarkEdit:
    """A mark was added (no before), removed (no after), or altered."""

    number: int
    before: Mark | None
    after: Mark | None

    def apply(self, coding: Coding) -> Coding:
        """Return the coding after this edit."""
        return coding.with_mark(self.number, self.after)

    def reversed(self) -> MarkEdit:
        """Return the edit that takes this one back."""
        return MarkEdit(self.number, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class RatingEdit:
    """An item was rated, cleared, or rated anew."""

    item: str
    before: Rating | None
    after: Rating | None

    def apply(self, coding: Coding) -> Coding:
        """Return the coding after this edit."""
        return coding.with_rating(self.item, self.after)

    def reversed(self) -> RatingEdit:
        """Return the edit that takes this one back."""
        return RatingEdit(self.item, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class CommentEdit:
    """A comment on the tape was added (no before), removed (no after), or altered."""

    number: int
    before: Comment | None
    after: Comment | None

    def apply(self, coding: Coding) -> Coding:
        """Return the coding after this edit."""
        return coding.with_comment(self.number, self.after)

    def reversed(self) -> CommentEdit:
        """Return the edit that takes this one back."""
        return CommentEdit(self.number, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class SessionCommentEdit:
    """The comment on the session as a whole was rewritten."""

    before: str
    after: str

    def apply(self, coding: Coding) -> Coding:
        """Return the coding after this edit."""
        return coding.with_session_comment(self.after)

    def reversed(self) -> SessionCommentEdit:
        """Return the edit that takes this one back."""
        return SessionCommentEdit(before=self.after, after=self.before)


Edit = MarkEdit | RatingEdit | CommentEdit | SessionCommentEdit


def _is_of_mark(edit: Edit) -> bool:
    return isinstance(edit, MarkEdit)


class Move(Enum):
    """How a step came about."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Step:
    """What one action of a person changed, all of it or nothing.

    Closing one focus and opening the next is one step of two edits.

    Attributes:
        edits: In the order in which they are applied.
        move: Whether it is new, takes the last step back, or makes it again.
    """

    edits: tuple[Edit, ...]
    move: Move = Move.DO

    def apply(self, coding: Coding) -> Coding:
        """Return the coding after all edits; many marks are changed in one go."""
        for of_marks, edits in groupby(self.edits, _is_of_mark):
            if of_marks:
                marks = [each for each in edits if isinstance(each, MarkEdit)]
                coding = coding.with_marks((each.number, each.after) for each in marks)
            else:
                for edit in edits:
                    coding = edit.apply(coding)
        return coding

    def reversed(self) -> Step:
        """Return the step that takes this one back."""
        return Step(tuple(edit.reversed() for edit in reversed(self.edits)), Move.UNDO)

    def again(self) -> Step:
        """Return the step that makes this one again after it was taken back."""
        return Step(self.edits, Move.REDO)
