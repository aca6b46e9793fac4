"""Codings of one tape laid together, mark by mark and stretch by stretch: pure.

Marks of codes are aligned by their onsets within a tolerance, whatever their codes
(`reliability.alignment`); states of a track are held together wherever one begins or
ends. Any number of codings can be laid together; figures are of two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import Span
from ipt_review.reliability.alignment import align
from ipt_review.reliability.timed import Timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ipt_review.domain.codebook import Track
    from ipt_review.domain.mark import Mark


class Outcome(Enum):
    """What came of holding codings together at one place."""

    SAME = "same"
    END = "other end"
    CODE = "other code"
    SINGLE = "not by all"
    STATE = "other state"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One place on the tape, and what each coding has there.

    Attributes:
        codes: By coding, the code or state, or None where it has nothing.
        marks: By coding, the mark; only Nones where states of a track meet.
        span: From where the first begins to where the last ends, in ms.
        track: Id of the track, for states; empty for codes.
        whole: Whether the track as a whole is meant, which one coding alone has;
            `codes` names the track then.
    """

    outcome: Outcome
    codes: tuple[str | None, ...]
    marks: tuple[Mark | None, ...]
    span: Span
    track: str = ""
    whole: bool = False

    @property
    def agrees(self) -> bool:
        """Whether all codings have the same there."""
        return self.outcome is Outcome.SAME

    @property
    def subject(self) -> str:
        """What tells this place from all others of the same codings, for good."""
        if self.track:
            return f"{self.track} {self.span.start}-{self.span.end}"
        numbers = (str(mark.number) if mark else "-" for mark in self.marks)
        return f"mark {' '.join(numbers)}"


def meetings(
    codings: Sequence[Iterable[Mark]], tolerance: int, length: int
) -> list[Meeting]:
    """Lay marks of codes together, in the order of the tape.

    Args:
        codings: The marks of each coding, states of tracks left out.
        tolerance: How far apart (ms) the onsets of marks that meet may lie, and the
            ends of intervals that are the same.
        length: Of the tape, in ms; an open interval reaches to it.
    """
    met: list[list[Mark | None]] = []
    for place, marks in enumerate(codings):
        ordered = sorted(marks, key=_onset)
        pairs = _aligned([_first(each) for each in met], ordered, tolerance)
        partners = {second: first for first, second in pairs}
        for row in met:
            row.append(None)
        for number, mark in enumerate(ordered):
            if number in partners:
                met[partners[number]][place] = mark
            else:
                met.append([None] * place + [mark])
        met.sort(key=lambda row: _onset(_first(row)))
    return [_meeting(tuple(row), tolerance, length) for row in met]


def stretches(
    track: Track, codings: Sequence[Iterable[Mark]], length: int
) -> list[Meeting]:
    """Lay the states of a track together, from the start of the tape to its end.

    Where states of one coding overlap, the one begun last holds.
    """
    states = {state.id for state in track.states}
    held = [
        sorted((m for m in marks if m.code in states), key=_onset) for marks in codings
    ]
    edges = {0, length}
    for marks in held:
        edges |= {min(mark.start, length) for mark in marks}
        edges |= {min(mark.span(length).end, length) for mark in marks}
    found: list[Meeting] = []
    for start, end in pairwise(sorted(edges)):
        codes = tuple(_state_at(marks, start, length) for marks in held)
        if found and found[-1].codes == codes:
            found[-1] = replace(found[-1], span=Span(found[-1].span.start, end))
            continue
        outcome = Outcome.SAME if len({*codes}) == 1 else Outcome.STATE
        nothing = (None,) * len(held)
        found.append(Meeting(outcome, codes, nothing, Span(start, end), track.id))
    return found


def comparable_stretches(
    track: Track, held: Sequence[Meeting], coded: Sequence[bool], length: int
) -> tuple[Meeting, ...]:
    """Return what of a track the codings can agree on, or not.

    A coding without any state of the track is missing there, and not silent: where
    two or more others have the track, they are held together without it. What one of
    them coded alone is one place, the track as a whole.

    Args:
        track: Which one.
        held: Its states, from the start of the tape to its end.
        coded: For each of the codings, whether it has a state of the track.
        length: Of the tape, in ms.
    """
    coders = [place for place, has in enumerate(coded) if has]
    if not coders:
        return ()
    if len(coders) == len(coded):
        return tuple(held)
    if len(coders) == 1:
        codes = tuple(track.id if has else None for has in coded)
        nothing = (None,) * len(coded)
        span = Span(0, length)
        return (Meeting(Outcome.SINGLE, codes, nothing, span, track.id, whole=True),)
    return tuple(
        replace(part, outcome=Outcome.SAME)
        if len({part.codes[place] for place in coders}) == 1
        else part
        for part in held
    )


def disagreements(
    marks: Iterable[Meeting], states: Iterable[Meeting], tolerance: int
) -> list[Meeting]:
    """Return what is not the same, in the order of the tape.

    States that differ no longer than the tolerance are one edge that two hands put
    in two places, and no disagreement.
    """
    found = [each for each in marks if not each.agrees]
    found += [each for each in states if is_disputed(each, tolerance)]
    return sorted(found, key=lambda each: (each.span.start, each.subject))


def is_disputed(stretch: Meeting, tolerance: int) -> bool:
    """Say whether states differ there, and for longer than the tolerance (ms)."""
    return not stretch.agrees and stretch.span.length > tolerance


def _meeting(row: tuple[Mark | None, ...], tolerance: int, length: int) -> Meeting:
    there = [mark for mark in row if mark is not None]
    ends = [mark.span(length).end for mark in there]
    codes = {mark.code for mark in there}
    if len(codes) > 1:
        outcome = Outcome.CODE
    elif len(there) < len(row):
        outcome = Outcome.SINGLE
    elif max(ends) - min(ends) > tolerance and not all(m.is_point for m in there):
        outcome = Outcome.END
    else:
        outcome = Outcome.SAME
    span = Span(min(mark.start for mark in there), max(ends))
    return Meeting(outcome, tuple(m.code if m else None for m in row), row, span)


def _aligned(
    first: Sequence[Mark], second: Sequence[Mark], tolerance: int
) -> tuple[tuple[int, int], ...]:
    """Return which of the first meet which of the second; both in their order."""
    ranks = {code: n for n, code in enumerate({m.code: 0 for m in (*first, *second)})}
    timed = (_timed(first, ranks.__getitem__), _timed(second, ranks.__getitem__))
    return align(*timed, len(ranks), tolerance).pairs


def _timed(marks: Sequence[Mark], rank: Callable[[str], int]) -> Timed:
    """Return marks as arrays in the order in which they are given."""
    return Timed.in_order([(m.start, m.end or m.start, rank(m.code)) for m in marks])


def _state_at(marks: Sequence[Mark], at: int, length: int) -> str | None:
    """Return the state begun last among those that hold at a moment (ms)."""
    holding = [m for m in marks if m.start <= at < m.span(length).end]
    return holding[-1].code if holding else None


def _first(row: Sequence[Mark | None]) -> Mark:
    return next(mark for mark in row if mark is not None)


def _onset(mark: Mark) -> tuple[int, str, int]:
    return mark.start, mark.code, mark.number
