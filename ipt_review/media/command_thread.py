"""The one thread on which an engine does everything it is asked to do."""

from __future__ import annotations

import queue
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_GOODBYE = 10.0
"""How long closing may wait for the last command to end, in seconds."""


def carry_out(command: Callable[[], None]) -> None:
    """Carry out `command` now; if it raises, report that as a bug and go on.

    An engine that ended with the first mistake of somebody who only listens would
    leave everybody else with a tape that no longer answers. So this is the top of
    the thread, where a bug is handed to `threading.excepthook`: it is printed, and
    fails the test that it happens in.
    """
    try:
        command()
    except Exception:  # noqa: BLE001 - the top of a thread
        here = threading.current_thread()
        threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), here)))


class CommandThread:
    """Carries out commands one after another, and plans when their time has come.

    Commands may come from any thread; plans are made on this one, by commands.
    """

    def __init__(self, name: str) -> None:
        self._commands: queue.SimpleQueue[Callable[[], None] | None] = (
            queue.SimpleQueue()
        )
        self._plans: dict[Callable[[], None], float] = {}
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def do(self, command: Callable[[], None]) -> None:
        """Have `command` carried out; after closing, forget it."""
        if not self._closed:
            self._commands.put(command)

    def plan(self, what: Callable[[], None], seconds: float) -> None:
        """Do `what` in so many seconds, and not when it was planned before."""
        self._plans[what] = time.monotonic() + seconds

    def plans(self, what: Callable[[], None]) -> bool:
        """Say whether `what` is still to be done."""
        return what in self._plans

    def drop_plans(self) -> None:
        """Do nothing of what was planned."""
        self._plans.clear()

    def guard(self, command: Callable[[], None]) -> None:
        """Carry out `command` now; if it raises, report that as a bug and go on."""
        carry_out(command)

    def close(self, last: Callable[[], None]) -> None:
        """Carry out what is waiting, then `last`, then end; wait for that."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._commands.put(last)
                self._commands.put(None)
        if self._thread is not threading.current_thread():
            self._thread.join(LONGEST_GOODBYE)

    def _work(self) -> None:
        while True:
            try:
                command = self._next()
            except queue.Empty:
                continue
            if command is None:
                return
            self.guard(command)

    def _next(self) -> Callable[[], None] | None:
        """Return the next command, or the plan whose time has come before it.

        Raises:
            queue.Empty: When the time of a plan came while waiting.
        """
        if not self._plans:
            return self._commands.get()
        soonest = min(self._plans, key=self._plans.__getitem__)
        left = self._plans[soonest] - time.monotonic()
        if left > 0:
            return self._commands.get(timeout=left)
        del self._plans[soonest]
        return soonest
