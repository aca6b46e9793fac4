"""The one thread on which an engine does everything it is asked to do."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_GOODBYE = 10.0
"""How long closing may wait for the last command to end, in seconds."""


class CommandThread:
    """Carries out commands one after another, in the order in which they came.

    Args:
        name: What the thread is called in a debugger.
        patience: Asked before each wait; says in how many seconds `impatient` is due,
            None for never. Being late, it goes before the commands that wait.
        impatient: Called on the thread when that time has come.
    """

    def __init__(
        self,
        name: str,
        patience: Callable[[], float | None],
        impatient: Callable[[], None],
    ) -> None:
        self._commands: queue.SimpleQueue[Callable[[], None] | None] = (
            queue.SimpleQueue()
        )
        self._patience = patience
        self._impatient = impatient
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def do(self, command: Callable[[], None]) -> None:
        """Have `command` carried out; after closing, forget it."""
        if not self._closed:
            self._commands.put(command)

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
            patience = self._patience()
            if patience is not None and patience <= 0:
                self._impatient()
                continue
            try:
                command = self._commands.get(timeout=patience)
            except queue.Empty:
                self._impatient()
                continue
            if command is None:
                return
            command()
