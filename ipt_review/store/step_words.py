"""Steps as the history keeps them: JSON that a person can read.

Once shipped, a form has to stay readable; what an edit does not say is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    Move,
    RatingEdit,
    SessionCommentEdit,
    Step,
)
from ipt_review.domain.mark import Certainty, Direction, Mark, Quality
from ipt_review.domain.rating import Rating

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from ipt_review.domain.edit import Edit

    Words = dict[str, Any]


def edits_text(step: Step) -> str:
    """Write the edits of a step as the JSON that the history keeps."""
    edits = [_edit_words(edit) for edit in step.edits]
    return json.dumps(edits, ensure_ascii=False, separators=(",", ":"))


def step_of(row: Row[Any]) -> Step:
    """Read a step off its row in the history."""
    return step_from(row.edits, row.move)


def step_from(edits: str, move: str) -> Step:
    """Read a step from the JSON of its edits and the word for its move."""
    return Step(tuple(map(_edit_of, json.loads(edits))), Move(move))


def _edit_words(edit: Edit) -> Words:
    match edit:
        case MarkEdit(number, before, after):
            return {
                "mark": number,
                "before": before and _mark_words(before),
                "after": after and _mark_words(after),
            }
        case RatingEdit(item, was, now):
            return {
                "rating": item,
                "before": was and _rating_words(was),
                "after": now and _rating_words(now),
            }
        case CommentEdit(number, said, says):
            return {
                "tape_comment": number,
                "before": said and _comment_words(said),
                "after": says and _comment_words(says),
            }
        case SessionCommentEdit():
            return {"comment": True, "before": edit.before, "after": edit.after}


def _edit_of(words: Mapping[str, Any]) -> Edit:
    before, after = words["before"], words["after"]
    if "mark" in words:
        number = words["mark"]
        return MarkEdit(number, _mark_of(number, before), _mark_of(number, after))
    if "rating" in words:
        return RatingEdit(
            words["rating"],
            None if before is None else Rating(**before),
            None if after is None else Rating(**after),
        )
    if "tape_comment" in words:
        number = words["tape_comment"]
        return CommentEdit(
            number, _comment_of(number, before), _comment_of(number, after)
        )
    return SessionCommentEdit(before, after)


def _mark_words(mark: Mark) -> Words:
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


def _mark_of(number: int, words: Mapping[str, Any] | None) -> Mark | None:
    if words is None:
        return None
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


def _rating_words(rating: Rating) -> Words:
    return {"value": rating.value, "note": rating.note}


def _comment_words(comment: Comment) -> Words:
    more = {"wording": comment.wording, "code": comment.code}
    return {
        "kind": comment.kind.value,
        "start": comment.start,
        "end": comment.end,
        "text": comment.text,
        **{name: each for name, each in more.items() if each},
    }


def _comment_of(number: int, words: Mapping[str, Any] | None) -> Comment | None:
    if words is None:
        return None
    return Comment(number, **{**words, "kind": CommentKind(words["kind"])})
