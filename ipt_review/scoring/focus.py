"""What the talk was about: the states of an exclusive track over time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ipt_review.domain.codebook import Counts, Phase
from ipt_review.scoring.result import FocusTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ipt_review.domain.codebook import Codebook, Track
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark


@dataclass(frozen=True, slots=True)
class Bout:
    """A stretch of tape, from `start` to `end` in ms, in which one state holds."""

    state: str
    start: int
    end: int

    @property
    def length(self) -> int:
        """How long it lasts, in ms."""
        return self.end - self.start


def bouts(marks: Iterable[Mark], track: Track, length: int) -> list[Bout]:
    """Cover `length` ms of tape with the states of a track, without gap or overlap.

    What no mark covers is in the start state, an open mark reaches to the end, and a
    state holds until the next one begins. Neighbors in the same state are one bout.
    """
    states = {state.id for state in track.states}
    spans = sorted(
        (mark.start, mark.number, length if mark.end is None else mark.end, mark.code)
        for mark in marks
        if mark.code in states and mark.start < length
    )
    found: list[Bout] = []
    reached = 0
    for at, (start, _, end, code) in enumerate(spans):
        following = spans[at + 1][0] if at + 1 < len(spans) else length
        until = min(end, following, length)
        _add(found, track.start_state, reached, start)
        _add(found, code, start, until)
        reached = max(start, until)
    _add(found, track.start_state, reached, length)
    return found


def focus_time(
    coding: Coding,
    codebook: Codebook,
    length: int,
    foci: Sequence[str],
    phase: Phase,
) -> FocusTime:
    """Measure how the talk was spread over the states of the focus track.

    Args:
        coding: Whose marks are measured.
        codebook: What it was coded with.
        length: How much tape was coded, in ms.
        foci: Ids of the areas under agreement.
        phase: In the opening there is no agreement yet to be on or off.
    """
    found = bouts(coding.marks.values(), codebook.focus, length)
    by_state = {state.id: 0 for state in codebook.focus.states}
    for bout in found:
        by_state[bout.state] += bout.length
    counts = {state.id: state.counts for state in codebook.focus.states}
    off = (bout.length for bout in found if counts[bout.state] is Counts.OFF)
    return FocusTime(
        by_state=by_state,
        on_focus=None if phase is Phase.OPENING else _on_focus(by_state, counts, foci),
        switches=_switches(found, counts),
        longest_off=max(off, default=0),
    )


def _add(found: list[Bout], state: str, start: int, end: int) -> None:
    if end <= start:
        return
    if found and found[-1].state == state and found[-1].end == start:
        start = found.pop().start
    found.append(Bout(state, start, end))


def _on_focus(
    by_state: Mapping[str, int], counts: Mapping[str, Counts], foci: Sequence[str]
) -> float | None:
    """Return time in agreed areas in percent of time in any area or off focus."""
    of_all = sum(
        time
        for state, time in by_state.items()
        if counts[state] in {Counts.AREA, Counts.OFF}
    )
    if not foci or not of_all:
        return None
    return 100 * sum(by_state.get(area, 0) for area in set(foci)) / of_all


def _switches(found: Iterable[Bout], counts: Mapping[str, Counts]) -> int:
    states = [b.state for b in found if counts[b.state] is not Counts.EXCLUDED]
    return sum(before != after for before, after in pairwise(states))
