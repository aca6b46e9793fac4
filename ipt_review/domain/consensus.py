"""A consensus: one coding that was decided from several of the same tape."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.edit import Move

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from ipt_review.domain.timecode import Span


class Choice(Enum):
    """What a place of the tape, or an item, becomes in the consensus."""

    AGREED = "agreed"
    KEPT = "kept"
    OTHER = "other"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one place or item, and why.

    Attributes:
        subject: Which one: "mark 3 7" for mark 3 of the first parent beside mark 7 of
            the second ("-" for none), "focus 1000-9000" for a stretch (ms) of a track,
            "item adh_hope" for an item.
        parent: Place (from 0) of the parent whose mark or rating is kept.
        code: Id of another code or state, for `OTHER` on the tape.
        span: Where that stands, in ms; None for where the parents have theirs.
        value: Another rating, for `OTHER` on the form.
        reason: In the words of whoever decided; may be empty.
    """

    subject: str
    choice: Choice
    parent: int | None = None
    code: str = ""
    span: Span | None = None
    value: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it stands in the history of a consensus.

    Attributes:
        step: Number of the step of the coding that it came with.
        at: When, in ms since 1970 UTC.
    """

    step: int
    move: Move
    decision: Decision
    by: UUID
    at: int


@dataclass(frozen=True, slots=True)
class Consensus:
    """What a consensus was decided from.

    Attributes:
        coding: Id of the coding that it is.
        parents: Ids of the codings, in the order in which decisions name them.
        tolerance: How far apart (ms) onsets of one moment might lie.
    """

    coding: UUID
    parents: tuple[UUID, ...]
    tolerance: int


def standing(history: Iterable[Decided]) -> dict[str, Decision]:
    """Return what is decided now, by subject, after all that was done and undone."""
    done: list[tuple[Decided, ...]] = []
    undone: list[tuple[Decided, ...]] = []
    for step in _by_step(history):
        match step[0].move:
            case Move.DO:
                done.append(step)
                undone.clear()
            case Move.UNDO:
                undone.append(done.pop())
            case Move.REDO:
                done.append(undone.pop())
    return {each.decision.subject: each.decision for step in done for each in step}


def _by_step(
    history: Iterable[Decided],
) -> list[tuple[Decided, ...]]:
    found: dict[int, list[Decided]] = {}
    for each in history:
        found.setdefault(each.step, []).append(each)
    return [tuple(found[number]) for number in sorted(found)]
