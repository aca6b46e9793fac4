"""A coding as one text that is the same wherever it is written, and its checksum.

The text is JSON with sorted keys, without spaces, in UTF-8; times are whole ms. What a
coding says is in it, and under which codebook; how far its rater is (draft, submitted,
locked) is not, so that locking changes no checksum.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.comment import Comment
    from ipt_review.domain.mark import Mark


def text_of(coding: Coding) -> str:
    """Write everything that a coding says."""
    head = coding.head
    return written(
        {
            "coding": str(head.id),
            "tape": str(head.tape),
            "rater": str(head.rater),
            "perspective": head.perspective.value,
            "pass": head.pass_number,
            "codebook": [head.codebook.id, head.codebook.version],
            "marks": [_mark(coding.marks[number]) for number in sorted(coding.marks)],
            "ratings": {
                item: [rating.value, rating.note]
                for item, rating in coding.ratings.items()
            },
            "comments": [
                _comment(coding.comments[number]) for number in sorted(coding.comments)
            ],
            "comment": coding.session_comment,
        }
    )


def checksum(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def written(content: Mapping[str, Any]) -> str:
    """Write values so that the same values are always the same text."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _mark(mark: Mark) -> dict[str, Any]:
    named = {
        "quality": mark.quality,
        "certainty": mark.certainty,
        "direction": mark.direction,
    }
    return {
        "number": mark.number,
        "code": mark.code,
        "start": mark.start,
        "end": mark.end,
        "note": mark.note,
        **{name: value.value for name, value in named.items() if value},
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "number": comment.number,
        "kind": comment.kind.value,
        "start": comment.start,
        "end": comment.end,
        "text": comment.text,
        "wording": comment.wording,
        "code": comment.code,
    }
