"""What a key does to a passage that was selected: pure functions to a step.

A point code stands where the passage begins, an interval code covers it. A state of an
exclusive track holds over the passage and nowhere else: what held there before is cut
back, and holds again afterwards.
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
    from ipt_review.domain.timecode import Span


def press_over(
    coding: Coding, codebook: Codebook, code: str, span: Span, number: int
) -> Step | None:
    """Return what pressing the key of a code or state over a passage does.

    Args:
        coding: The coding as it stands.
        codebook: Whose code or state it is.
        code: Id of the code or state.
        span: The tape of the passage.
        number: The number that a new mark gets; those after it are free as well.

    Returns:
        The step, whose last edit is the mark of the passage, or None when it is there
        already.
    """
    track = codebook.track_of(code)
    if track is not None:
        return _hold(coding, track, code, span, number)
    is_point = codebook.code(code).kind is Kind.POINT
    end = span.start if is_point else span.end
    for mark in coding.marks.values():
        if (mark.code, mark.start, mark.end) == (code, span.start, end):
            return None
    return Step((MarkEdit(number, None, Mark(number, code, span.start, end)),))


def _hold(
    coding: Coding, track: Track, state: str, span: Span, number: int
) -> Step | None:
    """Have a state hold over a span, as one bout with those of its own it touches."""
    touched = [mark for mark in _bouts(coding, track) if _meets(mark, span)]
    own = [mark for mark in touched if mark.code == state]
    start = min([span.start, *(mark.start for mark in own)])
    ends = [span.end, *(mark.end for mark in own if mark.end is not None)]
    end = None if any(mark.is_open for mark in own) else max(ends)
    if any((mark.start, mark.end) == (start, end) for mark in own):
        return None
    edits = _cut_back([mark for mark in touched if mark.code != state], span, number)
    edits += [MarkEdit(mark.number, mark, None) for mark in own[1:]]
    if own:
        bout = replace(own[0], start=start, end=end)
        return Step((*edits, MarkEdit(bout.number, own[0], bout)))
    return Step((*edits, MarkEdit(number, None, Mark(number, state, start, end))))


def _cut_back(marks: list[Mark], span: Span, number: int) -> list[Edit]:
    """Leave of bouts what lies outside of a span; numbers after `number` are free."""
    edits: list[Edit] = []
    for mark in marks:
        rests = _rests(mark, span)
        edits.append(MarkEdit(mark.number, mark, rests[0] if rests else None))
        for rest in rests[1:]:
            number += 1
            edits.append(MarkEdit(number, None, replace(rest, number=number)))
    return edits


def _rests(mark: Mark, span: Span) -> list[Mark]:
    """Return what is left of a bout on both sides of a span."""
    rests = []
    if mark.start < span.start:
        rests.append(replace(mark, end=span.start))
    if mark.end is None or mark.end > span.end:
        rests.append(replace(mark, start=span.end, note="" if rests else mark.note))
    return rests


def _meets(mark: Mark, span: Span) -> bool:
    """Say whether a bout shares tape with a span."""
    return mark.start < span.end and (mark.end is None or mark.end > span.start)


def _bouts(coding: Coding, track: Track) -> list[Mark]:
    states = {state.id for state in track.states}
    return coding.marks_of(states)
