"""Hearing from a server that something changed, and that it is back."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError
from ipt_review.store.team import server
from ipt_review.store.team.guard import CHANNEL
from ipt_review.store.team.problems import told_plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import psycopg

    from ipt_review.domain.team import Password, TeamPlace
    from ipt_review.store.team.sending import Sending

BETWEEN_TRIES: Final = 2.0
"""How long (s) to wait before a server that was lost is tried again."""

GOODBYE: Final = 1.0
"""How long (s) to wait for the thread; one that waits for a server ends by itself."""

A_LOOK: Final = 0.25
"""How long (s) to listen before looking whether there is something to send."""


class Live:
    """One thread that listens to a server, and sends what was kept when it is back.

    Args:
        place: The study.
        password: Of the login.
        sending: What is to be sent.
        own: The processes on the server that work for this window.
        renew: Lets go of connections that were lost with the server.
    """

    def __init__(
        self,
        place: TeamPlace,
        password: Password,
        sending: Sending,
        own: Collection[int],
        renew: Callable[[], object],
    ) -> None:
        self._place = place
        self._password = password
        self._sending = sending
        self._own = own
        self._renew = renew
        self._heard: Callable[[], object] = lambda: None
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="team study", daemon=True)

    def begin(self, heard: Callable[[], object]) -> None:
        """Listen from now on; `heard` is called on the thread that listens."""
        self._heard = heard
        self._thread.start()

    def end(self) -> None:
        """Listen no more; nothing is heard once this returns."""
        self._stopped.set()
        self._heard = lambda: None
        if self._thread.is_alive():
            self._thread.join(GOODBYE)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with told_plainly(self._place):
                    self._listen()
            except ReviewError:
                self._sending.lost()
                self._stopped.wait(BETWEEN_TRIES)

    def _listen(self) -> None:
        with server.connect(self._place, self._password) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            if self._stopped.is_set():
                return
            was_lost = not self._sending.standing.reached
            if was_lost:
                self._renew()
            self._sending.send()
            if was_lost:
                self._heard()
            while not self._stopped.is_set():
                self._hear(connection)
                if self._sending.wanted.is_set():
                    self._sending.send()

    def _hear(self, connection: psycopg.Connection) -> None:
        """Hear what there is; several notices that come together are one."""
        notices = connection.notifies(timeout=A_LOOK, stop_after=1)
        if any(notice.pid not in self._own for notice in notices):
            self._heard()
