"""One point of a feedback, edited in place: its words, its wording, its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.feedback import PointKind
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.rating.comment_box import CommentBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from ipt_review.domain.feedback import Answer, Point

NAMES = {PointKind.STRENGTH: "Strength", PointKind.TO_TRY: "To try"}
TEXT_HIGH, WORDING_HIGH = 62, 48


class PointRow(QWidget):
    """Shows a point and hands over how it was reworded.

    Signals:
        reworded: The point as it should be (`Point`).
        moved: It should go up (-1) or down (1) among those of its kind; its number.
        taken_off: It should not be on the page; its number.
        goal_wanted: Its words should be a goal.
        moment_wanted: The tape should play from here (ms).
    """

    reworded = Signal(object)
    moved = Signal(int, int)
    taken_off = Signal(int)
    goal_wanted = Signal(str)
    moment_wanted = Signal(int)

    def __init__(self, point: Point, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.point = point
        name = f"{NAMES[point.kind]} at {show_seconds(point.start)}"
        self.play = button(f"▶ {show_seconds(point.start)}", "small", "Hear it")
        self.play.setAccessibleName(f"Hear the tape at {show_seconds(point.start)}")
        self.text = _box(name, TEXT_HIGH)
        self.wording = _box(f"{name}: what could have been said", WORDING_HIGH)
        self.wording.setPlaceholderText("What could have been said instead")
        self.up = _small("↑", f"{name}: further up")
        self.down = _small("↓", f"{name}: further down")
        self.goal = _small("Goal", f"{name}: make it a goal for the next tape")
        self.off = _small("✕", f"{name}: take it off the page")
        self.replies = label("", "muted", wrap=True)
        self._build()
        self._connect()
        self.show_point(point, ())

    def show_point(self, point: Point, replies: Sequence[Answer]) -> None:
        """Show the point as it is stored, and what the trainee replied."""
        self.point = point
        self.text.show_comment(point.text)
        self.wording.show_comment(point.wording)
        self.replies.setText("\n".join(f"Reply: {each.text}" for each in replies))
        self.replies.setVisible(bool(replies))

    def hand_over(self) -> None:
        """Hand over what is being typed."""
        self.text.hand_over()
        self.wording.hand_over()

    def allow(self, *, allowed: bool) -> None:
        """Say whether the point can be changed."""
        for box in (self.text, self.wording):
            box.setReadOnly(not allowed)
        for each in (self.up, self.down, self.off, self.goal):
            each.setEnabled(allowed)

    def _reword(self) -> None:
        now = replace(
            self.point,
            text=self.text.toPlainText().strip(),
            wording=self.wording.toPlainText().strip(),
        )
        if now != self.point:
            self.reworded.emit(now)

    def _connect(self) -> None:
        number = self.point.number
        for box in (self.text, self.wording):
            box.written.connect(lambda _text: self._reword())
        self.play.clicked.connect(lambda: self.moment_wanted.emit(self.point.start))
        self.up.clicked.connect(lambda: self.moved.emit(number, -1))
        self.down.clicked.connect(lambda: self.moved.emit(number, 1))
        self.off.clicked.connect(lambda: self.taken_off.emit(number))
        self.goal.clicked.connect(lambda: self.goal_wanted.emit(self.point.text))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.play)
        head.addStretch(1)
        for each in (self.goal, self.up, self.down, self.off):
            head.addWidget(each)
        self.goal.setVisible(self.point.kind is PointKind.TO_TRY)
        self.wording.setVisible(self.point.kind is PointKind.TO_TRY)
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(5)
        column.addLayout(head)
        for part in (self.text, self.wording, self.replies):
            column.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)


def _small(text: str, name: str) -> QPushButton:
    made = button(text, "small", name)
    made.setAccessibleName(name)
    return made


def _box(name: str, high: int) -> CommentBox:
    made = CommentBox()
    made.setAccessibleName(name)
    made.setFixedHeight(high)
    return made
