"""What changes a transcript: importing, who speaks, words put right, taking it out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

from ipt_review.domain.problems import ReviewError
from ipt_review.ui import wording
from ipt_review.ui.actions import action
from ipt_review.ui.transcript.import_dialog import ImportDialog
from ipt_review.ui.transcript.speakers_dialog import SpeakersDialog, choices
from ipt_review.ui.transcript.words import REMOVE
from ipt_review.workflow.coding.transcribing import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.coding.transcribing import Transcribing
    from ipt_review.workflow.desk import Seat

T = TypeVar("T")

FILES = f"Captions ({' '.join('*' + suffix for suffix in SUFFIXES)});;All files (*)"


class TranscriptChanges(QObject):
    """Asks what is to be changed and has it changed.

    Signals:
        refused: Something could not be done; the words are for a person.
        code_wanted: The id of a code to put on the passage.
        imported: A transcript came in.
    """

    refused = Signal(str)
    code_wanted = Signal(str)
    imported = Signal()

    def __init__(self, screen: ReviewScreen, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._page = screen.transcript
        self._seat: Seat | None = None
        cues = self._page.list
        cues.menu_wanted.connect(self._open_menu)
        cues.correction_wanted.connect(self._tried(self._correct))
        self._page.import_wanted.connect(self._tried(self.bring_in))
        for name, doing in self.doings().items():
            entry = self._page.menu.addAction(action(name).label)
            entry.triggered.connect(partial(self._try, doing))

    def open(self, seat: Seat | None) -> None:
        """Change the transcript of this tape from now on, or none."""
        self._seat = seat

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by the id of the action."""
        return {
            "tape.transcript": self.bring_in,
            "transcript.speakers": self._change_speakers,
            "transcript.correct": self._correct_here,
            "transcript.remove": self._remove,
        }

    def bring_in(self, path: Path | None = None) -> None:
        """Import a caption file once a person has seen what is in it.

        Args:
            path: The file, or None to ask for one.

        Raises:
            ReviewError: When it cannot be read, or the study cannot be written.
        """
        window, work = self._screen.window(), self._work()
        if path is None:
            chosen, _ = QFileDialog.getOpenFileName(
                window, "Import a transcript", "", FILES
            )
            if not chosen:
                return
            path = Path(chosen)
        there = bool(work.transcript.cues)
        dialog = ImportDialog(path, self._length(), window, replaces=there)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.transcript()
        dialog.deleteLater()
        if accepted:
            work.take_in(found)
            self.imported.emit()

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

    # ------------------------------------------------------------ menu of the cues

    def _open_menu(self, row: int, at: QPoint) -> None:
        """Offer what can be done with the passage, or with a cue outside of it."""
        seat, cues = self._seat, self._page.list
        if seat is None:
            return
        passage = cues.passage
        if passage is None or row not in passage.rows:
            cues.go_to(row)
            cues.select_cue(row)
        rows = list(cues.passage.rows) if cues.passage is not None else [row]
        menu = QMenu(cues)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer_codes(menu, seat)
        self._offer_speakers(menu, seat, rows)
        words = menu.addAction(f"{action('transcript.correct').label}\tF2")
        words.triggered.connect(partial(self._try, partial(self._correct, row)))
        menu.popup(at)

    def _offer_speakers(self, menu: QMenu, seat: Seat, rows: Sequence[int]) -> None:
        said = menu.addMenu("Said by")
        for speaker in choices(seat.transcribing.transcript):
            assign = partial(seat.transcribing.assign, rows, speaker)
            entry = said.addAction(wording.speaker(speaker))
            entry.triggered.connect(partial(self._try, assign))

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

    def _work(self) -> Transcribing:
        if self._seat is None:
            raise ReviewError("No tape is open.", "Open one in the library.")
        return self._seat.transcribing

    def _length(self) -> int:
        return self._seat.review.tape.length if self._seat is not None else 0

    def _tried(self, doing: Callable[[T], object]) -> Callable[[T], None]:
        return lambda given: self._try(partial(doing, given))

    def _try(self, doing: Callable[[], object], _on: bool = False) -> None:  # noqa: FBT001, FBT002 - a menu says whether it is on
        """Do something; tell a person when it could not be done."""
        try:
            doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
