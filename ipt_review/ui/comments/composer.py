"""Where a comment is written: kind, place on the tape, text, and what goes with it."""

from __future__ import annotations

from itertools import pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.ui.comments.words import KINDS, clipped, where
from ipt_review.ui.keymap.hints import does
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.parts import button, label
from ipt_review.ui.text_box import TextBox

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook

NEW = 0
"""The number of a comment that is not saved yet."""

LETTERS = tuple(
    f"{shift}{letter}" for letter in ascii_uppercase for shift in ("", "Shift+")
)
"""Keys that find an entry in an open choice and must not code meanwhile."""

HELP = "Enter saves · Shift+Enter new line · Esc leaves without a change"
CHOOSE = "Which code was missed? (may stay open)"


class Composer(QWidget):
    """Edits one comment at a time and knows what was left unsaved.

    Signals:
        written: The comment as it stands in the fields; its number is 0 when new.
        left: Nothing is to be changed.
        here_wanted: The tape's place is wanted as the start (True) or the end.
    """

    written = Signal(object)
    left = Signal()
    here_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = NEW
        self._start = self._end = 0
        self._before: Comment | None = None
        self._drafts: dict[int, Comment] = {}
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of comment")
        for kind in CommentKind:
            self.kind.addItem(KINDS[kind], kind)
        self.place = label()
        self.text = TextBox("Comment")
        self.wording = TextBox("What could have been said instead")
        self.wording.setPlaceholderText("What could have been said instead …")
        self.code = QComboBox()
        self.code.setAccessibleName("Code that was missed")
        self.back = button("", "quiet")
        self._build()
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.back.clicked.connect(self._bring_back)
        for choice in (self.kind, self.code):
            keep_keys(choice, *LETTERS)
        for box in (self.text, self.wording):
            box.entered.connect(self.save)
            box.escaped.connect(self.leave)

    def show_codebook(self, codebook: Codebook) -> None:
        """Offer these codes as missed; forget what was unsaved."""
        self._drafts.clear()
        self.code.clear()
        self.code.addItem(CHOOSE, None)
        for code in codebook.offered:
            if not code.is_flag:
                self.code.addItem(code.label, code.id)

    def begin(self, comment: Comment) -> None:
        """Have this comment written; a new one has the number 0."""
        self._fill(comment)
        self._before = comment
        draft = self._drafts.get(comment.number)
        self.back.setVisible(draft is not None)
        if draft is not None:
            said = clipped(draft.text or draft.wording, 40)
            self.back.setText(f"Bring back what was not saved: {said}")
        self.show()
        self.text.begin()

    def set_start(self, start: int) -> None:
        """Have the comment begin at `start` (ms), and end no earlier."""
        self._start, self._end = start, max(start, self._end)
        self._show_place()

    def set_end(self, end: int) -> None:
        """Have the comment end at `end` (ms), and begin no later."""
        self._start, self._end = min(self._start, end), end
        self._show_place()

    def comment(self) -> Comment:
        """Return the comment as it stands in the fields."""
        kind = self._kind()
        tries, missed = kind is CommentKind.TO_TRY, kind is CommentKind.MISSED
        return Comment(
            self._number,
            kind,
            self._start,
            self._end,
            self.text.toPlainText().strip(),
            self.wording.toPlainText().strip() if tries else "",
            self.code.currentData() if missed else None,
        )

    @property
    def says_something(self) -> bool:
        """Whether there is anything in the fields that would be missed."""
        comment = self.comment()
        return bool(comment.text or comment.wording or comment.code)

    @property
    def changed(self) -> bool:
        """Whether the fields say other than when they were opened."""
        return not self.isHidden() and self.comment() != self._before

    def save(self) -> None:
        """Hand the comment over; whoever takes it says when it is saved."""
        self.written.emit(self.comment())

    def leave(self) -> None:
        """Change nothing, and keep what was typed for the next time."""
        if self.changed and self.says_something:
            self._drafts[self._number] = self.comment()
        self.hide()
        self.left.emit()

    def after_saving(self) -> None:
        """Close; what was typed is on disk."""
        self._drafts.pop(self._number, None)
        self.hide()
        self.left.emit()

    def _fill(self, comment: Comment) -> None:
        self._number = comment.number
        self._start, self._end = comment.start, comment.end
        self.kind.setCurrentIndex(self.kind.findData(comment.kind))
        self.text.setPlainText(comment.text)
        self.wording.setPlainText(comment.wording)
        if comment.code is not None and self.code.findData(comment.code) < 0:
            self.code.addItem(comment.code, comment.code)
        self.code.setCurrentIndex(max(0, self.code.findData(comment.code)))
        self._show_place()
        self._show_fields()

    def _bring_back(self) -> None:
        draft = self._drafts.pop(self._number, None)
        if draft is not None:
            self._fill(draft)
        self.back.hide()
        self.text.begin()

    def _kind(self) -> CommentKind:
        return CommentKind(self.kind.currentData())

    def _show_place(self) -> None:
        self.place.setText(where(self._start, self._end))

    def _show_fields(self) -> None:
        kind = self._kind()
        self.wording.setVisible(kind is CommentKind.TO_TRY)
        self.code.setVisible(kind is CommentKind.MISSED)
        private = "" if kind.is_for_trainee else " (nobody else reads it)"
        self.text.setPlaceholderText(f"{KINDS[kind]}{private} …")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addWidget(self.place, 1)
        for text, name, tip, first in (
            ("From here", "comment.from_here", "Begin where the tape stands", True),
            ("To here", "comment.to_here", "End where the tape stands", False),
        ):
            made = button(text, "quiet")
            does(made, name, tip)
            made.clicked.connect(lambda _on=False, at=first: self.here_wanted.emit(at))
            row.addWidget(made)
        column.addLayout(row)
        column.addWidget(self.code)
        column.addWidget(self.text, 2)
        column.addWidget(self.wording, 1)
        column.addWidget(self.back)
        foot = QHBoxLayout()
        foot.addWidget(label(HELP, "muted", wrap=True), 1)
        save, leave = button("Save", "primary"), button("Leave", "quiet")
        save.clicked.connect(self.save)
        leave.clicked.connect(self.leave)
        foot.addWidget(leave)
        foot.addWidget(save)
        column.addLayout(foot)
        stops = (self.code, self.text, self.wording, self.back, leave, save)
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)
