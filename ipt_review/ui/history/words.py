"""Steps in words, as the history tells them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    RatingEdit,
)
from ipt_review.domain.problems import UnknownWord
from ipt_review.domain.rating import REASONS
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.comments.words import KINDS
from ipt_review.ui.wording import how_many

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.edit import Edit, Step
    from ipt_review.domain.mark import Mark

START = "As it was opened first"


def tell(step: Step, codebook: Codebook) -> str:
    """Return what a step did, for example "0:12:04 Mood-event link added".

    Of several edits the one is told that a person meant: a new mark and not the
    bout that it closed.
    """
    edits = step.edits
    if len(edits) > 1 and all(map(_closes, edits)):
        return f"{how_many(len(edits), 'open interval')} closed"
    added = [each for each in edits if isinstance(each, MarkEdit) and not each.before]
    if len(added) == 1:
        return _tell_edit(added[0], codebook)
    told = _tell_edit(edits[0], codebook)
    more = len(edits) - 1
    return f"{told}, and {how_many(more, 'more change')}" if more else told


def _tell_edit(edit: Edit, codebook: Codebook) -> str:
    if isinstance(edit, MarkEdit):
        return _tell_mark(edit, codebook)
    if isinstance(edit, RatingEdit):
        return _tell_rating(edit, codebook)
    if isinstance(edit, CommentEdit):
        return _tell_comment(edit)
    return "Comment on the session changed"


def _tell_mark(edit: MarkEdit, codebook: Codebook) -> str:
    before, after = edit.before, edit.after
    mark = after or before
    if mark is None:
        return ""
    name = f"{show_seconds(mark.start)} {_label(mark.code, codebook)}"
    if before is None:
        return f"{name} {'begun' if mark.is_open else 'added'}"
    if after is None:
        return f"{name} removed"
    return f"{name} {_change(before, after, codebook)}"


def _change(before: Mark, after: Mark, codebook: Codebook) -> str:
    if before.code != after.code:
        return f"in place of {_label(before.code, codebook)}"
    if before.is_open and after.end is not None:
        return f"closed at {show_seconds(after.end)}"
    if after.is_open and not before.is_open:
        return "opened again"
    return _alteration(before, after)


def _alteration(before: Mark, after: Mark) -> str:
    if before.note != after.note:
        return "given another note" if before.note else "given a note"
    if replace(before, start=after.start, end=after.end) == after:
        same_length = before.span(0).length == after.span(0).length
        moved = same_length and not before.is_open
        return f"moved from {show_seconds(before.start)}" if moved else "stretched"
    said = (after.quality, after.certainty, after.direction)
    words = [each.value.replace("_", " ") for each in said if each is not None]
    return f"called {', '.join(words)}" if words else "called nothing more"


def _tell_rating(edit: RatingEdit, codebook: Codebook) -> str:
    try:
        name = codebook.item(edit.item).label
    except UnknownWord:
        name = edit.item
    before, after = edit.before, edit.after
    if after is None:
        return f"{name}: rating cleared"
    if before is not None and before.value == after.value:
        return f"{name}: note on the rating changed"
    return f"{name}: {REASONS.get(after.value, f'rated {after.value}').lower()}"


def _tell_comment(edit: CommentEdit) -> str:
    comment = edit.after or edit.before
    if comment is None:
        return ""
    done = "changed" if edit.before and edit.after else "added"
    done = done if edit.after else "removed"
    return f"{show_seconds(comment.start)} {KINDS[comment.kind]} {done}"


def _closes(edit: Edit) -> bool:
    return (
        isinstance(edit, MarkEdit)
        and edit.before is not None
        and edit.after is not None
        and edit.before.is_open
        and not edit.after.is_open
    )


def _label(code: str, codebook: Codebook) -> str:
    return codebook.label(code) if codebook.knows(code) else code
