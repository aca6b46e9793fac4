"""What happens in the Feedback room: the page is drafted, edited, and handed back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.coding import Perspective
from ipt_review.domain.problems import ReviewError
from ipt_review.study.feedback_drafting import candidates
from ipt_review.ui.feedback.editor import Drafting
from ipt_review.ui.feedback.saving import save_page
from ipt_review.ui.trying import tried
from ipt_review.workflow.supervision.feedback import FeedbackGiver, feedback_for
from ipt_review.workflow.supervision.feedback_reading import page_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.feedback import Content, Feedback
    from ipt_review.domain.people import Person
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk, Seat

NONE_YET = "No feedback on this tape was handed back yet."
DRAFT = "Draft: nobody but you sees it."
CANNOT_WRITE = "This study cannot be changed; the page is drafted and not kept."


class Giving(QObject):
    """Connects the feedback on the open tape with the Feedback room.

    Args:
        window: Whose room it is.
        reviewing: Where the tape is open.

    Signals:
        moment_wanted: The tape should play from here (ms).
        listen_wanted: The moments of the page should be heard in order.
    """

    moment_wanted = Signal(int)
    listen_wanted = Signal()

    def __init__(self, window: MainWindow, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._screen = window.feedback
        self._banner = window.banner
        self._reviewing = reviewing
        self._desk: Desk | None = None
        self._giver: FeedbackGiver | None = None
        self._connect()

    @property
    def giver(self) -> FeedbackGiver | None:
        """Changes the page that is shown; None where it is only read."""
        return self._giver

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show the feedback on the open tape as a person may see it."""
        seat = self._reviewing.seat
        self._giver, self._desk = None, desk
        self._screen.tell("")
        if seat is None or person is None:
            self._screen.show_message(NONE_YET)
            return
        try:
            if _gives(seat, person):
                review = desk.review(seat.session.coding)
                self._giver = FeedbackGiver(desk, review, seat.codebook, person)
                self._renew()
            else:
                self._read(desk, seat, person)
        except ReviewError as problem:
            self._screen.show_message(str(problem))

    def leave(self) -> None:
        """Keep what is being typed, and let go of the tape."""
        if self._giver is not None:
            self._screen.editor.hand_over()
        self._giver = self._desk = None

    def do(self, name: str) -> bool:
        """Undo or redo an edit of the page; say whether it was one of these."""
        giver = self._giver
        if giver is None or name not in {"edit.undo", "edit.redo"}:
            return False
        self._screen.editor.hand_over()
        self._carry_out(giver.undo if name == "edit.undo" else giver.redo)
        return True

    def _read(self, desk: Desk, seat: Seat, person: Person) -> None:
        found = feedback_for(desk, person, seat.review.tape.id)
        if found is None:
            self._screen.show_message(NONE_YET)
            return
        self._screen.page.show_page(page_of(desk, found))
        self._screen.show_for_reading(_state(desk, found))

    def _renew(self) -> None:
        giver, desk, seat = self._giver, self._desk, self._reviewing.seat
        if giver is None or desk is None or seat is None:
            return
        feedback = giver.feedback
        drafting = Drafting(
            feedback,
            candidates(seat.session.coding),
            seat.codebook.label,
            _tried(desk, giver.content),
            allowed=giver.is_open and desk.database.is_writable,
        )
        self._screen.editor.show_drafting(drafting)
        self._screen.page.show_page(page_of(desk, feedback))
        self._screen.show_for_editing(
            _state(desk, feedback), handed_back=not giver.is_open
        )
        self._screen.can_undo = bool(giver.doings.before)
        self._screen.can_redo = bool(giver.doings.after)

    def _change(self, content: Content) -> None:
        giver = self._giver
        if giver is not None:
            self._carry_out(lambda: giver.change(content))

    def _carry_out(self, doing: Callable[[], object]) -> None:
        self._banner.hide()
        tried(doing, self._banner.tell)
        self._renew()

    def _hand_back(self) -> None:
        giver = self._giver
        if giver is not None:
            self._screen.editor.hand_over()
            self._carry_out(giver.hand_back)

    def _take_back(self) -> None:
        if self._giver is not None:
            self._carry_out(self._giver.take_back)

    def _save(self, kind: str) -> None:
        page, desk = self._screen.page.page, self._desk
        if page is not None and desk is not None:
            if self._giver is not None:
                self._screen.editor.hand_over()
            save_page(self._screen, page, desk.database.folder, kind)

    def _connect(self) -> None:
        screen = self._screen
        screen.editor.changed.connect(self._change)
        screen.editor.refused.connect(self._banner.tell)
        screen.editor.moment_wanted.connect(self.moment_wanted)
        screen.page.moment_wanted.connect(self.moment_wanted)
        screen.hand_back_wanted.connect(self._hand_back)
        screen.take_back_wanted.connect(self._take_back)
        screen.listen_wanted.connect(self.listen_wanted)
        screen.pdf_wanted.connect(lambda: self._save("pdf"))
        screen.html_wanted.connect(lambda: self._save("html"))


def _gives(seat: Seat, person: Person) -> bool:
    head = seat.session.coding.head
    return head.rater == person.id and head.perspective is Perspective.SUPERVISOR


def _state(desk: Desk, feedback: Feedback) -> str:
    back = feedback.handed_back
    if back is None:
        return DRAFT if desk.database.is_writable else CANNOT_WRITE
    people = {each.id: each.handle for each in desk.database.people()}
    day = datetime.fromtimestamp(back.at / 1_000, UTC).astimezone()
    return f"Handed back by {people[back.by]} on {day:%Y-%m-%d} at {day:%H:%M}."


def _tried(desk: Desk, content: Content) -> frozenset[int]:
    """Return which of the last goals the trainee says to have tried."""
    pages = {each.id: each for each in desk.database.feedback.all()}
    return frozenset(
        each.goal
        for each in content.followed
        if each.feedback in pages and pages[each.feedback].tried(each.goal)
    )
