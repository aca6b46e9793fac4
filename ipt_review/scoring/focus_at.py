"""What is talked about at a moment of a coding."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark


class FocusAt:
    """Which state of the focus track holds at a moment of a coding.

    Where no mark stands, the start state of the track holds.
    """

    def __init__(self, coding: Coding, codebook: Codebook) -> None:
        self._start_state = codebook.focus.start_state
        states = {state.id for state in codebook.focus.states}
        self._marks = _in_order(
            mark for mark in coding.marks.values() if mark.code in states
        )
        self._starts = [mark.start for mark in self._marks]

    def at(self, moment: int) -> str:
        """Return the id of the state at `moment` (ms)."""
        index = bisect_right(self._starts, moment) - 1
        if index < 0:
            return self._start_state
        mark = self._marks[index]
        holds = mark.end is None or moment < mark.end or moment == mark.start
        return mark.code if holds else self._start_state


def _in_order(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=attrgetter("start", "number"))
