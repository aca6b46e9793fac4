"""Which moment of a tape is in hand, wherever in the window one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.comment import CommentKind
from ipt_review.domain.feedback import PointKind
from ipt_review.domain.meeting import LONGEST_TITLE, Purpose
from ipt_review.domain.timecode import Span, show_seconds
from ipt_review.ui.compare.words import NOTHING, side_words
from ipt_review.workflow.supervision.meetings import Moment

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.comment import Comment
    from ipt_review.domain.feedback import Point
    from ipt_review.ui.comparing import Comparing
    from ipt_review.ui.hearing_feedback import Hearing
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Seat

SHORT = 5_000
BEFORE, BEHIND = 15_000, 45_000
"""What is taken around a moment that is shorter than `SHORT` (all in ms)."""
PURPOSES = {
    CommentKind.STRENGTH: Purpose.STRENGTH,
    CommentKind.TO_TRY: Purpose.TO_TRY,
    CommentKind.MISSED: Purpose.TO_TRY,
}
OF_POINTS = {
    PointKind.STRENGTH: Purpose.STRENGTH,
    PointKind.TO_TRY: Purpose.TO_TRY,
}


class Moments:
    """Looks at the window; changes nothing.

    Args:
        window: Where one is.
        reviewing: Where a tape may be open.
        comparing: Where codings may be compared.
        hearing: Where feedback and differences are heard beside the tape.
    """

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        comparing: Comparing,
        hearing: Hearing,
    ) -> None:
        self._window = window
        self._reviewing = reviewing
        self._comparing = comparing
        self._hearing = hearing

    @property
    def there(self) -> bool:
        """Whether there is a moment here that could be put on an agenda."""
        room = self._window.room
        if room == "compare":
            return self._comparing.browsing.meeting is not None
        return self._reviewing.seat is not None and room in OF_A_TAPE

    def here(self) -> Moment | None:
        """Return what is picked, or else where the tape stands; None without a tape.

        What has the keyboard goes first: words of the transcript, a comment, a point
        of feedback, a difference; then the picked mark.
        """
        if self._window.room == "compare":
            return self._compared()
        seat = self._reviewing.seat
        if seat is None or not self.there:
            return None
        found = self._at_hand(seat, self._window.focusWidget()) or self._marked(seat)
        found = found or self._said() or self._now(seat)
        title, span, purpose = found
        around = _around(span, seat.review.tape.length)
        return Moment(seat.review.tape.id, around, _short(title), purpose)

    def _compared(self) -> Moment | None:
        """Return the disagreement that is looked at."""
        comparing = self._comparing
        tape, held = comparing.tape, comparing.comparison
        place = comparing.browsing.meeting
        if tape is None or held is None or place is None:
            return None
        sides = [side_words(place, held, n) for n in range(len(place.codes))]
        title = " or ".join(each if each != NOTHING else "nothing" for each in sides)
        span = _around(place.span, tape.tape.length)
        return Moment(tape.tape.id, span, _short(title))

    def _at_hand(
        self, seat: Seat, focus: QWidget | None
    ) -> tuple[str, Span, Purpose] | None:
        """Return what is picked in the list that has the keyboard."""
        review = self._window.review
        if focus is review.transcript.list:
            return self._said()
        if focus is review.comments.list:
            number = review.comments.list.number()
            found = seat.session.coding.comments.get(number) if number else None
            return _of_comment(found) if found is not None else None
        page, editor = self._hearing.page, self._window.feedback.editor
        point = page.picked_point() if focus is page.list else editor.point_at(focus)
        if point is not None:
            return _of_point(point)
        row = page.differing.picked_moment() if focus is page.differing else None
        return None if row is None else (row[0], _at(row[1]), Purpose.QUESTION)

    def _marked(self, seat: Seat) -> tuple[str, Span, Purpose] | None:
        coding, number = seat.session.coding, self._reviewing.marking.picked
        mark = coding.marks.get(number) if number is not None else None
        if mark is None:
            return None
        span = _at(mark.start) if mark.end is None else Span(mark.start, mark.end)
        return seat.codebook.label(mark.code), span, Purpose.QUESTION

    def _said(self) -> tuple[str, Span, Purpose] | None:
        """Return the words that are picked; the agenda gets their place, not them."""
        span = self._reviewing.transcripts.passage()
        if span is None:
            return None
        return f"Words at {show_seconds(span.start)}", span, Purpose.QUESTION

    def _now(self, seat: Seat) -> tuple[str, Span, Purpose]:
        at = min(self._reviewing.player.position, seat.review.tape.length)
        return _moment_at(at), _at(at), Purpose.QUESTION


OF_A_TAPE = ("review", "rate", "feedback")


def _of_comment(comment: Comment) -> tuple[str, Span, Purpose]:
    """Return a comment; what is private stays with whoever wrote it."""
    private = not comment.kind.is_for_trainee
    title = "" if private else comment.text
    purpose = PURPOSES.get(comment.kind, Purpose.QUESTION)
    return title or _moment_at(comment.start), comment.span, purpose


def _of_point(point: Point) -> tuple[str, Span, Purpose]:
    return point.text, Span(point.start, point.end), OF_POINTS[point.kind]


def _at(moment: int) -> Span:
    return Span(moment, moment)


def _moment_at(at: int) -> str:
    return f"Moment at {show_seconds(at)}"


def _around(span: Span, length: int) -> Span:
    """Return a span that is long enough to be heard, within the tape (ms)."""
    if span.length >= SHORT:
        return span
    start = max(0, min(span.start, length) - BEFORE)
    return Span(start, max(start + SHORT, min(span.end + BEHIND, length)))


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
