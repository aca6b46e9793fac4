"""The tab with the comments on the tape: list, the picked one in full, and writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ipt_review.domain.comment import CommentKind
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.actions import action
from ipt_review.ui.comments.composer import Composer
from ipt_review.ui.comments.listing import CommentsList
from ipt_review.ui.comments.words import KINDS, SIGNS, in_full
from ipt_review.ui.keymap.hints import does
from ipt_review.ui.parts import button, label, rule
from ipt_review.ui.theme import SMALL_SIZE, TEXT_SIZE, sans

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.comment import Comment
    from ipt_review.ui.theme import Theme

NONE_YET = (
    "No comment yet. Buttons and keys below put one where the tape stands; strengths, "
    "things to try and missed opportunities are for the therapist, private notes and "
    "bookmarks for you alone."
)
NONE_PICKED = "Pick a comment to read all of it here."
FROM = "A comment begins at {}. Go to its end, then choose its kind."
ACTIONS = {
    CommentKind.STRENGTH: "comment.strength",
    CommentKind.TO_TRY: "comment.to_try",
    CommentKind.MISSED: "comment.missed",
    CommentKind.PRIVATE: "comment.private",
    CommentKind.BOOKMARK: "comment.bookmark",
}
"""What puts a comment of a kind where the tape stands."""

COLUMNS = 2


class CommentsPage(QWidget):
    """Takes a coding in and gives out what is to be done with its comments.

    Signals:
        wanted: The kind of comment to be put where the tape stands.
        picked, play_wanted, edit_wanted, remove_wanted: The number of a comment.
    """

    wanted = Signal(object)
    picked = Signal(int)
    play_wanted = Signal(int)
    edit_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = CommentsList(theme)
        self.composer = Composer()
        self.composer.hide()
        self.filter = QComboBox()
        self.filter.setAccessibleName("Which comments are listed")
        self.filter.addItem("All kinds", None)
        for kind in CommentKind:
            self.filter.addItem(KINDS[kind], kind)
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setFont(sans(TEXT_SIZE))
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName("The picked comment in full")
        self.whole.setPlaceholderText(NONE_YET)
        self._codebook: Codebook | None = None
        self._coding: Coding | None = None
        self._head = label("Comments", "muted")
        self._head.setFont(sans(SMALL_SIZE, bold=True))
        self._acts = QWidget()
        self._build()
        self._connect()

    def show_coding(self, codebook: Codebook, coding: Coding) -> None:
        """Show the comments of this coding."""
        if codebook is not self._codebook:
            self.composer.show_codebook(codebook)
        same = self._coding is not None and coding.comments is self._coding.comments
        self._codebook, self._coding = codebook, coding
        if not same:
            self._show()

    def compose(self, comment: Comment) -> None:
        """Have a comment written in the place where the picked one is read."""
        self.whole.hide()
        self._acts.hide()
        self.composer.begin(comment)

    def read(self) -> None:
        """Show the picked comment in full again."""
        self.whole.show()
        self._acts.show()

    def start_over(self) -> None:
        """Forget the coding; another one is about to be shown."""
        self._coding = None
        self.composer.hide()
        self.read()
        self.filter.setCurrentIndex(0)

    def say_from(self, start: int) -> None:
        """Say that a comment is to begin at `start` (ms)."""
        self.list.pick(None)
        self.whole.setPlainText(FROM.format(show_seconds(start)))

    def pick(self, number: int | None) -> None:
        """Show a comment as picked, whatever the filter was."""
        if number is not None and self.list.comments.row_of(number) is None:
            self.filter.setCurrentIndex(0)
        self.list.pick(number)
        self._show_whole()

    def _show(self) -> None:
        if self._codebook is None or self._coding is None:
            return
        kind = self.filter.currentData()
        kind = None if kind is None else CommentKind(kind)
        self.list.show_coding(self._codebook, self._coding, kind)
        count = self.list.comments.rowCount()
        of_all = "" if kind is None else f" of {len(self._coding.comments)}"
        self._head.setText(f"Comments · {count}{of_all}")
        self.whole.setPlaceholderText(NONE_PICKED if count else NONE_YET)
        self._show_whole()

    def _show_whole(self) -> None:
        number, coding, book = self.list.number(), self._coding, self._codebook
        text = ""
        if number is not None and coding is not None and book is not None:
            text = in_full(coding.comments[number], book)
        if text != self.whole.toPlainText():
            self.whole.setPlainText(text)
        self._acts.setEnabled(bool(text))

    def _tell_picked(self, number: int) -> None:
        self._show_whole()
        self.picked.emit(number)

    def _connect(self) -> None:
        self.filter.currentIndexChanged.connect(lambda _at: self._show())
        self.list.picked.connect(self._tell_picked)
        self.list.play_wanted.connect(self.play_wanted)
        self.list.opened.connect(self.edit_wanted)
        self.list.remove_wanted.connect(self.remove_wanted)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self._head, 1)
        row.addWidget(self.filter)
        column.addLayout(row)
        column.addWidget(self.list, 3)
        self._build_acts()
        column.addWidget(self._acts)
        column.addWidget(self.whole, 2)
        column.addWidget(self.composer, 2)
        column.addWidget(rule())
        column.addLayout(self._buttons())

    def _build_acts(self) -> None:
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        for text, tip, signal in (
            ("Play", "Play from where it begins", self.play_wanted),
            ("Edit", "Change it (Enter in the list)", self.edit_wanted),
            ("Delete", "Take it away (Del in the list)", self.remove_wanted),
        ):
            made = button(text, "quiet", tip)
            made.clicked.connect(lambda _on=False, to=signal: self.pass_on(to))
            row.addWidget(made)
        row.addStretch(1)

    def pass_on(self, signal: object) -> None:
        """Tell one of the signals of this page the comment that is picked."""
        number = self.list.number()
        if number is not None:
            signal.emit(number)  # type: ignore[attr-defined]  # one of Qt's signals

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, kind in enumerate(CommentKind):
            known = action(ACTIONS[kind])
            made = button(f"{SIGNS[kind]} {KINDS[kind]}", "quiet")
            does(made, known.id, known.label.rstrip("…"))
            made.clicked.connect(lambda _on=False, of=kind: self.wanted.emit(of))
            grid.addWidget(made, place // COLUMNS, place % COLUMNS)
        return grid
