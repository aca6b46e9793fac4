"""Long work that is watched: how far it is, and whether it is still wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable


class CalledOff(ReviewError):
    """Work was stopped by whoever had asked for it; nothing came of it."""

    def __init__(self) -> None:
        super().__init__(
            "This was stopped before it was done.", "Start it again if you want it."
        )


@dataclass(frozen=True, slots=True)
class Watch:
    """Hears how much of some work is done, from 0 to 1, and stops it when told to.

    Attributes:
        progress: Told how much of the whole is done.
        cancelled: Says whether to stop.
        low, high: Which part of the whole this work is.
    """

    progress: Callable[[float], None]
    cancelled: Callable[[], bool]
    low: float = 0.0
    high: float = 1.0

    def tell(self, share: float) -> None:
        """Say that so much of this work is done.

        Raises:
            CalledOff: When it is no longer wanted; what was begun has to go.
        """
        self.ask()
        self.progress(self.at(share))

    def ask(self) -> None:
        """Ask whether to go on.

        Raises:
            CalledOff: When it is no longer wanted.
        """
        if self.cancelled():
            raise CalledOff

    def at(self, share: float) -> float:
        """Return how much of the whole is done when so much of this is."""
        return self.low + (self.high - self.low) * share

    def part(self, low: float, high: float) -> Watch:
        """Return the watch over one part of this work, from one share to another."""
        return Watch(self.progress, self.cancelled, self.at(low), self.at(high))


UNWATCHED: Final = Watch(lambda _: None, lambda: False)
"""For work that nobody looks at and nobody stops."""
