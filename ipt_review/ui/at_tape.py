"""What happens around the tape that is open: sat down at, named above, and left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.ui.severity import severity_chip
from ipt_review.ui.trying import tried

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.recordings import Recordings
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.ui.saving import Saving
    from ipt_review.ui.vault.locking import Locking
    from ipt_review.workflow.desk import Desk

NO_TAPE = "Captions belong to a tape. Open the tape first, then drop them again."
ONE_AT_A_TIME = "A tape has one transcript. Drop one caption file at a time."


class AtTape(QObject):
    """Opens tapes to code them, says above what is open, and leaves them.

    Args:
        window: The window to work in.
        reviewing: Where the tape is coded.
        saving: Waits for what was entered.
        recordings: Finds the files of a tape that moved.
        here: Returns the study that is open, and who works in it.

    Signals:
        room_wanted: The room with this name should be entered.
        seated: A tape was opened in this study.
        leaving: The tape that is open will be let go of.
    """

    room_wanted = Signal(str)
    seated = Signal(object)
    leaving = Signal()

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        saving: Saving,
        recordings: Recordings,
        here: Callable[[], tuple[Desk | None, Person | None]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._saving = saving
        self._recordings = recordings
        self._here = here

    def review(self, tape: UUID) -> None:
        """Open a tape; whoever is at the desk begins its coding or goes on with it."""
        desk, person = self._here()
        if desk is not None and person is not None:
            coding = tried(lambda: desk.begin(tape, person), self._window.banner.tell)
            if coding is not None:
                self.go_on(coding)

    def go_on(self, coding: UUID) -> None:
        """Open the tape of a coding, to go on with it or to look at it."""
        may_leave = self.may_leave()
        desk, _ = self._here()  # it may be left for a copy of it
        if desk is not None and may_leave:
            tried(lambda: self._sit_down(desk, coding), self._window.banner.tell)

    def come_back(self, coding: UUID) -> None:
        """Open the tape of a coding as it was, whichever room is shown."""
        desk, _ = self._here()
        if desk is not None:
            tried(lambda: self._open(desk, coding), self._window.banner.tell)

    def _sit_down(self, desk: Desk, coding: UUID) -> None:
        self._open(desk, coding)
        self.room_wanted.emit("review")
        self.seated.emit(desk)

    def _open(self, desk: Desk, coding: UUID) -> None:
        seat = desk.sit_down(coding)
        self._reviewing.open(seat)
        self._recordings.look_for(desk, seat.review.tape)
        self.show_top()

    def watch_exits(self, locking: Locking) -> None:
        """Let nobody out of the window, nor hide it, before what can be saved is."""
        self._window.may_close = self.may_leave
        self._saving.taken_back.connect(self.show_top)
        locking.before = self._saving.drain

    def may_leave(self) -> bool:
        """Say whether the tape may be left, if one is open: no change would be lost.

        What is being typed is handed over. Where something cannot be saved, whoever
        is there is asked.
        """
        if self._reviewing.seat is None:
            return True
        self._hand_over()
        return self._saving.may_leave()

    def leave(self) -> None:
        """Let go of the tape, once what is being typed was handed over."""
        self._hand_over()
        self.leaving.emit()
        self._saving.may_leave(must=True)
        self._reviewing.close()

    def _hand_over(self) -> None:
        """Have what is being typed saved, as when one goes to something else."""
        typed_into = self._window.focusWidget()
        if typed_into is not None:
            typed_into.clearFocus()
        self._reviewing.commenting.hand_over()

    def renew(self) -> None:
        """Show the open tape as the study now has it."""
        seat, (desk, _) = self._reviewing.seat, self._here()
        if seat is not None and desk is not None:
            self._reviewing.renew(desk.review(seat.session.coding))
            self.show_top()

    def show_arranged(self, tape: UUID) -> None:
        """Open a tape anew whose files were arranged, if it is open."""
        seat, room = self._reviewing.seat, self._window.room
        is_open = seat is not None and seat.review.tape.id == tape
        if is_open:
            self.leave()
        if is_open and room != "library":
            self.review(tape)
        else:
            self.room_wanted.emit(room)

    def transcribe(self, captions: Sequence[Path]) -> None:
        """Take a caption file in that was dropped on the window, for the open tape."""
        tell = self._window.banner.tell
        if self._reviewing.seat is None:
            tell(NO_TAPE)
        elif len(captions) > 1:
            tell(ONE_AT_A_TIME)
        else:
            self.room_wanted.emit("review")
            self._window.review.transcript.import_wanted.emit(captions[0])

    def listen_to(self, number: int) -> None:
        """Go to the Review room, and play the mark with this number."""
        self.room_wanted.emit("review")
        self._reviewing.marking.listen_to(number)

    def show_top(self) -> None:
        """Say above which tape is open."""
        seat, (desk, _) = self._reviewing.seat, self._here()
        if seat is None or desk is None:
            return
        sessions = desk.database.sessions()
        chip, tip = severity_chip(seat.review, sessions, seat.codebook)
        self._window.top_bar.show_review(seat.review, seat.codebook, chip, tip)
