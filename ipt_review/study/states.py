"""What can be undone and done again of something that keeps each state it was in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Way(Enum):
    """How a state came about: nothing before it can come back, or as undo sees it."""

    BEGUN = "begun"
    EDITED = "edited"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True)
class Doings(Generic[T]):
    """States around the one that holds now.

    Attributes:
        before: What undo leads back through, the nearest last.
        after: What redo leads on through, the nearest last.
    """

    before: tuple[T, ...] = ()
    after: tuple[T, ...] = ()


def states_around(history: Iterable[tuple[Way, T]]) -> Doings[T]:
    """Return what can be undone and redone, from a history with the oldest first."""
    before: list[T] = []
    after: list[T] = []
    now: list[T] = []
    for way, state in history:
        if way is Way.BEGUN or not now:
            before, after = [], []
        elif way is Way.UNDONE:
            before.pop()
            after += now
        else:
            if way is Way.EDITED:
                after = []
            else:
                after.pop()
            before += now
        now = [state]
    return Doings(tuple(before), tuple(after))
