"""Those who hear what an engine reports and see the frames that it shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.media.engine import Picture, Report


class Audience:
    """Passes everything on to each of them, whatever becomes of the others.

    Used on the engine's thread only.

    Args:
        guard: Carries something out, and reports it as a bug if that raises.
    """

    def __init__(self, guard: Callable[[Callable[[], None]], None]) -> None:
        self._guard = guard
        self._listeners: list[Callable[[Report], None]] = []
        self._watchers: list[Callable[[Picture], None]] = []

    def listen(self, listener: Callable[[Report], None]) -> None:
        """Have `listener` called with every report from now on."""
        self._listeners.append(listener)

    def watch(self, watcher: Callable[[Picture], None]) -> None:
        """Have `watcher` called with every frame from now on."""
        self._watchers.append(watcher)

    def tell(self, report: Report) -> None:
        """Pass a report on."""
        for listener in tuple(self._listeners):
            self._guard(partial(listener, report))

    def show(self, picture: Picture) -> None:
        """Pass a frame on."""
        for watcher in tuple(self._watchers):
            self._guard(partial(watcher, picture))

    def leave(self) -> None:
        """Pass nothing on any more."""
        self._listeners.clear()
        self._watchers.clear()
