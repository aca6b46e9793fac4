"""Steps on their way to a server: straight there, or kept here until it answers."""

from __future__ import annotations

from threading import Event, RLock
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.team import Standing
from ipt_review.store.team.problems import TeamUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias
    from uuid import UUID

    from ipt_review.domain.edit import Step
    from ipt_review.store.team.kept_here import KeptHere, Unsent

    Deliver: TypeAlias = Callable[[UUID, Sequence[Step], UUID, int], None]


class Sending:
    """Has every step on a disk when it returns, the server's or this computer's.

    Steps reach the server in the order in which they were made. One that the server
    does not take is set aside with all that build on it, and never thrown away here.

    Args:
        here: What this computer keeps.
        deliver: Writes steps on the server.
        is_there: Says whether the server has a step already, whose receipt was lost.

    Attributes:
        wanted: Set when there is something to send.
    """

    def __init__(
        self, here: KeptHere, deliver: Deliver, is_there: Callable[[Unsent], bool]
    ) -> None:
        self._here = here
        self._deliver = deliver
        self._is_there = is_there
        self._lock = RLock()
        self._reached = True
        self._unsent = len(here.unsent())
        self._refused = len(here.refused())
        self._watchers: list[Callable[[Standing], object]] = []
        self.wanted = Event()

    @property
    def standing(self) -> Standing:
        """How it stands with the server now."""
        return Standing(self._reached, self._unsent, self._refused)

    def watch(self, watcher: Callable[[Standing], object]) -> None:
        """Have `watcher` called when that changes, on whatever thread it does."""
        self._watchers.append(watcher)

    def unwatch(self) -> None:
        """Tell nobody any more."""
        self._watchers.clear()

    def save(self, coding: UUID, steps: Sequence[Step], by: UUID, at: int) -> None:
        """Have steps on the server, or here while it does not answer.

        Raises:
            ReviewError: When the server refuses them, or neither can keep them.
        """
        before = self.standing
        with self._lock:
            if self._reached and not self._unsent:
                try:
                    self._deliver(coding, steps, by, at)
                except TeamUnreachable:
                    self._reached = False
                else:
                    return
            self._here.keep(coding, steps, by, at)
            self._unsent += len(steps)
        self.wanted.set()
        self._tell(before)

    def send(self) -> None:
        """Send what is kept here, as far as the server takes it."""
        before = self.standing
        self.wanted.clear()
        with self._lock:
            self._reached = True
            aside: set[UUID] = set()
            for each in self._here.unsent():
                if each.coding not in aside and not self._send(each):
                    aside.add(each.coding)
                if not self._reached:
                    break
            self._unsent = len(self._here.unsent())
            self._refused = len(self._here.refused())
        self._tell(before)

    def lost(self) -> None:
        """Hear that the server does not answer."""
        before = self.standing
        self._reached = False
        self._tell(before)

    def forget_refused(self) -> None:
        """Forget what the server did not take."""
        before = self.standing
        with self._lock:
            self._here.forget_refused()
            self._refused = 0
        self._tell(before)

    def _send(self, each: Unsent) -> bool:
        """Send one step; say whether those that build on it can follow."""
        try:
            if not self._is_there(each):
                self._deliver(each.coding, [each.step], each.by, each.at)
        except TeamUnreachable:
            self._reached = False
            return False
        except ReviewError as problem:
            self._here.refuse(each.coding, problem.what)
            return False
        self._here.sent(each.number)
        return True

    def _tell(self, before: Standing) -> None:
        after = self.standing
        if after != before:
            for watcher in tuple(self._watchers):
                watcher(after)
