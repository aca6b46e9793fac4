"""A walk through the demo by itself: open, play, code, rate, export.

For machines without a screen: the window is driven by the keys that a person would
press, and pictures of it are left behind.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ipt_review.domain.coding import Perspective
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.rating import NOT_APPLICABLE
from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.workflow.coding.keying import state_at
from ipt_review.workflow.files.opening import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.domain.coding import Coding
    from ipt_review.ui.program import Program

PATIENCE = 30.0
LEAD = 600
NEAR = 200
NOTE = "Options come from her. Ask which one she would dare this week."


class WalkStopped(ReviewError):
    """The walk came to a place where it could not go on."""


class Walk:
    """Drives a program through the demo study.

    Args:
        program: With its window shown and no study open.
        folder: Where pictures and workbook are left.
    """

    def __init__(self, program: Program, folder: Path) -> None:
        self._program = program
        self._window = program.window
        self._folder = folder
        self._application: QApplication | None = None
        self._pictures = 0

    def run(self, application: QApplication) -> int:
        """Walk, and return 0 when the workbook is there, 1 otherwise."""
        self._application = application
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.glob(f"demo{SUFFIX}*"):
            old.unlink()
        try:
            for stage in (self._open, self._code, self._annotate, self._rate):
                stage()
            self._export()
        except ReviewError as problem:
            sys.stderr.write(f"{problem}\n")
            self._photograph("stopped")
            return 1
        finally:
            self._window.close()
        return 0

    def _open(self) -> None:
        self._photograph("start")
        if not self._program.open_demo():
            raise WalkStopped(self._window.banner.text)
        self._photograph("library")
        tape = self._window.library.picked_tape()
        if tape is None:
            raise WalkStopped("The demo study has no tape that can be played.")
        self._program.review_tape(tape)
        video = self._window.review.video
        self._wait(video.has_picture, "no picture of the tape came")

    def _code(self) -> None:
        """Go on where the draft ends, with the marks of the reference coding."""
        reviewing, player = self._program.reviewing, self._program.reviewing.player
        player.set_rate(1.5)
        for at, key in self._presses():
            player.seek(max(0, at - LEAD))
            player.play()
            near = partial(self._is_playing_at, at)
            self._wait(near, "the tape does not play")
            before = len(reviewing.seat.session.history.done) if reviewing.seat else 0
            self._press(key)
            after = len(reviewing.seat.session.history.done) if reviewing.seat else 0
            if after == before and key not in "0123456":
                raise WalkStopped(f"The key {key} made no mark.")
        self._photograph("review")

    def _is_playing_at(self, at: int) -> bool:
        player = self._program.reviewing.player
        return player.playing and at <= player.position < at + 4 * LEAD

    def _presses(self) -> list[tuple[int, str]]:
        """Return when to press which key for what the draft still lacks."""
        seat, reference = self._program.reviewing.seat, self._reference()
        if seat is None:
            return []
        book, draft = seat.codebook, seat.session.coding
        ends = (mark.span(mark.start).end for mark in draft.marks.values())
        end = max(ends, default=0) + MS_PER_SECOND
        keys = {code.id: code.key for code in book.codes}
        keys |= {state.id: state.key for state in book.focus.states}
        presses = [(end, keys[state_at(reference, book.focus, end)])]
        for mark in reference.timeline():
            if mark.start <= end or mark.code not in keys:
                continue
            presses.append((mark.start, keys[mark.code]))
            if book.track_of(mark.code) is None and not mark.is_point:
                presses.append((mark.span(mark.start).end, keys[mark.code]))
        return sorted(presses)

    def _reference(self) -> Coding:
        """Return the reference coding of the tape that is open."""
        desk, seat = self._program.desk, self._program.reviewing.seat
        for review in desk.database.reviews() if desk is not None else []:
            head = review.coding.head
            if head.perspective is Perspective.GOLD_STANDARD and (
                seat is not None and head.tape == seat.review.tape.id
            ):
                return review.coding
        raise WalkStopped("The demo study has no reference coding of its tape.")

    def _shows(self, position: int) -> bool:
        shown = self._window.review.video.shown_at
        return shown is not None and abs(shown - position) <= NEAR

    def _annotate(self) -> None:
        self._press("Alt+Left")
        self._press("Return")
        note, player = self._window.review.panel.note, self._program.reviewing.player
        self._wait(note.hasFocus, "the note cannot be written")
        self._wait(lambda: not player.playing, "the tape does not stop for a note")
        self._wait(lambda: self._shows(player.position), "the picture stays behind")
        QTest.keyClicks(note, NOTE)
        self._photograph("note")
        QTest.keyClick(note, Qt.Key.Key_Return)
        self._press("Ctrl+Z")
        self._press("Ctrl+Shift+Z")

    def _rate(self) -> None:
        """Rate what is not rated yet, as the reference does."""
        self._program.enter("rate")
        self._settle()
        screen, ratings = self._window.rate, self._reference().ratings
        screen.go_to_next()
        rated = set()
        while (item := screen.current_item() or "") in ratings and item not in rated:
            value = ratings[item].value
            self._press("N" if value == NOT_APPLICABLE else str(value))
            rated.add(item)
        if not rated:
            raise WalkStopped("No item could be rated.")
        self._photograph("rate")

    def _export(self) -> None:
        self._program.enter("export")
        path = self._folder / "demo.xlsx"
        self._window.export.file.setText(str(path))
        QTest.mouseClick(self._window.export.export, Qt.MouseButton.LeftButton)
        while self._program.handing_on.busy:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._photograph("export")
        if not path.is_file():
            raise WalkStopped(self._window.export.outcome.text())

    def _press(self, key: str) -> None:
        focused = QApplication.focusWidget()
        target = self._window if focused is None else focused
        QTest.keySequence(target, QKeySequence(key))
        self._settle()

    def _photograph(self, name: str) -> None:
        self._settle()
        self._pictures += 1
        path = self._folder / f"{self._pictures:02}-{name}.png"
        self._window.grab().save(str(path))

    def _settle(self) -> None:
        if self._application is not None:
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

    def _wait(self, condition: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise WalkStopped(f"The walk stopped: {otherwise}.")
            self._settle()
