"""What supervision needs of the window: comparing, feedback, progress, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.ui.audit.auditing import Auditing
from ipt_review.ui.giving_feedback import Giving
from ipt_review.ui.hearing_feedback import Hearing
from ipt_review.ui.holding_meetings import HoldingMeetings
from ipt_review.ui.ledgering import Ledgering
from ipt_review.ui.meeting_actions import PUT
from ipt_review.ui.meetings.moments import Moments
from ipt_review.ui.meetings.putting import Putting
from ipt_review.ui.progressing import Progressing

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.ui.at_tape import AtTape
    from ipt_review.ui.comparing import Comparing
    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk


class Supervising(QObject):
    """Holds the parts of supervision, and has them be there for tapes that are opened.

    Args:
        window: Whose rooms they are in.
        reviewing: Where a tape is open.
        at_tape: Opens tapes, and leads to other rooms.
        comparing: Has the player in its room, as meetings have in theirs; what differs
            there may be talked about.
        here: Returns the study that is open, and who works in it.
    """

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        at_tape: AtTape,
        comparing: Comparing,
        here: Callable[[], tuple[Desk | None, Person | None]],
    ) -> None:
        super().__init__(window)
        self._here = here
        self._at_tape, self._reviewing = at_tape, reviewing
        self.comparing = comparing
        self.giving = Giving(window, reviewing)
        self.hearing = Hearing(window, reviewing)
        self.auditing = Auditing(window, reviewing, here)
        self.progressing = Progressing(window, reviewing)
        self.ledgering = Ledgering(window, reviewing)
        moments = Moments(window, reviewing, comparing, self.hearing)
        self.putting = Putting(window, moments)
        self.meetings = HoldingMeetings(
            window, reviewing, at_tape, comparing.preferences, moments
        )
        self.putting.put.connect(self.meetings.show_put)
        self.meetings.tape_wanted.connect(self._open_tape)
        self.giving.moment_wanted.connect(self.hearing.play_at)
        self.giving.listen_wanted.connect(self.hearing.listen)
        self.hearing.room_wanted.connect(at_tape.room_wanted)
        self.progressing.place_wanted.connect(self._open_at)
        self.progressing.room_wanted.connect(at_tape.room_wanted)
        self.ledgering.room_wanted.connect(at_tape.room_wanted)
        self.ledgering.place_wanted.connect(self._open_at)
        self.ledgering.meeting_wanted.connect(self._open_meeting)
        self.ledgering.case_wanted.connect(window.library.case_wanted)
        at_tape.seated.connect(self._meet)
        at_tape.leaving.connect(self.giving.leave)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        put = {PUT: lambda: self.putting.ask(*self._here())}
        return {**self.auditing.doings(), **self.ledgering.doings(), **put}

    def heed(self, key_map: KeyMap) -> None:
        """Hear the keys that a person has, from now on."""
        self.meetings.heed(key_map)

    def hear(self, key: str, held: bool) -> bool:  # noqa: FBT001 - a key router's call
        """Hear a key before all else; say whether that is all it does."""
        return self.comparing.hear(key, held) or self.meetings.hear(key, held)

    @property
    def has_player(self) -> bool:
        """Whether a room has the player in which no tape is coded."""
        return self.comparing.on or self.meetings.borrowing.on

    def leave(self, room: str) -> None:
        """Give the player back on the way to another room."""
        self.comparing.leave(room)
        self.meetings.leave(room)

    def showing(self) -> dict[str, Callable[[Desk, Person | None], object]]:
        """Return what brings each of the rooms up to date, by the name of the room."""
        return {
            "feedback": self.giving.show,
            "progress": self.progressing.show,
            "ledger": self.ledgering.show,
            "compare": self.comparing.enter,
            "meetings": self.meetings.show,
        }

    def by_room(self) -> dict[str, Callable[[str], bool]]:
        """Return what does an action in a room, by the name of the room."""
        return {
            "compare": self.comparing.do,
            "feedback": self.giving.do,
            "ledger": self.ledgering.do,
            "meetings": self.meetings.do,
        }

    def _meet(self, desk: Desk) -> None:
        """Show what there is beside a tape that was opened."""
        _, person = self._here()
        self.hearing.meet(desk, person)

    def _open_tape(self, tape: UUID, at: int) -> None:
        """Open a tape where a clip begins."""
        self.meetings.leave("review")
        self._at_tape.review(tape)
        self._reviewing.player.seek(at)

    def _open_meeting(self, meeting: UUID) -> None:
        """Enter the room of meetings with this one."""
        self._at_tape.room_wanted.emit("meetings")
        self.meetings.show_put(meeting)
        self.meetings.renew()

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
