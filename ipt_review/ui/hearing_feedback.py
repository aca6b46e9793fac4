"""What happens with feedback while its tape plays: moments are heard, and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.feedback import AnswerKind
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import Span
from ipt_review.scoring.progress import largest_differences
from ipt_review.study.permissions import Act
from ipt_review.ui.feedback.hearing_page import HearingPage
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.review.playing_marks import PlayingMarks
from ipt_review.ui.trying import tried
from ipt_review.workflow.coding.playing_order import Stretch
from ipt_review.workflow.supervision.feedback import ReviewFirst, answer, feedback_for
from ipt_review.workflow.supervision.progress import progress_of, with_moments

if TYPE_CHECKING:
    from ipt_review.domain.feedback import Feedback, Point
    from ipt_review.domain.people import Person
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk, Seat

LEAD_IN, LEAD_OUT = 3_000, 8_000
"""How much is played before a moment, and behind it (ms)."""
TAB = "Feedback"
NONE_YET = "No feedback on this tape was handed back yet."
MOST = 60
"""Items whose differences are listed; a form has fewer."""


class Hearing(QObject):
    """Adds a tab to the Review screen while there is feedback on the open tape.

    Signals:
        room_wanted: The room with this name should be entered.
    """

    room_wanted = Signal(str)

    def __init__(self, window: MainWindow, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._banner = window.banner
        self._reviewing = reviewing
        self._tabs = window.review.tabs
        self._desk: Desk | None = None
        self._person: Person | None = None
        self._feedback: Feedback | None = None
        self._differences_shown = False
        self._playing = PlayingMarks(reviewing.player, self)
        self.page = HearingPage(window)
        self.page.hide()
        keep_keys(self.page.list, "Return", "Enter", "Up", "Down", "Home", "End")
        self.page.play_wanted.connect(self._play)
        self.page.all_wanted.connect(self.play_all)
        self.page.replied.connect(self._reply)
        self.page.tried.connect(self._try_goal)
        self.page.moment_wanted.connect(self.play_at)
        self.page.compare_wanted.connect(lambda: self.room_wanted.emit("compare"))
        self._tabs.currentChanged.connect(lambda _place: self._show_differences())
        self.page.page_wanted.connect(lambda: self.room_wanted.emit("feedback"))
        self._playing.reached.connect(self.page.pick)

    def meet(self, desk: Desk, person: Person | None) -> None:
        """Show the tab if there is feedback on the tape that was opened."""
        self._desk, self._person, self._feedback = desk, person, None
        message = ""
        try:
            self._feedback = self._found()
        except ReviewFirst as waiting:
            message = str(waiting)
        except ReviewError:
            message = ""  # whoever may read none there is not told of any
        self._differences_shown = False
        self.page.hide_differences()
        place = self._tabs.indexOf(self.page)
        if not (message or self._feedback is not None or self._both_submitted()):
            if place >= 0:
                self._tabs.removeTab(place)
            return
        if place < 0:
            self._tabs.addTab(self.page, TAB)
        self._show(message or NONE_YET)
        self._show_differences()

    def listen(self) -> None:
        """Have the moments of the feedback heard in order, on the Review screen."""
        seat, desk = self._reviewing.seat, self._desk
        if seat is None or desk is None:
            return
        self.meet(desk, self._person)
        self.room_wanted.emit("review")
        if self._feedback is not None:
            self._tabs.setCurrentWidget(self.page)
            self.play_all()

    def play_at(self, moment: int) -> None:
        """Go to the Review room, and play from a little before a moment."""
        self.room_wanted.emit("review")
        player = self._reviewing.player
        player.seek(max(0, moment - LEAD_IN))
        player.play()

    def play_all(self) -> None:
        """Play all points in the order of the page."""
        if self._feedback is not None:
            points = self._feedback.content.points
            self._playing.begin([self._stretch(point) for point in points])

    def _play(self, number: int) -> None:
        point = self._feedback.content.point(number) if self._feedback else None
        if point is not None:
            self._playing.begin([self._stretch(point)])

    def _stretch(self, point: Point) -> Stretch:
        seat = self._reviewing.seat
        length = seat.review.tape.length if seat is not None else point.end
        start = max(0, min(point.start, length) - LEAD_IN)
        end = max(start, min(point.end + LEAD_OUT, length))
        return Stretch(Span(start, end), (point.number,))

    def _both_submitted(self) -> bool:
        """Say whether a self-review and a supervisor's coding may be held together."""
        seat, desk = self._reviewing.seat, self._desk
        if seat is None or desk is None:
            return False
        tape = seat.review.tape.id
        closed = {
            head.perspective
            for head in desk.database.heads()
            if head.tape == tape and head.status is not Status.DRAFT
        }
        about = desk.rights.about_tape(tape)
        may = desk.rights.may(Act.SEE_PROGRESS, about, self._person).allowed
        return may and closed >= {Perspective.SUPERVISOR, Perspective.TRAINEE_SELF}

    def _show_differences(self) -> None:
        """Read them once the tab is looked at, since that scores the whole case."""
        seat, desk, person = self._reviewing.seat, self._desk, self._person
        if self._differences_shown or self._tabs.currentWidget() is not self.page:
            return
        if seat is None or desk is None or person is None or not self._both_submitted():
            return
        self._differences_shown = True
        review = seat.review
        found = tried(
            lambda: progress_of(desk, review.therapist.id, person, review.case.id),
            self._banner.tell,
        )
        tapes = [
            tape
            for case in (found.cases if found else ())
            for tape in case.tapes
            if tape.tape == review.tape.id and tape.own and tape.supervisor
        ]
        if tapes:
            books = desk.codebooks
            largest = largest_differences(tapes, books, MOST)
            self.page.show_differences(with_moments(desk, largest), books)

    def _found(self) -> Feedback | None:
        """Return one's own feedback as a supervisor, or what one may read."""
        seat, desk, person = self._reviewing.seat, self._desk, self._person
        if seat is None or desk is None or person is None:
            return None
        if _is_supervisors(seat, person):
            return desk.database.feedback.on(seat.session.coding.head.id)
        return feedback_for(desk, person, seat.review.tape.id)

    def _show(self, message: str = "") -> None:
        desk, seat = self._desk, self._reviewing.seat
        if self._feedback is None or desk is None or seat is None:
            self.page.show_message(message)
            return
        about = desk.rights.about_tape(seat.review.tape.id)
        may = desk.rights.may(Act.ANSWER_FEEDBACK, about, self._person).allowed
        answers = (
            may and self._feedback.handed_back is not None and desk.database.is_writable
        )
        self.page.show_feedback(self._feedback, answers=answers)

    def _reply(self, number: int, text: str) -> None:
        self._answer(AnswerKind.REPLY, number, text)

    def _try_goal(self, number: int, on: bool) -> None:  # noqa: FBT001
        self._answer(AnswerKind.TRIED if on else AnswerKind.NOT_TRIED, number)

    def _answer(self, kind: AnswerKind, about: int, text: str = "") -> None:
        desk, person, feedback = self._desk, self._person, self._feedback
        if desk is None or person is None or feedback is None:
            return
        tried(
            lambda: answer(desk, person, feedback, kind, about, text),
            self._banner.tell,
        )
        self._feedback = tried(self._found, self._banner.tell)
        self._show()


def _is_supervisors(seat: Seat, person: Person) -> bool:
    head = seat.session.coding.head
    return head.rater == person.id and head.perspective is Perspective.SUPERVISOR
