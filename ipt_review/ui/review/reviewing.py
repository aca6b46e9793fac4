"""What happens on the Review screen: keys become marks, marks are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.codebook import Kind
from ipt_review.domain.problems import ReviewError
from ipt_review.media.engine import State
from ipt_review.scoring.focus import focus_time
from ipt_review.scoring.sequence import sequence
from ipt_review.ui.coding_panel.panel import Now
from ipt_review.ui.keys import code_keys
from ipt_review.ui.review.asking import Asking
from ipt_review.ui.review.listening import Listening
from ipt_review.ui.review.playing import Playing
from ipt_review.ui.review.profiles import PanelProfiles
from ipt_review.workflow.keying import state_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.edit import Step
    from ipt_review.domain.review import Review
    from ipt_review.domain.tape import Tape
    from ipt_review.domain.timecode import Span
    from ipt_review.scoring.sequence import SequenceStep
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.coding_session import CodingSession
    from ipt_review.workflow.desk import Seat

T = TypeVar("T")

NUDGE = 100
LOOK_EVERY = 250
STILL_THERE = 1_500
NO_MARK = 1 << 62
"""Higher than the number of any mark."""

NO_RECORDING = (
    "There is no recording of this session. Marks and ratings can be read and "
    "written all the same."
)


class Reviewing(QObject):
    """Connects one seat, the player and the screen.

    Args:
        screen: Where it happens.
        player: What plays the tape.
        without_picture: Why there are no pictures on this computer, or nothing.

    Signals:
        stepped: The coding changed and the change is on disk.
        refused: Something could not be done; the words are for a person.
    """

    stepped = Signal()
    refused = Signal(str)

    def __init__(
        self, screen: ReviewScreen, player: Player, without_picture: str = ""
    ) -> None:
        super().__init__(screen)
        self._without_picture = without_picture
        self.screen = screen
        self.player = player
        self.seat: Seat | None = None
        self.picked: int | None = None
        self._codes_by_key: dict[str, str] = {}
        self._looked_at = -LOOK_EVERY
        self._resume_after_note = False
        self.playing = Playing(screen, player, self._picked_span, self)
        self.listening = Listening(screen, player, self)
        self.asking = Asking(screen, self)
        self.profiles = PanelProfiles(screen, self)
        self._doings = self._make_doings()
        self._connect()

    @property
    def coding(self) -> Coding | None:
        """The coding on the screen."""
        return self.seat.session.coding if self.seat else None

    def open(self, seat: Seat) -> None:
        """Show this seat and take its tape in."""
        self.seat = seat
        self.picked = None
        book, tape = seat.codebook, seat.review.tape
        seat.session.listen(self._after_step)
        states = [state for track in book.tracks for state in track.states]
        keys = {code.key: code.id for code in book.offered}
        self._codes_by_key = code_keys(keys | {each.key: each.id for each in states})
        self.screen.video.show_cues(seat.cues)
        self.screen.transport.show_captions(there=bool(seat.cues))
        self.screen.transport.show_length(tape.length)
        self.screen.timeline.show_tape(
            book, tape.length, seat.cues, seat.review.session.phase
        )
        self.asking.open(book, self._codes_by_key)
        self._take_in(tape)
        self._show()
        self.profiles.sit_down(seat.review.rater.id)

    def bring(self, tape: Tape) -> None:
        """Take in the tape that is being coded once more: its file was found."""
        if self.seat is not None:
            self.renew(replace(self.seat.review, tape=tape))
            self._take_in(tape)

    def close(self) -> None:
        """Let go of the tape."""
        self.listening.stop()
        self.playing.leave()
        self.seat = None

    def renew(self, review: Review) -> None:
        """Show what has changed of the case and session that are being coded."""
        if self.seat is not None:
            self.seat = replace(self.seat, review=review)
            self._show()

    def press(self, key: str, *, held: bool = False) -> bool:
        """Do what a key of the codebook does; say whether there is such a key.

        A key that is only held does nothing more; nor does any where the panel says
        that the tape is not coded.
        """
        code = self._codes_by_key.get(key)
        if code is None or self.seat is None:
            return False
        if not held and not self.screen.panel.codes_nothing:
            self.code(code)
        return True

    def code(self, code: str) -> None:
        """Put a code or a track state where the tape stands.

        A point is stamped earlier by the reaction time while the tape plays, since
        a rater recognizes a move after it has begun (codebook notes, section B2);
        while it is paused the stamp is the moment on the screen.
        """
        seat = self.seat
        if seat is None:
            return
        at = self.player.position
        is_state = seat.codebook.track_of(code) is not None
        if not is_state and self.player.playing:
            point = seat.codebook.code(code).kind is Kind.POINT
            at -= round(seat.codebook.set_back * self.player.rate) if point else 0
        number = self._try(lambda: seat.session.press(code, at))
        if number is not None and not is_state:
            self.pick(number)

    def do(self, name: str) -> bool:
        """Do the action with this id; say whether it is one of this screen's."""
        doing = self._doings.get(name)
        if doing is None or self.seat is None:
            return False
        self._try(doing)
        return True

    def pick(self, number: int | None) -> None:
        """Make this mark the one that notes and nudges are about."""
        self.picked = number
        self.screen.timeline.pick(number)
        self.screen.panel.pick(number)

    def go_to(self, number: int) -> None:
        """Pick a mark and stand where it begins."""
        if self.coding is not None and number in self.coding.marks:
            self.pick(number)
            self.player.seek(self.coding.marks[number].start)

    def listen_to(self, number: int) -> None:
        """Pick a mark and play from where it begins."""
        self.go_to(number)
        self.player.play()

    def steps_taken(self) -> list[SequenceStep]:
        """Return which steps of the IPT sequence are marked so far."""
        seat = self.seat
        marks = seat.session.coding.marks.values() if seat else ()
        return sequence(marks, seat.codebook) if seat else []

    def _take_in(self, tape: Tape) -> None:
        reason = self._without_picture if tape.files else NO_RECORDING
        self.screen.video.show_message(reason)
        self.playing.take_in(tape)
        self.listening.begin(tape)

    def _refuse_file(self, words: str) -> None:
        """Go on without the file of the tape, which is another recording."""
        if self.seat is not None:
            self.playing.take_in(replace(self.seat.review.tape, files=()))
            self.screen.video.show_message(words)

    def _make_doings(self) -> dict[str, Callable[[], object]]:
        return {
            **self.playing.doings(),
            **self.listening.doings(),
            **self.asking.doings(),
            **self.profiles.doings(),
            "tape.play_typing": self._leave_and_play,
            "mark.note": self._begin_note,
            "mark.delete": self._delete,
            "mark.earlier": lambda: self._nudge(-1),
            "mark.later": lambda: self._nudge(1),
            "mark.unpick": lambda: self.pick(None),
            "mark.previous": lambda: self._neighbor(-1),
            "mark.next": lambda: self._neighbor(1),
            "edit.undo": lambda: self._session().undo(),
            "edit.redo": lambda: self._session().redo(),
            "view.zoom_in": lambda: self.screen.timeline.zoom(1.5),
            "view.zoom_out": lambda: self.screen.timeline.zoom(1 / 1.5),
            "view.whole": self.screen.timeline.zoom_to_fit,
        }

    def _connect(self) -> None:
        screen, player = self.screen, self.player
        player.moved.connect(self._follow)
        player.state_changed.connect(self._after_state)
        self.listening.refused.connect(self._refuse_file)
        screen.timeline.mark_picked.connect(self.pick)
        screen.timeline.mark_activated.connect(self.listen_to)
        screen.panel.pressed.connect(self.code)
        screen.panel.mark_picked.connect(self.go_to)
        screen.panel.mark_activated.connect(self.listen_to)
        screen.panel.note_written.connect(self._write_note)
        screen.panel.note_left.connect(self._after_note)
        screen.session_page.strip.step_wanted.connect(player.seek)
        screen.session_page.comment_written.connect(
            lambda text: self._try(lambda: self._session().write_comment(text))
        )

    def _session(self) -> CodingSession:
        if self.seat is None:
            raise ReviewError("No tape is open.", "Open one in the library.")
        return self.seat.session

    def _try(self, doing: Callable[[], T]) -> T | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return None

    def _after_step(self, _step: Step) -> None:
        self._show()
        self.stepped.emit()

    def _after_state(self, state: State) -> None:
        if state is State.ENDED and self.seat is not None:
            self._try(lambda: self._session().close_all(self.player.length))

    def _follow(self, position: int) -> None:
        self.screen.transport.show_position(position)
        self.screen.video.move_to(position)
        self.screen.timeline.move_playhead(position)
        if abs(position - self._looked_at) >= LOOK_EVERY:
            self._show_now()

    def _show(self) -> None:
        """Show the coding as it is on disk now."""
        seat = self.seat
        if seat is None:
            return
        coding = seat.session.coding
        review = replace(seat.review, coding=coding)
        self.screen.timeline.show_coding(coding)
        self.screen.panel.show_coding(seat.codebook, review.session, coding)
        self.screen.session_page.show_review(review, seat.codebook)
        self.screen.session_page.show_sequence(self.steps_taken())
        self.pick(self.picked if self.picked in coding.marks else None)
        self._show_now()

    def _show_now(self) -> None:
        seat = self.seat
        if seat is None:
            return
        self._looked_at = self.player.position
        coding, review, book = seat.session.coding, seat.review, seat.codebook
        state = state_at(coding, book.focus, self._looked_at)
        foci = () if review.focus_hidden else review.foci
        time = focus_time(coding, book, self._looked_at, foci, review.session.phase)
        self.screen.panel.show_now(Now(state, foci, time.on_focus))

    def _begin_note(self) -> None:
        coding, last = self.coding, self._session().last
        if self.picked is None and coding is not None and last in coding.marks:
            self.pick(last)
        if self.picked is not None:
            self._resume_after_note = self.player.playing
            self.player.pause()
            self.screen.tabs.setCurrentWidget(self.screen.panel)
            self.screen.panel.note.begin()

    def _leave_and_play(self) -> None:
        self.screen.panel.note.clearFocus()
        self._resume_after_note = False
        self.player.toggle()

    def _write_note(self, number: int, note: str) -> None:
        coding = self.coding
        if coding is not None and number in coding.marks:
            self._try(lambda: self._session().write_note(number, note))

    def _after_note(self) -> None:
        if self._resume_after_note:
            self._resume_after_note = False
            self.player.play()

    def _delete(self) -> None:
        if self.picked is not None:
            self._session().remove(self.picked)

    def _nudge(self, by: int) -> None:
        """Move the picked mark, or go one frame where none is picked."""
        if self.picked is not None:
            self._session().move(self.picked, by * NUDGE)
        else:
            self.playing.step_frames(by)

    def _picked_span(self) -> Span | None:
        mark = self.coding.marks.get(self.picked or 0) if self.coding else None
        return mark.span(self.player.position) if mark is not None else None

    def _neighbor(self, by: int) -> None:
        """Go to the next mark (or the previous one) from where the tape stands.

        Marks on one moment are gone to one after another. Shortly after the picked
        mark the tape still counts as standing there, so that one can also walk back
        while it runs.
        """
        coding, seat = self.coding, self.seat
        if coding is None or seat is None:
            return
        at, number = self.player.position, 0 if by < 0 else NO_MARK
        picked = coding.marks.get(self.picked or 0)
        if picked is not None and 0 <= at - picked.start <= STILL_THERE:
            at, number = picked.start, picked.number
        marks = [
            (mark.start, mark.number)
            for mark in coding.timeline()
            if seat.codebook.track_of(mark.code) is None
        ]
        before = [each for each in marks if each < (at, number)]
        after = [each for each in marks if each > (at, number)]
        if after if by > 0 else before:
            self.go_to((after[0] if by > 0 else before[-1])[1])
