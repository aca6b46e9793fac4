"""What is entered reaches the disk beside the window; here one sees how that goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QPushButton

from ipt_review.domain.coding import Status
from ipt_review.domain.problems import ReviewError
from ipt_review.ui.trying import tried
from ipt_review.ui.unsaved_bar import AGAIN, COPY
from ipt_review.ui.wording import how_many
from ipt_review.workflow.files.vault import is_file

if TYPE_CHECKING:
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.writer import Unsaved

SAVED: Final = "All changes saved"
SAVING: Final = "Saving…"
REFUSED: Final = "Last change not saved"
LEAVE: Final = "Leave without them"
STAY: Final = "Stay here"
GO_ON: Final = "You can go on: nothing you enter is lost while the program is open."
BETWEEN_TRIES: Final = 5_000
"""How long (ms) until what could not be saved is tried again by itself."""

UNSEEN: Final = 0.3
"""How long (s) leaving may wait for the drive before one sees why."""

A_LOOK: Final = 0.02


class Saving(QObject):
    """Says how it stands with what was entered, and waits for it where one leaves.

    The writer tells on its own thread that something has ended; this is the one
    crossing to the window's thread.

    Args:
        window: Where it is told.
        reviewing: What holds the coding that is open.

    Attributes:
        reviewing: The same.

    Signals:
        taken_back: The study refused changes, and the coding is shown as it is stored.
        copy_wanted: All of the study is wanted elsewhere, with what is not saved.
    """

    taken_back = Signal()
    copy_wanted = Signal()
    _woken = Signal()

    def __init__(self, window: MainWindow, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window = window
        self.reviewing = reviewing
        self._desk: Desk | None = None
        self._again = QTimer(self, interval=BETWEEN_TRIES, singleShot=True)
        self._again.timeout.connect(self.try_again)
        self._woken.connect(self._look, type=Qt.ConnectionType.QueuedConnection)
        window.unsaved.again_wanted.connect(self.try_again)
        window.unsaved.copy_wanted.connect(self.copy_wanted)

    def serve(self, desk: Desk) -> None:
        """Have what is entered into this study saved beside the window."""
        self._desk = desk
        desk.write_beside(self._woken.emit)

    def leave(self) -> None:
        """Let go of the study."""
        self._desk = None
        self._again.stop()
        self._window.unsaved.hide()

    def refuse(self, message: str) -> None:
        """Tell that something was not even tried to be saved."""
        self._window.banner.tell(message)
        self._show(REFUSED, good=False)

    def try_again(self) -> None:
        """Try once more to save what could not be saved; return at once."""
        if self._desk is not None and self._desk.writer is not None:
            self._desk.writer.try_again()

    def give_up(self) -> None:
        """Forget what could not be saved, and show the coding as it is stored."""
        if self._desk is not None and self._desk.writer is not None:
            self._desk.writer.give_up()
            self._start_over(self._desk)
            self._look()

    def hold(self) -> tuple[Unsaved, ...]:
        """Try nothing more by itself for now; return what is not saved."""
        self._again.stop()
        writer = self._desk.writer if self._desk is not None else None
        if writer is None:
            return ()
        writer.wait()
        return writer.waiting

    def forget(self) -> None:
        """Forget what could not be saved here; it is elsewhere, and this is left."""
        if self._desk is not None and self._desk.writer is not None:
            self._desk.writer.give_up()

    def drain(self) -> None:
        """Wait until all is saved or held, or as long as can be asked of anybody."""
        if self._desk is not None and self._desk.writer is not None:
            self._desk.writer.wait()

    def wait(self) -> None:
        """Wait until all is saved or held, in sight if it takes long."""
        writer = self._desk.writer if self._desk is not None else None
        if writer is not None and not writer.wait(UNSEEN):
            waits = QProgressDialog(SAVING, "", 0, 0, self._window)
            waits.setCancelButton(None)
            waits.setWindowModality(Qt.WindowModality.WindowModal)
            waits.setMinimumDuration(0)
            waits.show()
            while not writer.wait(A_LOOK):
                QCoreApplication.processEvents()
            waits.close()
            waits.deleteLater()
        self._look()

    def may_leave(self, *, must: bool = False) -> bool:
        """Say whether one may leave: all is saved, or whoever was asked said so.

        Args:
            must: Whether there is no way to stay any more.
        """
        self.wait()
        while self._desk is not None and self._desk.has_unsaved:
            answer = self._ask(self._desk, must=must)
            if answer == LEAVE:
                self.give_up()
            elif answer == AGAIN:
                self.try_again()
                self.wait()
            elif answer == COPY:
                self.copy_wanted.emit()
            else:
                return False
        return True

    def _look(self) -> None:
        """Show how it stands now."""
        desk = self._desk
        if desk is None or desk.writer is None:
            return
        waiting, problem = desk.writer.standing
        if problem is None:
            self._again.stop()
            self._window.unsaved.hide()
            self._show(SAVING if waiting else SAVED)
            if not waiting:
                self.reviewing.saved.emit()
        elif isinstance(problem, ReviewError) and problem.may_pass:
            self._tell_held(desk, len(waiting), problem)
        else:
            self._take_back(desk, problem)

    def _show(self, text: str, *, good: bool = True) -> None:
        coding = self.reviewing.coding
        if coding is not None and coding.head.status is Status.DRAFT:
            self._window.top_bar.show_saved(text, good=good)

    def _tell_held(self, desk: Desk, changes: int, problem: ReviewError) -> None:
        count = how_many(changes, "change")
        verb = "is" if changes == 1 else "are"
        self._window.unsaved.tell(
            f"{count} {verb} not saved yet. {problem} {GO_ON}", can_copy=is_file(desk)
        )
        self._show(f"{count} not saved", good=False)
        if not self._again.isActive():
            self._again.start()

    def _take_back(self, desk: Desk, problem: Exception) -> None:
        """Show the coding as it is stored, after the study refused what was entered."""
        lost = desk.writer.give_up() if desk.writer is not None else ()
        self._window.unsaved.hide()
        self._start_over(desk)
        if not isinstance(problem, ReviewError):
            self._show(REFUSED, good=False)
            raise problem
        count = how_many(len(lost), "change")
        verb = "was" if len(lost) == 1 else "were"
        self.refuse(f"{problem} {count} {verb} taken back.")

    def _start_over(self, desk: Desk) -> None:
        """Show the coding as it is stored, as far as that can be read."""
        seat = self.reviewing.seat
        if seat is None:
            return
        session = seat.session

        def read() -> None:
            desk.start_over(session)
            self.reviewing.renew(desk.review(session.coding))
            self.taken_back.emit()

        tried(read, self._window.banner.tell)

    def _ask(self, desk: Desk, *, must: bool) -> str:
        """Ask what to do with what could not be saved; return what was chosen."""
        waiting, problem = ((), None) if desk.writer is None else desk.writer.standing
        box = QMessageBox(self._window)
        box.setWindowTitle("Not saved")
        box.setIcon(QMessageBox.Icon.Warning)
        count = how_many(len(waiting), "change")
        verb = "is" if len(waiting) == 1 else "are"
        box.setText(f"{count} {verb} not saved yet.")
        box.setInformativeText(str(problem or SAVING))
        roles = QMessageBox.ButtonRole
        again = box.addButton(AGAIN, roles.AcceptRole)
        if is_file(desk) and not must:
            box.addButton(COPY, roles.ActionRole)
        box.addButton(LEAVE, roles.DestructiveRole)
        stay = again if must else box.addButton(STAY, roles.RejectRole)
        box.setDefaultButton(again)
        box.setEscapeButton(stay)
        box.exec()
        clicked = box.clickedButton()  # none, where the box was closed
        chosen = clicked if isinstance(clicked, QPushButton) else stay
        box.deleteLater()
        return chosen.text()
