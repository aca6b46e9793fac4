"""What is done to many marks at once: pure functions from marks to one step.

All of it or nothing: where one mark could not follow, a sentence says why and none is
changed. One action is one step, so that one undo takes it back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.codebook import Kind
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.problems import ReviewError
from ipt_review.workflow.coding.shaping import can_stretch
from ipt_review.workflow.coding.standing import (
    NOTHING_CHANGED,
    CannotStand,
    Fault,
    must_stand,
    named,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark


class NoWayToGo(ReviewError):
    """Marks were to be shifted over the edge of the tape that they stand at."""

    def __init__(self, edge: str) -> None:
        super().__init__(
            f"The marks stand at the {edge} of the tape and cannot be shifted over it.",
            NOTHING_CHANGED,
        )


def remove(coding: Coding, numbers: Iterable[int]) -> Step | None:
    """Return the step that takes these marks away, or None where there are none."""
    marks = _marks(coding, numbers)
    edits = tuple(MarkEdit(mark.number, mark, None) for mark in marks)
    return Step(edits) if edits else None


def shift(
    coding: Coding, codebook: Codebook, length: int, numbers: Iterable[int], by: int
) -> Step | None:
    """Return the step that moves marks by `by` ms, or as far as the tape lets all.

    They keep their lengths and their distances; see `room_to_shift` for how far they
    go. An interval that is still open stays open.

    Raises:
        NoWayToGo: When they stand at the edge of the tape already.
        CannotStand: When states of a track would overlap.
    """
    marks = _marks(coding, numbers)
    room = room_to_shift(marks, length, by)
    if not marks or by == 0:
        return None
    if room == 0:
        raise NoWayToGo("start" if by < 0 else "end")
    return _altered(coding, codebook, length, [_moved(mark, room) for mark in marks])


def room_to_shift(marks: Iterable[Mark], length: int, by: int) -> int:
    """Return how far (ms) marks can move together of the `by` that is wanted."""
    marks = list(marks)
    first = min((mark.start for mark in marks), default=0)
    last = max((_last(mark) for mark in marks), default=0)
    return max(-first, min(by, max(0, length - last)))


def recode(
    coding: Coding, codebook: Codebook, length: int, numbers: Iterable[int], code: str
) -> Step | None:
    """Return the step that gives marks another code, or None if they have it.

    Raises:
        CannotStand: When the code does not fit one of them, see `fits`, or when
            states would overlap.
        UnknownWord: When the codebook does not have the code.
    """
    label = codebook.label(code)
    marks = [mark for mark in _marks(coding, numbers) if mark.code != code]
    unfit = [
        Fault(mark.number, f"{named(codebook, mark)} cannot become “{label}”: {why}")
        for mark in marks
        if (why := _why_not(codebook, mark, code))
    ]
    if unfit:
        raise CannotStand(unfit)
    new = [replace(mark, code=code) for mark in marks]
    return _altered(coding, codebook, length, new)


def fits(codebook: Codebook, mark: Mark, code: str) -> bool:
    """Say whether a mark could carry a code.

    A point code goes on a moment, an interval code on a stretch, and a state takes
    the place of another state of its own track. A mark with a direction needs a code
    that has one. What the study silenced fits nowhere.
    """
    return not _why_not(codebook, mark, code)


def fitting(codebook: Codebook, marks: Iterable[Mark]) -> list[str]:
    """Return the ids of the codes and states that all of these marks could carry."""
    marks = list(marks)
    words = [code.id for code in codebook.offered]
    words += [state.id for track in codebook.tracks for state in track.states]
    kinds = {(m.code, m.is_point, m.direction): m for m in marks}.values()
    return [word for word in words if all(fits(codebook, mark, word) for mark in kinds)]


def _why_not(codebook: Codebook, mark: Mark, code: str) -> str:
    """Return why a mark cannot carry a code, "" if it can."""
    track, own = codebook.track_of(code), codebook.track_of(mark.code)
    if track is not None or own is not None:
        name = (track or own or codebook.focus).label
        one = track is own
        return "" if one else f"states of “{name}” change only into one another."
    wanted = codebook.code(code)
    is_point, stretches = wanted.kind is Kind.POINT, can_stretch(mark, codebook)
    reasons = {
        "the study does without that code.": wanted.silenced,
        "that code stands on a moment.": is_point and not mark.is_point,
        "that code needs a stretch of tape.": not is_point and not stretches,
        "it has a direction, and that code has none.": mark.direction is not None
        and not wanted.directed,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _altered(
    coding: Coding, codebook: Codebook, length: int, new: list[Mark]
) -> Step | None:
    edits = tuple(
        MarkEdit(mark.number, coding.marks[mark.number], mark)
        for mark in new
        if coding.marks[mark.number] != mark
    )
    if not edits:
        return None
    step = Step(edits)
    numbers = [edit.number for edit in edits]
    must_stand(step.apply(coding), codebook, length, numbers)
    return step


def _marks(coding: Coding, numbers: Iterable[int]) -> list[Mark]:
    wanted = set(numbers) & coding.marks.keys()
    marks = [coding.marks[number] for number in wanted]
    return sorted(marks, key=lambda mark: (mark.start, mark.number))


def _moved(mark: Mark, by: int) -> Mark:
    end = None if mark.end is None else mark.end + by
    return replace(mark, start=mark.start + by, end=end)


def _last(mark: Mark) -> int:
    return mark.start if mark.end is None else mark.end
