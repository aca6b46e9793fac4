"""Goals on a feedback: those for the next tape, and what became of the last ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.feedback import LONGEST, MOST_GOALS, Goal, Outcome
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from ipt_review.domain.feedback import Content

OUTCOMES = (
    (None, "not said yet"),
    (Outcome.MET, "met"),
    (Outcome.PARTLY, "partly met"),
    (Outcome.NOT_YET, "not yet"),
    (Outcome.NO_OCCASION, "no occasion on this tape"),
)
TRIED = "The trainee says: tried."
NO_GOALS = "No feedback before this one set a goal."


class GoalLines(QWidget):
    """As many lines as there may be goals.

    Signals:
        changed: The content as it should be (`Content`).
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = [LineBox() for _ in range(MOST_GOALS)]
        self._content: Content | None = None
        self._next = 1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for place, line in enumerate(self.lines, start=1):
            line.setAccessibleName(f"Goal {place} for the next tape")
            line.setPlaceholderText(f"Goal {place}")
            line.setMaxLength(LONGEST)
            line.editingFinished.connect(self.hand_over)
            column.addWidget(line)

    def show_content(self, content: Content, next_number: int) -> None:
        """Show the goals of a page; a new one gets `next_number` or a later one."""
        self._content, self._next = content, next_number
        texts = [goal.text for goal in content.goals]
        for line, text in zip(
            self.lines, [*texts, *[""] * (MOST_GOALS - len(texts))], strict=True
        ):
            if line.text() != text:
                line.setText(text)

    def allow(self, *, allowed: bool) -> None:
        """Say whether goals can be changed."""
        for line in self.lines:
            line.setReadOnly(not allowed)

    def hand_over(self) -> None:
        """Hand over the goals as they were typed."""
        content = self._content
        if content is None:
            return
        kept = [*content.goals, *[None] * MOST_GOALS]
        goals, number = [], self._next
        for line, old in zip(self.lines, kept, strict=False):
            text = line.text().strip()
            if text and old is None:
                goals.append(Goal(number, text))
                number += 1
            elif text and old is not None:
                goals.append(replace(old, text=text))
        if tuple(goals) != content.goals:
            self.changed.emit(replace(content, goals=tuple(goals)))


class FollowUps(QWidget):
    """The goals of the last feedback, each with what became of it.

    Signals:
        changed: The content as it should be (`Content`).
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[QComboBox] = []
        self._content: Content | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_content(self, content: Content, tried: frozenset[int]) -> None:
        """Show the goals of the last feedback.

        Args:
            content: Of this page.
            tried: Numbers of those goals that the trainee says to have tried.
        """
        self._content = content
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.boxes = []
        for place, each in enumerate(content.followed):
            words = f"{each.text} (after session {each.session})"
            if each.goal in tried:
                words += f" {TRIED}"
            self._column.addWidget(self._row(place, words, each.outcome))
        if not content.followed:
            self._column.addWidget(label(NO_GOALS, "muted", wrap=True))

    def allow(self, *, allowed: bool) -> None:
        """Say whether they can be judged."""
        for box in self.boxes:
            box.setEnabled(allowed)

    def _row(self, place: int, words: str, outcome: Outcome | None) -> QWidget:
        box = QComboBox()
        box.setAccessibleName(f"What became of: {words}")
        for value, text in OUTCOMES:
            box.addItem(text, value)
        box.setCurrentIndex([value for value, _ in OUTCOMES].index(outcome))
        box.activated.connect(lambda index: self._judge(place, OUTCOMES[index][0]))
        self.boxes.append(box)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(words, wrap=True), 1)
        line.addWidget(box)
        return row

    def _judge(self, place: int, outcome: Outcome | None) -> None:
        content = self._content
        if content is None:
            return
        followed = [*content.followed]
        followed[place] = replace(followed[place], outcome=outcome)
        self.changed.emit(replace(content, followed=tuple(followed)))
