"""The Transcript tab beside the tape: it follows, goes there, and is coded from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ipt_review.media.engine import State
from ipt_review.scoring.talk_time import talk_time
from ipt_review.study.passage import span_of
from ipt_review.ui.review.transcript_changes import TranscriptChanges

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.timecode import Span
    from ipt_review.domain.transcript import Transcript
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.desk import Seat


class Transcripts(QObject):
    """Connects the Transcript tab with the tape and with what is stored.

    Signals:
        refused: Something could not be done; the words are for a person.
        code_wanted: The id of a code to put on the passage.
    """

    refused = Signal(str)
    code_wanted = Signal(str)

    def __init__(self, screen: ReviewScreen, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._page = screen.transcript
        self._player = player
        self._seat: Seat | None = None
        self._counted: Transcript | None = None
        self._changes = TranscriptChanges(screen, self)
        self._changes.refused.connect(self.refused)
        self._changes.code_wanted.connect(self.code_wanted)
        self._changes.imported.connect(self._come_here)
        page = self._page
        page.shown_again.connect(self._show_page)
        page.list.seek_wanted.connect(lambda row: self._go_to(self._start_of(row)))
        page.list.play_wanted.connect(lambda row: self._play_from(self._start_of(row)))
        page.talk.play_wanted.connect(self._play_from)
        player.state_changed.connect(self._after_state)

    def open(self, seat: Seat) -> None:
        """Show the transcript of this tape."""
        self._seat, self._counted = seat, None
        self._changes.open(seat)
        seat.transcribing.listen(self._show)
        self._show()
        self._page.list.begin()

    def close(self) -> None:
        """Let go of the tape."""
        self._seat = None
        self._changes.open(None)
        self._page.list.select(None)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by the id of the action."""
        page = self._page
        return {
            **self._changes.doings(),
            "transcript.show": self._come_here,
            "transcript.large": self._enlarge,
            "transcript.find": self._find,
            "transcript.next": lambda: page.step_found(1),
            "transcript.previous": lambda: page.step_found(-1),
            "transcript.follow": lambda: page.list.follow(wanted=not page.list.follows),
        }

    def states(self) -> dict[str, Callable[[], bool]]:
        """Return what tells of each action that switches whether it is on."""
        sound = self._screen.video.sound
        return {
            "transcript.follow": lambda: self._page.list.follows,
            "transcript.large": lambda: sound.words_only,
        }

    def passage(self) -> Span | None:
        """Return the tape of the passage that codes are put on, if one is selected.

        Only what a person sees counts: a passage of a tab at the back does not.
        """
        seat, passage = self._seat, self._page.list.passage
        if seat is None or passage is None or not self._page.isVisible():
            return None
        return span_of(seat.transcribing.transcript, passage)

    def after_mark(self) -> None:
        """Let go of the passage that was marked, if the tape goes on meanwhile."""
        if self._player.playing:
            self._page.list.select(None)

    def undo(self) -> bool:
        """Take a change of the transcript back, if that was the last thing done."""
        return self._seat is not None and self._seat.transcribing.undo()

    def redo(self) -> bool:
        """Make such a change again, if that is next."""
        return self._seat is not None and self._seat.transcribing.redo()

    def show_marks(self) -> None:
        """Show the marks beside the cues, once somebody can see them."""
        seat = self._seat
        if seat is not None and self._page.isVisible():
            self._page.show_marks(seat.codebook, seat.session.coding)

    def move_to(self, position: int) -> None:
        """Show where the tape stands (ms)."""
        if self._page.isVisible():
            self._page.list.move_to(position)

    def _show(self) -> None:
        """Show the transcript wherever it is shown."""
        seat = self._seat
        if seat is None:
            return
        work, length = seat.transcribing, seat.review.tape.length
        self._page.show_transcript(work.transcript, length, work.notice)
        self._screen.video.show_transcript(work.transcript)
        self._screen.transport.show_captions(there=bool(work.transcript.cues))
        self._screen.timeline.show_cues(work.transcript.cues)
        self._show_page()

    def _show_page(self) -> None:
        """Show what is only made when the tab is seen."""
        seat = self._seat
        if seat is None or not self._page.isVisible():
            return
        self.show_marks()
        self.move_to(self._player.position)
        transcript = seat.transcribing.transcript
        if transcript is not self._counted:
            self._counted = transcript
            self._page.show_talk(talk_time(transcript, seat.review.tape.length))

    def _come_here(self) -> None:
        page = self._page
        self._screen.tabs.setCurrentWidget(page)
        first = page.list if page.list.isVisible() else page.choose
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _enlarge(self) -> None:
        """Have large words in place of a waveform, or the waveform again."""
        video = self._screen.video
        video.show_words_only(only=not video.sound.words_only)

    def _find(self) -> None:
        self._screen.tabs.setCurrentWidget(self._page)
        if self._page.finding.isVisible():
            self._page.find_words()

    def _start_of(self, row: int) -> int:
        return self._page.list.cues.transcript.cues[row].span.start

    def _go_to(self, moment: int) -> None:
        self._player.seek(moment)
        self._page.list.follow()

    def _play_from(self, moment: int) -> None:
        self._go_to(moment)
        self._player.play()

    def _after_state(self, state: State) -> None:
        self._page.list.tape_stands = state is not State.PLAYING
        if state is State.PLAYING:
            self._page.list.select(None)
