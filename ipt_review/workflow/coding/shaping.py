"""Moving marks and stretching their edges: pure functions from a wish to a step.

States of a track stay exclusive. Where two of them meet, moving the edge moves it for
both, in one step; an edge that runs into a neighbor trims it. A neighbor is never
swallowed: it keeps `SHORTEST`, and the edge stops there.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.domain.codebook import Kind
from ipt_review.domain.edit import MarkEdit, Step

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark

SHORTEST = 40
"""What an interval or a neighbor keeps when it is trimmed, in ms: one frame."""


class Edge(Enum):
    """An end of a mark."""

    START = "start"
    END = "end"


class Neighbors(NamedTuple):
    """The states before and behind a state on its track, where there are any."""

    before: Mark | None
    behind: Mark | None


def can_stretch(mark: Mark, codebook: Codebook) -> bool:
    """Say whether a mark has edges: it is a state or of an interval code.

    A mark whose code the codebook does not have is judged by what it covers.
    """
    if codebook.track_of(mark.code) is not None:
        return True
    if not codebook.knows(mark.code):
        return not mark.is_point
    return codebook.code(mark.code).kind is Kind.INTERVAL


def moved(
    coding: Coding, codebook: Codebook, number: int, by: int, length: int
) -> Step | None:
    """Return the step that shifts a mark by `by` ms, as far as there is room.

    It stays whole and on the tape (`length` ms). Neighbors that touch a state stay
    with it.

    Returns:
        The step, or None when nothing changes.
    """
    mark = coding.marks[number]
    beside = neighbors(coding, codebook, mark)
    end = mark.start if mark.end is None else mark.end
    low, high = -mark.start, length - end
    if beside.before is not None:
        low = max(low, beside.before.start + SHORTEST - mark.start)
    if beside.behind is not None and mark.end is not None:
        high = min(high, _last(beside.behind, length) - SHORTEST - mark.end)
    by = min(max(by, min(low, 0)), max(high, 0))
    return _step(mark, _shifted(mark, by), beside)


def stretched(
    coding: Coding, codebook: Codebook, number: int, edge: Edge, to: int, length: int
) -> Step | None:
    """Return the step that puts an edge of a mark at `to` (ms), or as near as it can.

    An interval keeps `SHORTEST` and stays on the tape (`length` ms); an open one is
    closed when its end is put somewhere.

    Returns:
        The step, or None when nothing changes or the mark is a point.
    """
    mark = coding.marks[number]
    if not can_stretch(mark, codebook):
        return None
    beside = neighbors(coding, codebook, mark)
    if edge is Edge.START:
        low = 0 if beside.before is None else beside.before.start + SHORTEST
        high = length if mark.end is None else mark.end - SHORTEST
        start = _reached(mark.start, to, low, high)
        return _step(mark, replace(mark, start=start), beside)
    low = mark.start + SHORTEST
    high = length if beside.behind is None else _last(beside.behind, length) - SHORTEST
    here = min(max(to, low), high) if mark.end is None else mark.end
    return _step(mark, replace(mark, end=_reached(here, to, low, high)), beside)


def neighbors(coding: Coding, codebook: Codebook, mark: Mark) -> Neighbors:
    """Return what a state stands between on its track; for other marks, nothing."""
    track = codebook.track_of(mark.code)
    if track is None:
        return Neighbors(None, None)
    states = {state.id for state in track.states}
    place = (mark.start, mark.number)
    before = behind = None
    for each in coding.marks.values():
        if each.code not in states or each.number == mark.number:
            continue
        where = (each.start, each.number)
        if where < place and (before is None or where > (before.start, before.number)):
            before = each
        if where > place and (behind is None or where < (behind.start, behind.number)):
            behind = each
    return Neighbors(before, behind)


def _shifted(mark: Mark, by: int) -> Mark:
    end = None if mark.end is None else mark.end + by
    return replace(mark, start=mark.start + by, end=end)


def _reached(here: int, to: int, low: int, high: int) -> int:
    """Return where an edge comes to stand: in between the limits, or not beyond here.

    Marks that were brought in from elsewhere may stand outside of them.
    """
    return min(max(to, min(low, here)), max(high, here))


def _last(mark: Mark, length: int) -> int:
    return max(mark.start, length) if mark.end is None else mark.end


def _step(mark: Mark, after: Mark, beside: Neighbors) -> Step | None:
    """Return the step from one shape of a mark to another, neighbors along."""
    if after == mark:
        return None
    edits = [MarkEdit(mark.number, mark, after)]
    before, behind = beside
    if before is not None and _trims_before(before, mark, after):
        trimmed = replace(before, end=after.start)
        edits.insert(0, MarkEdit(before.number, before, trimmed))
    if (
        behind is not None
        and after.end is not None
        and _trims_behind(behind, mark, after)
    ):
        trimmed = replace(behind, start=after.end)
        edits.insert(0, MarkEdit(behind.number, behind, trimmed))
    return Step(tuple(edits))


def _trims_before(before: Mark, mark: Mark, after: Mark) -> bool:
    """Say whether the state before goes along with the start, or is run into."""
    if after.start == mark.start or before.start >= after.start:
        return False
    return before.end is None or before.end == mark.start or before.end > after.start


def _trims_behind(behind: Mark, mark: Mark, after: Mark) -> bool:
    """Say whether the state behind goes along with the end, or is run into."""
    if after.end is None or after.end == mark.end:
        return False
    if behind.end is not None and behind.end <= after.end:
        return False
    return behind.start == mark.end or behind.start < after.end
