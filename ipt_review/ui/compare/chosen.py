"""Which codings of a tape are compared: two of them, or all that are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.workflow.agreement.tape_pairs import Together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.consensus import Consensus
    from ipt_review.workflow.agreement.comparable_tapes import ComparableTape
    from ipt_review.workflow.agreement.comparing import Comparison

PAIR = 2
Two = tuple[UUID, UUID]


@dataclass
class Chosen:
    """What somebody chose of one tape, by the ids of its codings.

    Attributes:
        pair: The two that are compared, unless all are.
        others: Which are shown besides.
        together: Whether all that are shown are compared, and not the pair alone.
    """

    pair: Two | None = None
    others: set[UUID] = field(default_factory=set)
    together: bool = True

    def take_pair(self, first: UUID, second: UUID) -> None:
        """Compare these two; where they are the same, the place is swapped."""
        before = self.pair or (first, second)
        if first == second:  # the other one takes the place that became free
            other = before[0] if before[0] != first else before[1]
            is_first = first != before[0]
            first, second = (first, other) if is_first else (other, second)
        self.pair = (first, second)

    def look_at(self, pair: Two | None, *, deciding: bool) -> None:
        """Look at one pair of what is shown, or at all of it."""
        self.together = pair is None
        if pair is not None and self.pair is not None:
            if not deciding:
                self.others = (self.others | {*self.pair}) - {*pair}
            self.pair = pair

    def shown(self, consensus: Consensus | None) -> set[UUID]:
        """Return which codings are on the screen."""
        if consensus is not None:
            return {*consensus.parents}
        return {*(self.pair or ())} | self.others

    def split(
        self, tape: ComparableTape, consensus: Consensus | None
    ) -> tuple[list[UUID], list[UUID]]:
        """Return which codings are laid together, and which are shown below those."""
        if consensus is not None:
            return [*consensus.parents], []
        pair = [*(self.pair or ())]
        more = [each.id for each in tape.heads if each.id in self.others - {*pair}]
        return ([*pair, *more], []) if self.together else (pair, more)

    def looked_at(self, held: Comparison) -> Together:
        """Return codings laid together with the pair that is looked at, or all."""
        ids: Sequence[UUID] = [side.coding.head.id for side in held.sides]
        pair = self.pair or ()
        if self.together or len(ids) == PAIR or not {*pair} <= {*ids}:
            return Together.all_of(held)
        first, second = sorted(ids.index(each) for each in pair)
        return Together(held, ((first, second),))
