"""What libvlc says, carried from its threads to the one that may call it."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class VlcEvents:
    """Hears a media player's events, and only passes them on.

    Args:
        vlc: The module.
        player: Whose events are heard.
        do: Has something done on the engine's thread.
        hear: By the name of an event, without its “MediaPlayer”, what it is passed
            to: a number that only some events mean something by (ms), and the time
            at which it came, on the monotonic clock in seconds.
    """

    def __init__(
        self,
        vlc: Any,
        player: Any,
        do: Callable[[Callable[[], None]], None],
        hear: Mapping[str, Callable[[int, float], None]],
    ) -> None:
        self._manager = player.event_manager()
        self._kinds = [getattr(vlc.EventType, f"MediaPlayer{name}") for name in hear]

        def pass_on(event: Any, then: Callable[[int, float], None]) -> None:
            at = time.monotonic()
            do(partial(then, int(event.u.new_time), at))

        for kind, then in zip(self._kinds, hear.values(), strict=True):
            self._manager.event_attach(kind, pass_on, then)

    def detach(self) -> None:
        """Hear nothing from now on."""
        for kind in self._kinds:
            self._manager.event_detach(kind)
