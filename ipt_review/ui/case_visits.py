"""Ways into the Case room and out of it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.media.engine import State
from ipt_review.ui.case.keeping import CaseKeeping

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk, Holdings


class CaseVisits(QObject):
    """Knows which case was asked for, and goes from its places to its tapes.

    Args:
        window: Whose Case room and library it is.
        reviewing: The tape on the Review screen, which a change of its case concerns.

    Signals:
        case_wanted: The Case room should be entered.
        tape_wanted: The tape with this id should be opened.
        renewed: The case of the tape on the Review screen has changed.
    """

    case_wanted = Signal()
    tape_wanted = Signal(object)
    renewed = Signal()

    def __init__(self, window: MainWindow, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._case: UUID | None = None
        self._desk: Desk | None = None
        self._at: int | None = None
        self.keeping = CaseKeeping(window.case)
        self.keeping.refused.connect(window.banner.tell)
        self.keeping.changed.connect(self._renew)
        self.keeping.tape_wanted.connect(self._go)
        reviewing.player.state_changed.connect(lambda _state: self._arrive())
        window.library.case_wanted.connect(self.ask_for)

    def ask_for(self, case: UUID) -> None:
        """Ask for the Case room with this case."""
        self._case = case
        self.case_wanted.emit()

    def show(self, desk: Desk, holdings: Holdings, person: Person | None) -> None:
        """Show the case that was asked for, or that of the tape, or the first."""
        known = [case.id for case in holdings.cases]
        seat = self._reviewing.seat
        choices = [self._case, seat.review.case.id if seat else None, *known]
        case = next((each for each in choices if each in known), None)
        self._desk = desk
        if case is None or person is None:
            self.keeping.close()
            return
        self.keeping.open(desk, case, person)
        if seat is not None and seat.review.case.id == case:
            self._window.case.pick(seat.review.session.id)

    def leave(self) -> None:
        """Let go of the study."""
        self._case = self._desk = None
        self.keeping.close()

    def _renew(self) -> None:
        seat, desk = self._reviewing.seat, self._desk
        if seat is not None and desk is not None:
            self._reviewing.renew(desk.review(seat.session.coding))
            self.renewed.emit()

    def _go(self, tape: UUID, at: int) -> None:
        self.tape_wanted.emit(tape)
        seat = self._reviewing.seat
        if seat is not None and seat.review.tape.id == tape:
            self._at = at
            self._arrive()

    def _arrive(self) -> None:
        """Go to the place, as soon as the tape was taken in."""
        at, player = self._at, self._reviewing.player
        if at is not None and player.state in {State.PAUSED, State.PLAYING}:
            self._at = None
            player.seek(at)
