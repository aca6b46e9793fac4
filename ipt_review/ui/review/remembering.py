"""The history of the coding on the Review screen: shown, and gone about in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.history.window import HistoryWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.desk import Seat


class Remembering(QObject):
    """Opens the history of the coding, keeps it up to date, and goes where one wants.

    Signals:
        refused: Something could not be done; the words are for a person.
    """

    refused = Signal(str)

    def __init__(self, screen: ReviewScreen, parent: QObject) -> None:
        super().__init__(parent)
        self._seat: Seat | None = None
        self.window = HistoryWindow(screen)
        self.window.state_wanted.connect(self._go_to)

    def open(self, seat: Seat) -> None:
        """Show the history of this coding from now on."""
        self._seat = seat

    def close(self) -> None:
        """Let go of the coding."""
        self.window.hide()
        self._seat = None

    def show(self) -> None:
        """Show the history as it is on disk now, if anybody looks."""
        if self._seat is not None and self.window.isVisible():
            self._show(self._seat)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"edit.history": self._open}

    def _open(self) -> None:
        if self._seat is not None:
            self._show(self._seat)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()
            self.window.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, seat: Seat) -> None:
        self.window.show_history(seat.session.history, seat.codebook)

    def _go_to(self, done: int) -> None:
        if self._seat is None or done < 0:
            return
        try:
            self._seat.session.jump(done)
        except ReviewError as problem:
            self.refused.emit(str(problem))
