"""From the wish to arrange the files of a tape to the study that holds them so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMessageBox

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.tape_files.dialog import TapeFiles
from ipt_review.workflow.library.consenting import must_be_playable
from ipt_review.workflow.library.tape_files import coded_on, consequences, set_files

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person
    from ipt_review.domain.tape import MediaFile, Tape
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk

NO_TAPE = "Pick a session with a tape in the library first."


class Arranging(QObject):
    """Asks which files a tape has and where they begin, and keeps the answer.

    Args:
        window: Whose library says which tape is meant, and whose banner tells.
        reviewing: The tape on the Review screen, and where peaks are kept.

    Signals:
        changed: A tape, by its id, has other files now or has them elsewhere.
    """

    changed = Signal(object)

    def __init__(self, window: MainWindow, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing

    def arrange(self, desk: Desk, person: Person | None) -> None:
        """Ask about the tape that is open, or in the library about the picked one."""
        tape = self._tape_meant(desk)
        if tape is None:
            self._window.banner.tell(NO_TAPE)
            return
        try:
            must_be_playable(desk, tape.id)
        except ReviewError as problem:
            self._window.banner.tell(str(problem))
            return
        self._reviewing.player.pause()
        dialog = TapeFiles(
            tape.files,
            self._reviewing.listening.cache,
            self._window.theme,
            self._window,
            read_only=desk.database.read_only,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        files = dialog.draft.files
        dialog.deleteLater()
        if accepted and files != tape.files:
            by = person.id if person is not None else None
            self._keep(desk, tape, files, by)

    def _keep(
        self, desk: Desk, tape: Tape, files: tuple[MediaFile, ...], by: UUID | None
    ) -> None:
        try:
            told = consequences(tape.files, files, coded_on(desk, tape.id))
            if told and not confirm_files(self._window, told):
                return
            set_files(desk, tape, files, by)
        except ReviewError as problem:
            self._window.banner.tell(str(problem))
            return
        self.changed.emit(tape.id)

    def _tape_meant(self, desk: Desk) -> Tape | None:
        seat = self._reviewing.seat
        if self._window.room == "library" or seat is None:
            wanted = self._window.library.picked_tape()
        else:
            wanted = seat.review.tape.id
        return next((t for t in desk.database.tapes() if t.id == wanted), None)


def confirm_files(parent: QWidget, told: tuple[str, ...]) -> bool:
    """Ask before the files under something coded change, and say what that means."""
    answer = QMessageBox.question(
        parent,
        "This session has been coded",
        "\n".join(told) + "\n\nChange the files of this tape?",
        QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
        QMessageBox.StandardButton.No,
    )
    return answer == QMessageBox.StandardButton.Yes
