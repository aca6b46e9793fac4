"""Which steps of an IPT session were taken, when, and in what order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.mark import Mark


@dataclass(frozen=True, slots=True)
class SequenceStep:
    """One step of the session (article, lines 55-69).

    Attributes:
        id: Id of the code that shows it.
        first_at: Where it was first taken, in ms, or None where it was not.
        in_order: Whether no later step was first taken before it; true of a step
            that was not taken at all.
    """

    id: str
    label: str
    first_at: int | None
    in_order: bool = True


def sequence(marks: Iterable[Mark], codebook: Codebook) -> list[SequenceStep]:
    """Return the steps of the codebook in their order, taken or not."""
    first: dict[str, int] = {}
    for mark in marks:
        first[mark.code] = min(mark.start, first.get(mark.code, mark.start))
    steps: list[SequenceStep] = []
    reached = 0
    for step in codebook.sequence:
        at = first.get(step.code)
        steps.append(
            SequenceStep(step.code, step.label, at, at is None or at >= reached)
        )
        reached = max(reached, at or 0)
    return steps
