"""Submitting the coding in hand: what is still open, and the guess of the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
)

from ipt_review.domain.guess import LEAST, MOST
from ipt_review.domain.problems import ReviewError
from ipt_review.ui import wording
from ipt_review.ui.number_boxes import NumberBox
from ipt_review.ui.parts import button, label
from ipt_review.ui.review.covering import Covering
from ipt_review.workflow.rating.submitting import (
    arms_to_guess,
    keep_guess,
    note_played,
    still_open,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.rating.completeness import Gap

WIDTH = 560
CLOSES = "After submitting, marks and ratings can no longer change."
COMPLETE = "Nothing is open."
CANNOT_TELL = "Cannot tell"
CHOOSE = "Choose…"
QUESTION = "Which condition do you think this was, and how certain are you (1 to 5)?"


class SubmitDialog(QDialog):
    """Lists what is not complete, and asks for the condition where the study does.

    Args:
        rated: How many items are rated.
        gaps: What is still open.
        arms: What one can guess; without any, nothing is asked.
    """

    def __init__(
        self,
        rated: int,
        gaps: Sequence[Gap],
        arms: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Submit this coding")
        self.setMinimumWidth(WIDTH)
        self._gaps = gaps
        self.wanted: Gap | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("What is still open")
        self.list.addItems([gap.words for gap in gaps])
        self.list.setCurrentRow(0)
        self.go_there = button("Go there", tip="Leaves the coding a draft")
        self.arm = QComboBox()
        self.arm.setAccessibleName("Which condition")
        self.arm.addItem(CHOOSE, None)
        for each in arms:
            self.arm.addItem(each, each)
        self.arm.addItem(CANNOT_TELL, "")
        self.certainty = NumberBox()
        self.certainty.setRange(LEAST, MOST)
        self.certainty.setAccessibleName("How certain, 1 to 5")
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.submit = self.buttons.button(kinds.Ok)
        self.submit.setText("Submit")
        self.submit.setEnabled(not arms)
        self._build(rated, guessing=bool(arms))
        self.list.itemActivated.connect(lambda _item: self._go())
        self.go_there.clicked.connect(self._go)
        self.arm.currentIndexChanged.connect(self._show_guess)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _go(self) -> None:
        self.wanted = self._gaps[self.list.currentRow()]
        self.reject()

    def _show_guess(self) -> None:
        self.submit.setEnabled(self.arm.currentData() is not None)
        self.certainty.setEnabled(bool(self.arm.currentData()))

    def _build(self, rated: int, *, guessing: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        count = len(self._gaps)
        still = f"{wording.how_many(count, 'thing')} still open:" if count else COMPLETE
        said = f"{wording.how_many(rated, 'item')} rated. {still}"
        column.addWidget(label(said, "title", wrap=True))
        if count:
            column.addWidget(self.list)
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(self.go_there)
            column.addLayout(line)
        if guessing:
            column.addWidget(label(QUESTION, wrap=True))
            line = QHBoxLayout()
            line.addWidget(self.arm, 1)
            line.addWidget(self.certainty)
            column.addLayout(line)
        column.addWidget(label(CLOSES, "muted", wrap=True))
        column.addWidget(self.buttons)


class Submitting(QObject):
    """Has the coding that is open submitted, or goes to what it still lacks.

    Args:
        desk: Returns the study that is open, if one is.

    Signals:
        seat_wanted: The coding with this id was submitted and should be shown.
    """

    seat_wanted = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        desk: Callable[[], Desk | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._desk = desk
        self.covering = Covering(reviewing)

    def keep_played(self) -> None:
        """Keep what was played for the coding in hand."""
        desk = self._desk()
        coding, spans = self._reviewing.coding, self.covering.take()
        if desk is None or coding is None or not spans or not desk.database.is_writable:
            return
        try:
            note_played(desk, coding.head.id, spans)
        except ReviewError as problem:
            self._window.banner.tell(str(problem))

    def submit(self) -> None:
        """Show what is still open, and submit if that is wanted all the same."""
        seat, desk = self._reviewing.seat, self._desk()
        if seat is None or desk is None:
            return
        coding = seat.session.coding
        self.keep_played()
        try:
            dialog = SubmitDialog(
                len(coding.ratings),
                still_open(desk, seat),
                arms_to_guess(desk, seat),
                self._window,
            )
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            if accepted:
                self._close(desk, dialog)
            elif dialog.wanted is not None:
                self._go(dialog.wanted)
            dialog.deleteLater()
        except ReviewError as problem:
            self._window.banner.tell(str(problem))

    def _close(self, desk: Desk, dialog: SubmitDialog) -> None:
        coding = self._reviewing.coding
        if coding is None:
            return
        guess = dialog.arm.currentData()
        if guess is not None:
            keep_guess(desk, coding.head.id, guess, dialog.certainty.value())
        desk.submit(coding.head.id)
        self.seat_wanted.emit(coding.head.id)

    def _go(self, gap: Gap) -> None:
        if gap.item:
            self._window.room_wanted.emit("rate")
            self._window.rate.form.go_to(gap.item)
            return
        self._window.room_wanted.emit("review")
        if gap.mark is not None:
            self._reviewing.marking.listen_to(gap.mark)
        elif gap.at is not None:
            self._reviewing.player.seek(gap.at)
