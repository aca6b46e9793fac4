"""A coding as it was before some of its steps."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ipt_review.domain.edit import CommentEdit, MarkEdit, RatingEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.edit import Edit, Step


def unwound(now: Coding, steps: Sequence[Step]) -> Coding | None:
    """Return the coding before these steps, or None when they do not lead to `now`.

    Each edit, from the last to the first, has to find what it left behind; so a mark
    that was altered past the history is noticed wherever it was made.
    """
    found = _Content(now)
    for step in reversed(steps):
        if not all(found.take_back(edit) for edit in reversed(step.edits)):
            return None
    return found.as_coding()


class _Content:
    """What a coding holds, in dictionaries that can be changed."""

    def __init__(self, now: Coding) -> None:
        self._now = now
        self._marks: dict[Any, Any] = {**now.marks}
        self._ratings: dict[Any, Any] = {**now.ratings}
        self._comments: dict[Any, Any] = {**now.comments}
        self._said: dict[Any, Any] = {"": now.session_comment}

    def take_back(self, edit: Edit) -> bool:
        """Take an edit back; say whether what it left behind was there."""
        part, key = self._place(edit)
        if part.get(key) != edit.after:
            return False
        if edit.before is None:
            part.pop(key, None)
        else:
            part[key] = edit.before
        return True

    def as_coding(self) -> Coding:
        """Return what is there now."""
        return replace(
            self._now,
            marks=MappingProxyType(self._marks),
            ratings=MappingProxyType(self._ratings),
            comments=MappingProxyType(self._comments),
            session_comment=self._said[""],
        )

    def _place(self, edit: Edit) -> tuple[dict[Any, Any], Any]:
        if isinstance(edit, MarkEdit):
            return self._marks, edit.number
        if isinstance(edit, RatingEdit):
            return self._ratings, edit.item
        if isinstance(edit, CommentEdit):
            return self._comments, edit.number
        return self._said, ""
