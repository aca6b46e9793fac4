"""How often the player is sent somewhere. Pure: times are handed in, in seconds."""

from __future__ import annotations

from dataclasses import dataclass

PATIENCE = 0.4
"""After how long a place that was asked for is taken for reached, in seconds."""


@dataclass(slots=True)
class Scrub:
    """Lets one target through at a time; of those that come meanwhile, the newest.

    Attributes:
        target: Where the tape is to stand in the end (ms), None when it stands there.
        sent_at: When the last target was let through, None when it was reached.
    """

    target: int | None = None
    sent_at: float | None = None
    _waits: bool = False

    def want(self, target: int, now: float) -> int | None:
        """Ask for `target`; return it when it may be sent now."""
        self.target = target
        if self.sent_at is not None and now - self.sent_at < PATIENCE:
            self._waits = True
            return None
        return self._let_through(now)

    def reached(self, at: float, now: float) -> int | None:
        """Hear that something arrived at time `at`; return what to send now, if any.

        What arrived before the last target was sent says nothing about it.
        """
        if self.sent_at is None or at < self.sent_at:
            return None
        return self._go_on(now)

    def overdue(self, now: float) -> int | None:
        """Return what to send when the last target has taken too long, if any."""
        if self.sent_at is None or now - self.sent_at < PATIENCE:
            return None
        return self._go_on(now)

    def flush(self) -> int | None:
        """Forget everything; return what still waited to be sent, if anything."""
        waited = self.target if self._waits else None
        self.target, self.sent_at, self._waits = None, None, False
        return waited

    def _go_on(self, now: float) -> int | None:
        if self._waits:
            return self._let_through(now)
        self.target = self.sent_at = None
        return None

    def _let_through(self, now: float) -> int | None:
        self.sent_at, self._waits = now, False
        return self.target
