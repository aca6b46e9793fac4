"""Opens the audit history of the coding that somebody has before them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.domain.problems import ReviewError
from ipt_review.ui import wording
from ipt_review.ui.audit.dialog import AuditDialog
from ipt_review.workflow.files.auditing import histories_on, history_of, save_history

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.people import Person
    from ipt_review.study.audit_words import HistoryLine
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk

NO_CODING = (
    "There is no coding here whose history you may see. Pick a session in the library, "
    "or a coding in the Study room."
)


class Auditing(QObject):
    """Shows the audit history of the open coding, or of what is picked.

    Args:
        window: Whose rooms say what is picked.
        reviewing: Where a tape is open.
        here: Returns the study that is open, and who works in it.
    """

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        here: Callable[[], tuple[Desk | None, Person | None]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._here = here
        window.study.codings.audit.clicked.connect(self.show)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"study.audit": self.show}

    def show(self) -> None:
        """Show the history of the coding before whoever is at the desk."""
        desk, person = self._here()
        if desk is None or person is None:
            return
        tape, wanted = self._picked()
        heads = histories_on(desk, tape) if tape is not None else []
        if not heads:
            self._window.banner.tell(NO_CODING)
            return
        first = next((each for each in heads if each.id == wanted), heads[0])
        dialog = AuditDialog(_named(desk, person, heads), first, self._window)
        dialog.wanted.connect(partial(self._show_one, desk, dialog))
        self._show_one(desk, dialog, first)
        dialog.exec()
        dialog.deleteLater()

    def _picked(self) -> tuple[UUID | None, UUID | None]:
        """Return the tape, and the coding where one is meant."""
        seat, room = self._reviewing.seat, self._window.room
        head = self._window.study.codings.picked() if room == "study" else None
        if head is not None:
            return head.tape, head.id
        if room == "library":
            return self._window.library.picked_tape(), None
        if seat is not None:
            return seat.review.tape.id, seat.review.coding.head.id
        return None, None

    def _show_one(self, desk: Desk, dialog: AuditDialog, head: CodingHead) -> None:
        try:
            history = history_of(desk, head.id)
        except ReviewError as problem:
            dialog.tell(str(problem))
            return
        dialog.show_history(history)

        def save(lines: list[HistoryLine], path: Path) -> None:
            try:
                save_history(desk, history, lines, path)
            except ReviewError as problem:
                dialog.tell(str(problem))
            else:
                dialog.tell(f"It is in “{path}”.")

        dialog.save_to = save


def _named(
    desk: Desk, person: Person, heads: list[CodingHead]
) -> dict[str, CodingHead]:
    held = desk.holdings()
    people = {each.id: each.handle for each in held.people}
    return {
        f"{wording.tape_name(held, person, head.tape, head.pass_number)}: "
        f"{people[head.rater]}, {wording.PERSPECTIVES[head.perspective]}, "
        f"pass {head.pass_number}, {wording.STATUSES[head.status]}": head
        for head in heads
    }
