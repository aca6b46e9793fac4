"""Goes to the moment that a link is about, in the study that holds its tape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from ipt_review.domain.link import link_of
from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.link import MomentLink
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk

WAITS: Final = (
    "The link is about a tape. Open the study that holds it, and the program goes to "
    "the moment."
)
ELSEWHERE: Final = (
    "The link is about a tape that is not in this study. Open the study that holds it, "
    "and the program goes there."
)


class Following(QObject):
    """Follows links; one that cannot be followed yet waits for its study.

    Args:
        desk: Returns the study that is open, if one is.
        review: Opens a tape for whoever is at the desk.
    """

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        desk: Callable[[], Desk | None],
        review: Callable[[UUID], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._desk = desk
        self._review = review
        self._waiting: MomentLink | None = None
        window.entered.connect(self._arrive)

    def follow(self, text: str) -> None:
        """Go where a link leads, or say what is to be done first."""
        window = self._window
        window.raise_()
        window.activateWindow()
        try:
            self._waiting = link_of(text)
        except ReviewError as problem:
            window.banner.tell(str(problem))
            return
        if not self._go():
            waits = WAITS if self._desk() is None else ELSEWHERE
            window.banner.tell(waits)

    def _arrive(self, room: str) -> None:
        if self._waiting is not None and room == "library":
            QTimer.singleShot(0, self._go)  # once the study is shown whole

    def _go(self) -> bool:
        """Open the tape and stand at the moment; say whether the study holds it."""
        link, desk = self._waiting, self._desk()
        if link is None or desk is None:
            return False
        if all(tape.id != link.tape for tape in desk.database.tapes()):
            return False
        self._waiting = None
        if not self._is_open(link.tape):
            self._review(link.tape)
        else:
            self._window.room_wanted.emit("review")
        if self._is_open(link.tape):
            self._reviewing.player.seek(link.at)
        return True

    def _is_open(self, tape: UUID) -> bool:
        seat = self._reviewing.seat
        return seat is not None and seat.review.tape.id == tape
