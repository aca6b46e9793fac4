"""How the rooms of the window are entered, and what is shown there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ipt_review.ui.queue.doors import Doors
from ipt_review.ui.trying import tried

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipt_review.domain.people import Person
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.ui.workplace import Workplace
    from ipt_review.workflow.desk import Desk

NO_TAPE = "Open a tape in the library first."
OF_A_TAPE = ("review", "rate", "feedback")
"""Rooms that are about the tape that is open."""


class Entering:
    """Leads whoever is at the desk from room to room.

    Args:
        window: Whose rooms these are.
        reviewing: Where a tape is coded.
        workplace: Knows the keys of each room.
        here: Returns the study that is open, and who works in it.
        showing: Brings what a room shows up to date, by the name of the room.
    """

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        workplace: Workplace,
        here: Callable[[], tuple[Desk | None, Person | None]],
        showing: Mapping[str, Callable[[Desk, Person | None], object]],
    ) -> None:
        self._window = window
        self._reviewing = reviewing
        self._workplace = workplace
        self.doors = Doors(window.banner.tell)
        self._here = here
        self._showing = showing

    def enter(self, room: str) -> None:
        """Go to a room of the window, if there is anything to do in it."""
        desk, person = self._here()
        if desk is None:
            return
        if room in OF_A_TAPE and self._reviewing.seat is None:
            self._window.banner.tell(NO_TAPE)
            room = "library"
        if room != "review":
            self._reviewing.player.pause()
        room = self.doors.lead(desk, person, room)
        self.show(room)
        self._window.enter(room)
        self.show_hints(room)

    def show(self, room: str) -> None:
        """Bring what a room shows up to date."""
        desk, person = self._here()
        if desk is None:
            return
        if room in self._showing:
            tried(partial(self._showing[room], desk, person), self._window.banner.tell)
        waits = self._window.tape_waits
        for each in OF_A_TAPE:
            there = waits or self._reviewing.seat is not None
            self._window.rail.allow(each, allowed=there)

    def show_step(self) -> None:
        """Show what follows from a change of the coding."""
        if self._window.room != "rate":
            self._window.status_line.show_sequence(self._reviewing.steps_taken())

    def show_hints(self, room: str) -> None:
        """Show the keys of a room in the status line, and what belongs there."""
        line = self._window.status_line
        self._workplace.show_hints(room)
        if room == "review":
            line.show_sequence(self._reviewing.steps_taken())
        else:
            line.show_sentence("")
