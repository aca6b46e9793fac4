"""The Transcript tab: finding, the cues, the passage, and who talks how much."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ipt_review.domain.timecode import show_seconds
from ipt_review.study.passage import span_of
from ipt_review.ui.parts import button, label, rule
from ipt_review.ui.transcript.cue_list import CueList
from ipt_review.ui.transcript.find_bar import FindBar
from ipt_review.ui.transcript.talk_panel import TalkPanel
from ipt_review.ui.transcript.words import NOTHING_YET, PRIVATE
from ipt_review.workflow.coding.transcribing import SUFFIXES

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.transcript import Transcript
    from ipt_review.scoring.talk_time import TalkTime
    from ipt_review.ui.theme import Theme

EDGE = 14


class TranscriptPage(QWidget):
    """Takes a transcript in and gives wishes out; files are dropped on it.

    Signals:
        import_wanted: A transcript is to be imported; a path, or None to ask for one.
        shown_again: The page came to the front.
    """

    import_wanted = Signal(object)
    shown_again = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.finding = FindBar()
        self.list = CueList(theme)
        self.talk = TalkPanel(theme)
        self.follow = button(
            "Follow", "quiet", "Keep what is said now in view (Alt+F7)"
        )
        self.more = button("⋯", "quiet", "Import, speakers, remove")
        self.more.setAccessibleName("More about the transcript")
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.notice = label("", "muted", wrap=True)
        self.passage = label("", wrap=True)
        self.passage.setAccessibleName("Passage")
        self.choose = button("Import a transcript…", "primary")
        self._stack = QStackedWidget()
        self._build()
        self.follow.clicked.connect(lambda _on=False: self.list.follow())
        self.list.follow_changed.connect(lambda on: self.follow.setVisible(not on))
        self.list.passage_changed.connect(self._show_passage)
        self.finding.words_changed.connect(self._find)
        self.finding.row_wanted.connect(self._go_to_found)
        self.finding.left.connect(self.list.setFocus)
        self.choose.clicked.connect(lambda: self.import_wanted.emit(None))

    def show_transcript(
        self, transcript: Transcript, length: int, notice: str = ""
    ) -> None:
        """Show the transcript of a tape of `length` ms, or how to get one."""
        self._stack.setCurrentIndex(1 if transcript.cues else 0)
        self.list.show_transcript(transcript, length)
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))
        self._empty_notice.setText(notice)
        self._empty_notice.setVisible(bool(notice))
        self._find(self.finding.field.text())

    def show_marks(self, codebook: Codebook, coding: Coding) -> None:
        """Show marks beside the cues."""
        self.list.show_marks(codebook, coding)

    def show_talk(self, talk: TalkTime) -> None:
        """Show who talks how much."""
        self.talk.show_talk(talk)

    def find_words(self) -> None:
        """Have words typed that are looked for."""
        self.finding.begin()

    def step_found(self, by: int) -> None:
        """Go to the next place with the words, or the previous one."""
        self.finding.step(by, self.list.row)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown_again.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.import_wanted.emit(path)

    def _find(self, words: str) -> None:
        self.finding.show_found(self.list.cues.find(words))
        self.list.viewport().update()

    def _go_to_found(self, row: int) -> None:
        self.list.follow(wanted=False)
        self.list.go_to(row)

    def _show_passage(self) -> None:
        passage = self.list.passage
        self.passage.setVisible(passage is not None)
        if passage is None:
            return
        span = span_of(self.list.cues.transcript, passage)
        cues = "" if len(passage.rows) == 1 else f", {len(passage.rows)} cues"
        self.passage.setText(
            f"Passage {show_seconds(span.start)}–{show_seconds(span.end)}{cues}: the "
            "key of a code marks it. Esc lets go."
        )

    def _build(self) -> None:
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._full())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.follow.hide()
        self.passage.hide()

    def _empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * EDGE, EDGE, 2 * EDGE, EDGE)
        column.setSpacing(12)
        self._empty_notice = label("", wrap=True)
        column.addStretch(1)
        column.addWidget(self._empty_notice)
        column.addWidget(label(NOTHING_YET, wrap=True))
        column.addWidget(label(PRIVATE, "muted", wrap=True))
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        return page

    def _full(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 10, 0, EDGE)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 0, EDGE, 0)
        head.setSpacing(6)
        head.addWidget(self.finding, 1)
        head.addWidget(self.follow)
        head.addWidget(self.more)
        column.addLayout(head)
        column.addWidget(_inset(self.notice))
        column.addWidget(self.list, 1)
        column.addWidget(_inset(self.passage))
        column.addWidget(rule())
        column.addWidget(_inset(self.talk))
        return page


def _inset(widget: QWidget) -> QWidget:
    holder = QWidget()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(EDGE, 0, EDGE, 0)
    inner.addWidget(widget)
    return holder


def _dropped(event: QDropEvent) -> Path | None:
    """Return the caption file that is dropped, if it is one."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
    fitting = [path for path in paths if path.suffix.lower() in SUFFIXES]
    return fitting[0] if fitting else None
