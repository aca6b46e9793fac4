"""Giving a mark another start or end by typing a time: pure functions to a step.

A typed time is meant as it stands: where `shaping` would stop an edge that is dragged
too far, these refuse.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import show
from ipt_review.workflow.coding.shaping import can_stretch, neighbors
from ipt_review.workflow.coding.standing import NOTHING_CHANGED, must_stand, named

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark


class EndBeforeStart(ReviewError):
    """A mark was to end before it starts."""

    def __init__(self, name: str, start: int, end: int) -> None:
        super().__init__(
            f"{name} cannot run from {show(start)} to {show(end)}, where it would end "
            "before it starts.",
            NOTHING_CHANGED,
        )


class EndOfAMoment(ReviewError):
    """The end of a mark was to change that stands on a moment."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} stands on a moment and has no end of its own.",
            "Change its time instead.",
        )


def set_start(
    coding: Coding, codebook: Codebook, length: int, number: int, at: int
) -> Step | None:
    """Return the step that has a mark start at `at` (ms); a point goes there whole.

    A state that ended where this one began goes on, or stops, at the new start.

    Raises:
        EndBeforeStart: When the mark, or such a state, ends before that.
        CannotStand: When it would lie beyond the tape or over another state.
    """
    mark = coding.marks[number]
    if not can_stretch(mark, codebook):
        return _step(coding, codebook, length, [replace(mark, start=at, end=at)])
    new = [_stretched(codebook, mark, at, mark.end)]
    before = neighbors(coding, codebook, mark).before
    if before is not None and before.end == mark.start:
        new.insert(0, _stretched(codebook, before, before.start, at))
    return _step(coding, codebook, length, new)


def set_end(
    coding: Coding, codebook: Codebook, length: int, number: int, at: int
) -> Step | None:
    """Return the step that has an interval end at `at` (ms), which closes an open one.

    A state that began where this one ended begins at the new end.

    Raises:
        EndOfAMoment: When the mark is a point.
        EndBeforeStart: When the mark starts, or such a state ends, on the wrong side.
        CannotStand: When it would lie beyond the tape or over another state.
    """
    mark = coding.marks[number]
    if not can_stretch(mark, codebook):
        raise EndOfAMoment(named(codebook, mark))
    new = [_stretched(codebook, mark, mark.start, at)]
    behind = neighbors(coding, codebook, mark).behind
    if behind is not None and behind.start == mark.end:
        new.append(_stretched(codebook, behind, at, behind.end))
    return _step(coding, codebook, length, new)


def _stretched(codebook: Codebook, mark: Mark, start: int, end: int | None) -> Mark:
    if end is not None and end < start:
        raise EndBeforeStart(named(codebook, mark), start, end)
    return replace(mark, start=start, end=end)


def _step(
    coding: Coding, codebook: Codebook, length: int, marks: list[Mark]
) -> Step | None:
    edits = tuple(
        MarkEdit(mark.number, coding.marks[mark.number], mark)
        for mark in marks
        if coding.marks[mark.number] != mark
    )
    if not edits:
        return None
    step = Step(edits)
    must_stand(step.apply(coding), codebook, length, [each.number for each in edits])
    return step
