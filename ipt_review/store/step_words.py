"""Steps as the history keeps them: JSON that a person can read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ipt_review.domain.edit import Move, Step
from ipt_review.study.coding_words import edit_of, edit_words

if TYPE_CHECKING:
    from sqlalchemy import Row


def edits_text(step: Step) -> str:
    """Write the edits of a step as the JSON that the history keeps."""
    edits = [edit_words(edit) for edit in step.edits]
    return json.dumps(edits, ensure_ascii=False, separators=(",", ":"))


def step_of(row: Row[Any]) -> Step:
    """Read a step off its row in the history."""
    return step_from(row.edits, row.move)


def step_from(edits: str, move: str) -> Step:
    """Read a step from the JSON of its edits and the word for its move."""
    return Step(tuple(map(edit_of, json.loads(edits))), Move(move))
