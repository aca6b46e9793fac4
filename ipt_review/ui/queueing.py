"""What happens in My tapes: a rater sees their queue, and opens its next tape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.problems import ReviewError
from ipt_review.ui import wording
from ipt_review.workflow.access.package_study import came_in_a_package
from ipt_review.workflow.studies.assigning import begin_assigned, queue_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.assignment import Assignment
    from ipt_review.domain.people import Person
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.workflow.desk import Desk


class Queueing(QObject):
    """Connects the room with the queue of whoever sits at the desk.

    Args:
        window: Whose room it is.
        look_around: Looks for recordings that are missing.
        do: Does the action with this id.

    Signals:
        seat_wanted: The coding with this id should be opened.
        refused: Something could not be done; in words.
    """

    seat_wanted = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        look_around: Callable[[Desk], object],
        do: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self.screen = window.queue
        self._look_around = look_around
        self.screen.doing_wanted.connect(do)
        self._desk: Desk | None = None
        self.screen.open_wanted.connect(self._open)
        self.refused.connect(window.banner.tell)

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show the queue of a person."""
        self._desk = desk
        if person is None:
            return
        held, rows = desk.holdings(), queue_of(desk, person)
        names = [
            wording.tape_name(
                held, person, each.assignment.tape, each.assignment.pass_number
            )
            for each in rows
        ]
        self.screen.show_queue(rows, names, person)
        own = came_in_a_package(desk.database)
        self.screen.show_people(held, alone=own)
        if own:
            self._look_around(desk)

    def _open(self, assignment: Assignment) -> None:
        desk = self._desk
        if desk is None:
            return
        try:
            coding = begin_assigned(desk, assignment)
        except ReviewError as problem:
            self.refused.emit(str(problem))
        else:
            self.seat_wanted.emit(coding)
