"""Feedback beside the tape: its moments in order, each a key press away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.feedback import PointKind
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.progress.differing import DifferenceList
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.feedback import Feedback, Point
    from ipt_review.scoring.progress import FoundDifference

NUMBER = Qt.ItemDataRole.UserRole
KINDS = {PointKind.STRENGTH: "Went well", PointKind.TO_TRY: "To try"}
NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
DIFFER = "Rated otherwise by self and supervisor: moments to hear together"
ALIKE = "Self and supervisor gave the same scores wherever both gave one."
HOW = "Enter plays a moment, from a little before it."


class MomentList(QListWidget):
    """Lists the points of a feedback; Enter plays the one that is picked.

    Signals:
        play_wanted: The point with this number should be heard.
    """

    play_wanted = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.play(self.currentItem())
        else:
            super().keyPressEvent(event)

    def play(self, item: QListWidgetItem | None) -> None:
        """Have this point played."""
        if item is not None:
            self.play_wanted.emit(int(item.data(NUMBER)))


class HearingPage(QWidget):
    """Shows what a feedback says of the tape that plays, and takes answers to it.

    Signals:
        play_wanted: The point with this number should be heard.
        all_wanted: All points should be heard, one after another.
        replied: The number of a point, and what is replied to it.
        tried: The number of a goal, and whether it was tried.
        page_wanted: The whole page should be shown.
        moment_wanted: The tape should play from here (ms).
        compare_wanted: Both codings should be held beside each other.
    """

    play_wanted = Signal(int)
    all_wanted = Signal()
    replied = Signal(int, str)
    tried = Signal(int, bool)
    page_wanted = Signal()
    moment_wanted = Signal(int)
    compare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feedback: Feedback | None = None
        self.message = label("", "muted", wrap=True)
        self.list = MomentList()
        self.list.setAccessibleName("Moments of the feedback")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(NO_BAR)
        self.words = label("", wrap=True)
        self.replies = label("", "muted", wrap=True)
        self.reply = LineBox()
        self.reply.setAccessibleName("Reply to this point")
        self.reply.setPlaceholderText("Reply to this point; Enter sends it")
        self.all = button("▶ All in order", "primary")
        self.page = button("The whole page")
        self.goals = QVBoxLayout()
        self.boxes: list[QCheckBox] = []
        self.differing = DifferenceList()
        self.compare = button("Both on one timeline")
        self._differ_head = label(DIFFER)
        self._differ_head.setWordWrap(True)
        self._differ = QWidget()
        self._goals_head = label("Goals for the next tape")
        self._body = QWidget()
        self._build()
        self._connect()

    def show_message(self, words: str) -> None:
        """Show why there is nothing to hear yet."""
        self._feedback = None
        self.message.setText(words)
        self._body.hide()

    def show_feedback(self, feedback: Feedback, *, answers: bool) -> None:
        """Show a feedback; `answers` says whether it can be answered."""
        at = self.picked
        same = self._feedback is not None and self._feedback.id == feedback.id
        self._feedback = feedback
        self.message.setText(feedback.content.summary or HOW)
        self.list.clear()
        for point in feedback.content.points:
            item = QListWidgetItem(_line(point), self.list)
            item.setData(NUMBER, point.number)
        self._show_goals(feedback, answers=answers)
        self.reply.setVisible(answers)
        self._body.show()
        self.pick(at if same and at else _first(feedback))

    def show_differences(
        self,
        found: Sequence[FoundDifference],
        codebooks: Mapping[CodebookVersion, Codebook],
    ) -> None:
        """Show where self and supervisor rated the tape otherwise."""
        self.differing.show_differences(found, codebooks)
        self._differ_head.setText(DIFFER if found else ALIKE)
        self.differing.setVisible(bool(found))
        self._differ.show()

    def hide_differences(self) -> None:
        """Show none, since one of the two is not submitted."""
        self._differ.hide()

    def picked_point(self) -> Point | None:
        """Return the point that is picked."""
        number = self.picked
        if self._feedback is None or number is None:
            return None
        return self._feedback.content.point(number)

    @property
    def picked(self) -> int | None:
        """The number of the point that is picked."""
        row = self.list.currentRow()
        return None if row < 0 else int(self.list.item(row).data(NUMBER))

    def pick(self, number: int | None) -> None:
        """Pick a point, as when it is being played."""
        for row in range(self.list.count()):
            if self.list.item(row).data(NUMBER) == number:
                self.list.setCurrentRow(row)

    def _show_picked(self) -> None:
        number, feedback = self.picked, self._feedback
        point = feedback.content.point(number) if feedback and number else None
        self.words.setText(_said(point) if point else "")
        told = feedback.replies(number) if feedback and number else ()
        self.replies.setText("\n".join(f"Your reply: {each.text}" for each in told))
        self.replies.setVisible(bool(told))
        self.reply.setEnabled(point is not None)

    def _show_goals(self, feedback: Feedback, *, answers: bool) -> None:
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = []
        for goal in feedback.content.goals:
            box = QCheckBox(f"Tried: {goal.text}")
            box.setChecked(feedback.tried(goal.number))
            box.setEnabled(answers)
            number = goal.number
            box.toggled.connect(lambda on, number=number: self.tried.emit(number, on))
            self.goals.addWidget(box)
            self.boxes.append(box)
        self._goals_head.setVisible(bool(feedback.content.goals))

    def _send(self) -> None:
        text, number = self.reply.text().strip(), self.picked
        if text and number is not None:
            self.reply.clear()
            self.replied.emit(number, text)

    def _connect(self) -> None:
        self.list.play_wanted.connect(self.play_wanted)
        self.list.itemDoubleClicked.connect(self.list.play)
        self.list.currentItemChanged.connect(lambda *_: self._show_picked())
        self.all.clicked.connect(self.all_wanted)
        self.page.clicked.connect(self.page_wanted)
        self.differing.place_wanted.connect(
            lambda _coding, at: self.moment_wanted.emit(at)
        )
        self.compare.clicked.connect(self.compare_wanted)
        self.reply.returnPressed.connect(self._send)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 14)
        outer.setSpacing(10)
        outer.addWidget(self.message)
        outer.addWidget(self._body, 3)
        outer.addWidget(self._differ, 2)
        outer.addStretch(0)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self.all)
        row.addWidget(self.page)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 10, 12, 10)
        for part in (self.words, self.replies, self.reply):
            inner.addWidget(part)
        column.addWidget(card)
        self._build_differences()
        self._goals_head.setFont(sans(bold=True))
        column.addWidget(self._goals_head)
        column.addLayout(self.goals)

    def _build_differences(self) -> None:
        lower = QVBoxLayout(self._differ)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(8)
        self.differing.hideColumn(1)
        lower.addWidget(self._differ_head)
        lower.addWidget(self.differing)
        lower.addWidget(self.compare)
        self._differ.hide()
        self._differ_head.setFont(sans(bold=True))


def _first(feedback: Feedback) -> int | None:
    points = feedback.content.points
    return points[0].number if points else None


def _line(point: Point) -> str:
    return f"{show_seconds(point.start)}  {KINDS[point.kind]}: {point.text}"


def _said(point: Point) -> str:
    if not point.wording:
        return point.text
    return f"{point.text}\n\nYou could say: “{point.wording}”"
