"""What happens on the Review screen: keys become marks, marks are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ipt_review.domain.problems import ReviewError
from ipt_review.media.engine import State
from ipt_review.scoring.focus import focus_time
from ipt_review.scoring.sequence import sequence
from ipt_review.ui.coding_panel.panel import Now
from ipt_review.ui.keymap.code_keys import code_keys
from ipt_review.ui.review.asking import Asking
from ipt_review.ui.review.commenting import Commenting
from ipt_review.ui.review.lanes import TimelineLanes
from ipt_review.ui.review.listening import Listening
from ipt_review.ui.review.marking import Marking
from ipt_review.ui.review.pieces import Pieces
from ipt_review.ui.review.playing import Playing
from ipt_review.ui.review.pressing import Pressing
from ipt_review.ui.review.profiles import PanelProfiles
from ipt_review.ui.review.remembering import Remembering
from ipt_review.ui.review.saying import Saying
from ipt_review.ui.review.seeking import Seeking
from ipt_review.ui.review.shaping import Shaping
from ipt_review.ui.review.sifting import Sifting
from ipt_review.ui.review.tabling import Tabling
from ipt_review.ui.review.transcripts import Transcripts
from ipt_review.workflow.coding.keying import state_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.edit import Step
    from ipt_review.domain.review import Review
    from ipt_review.domain.tape import Tape
    from ipt_review.scoring.sequence import SequenceStep
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.ui.settings.preferences import Preferences
    from ipt_review.workflow.coding.coding_session import CodingSession
    from ipt_review.workflow.desk import Seat

T = TypeVar("T")

LOOK_EVERY = 250

NO_RECORDING = (
    "There is no recording of this session. Marks and ratings can be read and "
    "written all the same."
)


class Reviewing(QObject):
    """Connects one seat, the player and the screen.

    Args:
        screen: Where it happens.
        player: What plays the tape.
        now: The monotonic clock, in seconds.
        without_picture: Why there are no pictures on this computer, or nothing.

    Signals:
        stepped: The coding changed; the change is on its way to the disk.
        saved: Nothing is on its way to the disk any more.
        refused: Something could not be done; the words are for a person.
    """

    stepped = Signal()
    saved = Signal()
    refused = Signal(str)

    def __init__(
        self,
        screen: ReviewScreen,
        player: Player,
        now: Callable[[], float],
        without_picture: str = "",
    ) -> None:
        super().__init__(screen)
        self._without_picture = without_picture
        self.screen = screen
        self.player = player
        self.seat: Seat | None = None
        self._looked_at = -LOOK_EVERY
        self.marking = Marking(screen, player, self)
        self.pressing = Pressing(screen, player, now, self)
        self.saying = Saying(screen, self.marking, self)
        self.playing = Playing(screen, player, self.marking.picked_span, self)
        self.listening = Listening(screen, player, self)
        self.pieces = Pieces(screen, player, self)
        self.asking = Asking(screen, self)
        self.commenting = Commenting(screen, player, self)
        self.profiles = PanelProfiles(screen, self)
        self.remembering = Remembering(screen, self)
        self.transcripts = Transcripts(screen, player, self)
        self.tabling = Tabling(screen, self.marking, self)
        self.pressing.passage = self.transcripts.passage
        self.shaping = Shaping(screen, player, self.marking, self)
        self.lanes = TimelineLanes(screen, player, self)
        self._rest = QTimer(self, interval=0, singleShot=True)
        self._rest.timeout.connect(self._show_rest)
        self.sifting = Sifting(screen, player, self.marking, self.tabling, self)
        self.seeking = Seeking(screen, player, self.marking, self.sifting, self)
        self._doings = self._make_doings()
        self._connect()

    @property
    def coding(self) -> Coding | None:
        """The coding on the screen."""
        return self.seat.session.coding if self.seat else None

    @property
    def is_behind(self) -> bool:
        """Whether a change is shown on the timeline only, for a moment."""
        return self._rest.isActive()

    def open(self, seat: Seat) -> None:
        """Show this seat and take its tape in."""
        self.seat = seat
        book, tape = seat.codebook, seat.review.tape
        seat.session.listen(self._after_step)
        states = [state for track in book.tracks for state in track.states]
        keys = {code.key: code.id for code in book.offered}
        codes_by_key = code_keys(keys | {each.key: each.id for each in states})
        self.marking.open(seat)
        self.pressing.open(seat, codes_by_key)
        self.saying.open(seat)
        self.commenting.open(seat)
        self.remembering.open(seat)
        self.tabling.open(seat)
        self.shaping.open(seat)
        self.sifting.open(seat)
        self.seeking.open(seat)
        self.screen.transport.show_length(tape.length)
        self.screen.timeline.show_tape(
            book,
            tape.length,
            seat.cues,
            None if seat.review.mask.hides_place else seat.review.session.phase,
        )
        self.transcripts.open(seat)
        self.asking.open(book, codes_by_key)
        self._take_in(tape)
        self.lanes.sit_down(seat)
        self._show()
        self.profiles.sit_down(seat.review.rater.id)

    def bring(self, tape: Tape) -> None:
        """Take in the tape that is being coded once more: its file was found."""
        if self.seat is not None and not self.seat.review.withheld:
            self.renew(replace(self.seat.review, tape=tape))
            self._take_in(tape)

    def use(self, preferences: Preferences, settings: QSettings) -> None:
        """Heed what is set on this computer, and remember choices there."""
        self.playing.use(preferences, settings)
        self.profiles.use(settings)
        self.tabling.use(settings)
        self.lanes.use(settings)
        self.sifting.use(preferences, settings)
        self.listening.use(preferences)
        self.pieces.use(preferences)
        self.marking.pausing.use(preferences)
        self.commenting.pausing.use(preferences)
        self.pressing.use(preferences)

    def close(self) -> None:
        """Let go of the tape."""
        self.catch_up()
        self.commenting.close()
        self.lanes.close()
        self.listening.stop()
        self.playing.leave()
        self.pressing.close()
        self.saying.close()
        self.remembering.close()
        self.marking.close()
        self.transcripts.close()
        self.tabling.close()
        self.shaping.close()
        self.sifting.close()
        self.seeking.close()
        self.seat = None

    def renew(self, review: Review) -> None:
        """Show what has changed of the case and session that are being coded."""
        if self.seat is not None:
            self.seat = replace(self.seat, review=review)
            self._show()

    def do(self, name: str) -> bool:
        """Do the action with this id; say whether it is one of this screen's."""
        self.catch_up()
        doing = self._doings.get(name)
        if doing is None or self.seat is None:
            return False
        self._try(doing)
        return True

    def hear(self, key: str, held: bool) -> bool:  # noqa: FBT001 - a router's call
        """Hear a key before it codes; say whether that is all it does."""
        parts = (self.asking, self.saying, self.seeking, self.sifting)
        return any(part.hear(key, held) for part in parts)

    def states(self) -> dict[str, Callable[[], bool]]:
        """Return what tells of each action that switches whether it is on."""
        parts = (
            self.playing,
            self.listening,
            self.transcripts,
            self.pieces,
            self.lanes,
        )
        return {name: on for part in parts for name, on in part.states().items()}

    def let_go(self, name: str) -> None:
        """End the action with this id, which lasts while its key is held."""
        if name == "tape.pedal" and self.seat is not None:
            self.playing.pedal_up()

    def steps_taken(self) -> list[SequenceStep]:
        """Return which steps of the IPT sequence are marked so far."""
        seat = self.seat
        marks = seat.session.coding.marks.values() if seat else ()
        return sequence(marks, seat.codebook) if seat else []

    def _take_in(self, tape: Tape) -> None:
        withheld = self.seat.review.withheld if self.seat is not None else ""
        reason = self._without_picture if tape.files else withheld or NO_RECORDING
        self.screen.video.show_message(reason)
        self.pieces.take_in(tape, reason)
        self.playing.take_in(tape)
        self.listening.begin(tape)

    def _refuse_file(self, number: int, words: str) -> None:
        """Go on without a file of the tape, which is another recording."""
        tape = self.seat.review.tape if self.seat is not None else None
        if tape is None:
            return
        self.pieces.refuse(number, words)
        if tape.is_pieced:
            self.playing.take_in(tape, self.pieces.absent)
        else:
            self.playing.take_in(replace(tape, files=()))
            self.screen.video.show_message(words)

    def _make_doings(self) -> dict[str, Callable[[], object]]:
        return {
            **self.playing.doings(),
            **self.listening.doings(),
            **self.pieces.doings(),
            **self.asking.doings(),
            **self.profiles.doings(),
            **self.marking.doings(),
            **self.pressing.doings(),
            **self.saying.doings(),
            **self.commenting.doings(),
            **self.remembering.doings(),
            **self.transcripts.doings(),
            **self.shaping.doings(),
            **self.lanes.doings(),
            "edit.undo": lambda: self.transcripts.undo() or self._session().undo(),
            "edit.redo": lambda: self.transcripts.redo() or self._session().redo(),
            **self.tabling.doings(),
            **self.sifting.doings(),
            **self.seeking.doings(),
        }

    def _connect(self) -> None:
        screen, player = self.screen, self.player
        player.moved.connect(self._follow)
        player.state_changed.connect(self._after_state)
        self.listening.refused.connect(self._refuse_file)
        self.listening.learnt.connect(self.pieces.learn)
        self.marking.refused.connect(self.refused)
        self.commenting.refused.connect(self.refused)
        self.pressing.refused.connect(self.refused)
        self.pressing.marked.connect(self._pick_pressed)
        self.saying.refused.connect(self.refused)
        self.remembering.refused.connect(self.refused)
        self.transcripts.refused.connect(self.refused)
        self.tabling.refused.connect(self.refused)
        self.transcripts.code_wanted.connect(self.pressing.code)
        self.shaping.refused.connect(self.refused)
        self.marking.step_wanted.connect(self.playing.step_frames)
        screen.session_page.strip.step_wanted.connect(player.seek)
        screen.session_page.comment_written.connect(
            lambda text: self._try(lambda: self._session().write_session_comment(text))
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
        """Show a change that is on disk.

        When a code was put, the eye is on the timeline: it is painted first, and what
        counts and lists marks beside it follows at once.
        """
        self._show_on_timeline()
        self._rest.start()
        if not self.pressing.is_coding:
            self._show_rest()

    def _pick_pressed(self, number: int) -> None:
        if self.is_behind:
            self.marking.pick_on_timeline(number)
        else:
            self.marking.pick(number)

    def catch_up(self) -> None:
        """Show what still waits to be shown; nothing acts on what is not shown."""
        if self._rest.isActive():
            self._show_rest()

    def _show_rest(self) -> None:
        self._rest.stop()
        self._show_beside()
        self.transcripts.after_mark()
        self.stepped.emit()

    def _after_state(self, state: State) -> None:
        if state is State.ENDED and self.seat is not None:
            self._try(lambda: self._session().close_all(self.player.length))

    def _follow(self, position: int) -> None:
        self.screen.transport.show_position(position)
        self.screen.video.move_to(position)
        self.screen.timeline.move_playhead(position)
        self.transcripts.move_to(position)
        if abs(position - self._looked_at) >= LOOK_EVERY:
            self._show_now()

    def _show(self) -> None:
        """Show the coding as it is on disk now."""
        self._show_on_timeline()
        self._show_beside()

    def _show_on_timeline(self) -> None:
        coding = self.coding
        if coding is not None:
            self.screen.timeline.show_coding(coding)
            self.lanes.show_comments(coding)

    def _show_beside(self) -> None:
        """Show the coding everywhere but on the timeline."""
        seat = self.seat
        if seat is None:
            return
        coding = seat.session.coding
        review = replace(seat.review, coding=coding)
        self.screen.panel.show_coding(seat.codebook, review.shown_session, coding)
        self.screen.session_page.show_review(review, seat.codebook)
        self.screen.session_page.show_sequence(self.steps_taken())
        self.tabling.show(seat)
        self.sifting.show()
        self.seeking.show()
        self.marking.pick_again()
        self.commenting.show()
        self.remembering.show()
        self.transcripts.show_marks()
        self._show_now()

    def _show_now(self) -> None:
        seat = self.seat
        if seat is None:
            return
        self._looked_at = self.player.position
        coding, review, book = seat.session.coding, seat.review, seat.codebook
        state = state_at(coding, book.focus, self._looked_at)
        hidden = review.focus_hidden or review.mask.hides_place
        foci, phase = () if hidden else review.foci, review.shown_session.phase
        time = focus_time(coding, book, self._looked_at, foci, phase)
        self.screen.panel.show_now(Now(state, foci, time.on_focus))
