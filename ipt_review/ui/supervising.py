"""What supervision needs of the window: feedback, progress, and histories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.ui.audit.auditing import Auditing
from ipt_review.ui.giving_feedback import Giving
from ipt_review.ui.hearing_feedback import Hearing
from ipt_review.ui.ledgering import Ledgering
from ipt_review.ui.progressing import Progressing

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.ui.at_tape import AtTape
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk


class Supervising(QObject):
    """Holds the parts of supervision, and has them be there for tapes that are opened.

    Args:
        window: Whose rooms they are in.
        reviewing: Where a tape is open.
        at_tape: Opens tapes, and leads to other rooms.
        here: Returns the study that is open, and who works in it.
    """

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        at_tape: AtTape,
        here: Callable[[], tuple[Desk | None, Person | None]],
    ) -> None:
        super().__init__(window)
        self._here = here
        self._at_tape, self._reviewing = at_tape, reviewing
        self.giving = Giving(window, reviewing)
        self.hearing = Hearing(window, reviewing)
        self.auditing = Auditing(window, reviewing, here)
        self.progressing = Progressing(window, reviewing)
        self.ledgering = Ledgering(window, reviewing)
        self.giving.moment_wanted.connect(self.hearing.play_at)
        self.giving.listen_wanted.connect(self.hearing.listen)
        self.hearing.room_wanted.connect(at_tape.room_wanted)
        self.progressing.place_wanted.connect(self._open_at)
        self.progressing.room_wanted.connect(at_tape.room_wanted)
        self.ledgering.room_wanted.connect(at_tape.room_wanted)
        self.ledgering.place_wanted.connect(self._open_at)
        self.ledgering.case_wanted.connect(window.library.case_wanted)
        at_tape.seated.connect(self._meet)
        at_tape.leaving.connect(self.giving.leave)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {**self.auditing.doings(), **self.ledgering.doings()}

    def showing(self) -> dict[str, Callable[[Desk, Person | None], object]]:
        """Return what brings each of the rooms up to date, by the name of the room."""
        return {
            "feedback": self.giving.show,
            "progress": self.progressing.show,
            "ledger": self.ledgering.show,
        }

    def by_room(self) -> dict[str, Callable[[str], bool]]:
        """Return what does an action in a room, by the name of the room."""
        return {"feedback": self.giving.do, "ledger": self.ledgering.do}

    def _meet(self, desk: Desk) -> None:
        """Show what there is beside a tape that was opened."""
        _, person = self._here()
        self.hearing.meet(desk, person)

    def _open_at(self, coding: UUID, at: int) -> None:
        """Open the tape of a coding, stand where its evidence is, and pick that.

        Where the recording is gone, the mark is still shown.
        """
        self._at_tape.go_on(coding)
        opened = self._reviewing.coding
        if opened is None or opened.head.id != coding:
            return
        self._reviewing.player.seek(at)
        marks = [mark for mark in opened.timeline() if mark.start == at]
        if marks:
            self._reviewing.marking.pick(marks[0].number)
