"""The Feedback room: what the supervisor says at the left, the page at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui.feedback.editor import FeedbackEditor
from ipt_review.ui.feedback.page_view import PageView
from ipt_review.ui.parts import button, frame, label, restyle
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

EDGE = 12
LEFT_WIDTH, LEAST_LEFT = 520, 380
NO_TAPE = "Open a tape in the library to give feedback on it, or to read it."


class FeedbackScreen(QWidget):
    """Shows the feedback on one tape, to be edited or only to be read.

    Attributes:
        can_undo: Whether an edit can be taken back, `can_redo` made again.

    Signals:
        hand_back_wanted: The page should go to the trainee.
        take_back_wanted: It should come back.
        pdf_wanted: It should be saved as PDF.
        html_wanted: It should be saved as a web page.
        listen_wanted: Its moments should be heard in order.
    """

    hand_back_wanted = Signal()
    take_back_wanted = Signal()
    pdf_wanted = Signal()
    html_wanted = Signal()
    listen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_undo = self.can_redo = False
        self.editor = FeedbackEditor()
        self.page = PageView()
        self.state = label("", wrap=True)
        self.outcome = label("", "good", wrap=True)
        self.hand_back = button("Hand back", "primary")
        self.take_back = button("Take back")
        self.listen = button("Hear its moments")
        self.pdf = button("Save as PDF…")
        self.html = button("Save as web page…")
        self._message = label(NO_TAPE, "muted", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setMargin(60)
        self._pages = QStackedWidget()
        self._left = self._carded(self.editor)
        self._build()
        self._connect()

    def show_message(self, words: str) -> None:
        """Show that there is no page, and why."""
        self._message.setText(words)
        self._pages.setCurrentIndex(0)

    def show_for_editing(self, state: str, *, handed_back: bool) -> None:
        """Show the page with its editor, and how it stands with it."""
        self._show(state)
        self._left.show()
        self.hand_back.setVisible(not handed_back)
        self.take_back.setVisible(handed_back)

    def show_for_reading(self, state: str) -> None:
        """Show the page alone."""
        self._show(state)
        self._left.hide()
        self.hand_back.hide()
        self.take_back.hide()

    def tell(self, words: str, *, good: bool = True) -> None:
        """Say what came of what was asked for."""
        restyle(self.outcome, "good" if good else "bad")
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))

    def _show(self, state: str) -> None:
        self.can_undo = self.can_redo = False
        self.state.setText(state)
        self._pages.setCurrentIndex(1)

    def _connect(self) -> None:
        for made, wanted in (
            (self.hand_back, self.hand_back_wanted),
            (self.take_back, self.take_back_wanted),
            (self.pdf, self.pdf_wanted),
            (self.html, self.html_wanted),
            (self.listen, self.listen_wanted),
        ):
            made.clicked.connect(wanted)

    def _build(self) -> None:
        sheet = QScrollArea()
        sheet.setWidgetResizable(True)
        sheet.setWidget(self.page)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setHandleWidth(EDGE)
        columns.setChildrenCollapsible(False)
        self._left.setMinimumWidth(LEAST_LEFT)
        columns.addWidget(self._left)
        columns.addWidget(self._carded(sheet))
        columns.setStretchFactor(0, 2)
        columns.setStretchFactor(1, 3)
        columns.setSizes([LEFT_WIDTH, 800])
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(EDGE)
        column.addWidget(self._top())
        column.addWidget(columns, 1)
        self._pages.addWidget(self._message)
        self._pages.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        outer.addWidget(self._pages)

    def _top(self) -> QFrame:
        self.state.setFont(sans(bold=True))
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 10)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.state, 1)
        for each in (
            self.listen,
            self.html,
            self.pdf,
            self.take_back,
            self.hand_back,
        ):
            row.addWidget(each)
        column.addLayout(row)
        column.addWidget(self.outcome)
        self.outcome.hide()
        return card

    @staticmethod
    def _carded(widget: QWidget) -> QFrame:
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addWidget(widget)
        return card
