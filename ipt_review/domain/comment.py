"""A comment: what a rater wants said about a moment or a stretch of tape."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ipt_review.domain.problems import BadSpan
from ipt_review.domain.timecode import Span


class CommentKind(Enum):
    """What a comment is for.

    Feedback names what was done well, what could be tried, and which chance passed;
    a private note and a bookmark are for nobody but whoever made them.
    """

    STRENGTH = "strength"
    TO_TRY = "to_try"
    MISSED = "missed_opportunity"
    PRIVATE = "private_note"
    BOOKMARK = "bookmark"

    @property
    def is_for_trainee(self) -> bool:
        """Whether it is meant to be read by the therapist on the tape.

        The other kinds are no study data either: they are in no workbook.
        """
        return self not in {CommentKind.PRIVATE, CommentKind.BOOKMARK}


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment on the tape.

    Attributes:
        number: Identity within its coding, from 1, never used twice; comments and
            marks are numbered each by themselves.
        kind: What it is for.
        start: First ms of tape that it is about.
        end: Last ms; the same as `start` for a moment.
        text: What the rater wrote; a bookmark may do without.
        wording: What could have been said instead, for something to try.
        code: Id of the code or state that was missed, for a missed opportunity.

    Raises:
        BadSpan: When it ends before it starts, or starts before the tape.
    """

    number: int
    kind: CommentKind
    start: int
    end: int
    text: str = ""
    wording: str = ""
    code: str | None = None

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start:
            raise BadSpan(self.start, self.end)

    @property
    def span(self) -> Span:
        """The tape that it is about."""
        return Span(self.start, self.end)
