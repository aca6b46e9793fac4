"""A finger that slips: the same key twice, sooner than anybody means it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL = 300


class DoublePress:
    """Tells a slip from a second press that is meant.

    Args:
        now: The monotonic clock, in seconds.

    Attributes:
        within: How soon (ms) after a press the same key is a slip; 0 for never.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.within = USUAL
        self._last: tuple[str, float] | None = None

    def is_slip(self, key: str, *, meant: bool = False) -> bool:
        """Say whether a press is a slip; one that is not is remembered.

        Args:
            key: What is pressed.
            meant: Whether something happened since the last press that nobody can do
                by slipping.
        """
        now = self._now()
        if self._last is not None and not meant:
            before, at = self._last
            if key == before and (now - at) * MS_PER_SECOND < self.within:
                return True
        self._last = (key, now)
        return False

    def forget(self) -> None:
        """Take the next press as meant, whatever it is."""
        self._last = None
