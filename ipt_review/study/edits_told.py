"""Edits of a coding in words: what was changed, what it was, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    RatingEdit,
    SessionCommentEdit,
)
from ipt_review.domain.rating import REASONS
from ipt_review.domain.timecode import show

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.comment import Comment
    from ipt_review.domain.edit import Edit
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.rating import Rating


class Told(NamedTuple):
    """A change in words; an empty side says that there was, or is, nothing."""

    what: str
    before: str
    after: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.what}: {self.before or '–'} → {self.after or '–'}"


def told(edit: Edit, codebook: Codebook) -> Told:
    """Return a change in words, with the labels of the codebook that it stands under.

    For example "Rating of Mood linked to event", "3", "5, note “clear”".
    """
    match edit:
        case MarkEdit(number, before, after):
            sides = (
                before and _mark(before, codebook),
                after and _mark(after, codebook),
            )
            return Told(f"Mark {number}", sides[0] or "", sides[1] or "")
        case RatingEdit(item, was, now):
            labels = {each.id: each.label for each in codebook.items}
            name = f"Rating of {labels.get(item, item)}"
            return Told(name, _rating(was), _rating(now))
        case CommentEdit(number, said, says):
            return Told(f"Comment {number}", _comment(said), _comment(says))
        case SessionCommentEdit():
            name = "Comment on the session"
            return Told(name, _quoted(edit.before), _quoted(edit.after))


def between(before: Coding, after: Coding) -> tuple[Edit, ...]:
    """Return the edits that make one coding out of another."""
    marks, ratings, comments = (
        sorted({*getattr(before, part), *getattr(after, part)})
        for part in ("marks", "ratings", "comments")
    )
    edits: list[Edit] = [
        *(MarkEdit(n, before.marks.get(n), after.marks.get(n)) for n in marks),
        *(RatingEdit(n, before.ratings.get(n), after.ratings.get(n)) for n in ratings),
        *(
            CommentEdit(n, before.comments.get(n), after.comments.get(n))
            for n in comments
        ),
        SessionCommentEdit(before.session_comment, after.session_comment),
    ]
    return tuple(each for each in edits if each.before != each.after)


def _mark(mark: Mark, codebook: Codebook) -> str:
    name = codebook.label(mark.code) if codebook.knows(mark.code) else mark.code
    span = show(mark.start)
    if mark.end is None:
        span += " –"
    elif mark.end > mark.start:
        span += f" – {show(mark.end)}"
    said = (mark.quality, mark.certainty, mark.direction)
    words = [each.value.replace("_", " ") for each in said if each is not None]
    note = [f"note {_quoted(mark.note)}"] if mark.note else []
    return ", ".join([f"{span} {name}", *words, *note])


def _rating(rating: Rating | None) -> str:
    if rating is None:
        return ""
    value = REASONS.get(rating.value, str(rating.value))
    return f"{value}, note {_quoted(rating.note)}" if rating.note else value


def _comment(comment: Comment | None) -> str:
    if comment is None:
        return ""
    kind = comment.kind.value.replace("_", " ")
    wording = f", wording {_quoted(comment.wording)}" if comment.wording else ""
    return f"{show(comment.start)} {kind} {_quoted(comment.text)}{wording}"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else ""
