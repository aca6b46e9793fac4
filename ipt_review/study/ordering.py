"""A random order in which no two neighbors belong together, where that can be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from random import Random

T = TypeVar("T")


def shuffled(items: Iterable[T], chance: Random) -> list[T]:
    """Return items in random order, by numbers that every Python gives alike."""
    keyed = [(chance.random(), place, each) for place, each in enumerate(items)]
    return [each for _, _, each in sorted(keyed, key=lambda key: key[:2])]


def apart(
    items: Iterable[T],
    group: Callable[[T], Hashable],
    chance: Random,
    before: Hashable = None,
) -> list[T]:
    """Return items in random order with groups kept apart.

    At each place the first item at random is taken whose group is not that of its
    neighbor, and that leaves an order for the rest in which none has to follow its own;
    where there is none, neighbors are allowed only as often as they must be.

    Args:
        items: To be put in order.
        group: What an item belongs to, for example its case.
        chance: Where random numbers come from.
        before: The group of what stands before the first place.
    """
    waiting = shuffled(items, chance)
    left = Counter(group(each) for each in waiting)
    placed: list[T] = []
    while waiting:
        place = _next(waiting, group, left, before)
        chosen = waiting.pop(place)
        before = group(chosen)
        left[before] -= 1
        placed.append(chosen)
    return placed


def _next(
    waiting: Sequence[T],
    group: Callable[[T], Hashable],
    left: Counter[Hashable],
    before: Hashable,
) -> int:
    """Return the place among those waiting of what is to come next."""
    biggest, most = left.most_common(1)[0]
    crowded = most * 2 > len(waiting) and biggest != before
    for place, each in enumerate(waiting):
        own = group(each)
        if own != before and (not crowded or own == biggest):
            return place
    return 0
