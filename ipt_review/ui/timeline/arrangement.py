"""Which lanes a person wants to see, in which order, and how high."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_review.ui.timeline.lanes import Filled

LOWEST, HIGHEST, STEP = 0.6, 3.0, 0.2
_BETWEEN, _EQUALS = "|", "="


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A person's choice about lanes, by the ids of lanes; it changes no result.

    Attributes:
        hidden: Lanes that are not shown.
        order: Lanes from top to bottom, once somebody has moved one.
        sizes: How much higher than usual a lane stands.
    """

    hidden: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    sizes: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def arranged(self, lanes: Sequence[Filled]) -> tuple[Filled, ...]:
        """Return all lanes in the order that is wanted, hidden ones as well.

        One that was not there when the order was chosen stays below its neighbor.
        """
        ranks = {id_: place for place, id_ in enumerate(self.order)}
        rank, keys = -1, {}
        for place, each in enumerate(lanes):
            rank = ranks.get(each.lane.id, rank)
            keys[place] = (rank, each.lane.id not in ranks, place)
        return tuple(lanes[place] for place in sorted(keys, key=keys.__getitem__))

    def shown(self, lanes: Sequence[Filled]) -> tuple[Filled, ...]:
        """Return the lanes that are shown, in the order that is wanted."""
        arranged = self.arranged(lanes)
        return tuple(each for each in arranged if each.lane.id not in self.hidden)

    def with_shown(self, lane: str, *, shown: bool) -> Arrangement:
        """Return the choice with a lane shown, or hidden."""
        hidden = self.hidden - {lane} if shown else self.hidden | {lane}
        return replace(self, hidden=hidden)

    def with_moved(self, lanes: Sequence[Filled], lane: str, by: int) -> Arrangement:
        """Return the choice with a lane `by` places further down, or up."""
        order = [each.lane.id for each in self.arranged(lanes)]
        here = order.index(lane)
        order.insert(min(max(here + by, 0), len(order) - 1), order.pop(here))
        absent = [each for each in self.order if each not in order]
        return replace(self, order=(*order, *absent))

    def with_size(self, lane: str, size: float) -> Arrangement:
        """Return the choice with a lane so much higher than usual, within reason."""
        sizes = {**self.sizes, lane: round(min(max(size, LOWEST), HIGHEST), 2)}
        if sizes[lane] == 1:
            del sizes[lane]
        return replace(self, sizes=MappingProxyType(sizes))

    def size(self, lane: str) -> float:
        """Return how much higher than usual a lane stands."""
        return self.sizes.get(lane, 1.0)

    def written(self) -> dict[str, str]:
        """Return the choice as texts, as `read` takes it."""
        sizes = (f"{lane}{_EQUALS}{size}" for lane, size in self.sizes.items())
        return {
            "hidden": _BETWEEN.join(sorted(self.hidden)),
            "order": _BETWEEN.join(self.order),
            "sizes": _BETWEEN.join(sizes),
        }

    @classmethod
    def read(cls, texts: Mapping[str, str]) -> Arrangement:
        """Return the choice that was written; what cannot be read is left out."""
        hidden, order, sizes = (
            tuple(part for part in texts.get(name, "").split(_BETWEEN) if part)
            for name in ("hidden", "order", "sizes")
        )
        found = cls(frozenset(hidden), tuple(dict.fromkeys(order)))
        for part in sizes:
            lane, _, size = part.rpartition(_EQUALS)
            if lane and size.replace(".", "", 1).isdecimal():
                found = found.with_size(lane, float(size))
        return found


AS_SHIPPED = Arrangement()
