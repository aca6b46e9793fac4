"""The one player is borrowed for clips of a meeting, and given back afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.ui.at_tape import AtTape
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing


class Borrowing(QObject):
    """Lets go of the tape that is open in Review, and has it opened again as it was.

    Signals:
        lost: The player is needed elsewhere, or the study is left.
    """

    lost = Signal()

    def __init__(
        self, window: MainWindow, reviewing: Reviewing, at_tape: AtTape
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._at_tape = at_tape
        self.on = False
        self._taking = False
        self._left: UUID | None = None
        self._stood_at = 0
        at_tape.leaving.connect(self._lose)

    def take(self) -> bool:
        """Have the player, and say so; a tape that may not be left keeps it.

        Leaving a tape takes the keyboard from whatever has it, which gets it back.
        """
        if self.on:
            return True
        typed_into = self._window.focusWidget()
        if not self._at_tape.may_leave():
            return False
        seat = self._reviewing.seat
        if seat is not None:
            self._left = seat.session.coding.head.id
            self._stood_at = self._reviewing.player.position
            self._window.tape_waits = True
            self._taking = True
            self._at_tape.leave()
            self._taking = False
        if typed_into is not None:
            typed_into.setFocus(Qt.FocusReason.OtherFocusReason)
        self.on = True
        return True

    def give_back(self) -> None:
        """Have the tape of before open in Review again."""
        left = self._left
        self.on, self._left, self._window.tape_waits = False, None, False
        if left is not None:
            self._at_tape.come_back(left)
            self._reviewing.player.seek(self._stood_at)

    def _lose(self) -> None:
        if self.on and not self._taking:
            self.on, self._left, self._window.tape_waits = False, None, False
            self.lost.emit()
