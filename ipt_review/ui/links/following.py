"""Goes to the moment that a link is about, in the study that holds its tape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from ipt_review.domain.link import link_of
from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from ipt_review.domain.link import MomentLink
    from ipt_review.ui.program import Program

WAITS: Final = (
    "The link is about a tape. Open the study that holds it, and the program goes to "
    "the moment."
)
ELSEWHERE: Final = (
    "The link is about a tape that is not in this study. Open the study that holds it, "
    "and the program goes there."
)


class Following(QObject):
    """Follows links; one that cannot be followed yet waits for its study."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._waiting: MomentLink | None = None
        program.window.entered.connect(self._arrive)

    def follow(self, text: str) -> None:
        """Go where a link leads, or say what is to be done first."""
        window = self._program.window
        window.raise_()
        window.activateWindow()
        try:
            self._waiting = link_of(text)
        except ReviewError as problem:
            window.banner.tell(str(problem))
            return
        if not self._go():
            waits = WAITS if self._program.desk is None else ELSEWHERE
            window.banner.tell(waits)

    def _arrive(self, room: str) -> None:
        if self._waiting is not None and room == "library":
            QTimer.singleShot(0, self._go)  # once the study is shown whole

    def _go(self) -> bool:
        """Open the tape and stand at the moment; say whether the study holds it."""
        link, desk = self._waiting, self._program.desk
        if link is None or desk is None:
            return False
        if all(tape.id != link.tape for tape in desk.database.tapes()):
            return False
        self._waiting = None
        reviewing = self._program.reviewing
        if reviewing.seat is None or reviewing.seat.review.tape.id != link.tape:
            self._program.review_tape(link.tape)
        else:
            self._program.enter("review")
        if reviewing.seat is not None and reviewing.seat.review.tape.id == link.tape:
            reviewing.player.seek(link.at)
        return True
