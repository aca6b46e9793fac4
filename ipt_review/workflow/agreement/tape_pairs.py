"""Three codings of one tape or more, and the pairs of them that figures are of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from ipt_review.workflow.agreement.comparing import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.workflow.agreement.laying_together import Meeting

Pair = tuple[int, int]
Cell = tuple[str | None, str | None]
PAIR = 2


@dataclass(frozen=True)
class Confusion:
    """Who coded what, counted.

    Attributes:
        keys: Ids of codes or groups, in the order of the codebook.
        labels: What each is called.
        counts: By what the first of a pair has and what the second has; None for
            nothing.
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    counts: Counter[Cell]


@dataclass(frozen=True)
class Together:
    """Codings laid together, and which pairs of them are looked at.

    A pair is laid together anew, without the others: what it has in common must not
    hang on who else coded the tape.

    Attributes:
        whole: All of the codings.
        places: The pairs, by the places of their codings; one of them, or all.
    """

    whole: Comparison
    places: tuple[Pair, ...]

    @staticmethod
    def all_of(whole: Comparison) -> Together:
        """Look at every pair of these codings."""
        return Together(whole, tuple(all_pairs(len(whole.sides))))

    @cached_property
    def pairs(self) -> tuple[Comparison, ...]:
        """Each pair laid together."""
        return tuple(pair_of(self.whole, places) for places in self.places)

    @property
    def is_one_pair(self) -> bool:
        """Whether one pair is looked at, and not all."""
        return len(self.places) == 1

    @property
    def sides(self) -> tuple[int, ...]:
        """The places of the codings that are looked at."""
        return tuple(sorted({place for pair in self.places for place in pair}))

    def names(self) -> str:
        """Return who is looked at, for example "R-1 and R-2"."""
        names = [self.whole.sides[place].name for place in self.sides]
        return f"{', '.join(names[:-1])} and {names[-1]}"

    def confusion(self, *, by_group: bool) -> Confusion:
        """Count which codes, or groups of codes, of the pairs met."""
        book = self.whole.codebook
        groups = self._groups(by_group=by_group)
        counts = Counter(
            cell_of(each.codes, groups) for pair in self.pairs for each in pair.met
        )
        used = {key for cell in counts for key in cell if key is not None}
        known: Sequence[tuple[str, str]] = (
            [(group.id, group.label) for group in book.groups]
            if by_group
            else [(code.id, code.label) for code in book.codes]
        )
        shown = [(key, label) for key, label in known if key in used]
        return Confusion(
            tuple(key for key, _ in shown), tuple(label for _, label in shown), counts
        )

    def in_cell(self, cell: Cell, *, by_group: bool) -> list[Meeting]:
        """Return the places of the tape that a cell of the confusion counts."""
        groups = self._groups(by_group=by_group)
        wanted = {
            (side, mark.number)
            for places, pair in zip(self.places, self.pairs, strict=True)
            for meeting in pair.met
            if cell_of(meeting.codes, groups) == cell
            for side, mark in zip(places, meeting.marks, strict=True)
            if mark is not None
        }
        return [
            each
            for each in self.whole.met
            if any(
                mark is not None and (side, mark.number) in wanted
                for side, mark in enumerate(each.marks)
            )
        ]

    def _groups(self, *, by_group: bool) -> dict[str, str] | None:
        codes = self.whole.codebook.codes
        return {code.id: code.group for code in codes} if by_group else None


def all_pairs(count: int) -> list[Pair]:
    """Return the pairs of so many codings, by their places."""
    return list(combinations(range(count), 2))


def pair_of(whole: Comparison, places: Pair) -> Comparison:
    """Return two of the codings laid together without the others."""
    if len(whole.sides) == PAIR and places == (0, 1):
        return whole
    sides = tuple(whole.sides[place] for place in places)
    return Comparison(sides, whole.length, whole.tolerance, ())


def cell_of(codes: Sequence[str | None], groups: dict[str, str] | None) -> Cell:
    """Return the cell in which a meeting of two counts, by code or group of codes."""
    one, other = (
        code if code is None or groups is None else groups[code] for code in codes
    )
    return one, other
