"""What a practice coding has of a reference coding: feedback, not a measure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.mark import Mark

TOLERANCE = 5_000
"""How far apart (ms) two marks of one code may begin to count as the same."""


class Outcome(Enum):
    """What became of a mark."""

    MATCHED = "matched"
    MISSED = "missed"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Finding:
    """A mark of one's own, of the reference, or the two that go together.

    Attributes:
        own: None where it was missed.
        reference: None where it is extra.
    """

    own: Mark | None
    reference: Mark | None

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        if self.own is None:
            return Outcome.MISSED
        return Outcome.EXTRA if self.reference is None else Outcome.MATCHED

    @property
    def marks(self) -> tuple[Mark, ...]:
        """One's own mark and that of the reference, as far as they are there."""
        return tuple(each for each in (self.own, self.reference) if each is not None)

    @property
    def code(self) -> str:
        """The code or state that was put on the tape."""
        return self.marks[0].code

    @property
    def at(self) -> int:
        """Where the earlier of its marks begins, in ms."""
        return min(each.start for each in self.marks)


def compared(
    own: Iterable[Mark], reference: Iterable[Mark], tolerance: int = TOLERANCE
) -> list[Finding]:
    """Pair marks of the same code that begin close together, the closest first.

    Each mark is in one finding; ends of intervals and notes are not compared. The
    result is in the order of the tape.

    Args:
        own: The marks of the practice coding.
        reference: The marks of the coding it is held against.
        tolerance: How far apart (ms) the two of a pair may begin.
    """
    mine, theirs = _by_code(own), _by_code(reference)
    found = []
    for code in mine.keys() | theirs.keys():
        found += _paired(mine.get(code, []), theirs.get(code, []), tolerance)
    return sorted(found, key=lambda each: (each.at, each.code, each.outcome.value))


def _by_code(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.code].append(mark)
    return dict(found)


def _paired(own: list[Mark], reference: list[Mark], tolerance: int) -> list[Finding]:
    near = sorted(
        (abs(mine.start - theirs.start), mine.start, mine.number, theirs.number)
        for mine in own
        for theirs in reference
        if abs(mine.start - theirs.start) <= tolerance
    )
    mine_by = {mark.number: mark for mark in own}
    theirs_by = {mark.number: mark for mark in reference}
    found = []
    for _apart, _start, mine, theirs in near:
        if mine in mine_by and theirs in theirs_by:
            found.append(Finding(mine_by.pop(mine), theirs_by.pop(theirs)))
    found += [Finding(mark, None) for mark in mine_by.values()]
    return found + [Finding(None, mark) for mark in theirs_by.values()]
