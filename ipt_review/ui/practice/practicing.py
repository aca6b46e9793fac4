"""What happens in practice: a pass begins, ends, and is held against the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.problems import ReviewError
from ipt_review.media.engine import State
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.practice.page import PracticePage
from ipt_review.workflow.rating.practicing import feedback, practice_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.people import Person
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk

T = TypeVar("T")

LEAD_IN = 2_000
"""How long before a mark (ms) it begins to play, so that one hears what led to it."""

TAB = "Practice"


class Practicing(QObject):
    """Adds a tab to the Review screen while a practice coding is open.

    Signals:
        seat_wanted: The coding with this id should be opened.
        refused: Something could not be done; in words.
    """

    seat_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, window: MainWindow, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._reviewing = reviewing
        self._tabs = window.review.tabs
        self._desk: Desk | None = None
        self._person: Person | None = None
        self.page = PracticePage(window.theme, window)
        self.page.hide()
        keep_keys(self.page.list, "Return", "Enter", "Up", "Down", "Home", "End")
        self.page.done.connect(self._finish)
        self.page.again_wanted.connect(lambda: self._sit(anew=True))
        self.page.play_wanted.connect(self._play)
        self._begins = False
        reviewing.player.state_changed.connect(self._go_to_start)

    @property
    def on(self) -> bool:
        """Whether a practice coding is open."""
        coding = self._reviewing.coding
        return coding is not None and (coding.head.perspective is Perspective.PRACTICE)

    def begin(self, desk: Desk, person: Person) -> None:
        """Have a person go on with the pass under way, or begin the first."""
        self._desk, self._person = desk, person
        self._sit(anew=False)

    def meet(self, desk: Desk) -> None:
        """Show the tab if what was just opened is practice, and else do without."""
        place = self._tabs.indexOf(self.page)
        if not self.on:
            if place >= 0:
                self._tabs.removeTab(place)
            return
        if place < 0:
            self._tabs.addTab(self.page, TAB)
        self._show(desk)
        self._tabs.setCurrentWidget(self.page)

    def _show(self, desk: Desk) -> None:
        seat = self._reviewing.seat
        if seat is None:
            return
        coding = seat.session.coding
        number = coding.head.pass_number
        if coding.head.status is Status.DRAFT:
            self._begins = not coding.marks
            self.page.show_pass(number)
        else:
            found = feedback(desk, coding)
            self.page.show_findings(found, seat.codebook, number)

    def _go_to_start(self, state: State) -> None:
        """Have a pass with nothing in it begin where the tape does."""
        if self._begins and self.on and state is State.PAUSED:
            self._begins = False
            self._reviewing.player.seek(0)

    def _finish(self) -> None:
        """Close the pass, so that the reference can be shown beside it."""
        desk, coding = self._desk, self._reviewing.coding
        if desk is not None and coding is not None and self.on:
            self._reviewing.player.pause()
            self._try(lambda: desk.submit(coding.head.id))
            self.seat_wanted.emit(coding.head.id)

    def _sit(self, *, anew: bool) -> None:
        desk, person = self._desk, self._person
        if desk is not None and person is not None:
            coding = self._try(lambda: practice_of(desk, person, anew=anew))
            if coding is not None:
                self.seat_wanted.emit(coding)

    def _play(self, at: int) -> None:
        player = self._reviewing.player
        player.seek(max(0, at - LEAD_IN))
        player.play()

    def _try(self, doing: Callable[[], T]) -> T | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return None
