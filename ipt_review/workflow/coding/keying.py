"""What a key does to a coding: pure functions from a press to a step.

A point code stands on a moment. An interval code opens at the first press and
closes at the second. States of an exclusive track close one another, so that
exactly one holds at any moment (codebook notes, section B3).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.codebook import Kind
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook, Track
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.edit import Edit


def press(
    coding: Coding, codebook: Codebook, code: str, at: int, number: int
) -> Step | None:
    """Return what pressing the key of `code` or of a track state at `at` does.

    Args:
        coding: The coding as it stands.
        codebook: Whose code or state it is.
        code: Id of the code or state.
        at: The moment to be stamped, in ms.
        number: The number that a new mark gets.

    Returns:
        The step, or None when the press changes nothing: a state that already
        holds, or the same point twice on the same moment.
    """
    track = codebook.track_of(code)
    if track is not None:
        return _set_state(coding, track, code, at, number)
    if codebook.code(code).kind is Kind.POINT:
        return _add_point(coding, code, at, number)
    return _toggle_interval(coding, code, at, number)


def close_all(coding: Coding, at: int) -> Step | None:
    """Return the step that ends every open interval at `at`, or None."""
    edits = tuple(
        MarkEdit(mark.number, mark, replace(mark, end=max(at, mark.start)))
        for mark in coding.open_marks()
    )
    return Step(edits) if edits else None


def state_at(coding: Coding, track: Track, at: int) -> str:
    """Return the id of the state of `track` that holds at `at`."""
    mark = _covering(_bouts(coding, track), at)
    return mark.code if mark else track.start_state


def _add_point(coding: Coding, code: str, at: int, number: int) -> Step | None:
    for mark in coding.marks.values():
        if mark.code == code and mark.start == at:
            return None
    return Step((MarkEdit(number, None, Mark(number, code, at, at)),))


def _toggle_interval(coding: Coding, code: str, at: int, number: int) -> Step:
    for mark in coding.open_marks():
        if mark.code == code:
            start, end = min(mark.start, at), max(mark.start, at)
            closed = replace(mark, start=start, end=end)
            return Step((MarkEdit(mark.number, mark, closed),))
    return Step((MarkEdit(number, None, Mark(number, code, at, None)),))


def _set_state(
    coding: Coding, track: Track, state: str, at: int, number: int
) -> Step | None:
    bouts = _bouts(coding, track)
    current = _covering(bouts, at)
    if current is not None and current.code == state:
        return None
    if current is None and state == track.start_state:
        return None
    end = _end_of_new_bout(bouts, current, at)
    if current is not None and current.start == at:
        return Step((MarkEdit(current.number, current, replace(current, code=state)),))
    edits: list[Edit] = []
    if current is not None:
        edits.append(MarkEdit(current.number, current, replace(current, end=at)))
    edits.append(MarkEdit(number, None, Mark(number, state, at, end)))
    return Step(tuple(edits))


def _end_of_new_bout(bouts: list[Mark], current: Mark | None, at: int) -> int | None:
    later = [mark.start for mark in bouts if mark.start > at]
    if current is not None and current.end is not None:
        return current.end
    return min(later) if later else None


def _bouts(coding: Coding, track: Track) -> list[Mark]:
    states = {state.id for state in track.states}
    return coding.marks_of(states)


def _covering(bouts: list[Mark], at: int) -> Mark | None:
    for mark in bouts:
        if mark.start <= at and (mark.end is None or at < mark.end):
            return mark
    return None
