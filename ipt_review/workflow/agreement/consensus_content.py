"""What a consensus holds, given what its parents say and what was decided: pure.

What the parents agree on is taken over without anybody deciding: a mark stands in the
middle of where they have it, so that no parent counts for more than another, and a
border between states lies in the middle of where they drew it. What they do not agree
on is left out until it is decided.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.domain.consensus import Choice, Decision
from ipt_review.domain.edit import MarkEdit, Move, RatingEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import Rating
from ipt_review.domain.timecode import Span
from ipt_review.workflow.agreement.laying_together import is_disputed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.edit import Edit
    from ipt_review.workflow.agreement.comparing import Comparison, RatedBeside
    from ipt_review.workflow.agreement.laying_together import Meeting

    Decisions = Mapping[str, Decision]


class Content(NamedTuple):
    """Marks by number, and ratings by item."""

    marks: dict[int, Mark]
    ratings: dict[str, Rating]


def agreed(comparison: Comparison) -> list[Decision]:
    """Return what nobody has to decide, since all parents have the same."""
    on_tape = [*comparison.met, *_states(comparison)]
    subjects = [each.subject for each in on_tape if each.agrees and any(each.codes)]
    subjects += [rated.subject for rated in comparison.items if rated.agrees]
    return [Decision(subject, Choice.AGREED) for subject in subjects]


def still_open(comparison: Comparison, decisions: Decisions) -> list[str]:
    """Return what is left to be decided, by subject: the tape first, then the form."""
    wanted = [each.subject for each in comparison.disagreements]
    wanted += [rated.subject for rated in comparison.items if not rated.agrees]
    return [subject for subject in wanted if subject not in decisions]


def content(comparison: Comparison, decisions: Decisions) -> Content:
    """Return what the consensus holds.

    A mark of a code has the number of its place among all places of the comparison,
    so that it stays the same mark whatever is decided; states come after them.
    """
    marks = {}
    for number, meeting in enumerate(comparison.met, start=1):
        found = _mark(meeting, decisions.get(meeting.subject), comparison.length)
        if found is not None:
            marks[number] = replace(found, number=number)
    first = len(comparison.met) + 1
    for number, (span, state) in enumerate(_tracks(comparison, decisions), first):
        marks[number] = Mark(number, state, span.start, span.end)
    ratings = {}
    for rated in comparison.items:
        value = _value(rated, decisions.get(rated.subject))
        if value is not None:
            ratings[rated.item.id] = Rating(value)
    return Content(marks, ratings)


def step_to(coding: Coding, wanted: Content, move: Move = Move.DO) -> Step:
    """Return the step after which a coding holds this and nothing else."""
    edits: list[Edit] = []
    for number in sorted({*coding.marks, *wanted.marks}):
        before, after = coding.marks.get(number), wanted.marks.get(number)
        if before != after:
            edits.append(MarkEdit(number, before, after))
    for item in sorted({*coding.ratings, *wanted.ratings}):
        rated, rating = coding.ratings.get(item), wanted.ratings.get(item)
        if rated != rating:
            edits.append(RatingEdit(item, rated, rating))
    return Step(tuple(edits), move)


def middle(meeting: Meeting, length: int) -> Span:
    """Return where a mark stands that is halfway between those of a place."""
    spans = [mark.span(length) for mark in meeting.marks if mark is not None]
    return Span(
        sum(span.start for span in spans) // len(spans),
        sum(span.end for span in spans) // len(spans),
    )


def _mark(meeting: Meeting, decision: Decision | None, length: int) -> Mark | None:
    if meeting.agrees:
        return _between(meeting, length)
    if decision is None:
        return None
    if decision.choice is Choice.OTHER:
        span = decision.span or middle(meeting, length)
        return Mark(0, decision.code, span.start, span.end)
    mark = None if decision.parent is None else meeting.marks[decision.parent]
    return mark and replace(mark, end=mark.span(length).end, note="")


def _between(meeting: Meeting, length: int) -> Mark:
    """Return the mark on which all agree; what they say beside it, where it is one."""
    there = [mark for mark in meeting.marks if mark is not None]
    span = middle(meeting, length)
    first, others = there[0], there[1:]
    same = {
        name: getattr(first, name)
        for name in ("quality", "certainty", "direction")
        if all(getattr(first, name) is getattr(other, name) for other in others)
    }
    return Mark(0, first.code, span.start, span.end, **same)


def _states(comparison: Comparison) -> Iterator[Meeting]:
    for parts in comparison.stretches.values():
        yield from parts


def _tracks(comparison: Comparison, decisions: Decisions) -> Iterator[tuple[Span, str]]:
    """Yield the states of each track, one after another."""
    for track, parts in comparison.stretches.items():
        if any(part.whole for part in parts):
            pieces = _whole(parts[0], comparison.held[track], decisions)
        else:
            pieces = _resolved(parts, decisions, comparison.tolerance)
        yield from _joined(pieces)


def _whole(
    place: Meeting, held: Sequence[Meeting], decisions: Decisions
) -> list[tuple[Span, str | None]]:
    """Return a track as the parent has it that is kept; nothing otherwise."""
    decision = decisions.get(place.subject)
    if decision is None or decision.parent is None:
        return []
    return [(part.span, part.codes[decision.parent]) for part in held]


def _resolved(
    parts: Sequence[Meeting], decisions: Decisions, tolerance: int
) -> list[tuple[Span, str | None]]:
    """Return what holds on each stretch; borders drawn in two places are one."""
    found: list[tuple[Span, str | None]] = []
    runs = [
        (is_border, list(run))
        for is_border, run in groupby(
            parts, lambda part: not part.agrees and not is_disputed(part, tolerance)
        )
    ]
    for place, (is_border, run) in enumerate(runs):
        if not is_border:
            found += [(part.span, _state(part, decisions)) for part in run]
            continue
        whole = Span(run[0].span.start, run[-1].span.end)
        after = runs[place + 1][1][0] if place + 1 < len(runs) else None
        follows = _state(after, decisions) if after is not None else None
        before = found[-1][1] if found else follows
        cut = whole.start + whole.length // 2
        found.append((Span(whole.start, cut), before))
        found.append((Span(cut, whole.end), before if after is None else follows))
    return found


def _state(part: Meeting, decisions: Decisions) -> str | None:
    if part.agrees:
        return next((code for code in part.codes if code is not None), None)
    decision = decisions.get(part.subject)
    if decision is None or decision.choice is Choice.OTHER:
        return decision.code if decision else None
    return None if decision.parent is None else part.codes[decision.parent]


def _joined(
    pieces: Iterable[tuple[Span, str | None]],
) -> Iterator[tuple[Span, str]]:
    for state, run in groupby(
        (each for each in pieces if each[0].length), lambda each: each[1]
    ):
        spans = [span for span, _ in run]
        if state is not None:
            yield Span(spans[0].start, spans[-1].end), state


def _value(rated: RatedBeside, decision: Decision | None) -> int | None:
    if rated.agrees:
        return rated.values[0]
    if decision is None or decision.choice is Choice.OTHER:
        return decision.value if decision else None
    return None if decision.parent is None else rated.values[decision.parent]
