"""Codings and edits as plain values, for history, audit trail and packages.

What they hold can be written as JSON that a person can read. Once shipped, a form has
to stay readable; what a value does not say is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    RatingEdit,
    SessionCommentEdit,
)
from ipt_review.domain.mark import Certainty, Direction, Mark, Quality
from ipt_review.domain.rating import Rating

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.edit import Edit

    Words = dict[str, Any]


def edit_words(edit: Edit) -> Words:
    """Return an edit, before and after."""
    match edit:
        case MarkEdit(number, before, after):
            return {
                "mark": number,
                "before": before and mark_words(before),
                "after": after and mark_words(after),
            }
        case RatingEdit(item, was, now):
            return {
                "rating": item,
                "before": was and rating_words(was),
                "after": now and rating_words(now),
            }
        case CommentEdit(number, said, says):
            return {
                "tape_comment": number,
                "before": said and comment_words(said),
                "after": says and comment_words(says),
            }
        case SessionCommentEdit():
            return {"comment": True, "before": edit.before, "after": edit.after}


def edit_of(words: Mapping[str, Any]) -> Edit:
    """Read an edit."""
    before, after = words["before"], words["after"]
    if "mark" in words:
        number = words["mark"]
        return MarkEdit(
            number,
            before and read_mark(number, before),
            after and read_mark(number, after),
        )
    if "rating" in words:
        return RatingEdit(
            words["rating"],
            None if before is None else Rating(**before),
            None if after is None else Rating(**after),
        )
    if "tape_comment" in words:
        number = words["tape_comment"]
        return CommentEdit(
            number,
            before and read_comment(number, before),
            after and read_comment(number, after),
        )
    return SessionCommentEdit(before, after)


def mark_words(mark: Mark) -> Words:
    """Return a mark, its number left out."""
    attributes = {
        "quality": mark.quality,
        "certainty": mark.certainty,
        "direction": mark.direction,
    }
    return {
        "code": mark.code,
        "start": mark.start,
        "end": mark.end,
        "note": mark.note,
        **{name: each.value for name, each in attributes.items() if each},
    }


def read_mark(number: int, words: Mapping[str, Any]) -> Mark:
    """Read the mark with this number."""
    quality, certainty = words.get("quality"), words.get("certainty")
    direction = words.get("direction")
    return Mark(
        number,
        words["code"],
        words["start"],
        words["end"],
        words["note"],
        quality and Quality(quality),
        certainty and Certainty(certainty),
        direction and Direction(direction),
    )


def rating_words(rating: Rating) -> Words:
    """Return a rating."""
    return {"value": rating.value, "note": rating.note}


def comment_words(comment: Comment) -> Words:
    """Return a comment, its number left out."""
    more = {"wording": comment.wording, "code": comment.code}
    return {
        "kind": comment.kind.value,
        "start": comment.start,
        "end": comment.end,
        "text": comment.text,
        **{name: each for name, each in more.items() if each},
    }


def read_comment(number: int, words: Mapping[str, Any]) -> Comment:
    """Read the comment with this number."""
    return Comment(number, **{**words, "kind": CommentKind(words["kind"])})
