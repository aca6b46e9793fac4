"""What is done with marks that are there: pick, note, move, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.review.pausing import PauseWhileTyping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.timecode import Span
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.coding.coding_session import CodingSession
    from ipt_review.workflow.coding.shaping import Edge
    from ipt_review.workflow.desk import Seat

T = TypeVar("T")

STILL_THERE = 1_500
NO_MARK = 1 << 62
"""Higher than the number of any mark."""


class Marking(QObject):
    """Knows which mark is picked, and changes it.

    Args:
        screen: Where they are shown.
        player: Where the tape stands.

    Attributes:
        picked: The number of the mark that is picked.
        edge: The edge of it that keys move, if they do not move the whole mark.

    Signals:
        refused: Something could not be done; the words are for a person.
        step_wanted: A key asks for so many frames, since no mark is picked.
    """

    refused = Signal(str)
    step_wanted = Signal(int)

    def __init__(self, screen: ReviewScreen, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._player = player
        self._seat: Seat | None = None
        self.picked: int | None = None
        self.edge: Edge | None = None
        self.pausing = PauseWhileTyping(player)
        screen.timeline.mark_picked.connect(self.pick)
        screen.timeline.mark_activated.connect(self.listen_to)
        screen.panel.mark_picked.connect(self.go_to)
        screen.panel.mark_activated.connect(self.listen_to)
        screen.panel.note_written.connect(self._write_note)
        screen.panel.note_left.connect(self._after_note)

    @property
    def coding(self) -> Coding | None:
        """The coding on the screen."""
        return self._seat.session.coding if self._seat else None

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by the id of the action."""
        return {
            "tape.play_typing": self._leave_and_play,
            "mark.note": self._begin_note,
            "mark.delete": self._delete,
            "mark.unpick": lambda: self.pick(None),
            "mark.previous": lambda: self._neighbor(-1),
            "mark.next": lambda: self._neighbor(1),
        }

    def open(self, seat: Seat) -> None:
        """Put marks into the coding of this seat from now on."""
        self._seat = seat
        self.picked = None
        self._screen.panel.note.forget_drafts()

    def close(self) -> None:
        """Let go of the coding."""
        self._seat = None

    def pick_again(self) -> None:
        """Show the pick once more, or none when its mark is gone."""
        there = self.coding is not None and self.picked in self.coding.marks
        self.pick(self.picked if there else None, self.edge if there else None)

    def pick(self, number: int | None, edge: Edge | None = None) -> None:
        """Make this mark, or an edge of it, what notes and nudges are about."""
        self.picked, self.edge = number, edge
        self._screen.timeline.pick(number, edge)
        self._screen.panel.pick(number)
        self._screen.marks.table.pick(number)

    def pick_last(self) -> None:
        """Pick the mark that was made last, unless one is picked."""
        coding, last = self.coding, self._session().last
        if self.picked is None and coding is not None and last in coding.marks:
            self.pick(last)

    def pick_on_timeline(self, number: int) -> None:
        """Pick a mark that is not shown elsewhere yet; `pick_again` does the rest."""
        self.picked, self.edge = number, None
        self._screen.timeline.pick(number)

    def go_to(self, number: int) -> None:
        """Pick a mark and stand where it begins."""
        if self.coding is not None and number in self.coding.marks:
            self.pick(number)
            self._player.seek(self.coding.marks[number].start)

    def listen_to(self, number: int) -> None:
        """Pick a mark and play from where it begins."""
        self.go_to(number)
        self._player.play()

    def picked_span(self) -> Span | None:
        """Return the stretch of tape that the picked mark covers."""
        mark = self.coding.marks.get(self.picked or 0) if self.coding else None
        return mark.span(self._player.position) if mark is not None else None

    def _begin_note(self) -> None:
        self.pick_last()
        if self.picked is not None:
            self.pausing.begin()
            self._screen.tabs.setCurrentWidget(self._screen.panel)
            self._screen.panel.note.begin()

    def _leave_and_play(self) -> None:
        self._screen.panel.note.clearFocus()
        self.pausing.forget()
        self._player.toggle()

    def _write_note(self, number: int, note: str) -> None:
        coding = self.coding
        if coding is not None and number in coding.marks:
            self._try(lambda: self._session().write_note(number, note))

    def _after_note(self) -> None:
        self.pausing.end()

    def _delete(self) -> None:
        if self.picked is not None:
            self._session().remove(self.picked)

    def walk(self, by: int, marks: Iterable[Mark]) -> None:
        """Go to the next of these marks (or the previous one) from where the tape is.

        Marks on one moment are gone to one after another. Shortly after the picked
        mark the tape still counts as standing there, so that one can also walk back
        while it runs.
        """
        coding = self.coding
        if coding is None:
            return
        at, number = self._player.position, 0 if by < 0 else NO_MARK
        picked = coding.marks.get(self.picked or 0)
        if picked is not None and 0 <= at - picked.start <= STILL_THERE:
            at, number = picked.start, picked.number
        places = sorted((mark.start, mark.number) for mark in marks)
        before = [each for each in places if each < (at, number)]
        after = [each for each in places if each > (at, number)]
        if after if by > 0 else before:
            self.go_to((after[0] if by > 0 else before[-1])[1])

    def _neighbor(self, by: int) -> None:
        """Go to the next mark (or the previous one) that is no state of a track."""
        seat = self._seat
        if seat is not None:
            marks = seat.session.coding.marks.values()
            track_of = seat.codebook.track_of
            self.walk(by, (mark for mark in marks if track_of(mark.code) is None))

    def _session(self) -> CodingSession:
        if self._seat is None:
            raise ReviewError("No tape is open.", "Open one in the library.")
        return self._seat.session

    def _try(self, doing: Callable[[], T]) -> T | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return None
