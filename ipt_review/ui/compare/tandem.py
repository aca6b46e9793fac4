"""Where codings laid beside each other stand on the timeline: geometry without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.timecode import Span
    from ipt_review.ui.timeline.axis import Axis
    from ipt_review.workflow.agreement.comparing import Comparison
    from ipt_review.workflow.agreement.laying_together import Meeting

RULER = 22
LEGEND = 22
STATES, RIBBON, LEAST_GROUP, MOST_GROUP = 18, 10, 20, 34
GAP = 3
UNIT = 1_000
FIRST = 0.27
"""How far down its row (a share of it) the first coding has its marks."""
FOCUS = "Focus"


class Agreement(Enum):
    """How codings stand to each other in one second of the tape."""

    AGREE = "agree"
    DIFFER = "differ"
    ONE_ONLY = "one only"
    NEITHER = "neither"


class Run(NamedTuple):
    """Seconds of one agreement on end, in ms."""

    agreement: Agreement
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the timeline.

    Attributes:
        label: What stands before it, `under` in a second line and muted.
        key: Id of the group, or of the track; empty for the ribbon.
        side: Place of the coding whose states stand there; None for other rows.
    """

    label: str
    key: str
    top: float
    height: float
    side: int | None = None
    under: str = ""


class Dot(NamedTuple):
    """A mark of one coding as it stands on a row.

    Attributes:
        x: Where it begins, in pixels; `end` where it ends.
        meeting: What it meets; its place among all meetings is `place`.
    """

    x: float
    end: float
    y: float
    color: str
    flag: bool
    meeting: Meeting
    place: int
    side: int


def runs(states: Sequence[tuple[str | None, ...]]) -> list[Run]:
    """Return how all agree, second by second, equal ones on end as one."""
    found, at = [], 0
    for agreement, same in groupby(map(_agreement, states)):
        until = at + sum(UNIT for _ in same)
        found.append(Run(agreement, at, until))
        at = until
    return found


def rows(comparison: Comparison, others: Sequence[str], height: float) -> list[Row]:
    """Return the rows from top to bottom, made as high as `height` allows.

    Args:
        comparison: Two codings, or more.
        others: Names of codings whose states are shown below those.
        height: Pixels from the top of the widget to its bottom.
    """
    book = comparison.codebook
    names = [side.name for side in comparison.sides]
    found, top = [], float(RULER)
    for side, name in enumerate(names):
        found.append(Row(FOCUS, book.focus.id, top, STATES, side, name))
        top += STATES + GAP
        if side == 0:
            found.append(Row("agreement", "", top, RIBBON))
            top += RIBBON + GAP
    for place, name in enumerate(others):
        below = len(names) + place
        found.append(Row(FOCUS, book.focus.id, top, STATES, below, name))
        top += STATES + GAP
    used = groups_in(book, comparison.met)
    room = (height - LEGEND - top) / max(len(used), 1)
    tall = min(max(room, LEAST_GROUP), MOST_GROUP)
    for key, label in used:
        found.append(Row(label, key, top, tall))
        top += tall
    return found


def least_height(comparison: Comparison, others: int) -> int:
    """Return how many pixels the rows need at least."""
    used = len(groups_in(comparison.codebook, comparison.met))
    sides = len(comparison.sides) + others
    tracks = sides * (STATES + GAP) + RIBBON + GAP
    return RULER + LEGEND + tracks + used * LEAST_GROUP


def groups_in(book: Codebook, met: Iterable[Meeting]) -> list[tuple[str, str]]:
    """Return the groups of codes that have a mark, in the order of the codebook."""
    of_code = {code.id: code.group for code in book.codes}
    used = {of_code[code] for each in met for code in each.codes if code}
    return [(group.id, group.label) for group in book.groups if group.id in used]


def dots(comparison: Comparison, lines: Sequence[Row], axis: Axis) -> list[Dot]:
    """Return every mark in view, those of a coding above those of the next."""
    book = comparison.codebook
    colors = {group.id: group.color for group in book.groups}
    places = {row.key: row for row in lines if row.side is None and row.key}
    between = (1 - 2 * FIRST) / (len(comparison.sides) - 1)
    found = []
    for place, meeting in enumerate(comparison.met):
        if not _is_shown(meeting.span, axis):
            continue
        for side, mark in enumerate(meeting.marks):
            if mark is not None:
                code = book.code(mark.code)
                row = places[code.group]
                y = row.top + row.height * (FIRST + between * side)
                x = axis.x(mark.start)
                end = axis.x(_end(mark, comparison.length))
                look = (colors[code.group], code.is_flag)
                found.append(Dot(x, end, y, *look, meeting, place, side))
    return found


def _agreement(codes: tuple[str | None, ...]) -> Agreement:
    if len({*codes}) == 1:
        return Agreement.NEITHER if codes[0] is None else Agreement.AGREE
    return Agreement.ONE_ONLY if None in codes else Agreement.DIFFER


def _is_shown(span: Span, axis: Axis) -> bool:
    return span.start <= axis.shown.end and span.end >= axis.shown.start


def _end(mark: Mark, length: int) -> int:
    return mark.span(length).end
