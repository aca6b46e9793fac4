"""The left side of the Feedback room: choosing, ordering and rewording the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ipt_review.domain.feedback import (
    LONGEST,
    Content,
    Goal,
    PointKind,
)
from ipt_review.domain.problems import ReviewError
from ipt_review.study.feedback_drafting import point_from, shortened
from ipt_review.ui.feedback.choosing import CommentChoice
from ipt_review.ui.feedback.goals import FollowUps, GoalLines
from ipt_review.ui.feedback.point_row import PointRow
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.parts import label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ipt_review.domain.comment import Comment
    from ipt_review.domain.feedback import Feedback, Point

NO_COMMENTS = (
    "Nothing to draft from yet. In the Review room, mark a strength, something to try, "
    "or a missed opportunity while the tape plays; it can then be chosen here."
)
HEADS = {PointKind.STRENGTH: "What went well", PointKind.TO_TRY: "What to try"}
RULES = {
    PointKind.STRENGTH: "up to three, and first",
    PointKind.TO_TRY: "one or two",
}
LIST_HIGH = 150


@dataclass(frozen=True)
class Drafting:
    """A feedback as the editor shows it.

    Attributes:
        comments: Those that can go on the page.
        name: Returns what a code is called.
        tried: Numbers of the last goals that the trainee says to have tried.
        allowed: Whether it can be changed.
    """

    feedback: Feedback
    comments: Sequence[Comment]
    name: Callable[[str], str]
    tried: frozenset[int]
    allowed: bool


class FeedbackEditor(QScrollArea):
    """Edits what a supervisor says on the page; each change is handed over whole.

    Signals:
        changed: The content as it should be (`Content`).
        refused: More was to go on the page than it holds; in words.
        moment_wanted: The tape should play from here (ms).
    """

    changed = Signal(object)
    refused = Signal(str)
    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._drafting: Drafting | None = None
        self.rows: dict[int, PointRow] = {}
        self.comments = CommentChoice()
        self.comments.setFixedHeight(LIST_HIGH)
        self.no_comments = label(NO_COMMENTS, "muted", wrap=True)
        self.summary = LineBox()
        self.summary.setAccessibleName("One sentence over it all")
        self.summary.setPlaceholderText("One sentence over it all, if you like")
        self.summary.setMaxLength(LONGEST)
        self.goals = GoalLines()
        self.follow_ups = FollowUps()
        self._places: dict[PointKind, QVBoxLayout] = {}
        self._build()
        self._connect()

    @property
    def content(self) -> Content:
        """What is stored."""
        return self._drafting.feedback.content if self._drafting else Content()

    def show_drafting(self, drafting: Drafting) -> None:
        """Show a feedback; call it again after every change."""
        self._drafting = drafting
        feedback, content = drafting.feedback, drafting.feedback.content
        self.comments.show_comments(
            drafting.comments, content, allowed=drafting.allowed
        )
        self.comments.setVisible(bool(drafting.comments))
        self.no_comments.setVisible(not drafting.comments)
        if [*self.rows] != [point.number for point in content.points]:
            self._make_rows()
        for point in content.points:
            row = self.rows[point.number]
            row.show_point(point, feedback.replies(point.number))
            row.allow(allowed=drafting.allowed)
        self.goals.show_content(content, feedback.next_number())
        self.goals.allow(allowed=drafting.allowed)
        self.follow_ups.show_content(content, drafting.tried)
        self.follow_ups.allow(allowed=drafting.allowed)
        if self.summary.text() != content.summary:
            self.summary.setText(content.summary)
        self.summary.setReadOnly(not drafting.allowed)

    def point_at(self, widget: QWidget | None) -> Point | None:
        """Return the point on the page that this part of the editor is about."""
        if widget is None:
            return None
        rows = self.rows.items()
        number = next((n for n, row in rows if row.isAncestorOf(widget)), None)
        return self.content.point(number) if number is not None else None

    def hand_over(self) -> None:
        """Hand over everything that is being typed."""
        for row in [*self.rows.values()]:
            row.hand_over()
        self.goals.hand_over()
        self._summarize()

    def _choose(self, number: int, on: bool) -> None:  # noqa: FBT001
        drafting = self._drafting
        if drafting is None:
            return
        content = self.content
        there = [point for point in content.points if point.comment == number]
        for point in there:
            content = content.without_point(point.number)
        if on:
            comment = next(each for each in drafting.comments if each.number == number)
            point = point_from(comment, drafting.feedback.next_number(), drafting.name)
            self._try(lambda: content.with_point(point))
        else:
            self.changed.emit(content)

    def _make_goal(self, text: str) -> None:
        drafting = self._drafting
        if drafting is not None and text:
            goal = Goal(drafting.feedback.next_number(), shortened(text))
            goals = (*self.content.goals, goal)
            self._try(lambda: replace(self.content, goals=goals))

    def _try(self, making: Callable[[], Content]) -> None:
        """Hand over a content, or say why there cannot be such a one."""
        try:
            made = making()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            if self._drafting is not None:
                self.show_drafting(self._drafting)
        else:
            self.changed.emit(made)

    def _summarize(self) -> None:
        text = self.summary.text().strip()
        if text != self.content.summary:
            self.changed.emit(replace(self.content, summary=text))

    def _make_rows(self) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        for point in self.content.points:
            row = PointRow(point)
            row.reworded.connect(
                lambda one: self._try(lambda: self.content.with_point(one))
            )
            row.moved.connect(
                lambda number, by: self.changed.emit(self.content.moved(number, by))
            )
            row.taken_off.connect(
                lambda number: self.changed.emit(self.content.without_point(number))
            )
            row.goal_wanted.connect(self._make_goal)
            row.moment_wanted.connect(self.moment_wanted)
            self._places[point.kind].addWidget(row)
            self.rows[point.number] = row

    def _connect(self) -> None:
        self.comments.chosen.connect(self._choose)
        self.goals.changed.connect(self.changed)
        self.follow_ups.changed.connect(self.changed)
        self.summary.editingFinished.connect(self._summarize)

    def _build(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(2, 2, 10, 2)
        column.setSpacing(8)
        _head(column, "Your comments on the tape", "a check puts one on the page")
        column.addWidget(self.comments)
        column.addWidget(self.no_comments)
        for kind, words in HEADS.items():
            _head(column, words, RULES[kind])
            self._places[kind] = QVBoxLayout()
            self._places[kind].setSpacing(8)
            column.addLayout(self._places[kind])
        _head(column, "In one sentence", "")
        column.addWidget(self.summary)
        _head(column, "Goals of the last feedback", "what became of them")
        column.addWidget(self.follow_ups)
        _head(column, "Goals for the next tape", "")
        column.addWidget(self.goals)
        column.addStretch(1)
        self.setWidget(whole)


def _head(column: QVBoxLayout, words: str, rule: str) -> None:
    head = label(words)
    head.setFont(sans(bold=True))
    column.addSpacing(4)
    column.addWidget(head)
    if rule:
        column.addWidget(label(rule, "muted"))
