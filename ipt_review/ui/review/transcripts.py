"""What is done with the transcript on the Review screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

from ipt_review.domain.problems import ReviewError
from ipt_review.media.engine import State
from ipt_review.scoring.talk_time import talk_time
from ipt_review.study.passage import span_of
from ipt_review.ui.actions import action
from ipt_review.ui.transcript.import_dialog import ImportDialog
from ipt_review.ui.transcript.speakers_dialog import SpeakersDialog, choices
from ipt_review.ui.transcript.words import REMOVE, speaker_label
from ipt_review.workflow.transcribing import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from ipt_review.domain.timecode import Span
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.desk import Seat
    from ipt_review.workflow.transcribing import Transcribing

T = TypeVar("T")

FILES = f"Captions ({' '.join('*' + suffix for suffix in SUFFIXES)});;All files (*)"
MORE = (
    "tape.transcript",
    "transcript.speakers",
    "transcript.correct",
    "transcript.remove",
)


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
        self._counted: object = None
        self._make_menu()
        self._connect()

    # ------------------------------------------------------------ for the screen

    def open(self, seat: Seat) -> None:
        """Show the transcript of this tape."""
        self._seat = seat
        self._counted = None
        seat.transcribing.listen(self._show)
        self._page.list.select(None)
        self._show()
        self._page.list.follow()

    def close(self) -> None:
        """Let go of the tape."""
        self._seat = None
        self._page.list.select(None)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by the id of the action."""
        page = self._page
        return {
            "tape.transcript": self.bring_in,
            "transcript.show": self._come_here,
            "transcript.find": self._find,
            "transcript.next": lambda: page.step_found(1),
            "transcript.previous": lambda: page.step_found(-1),
            "transcript.follow": lambda: page.list.follow(wanted=not page.list.follows),
            "transcript.correct": self._correct_here,
            "transcript.speakers": self._change_speakers,
            "transcript.remove": self._remove,
        }

    def states(self) -> dict[str, Callable[[], bool]]:
        """Return what tells of each action that switches whether it is on."""
        return {"transcript.follow": lambda: self._page.list.follows}

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

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        """Show the transcript wherever it is shown."""
        seat = self._seat
        if seat is None:
            return
        work, length = seat.transcribing, seat.review.tape.length
        self._page.show_transcript(work.transcript, length, work.notice)
        self._screen.video.show_cues(work.transcript.cues)
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
        self._screen.tabs.setCurrentWidget(self._page)
        if self._page.list.isVisible():
            self._page.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._page.choose.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find(self) -> None:
        self._screen.tabs.setCurrentWidget(self._page)
        if self._page.finding.isVisible():
            self._page.find_words()

    # ------------------------------------------------------------ the tape

    def _seek(self, row: int) -> None:
        self._player.seek(self._cue_start(row))
        self._page.list.follow()

    def _play(self, row: int) -> None:
        self._seek(row)
        self._player.play()

    def _play_from(self, moment: int) -> None:
        self._player.seek(moment)
        self._page.list.follow()
        self._player.play()

    def _cue_start(self, row: int) -> int:
        return self._work().transcript.cues[row].span.start

    def _after_state(self, state: State) -> None:
        self._page.list.tape_stands = state is not State.PLAYING
        if state is State.PLAYING:
            self._page.list.select(None)

    # ------------------------------------------------------------ changes

    def bring_in(self, path: Path | None = None) -> None:
        """Import a caption file once a person has seen what is in it.

        Args:
            path: The file, or None to ask for one.
        """
        window = self._screen.window()
        if path is None:
            chosen, _ = QFileDialog.getOpenFileName(
                window, "Import a transcript", "", FILES
            )
            if not chosen:
                return
            path = Path(chosen)
        work, length = self._work(), self._length()
        dialog = ImportDialog(path, length, window, replaces=bool(work.transcript.cues))
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.transcript()
        dialog.deleteLater()
        if accepted:
            work.take_in(found)
            self._come_here()

    def _change_speakers(self) -> None:
        work = self._work()
        if not work.transcript.cues:
            return
        dialog = SpeakersDialog(work.transcript, self._screen.window())
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        changed = dialog.changed()
        dialog.deleteLater()
        if accepted:
            work.rename(changed)

    def _correct_here(self) -> None:
        row = self._page.list.row
        if row is not None and self._page.list.isVisible():
            self._correct(row)

    def _correct(self, row: int) -> None:
        work = self._work()
        text, sure = QInputDialog.getMultiLineText(
            self._screen.window(),
            "Correct the words",
            "What is said in this cue",
            work.transcript.cues[row].text,
        )
        if sure:
            work.correct(row, text)

    def _remove(self) -> None:
        work = self._work()
        if not work.transcript.cues:
            return
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._screen.window(),
            "Remove the transcript",
            REMOVE,
            buttons.Yes | buttons.No,
            buttons.No,
        )
        if answer == buttons.Yes:
            work.remove()

    def _assign(self, rows: Sequence[int], speaker: str) -> None:
        self._try(lambda: self._work().assign(rows, speaker))

    # ------------------------------------------------------------ menus

    def _open_menu(self, at: QPoint) -> None:
        """Offer what can be done with the passage, or with the cue under the mouse."""
        seat, cues = self._seat, self._page.list
        row = cues.place_under(at)
        row = cues.row if row is None else row
        if seat is None or row is None:
            return
        passage = cues.passage
        if passage is None or row not in passage.rows:
            cues.go_to(row)
            cues.select_cue(row)
            passage = cues.passage
        rows = list(passage.rows) if passage is not None else [row]
        menu = QMenu(cues)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = menu.addMenu("Said by")
        for speaker in choices(seat.transcribing.transcript):
            entry = said.addAction(speaker_label(speaker))
            entry.triggered.connect(partial(self._assign, rows, speaker))
        self._offer_codes(menu, seat)
        words = menu.addAction(f"{action('transcript.correct').label}\tF2")
        words.triggered.connect(lambda: self._try(lambda: self._correct(row)))
        menu.popup(cues.viewport().mapToGlobal(at))

    def _offer_codes(self, menu: QMenu, seat: Seat) -> None:
        if self._screen.panel.codes_nothing:
            return
        mark = menu.addMenu("Mark as")
        for group in seat.codebook.groups:
            codes = [code for code in seat.codebook.offered if code.group == group.id]
            if codes:
                below = mark.addMenu(group.label)
                for code in codes:
                    entry = below.addAction(f"{code.label}\t{code.key}")
                    entry.triggered.connect(partial(self.code_wanted.emit, code.id))

    def _make_menu(self) -> None:
        doings = self.doings()
        for name in MORE:
            entry = self._page.menu.addAction(action(name).label)
            entry.triggered.connect(partial(self._do, doings[name]))

    def _connect(self) -> None:
        page = self._page
        page.import_wanted.connect(lambda path: self._try(lambda: self.bring_in(path)))
        page.shown_again.connect(self._show_page)
        page.list.seek_wanted.connect(self._seek)
        page.list.play_wanted.connect(self._play)
        page.list.correction_wanted.connect(
            lambda row: self._try(lambda: self._correct(row))
        )
        page.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        page.list.customContextMenuRequested.connect(self._open_menu)
        page.talk.play_wanted.connect(self._play_from)
        self._player.state_changed.connect(self._after_state)

    def _do(self, doing: Callable[[], object]) -> None:
        self._try(doing)

    def _work(self) -> Transcribing:
        if self._seat is None:
            raise ReviewError("No tape is open.", "Open one in the library.")
        return self._seat.transcribing

    def _length(self) -> int:
        return self._seat.review.tape.length if self._seat is not None else 0

    def _try(self, doing: Callable[[], T]) -> T | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return None
