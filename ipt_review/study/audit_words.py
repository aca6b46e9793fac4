"""The audit trail of a coding in words: who did what when, what it was and what it is.

Each entry becomes one line or several: a step has as many as it changed things.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from ipt_review.domain.edit import MarkEdit, RatingEdit
from ipt_review.study.coding_words import edit_of
from ipt_review.study.edits_told import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.edit import Edit
    from ipt_review.domain.trail import TrailEntry


class About(Enum):
    """What a line of the history is about; the value is what it is filtered by."""

    MARKS = "Marks"
    RATINGS = "Ratings"
    COMMENTS = "Comments"
    STATE = "Submitted, opened, locked"
    PROMPTS = "Prompts"
    GUESS = "Treatment guess"
    PACKAGES = "Packages"
    OTHER = "Other"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of a coding.

    Attributes:
        at: When, in ms since 1970 UTC, or None where nobody knows.
        by: Who, or None where nobody knows.
        what: What was changed, in words.
        before: What it was, empty for nothing.
        after: What it is from then on.
        reason: Why, where somebody said so.
    """

    at: int | None
    by: UUID | None
    about: About
    what: str
    before: str = ""
    after: str = ""
    reason: str = ""


_MOVES = {"undo": "Undo: ", "redo": "Redo: "}
_OF_PACKAGES = {
    "returned_version": "A package brought another version, which is kept",
    "version_shown": "Another version is shown",
    "settlement": "Settled which version counts",
}
BEGUN, CAME_IN, KEPT = "Begun", "Came in whole", "Opened again; kept as it was"


def history_lines(
    entries: Iterable[TrailEntry], codebook: Codebook
) -> Iterator[HistoryLine]:
    """Yield the history of a coding in words, oldest first.

    Args:
        entries: All that the trail tells of it, in order.
        codebook: What the coding was made with, for labels.
    """
    before = {"status": "draft", "guess": ""}
    for entry in entries:
        if entry.kind == "step":
            yield from _step(entry, codebook)
        else:
            yield _line(entry, before)


def _step(entry: TrailEntry, codebook: Codebook) -> Iterator[HistoryLine]:
    move = _MOVES.get(str(entry.what.get("move")), "")
    for words in json.loads(entry.what.get("edits", "[]")):
        edit = edit_of(words)
        said = told(edit, codebook)
        yield HistoryLine(
            entry.at,
            entry.by,
            _about(edit),
            f"{move}{said.what}",
            said.before,
            said.after,
        )


def _about(edit: Edit) -> About:
    if isinstance(edit, MarkEdit):
        return About.MARKS
    if isinstance(edit, RatingEdit):
        return About.RATINGS
    return About.COMMENTS


def _line(entry: TrailEntry, before: dict[str, str]) -> HistoryLine:
    """Return a line; what it says is what was before of the next of its kind."""
    said = entry.what
    about, what, was, now = About.OTHER, entry.kind.replace("_", " "), "", ""
    if entry.kind == "status_change":
        about, what = About.STATE, "State"
        was, now = before["status"], str(said["status"])
        before["status"] = now
    elif entry.kind == "treatment_guess":
        about, what, was = About.GUESS, "Treatment guess", before["guess"]
        now = before["guess"] = _guess(said)
    elif entry.kind == "coding_version":
        about, what = About.STATE, KEPT
    elif entry.kind == "prompt_event":
        about, now = About.PROMPTS, str(said["outcome"]).replace("_", " ")
        what = f"Asked about {_items(said)} (rated {said['value']})"
    elif entry.kind == "coding":
        now = str((said.get("after") or {}).get("status", ""))
        what = BEGUN if now == "draft" else CAME_IN
    elif entry.kind in _OF_PACKAGES:
        about, what = About.PACKAGES, _OF_PACKAGES[entry.kind]
    return HistoryLine(entry.at, entry.by, about, what, was, now, entry.reason)


def _guess(said: Mapping[str, Any]) -> str:
    if not said.get("arm"):
        return "cannot tell"
    certainty = said.get("certainty")
    return f"{said['arm']}, certainty {certainty}" if certainty else str(said["arm"])


def _items(said: Mapping[str, Any]) -> str:
    return ", ".join(json.loads(said.get("items", "[]")))
