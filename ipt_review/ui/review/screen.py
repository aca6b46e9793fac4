"""The Review screen: picture, transport, timeline, coding panel, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from ipt_review.ui.coding_panel.panel import CodingPanel
from ipt_review.ui.comments.page import CommentsPage
from ipt_review.ui.marks_table.page import MarksPage
from ipt_review.ui.parts import frame
from ipt_review.ui.player.stage import PictureStage
from ipt_review.ui.player.transport import Transport
from ipt_review.ui.review.filter_bar import FilterBar
from ipt_review.ui.review.session_page import SessionPage
from ipt_review.ui.searching.panel import SearchPanel
from ipt_review.ui.timeline.view import TimelineView
from ipt_review.ui.transcript.page import TranscriptPage

if TYPE_CHECKING:
    from ipt_review.ui.theme import Theme

PANEL_WIDTH = 432
GAP = 10


class ReviewScreen(QWidget):
    """Holds the parts and their places; `Reviewing` connects them.

    Signals:
        others_changed: What others marked on the tape may be different by now.
    """

    others_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Review")
        self.stage = PictureStage()
        self.video = self.stage.video
        self.transport = Transport(theme)
        self.timeline = TimelineView(theme)
        self.panel = CodingPanel(theme)
        self.comments = CommentsPage(theme)
        self.session_page = SessionPage(theme)
        self.transcript = TranscriptPage(theme)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.panel, "Coding")
        self.marks = MarksPage(theme)
        self.filter_bar = FilterBar()
        self.search = SearchPanel(theme)
        self.tabs.addTab(self.marks, "Marks")
        self.tabs.addTab(self.comments, "Comments")
        self.tabs.addTab(self.session_page, "Session")
        self.tabs.addTab(self.transcript, "Transcript")
        bar = self.tabs.tabBar()
        bar.setDrawBase(False)
        bar.setProperty("kind", "close")
        bar.setUsesScrollButtons(False)
        bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._build()

    def name_comments(self, count: int) -> None:
        """Say on the tab how many comments there are."""
        name = f"Comments {count}" if count else "Comments"
        self.tabs.setTabText(self.tabs.indexOf(self.comments), name)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._stage(), 1)
        self.side = frame("side")
        self.side.setFixedWidth(PANEL_WIDTH)
        inner = QVBoxLayout(self.side)
        inner.setContentsMargins(0, 0, 0, 0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.search)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        inner.addWidget(split)
        row.addWidget(self.side)

    def _stage(self) -> QWidget:
        stage = QWidget()
        column = QVBoxLayout(stage)
        column.setContentsMargins(GAP + 2, GAP + 2, GAP + 2, GAP + 2)
        column.setSpacing(0)
        top = QWidget()
        upper = QVBoxLayout(top)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(GAP)
        upper.addWidget(self.stage, 1)
        upper.addWidget(self._carded(self.transport))
        upper.addWidget(self.filter_bar)
        self.split = split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(GAP)
        split.addWidget(top)
        split.addWidget(self._carded(self.timeline))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([520, 380])
        split.setChildrenCollapsible(False)
        column.addWidget(split)
        return stage

    def _carded(self, widget: QWidget) -> QWidget:
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(widget)
        return card
