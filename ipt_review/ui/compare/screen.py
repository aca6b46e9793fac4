"""The Compare screen: picture, place, timeline, tables; `Comparing` connects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui.compare.choosing import ChoosingBar
from ipt_review.ui.compare.decision_bar import DecisionBar
from ipt_review.ui.compare.detail import PlaceCard
from ipt_review.ui.compare.disagreement_list import DisagreementList
from ipt_review.ui.compare.matrix import ConfusionTable
from ipt_review.ui.compare.tables import FiguresOfTape, RatingsBeside
from ipt_review.ui.compare.timeline import TandemTimeline
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.player.video_view import VideoView
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.agreement.comparing import Comparison
    from ipt_review.workflow.agreement.deciding import Deciding

GAP = 10
SIDE = 430
PLACES, RATINGS = "Tape", "Ratings"
PICTURE = (300, 170)
NOTHING = (
    "Nothing to compare here",
    "Two submitted codings of one tape are needed that you may see.",
)


class CompareScreen(QWidget):
    """Holds the parts and their places.

    Attributes:
        deciding: The consensus in hand, if one is.
        chosen: All codings that are shown laid together, where they are not the two.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Compare")
        self.deciding: Deciding | None = None
        self.chosen: Comparison | None = None
        self.bar = ChoosingBar()
        self.notes = label("", "muted", wrap=True)
        self.video = VideoView()
        self.video.setMinimumSize(*PICTURE)
        self.place = PlaceCard()
        self.decision = DecisionBar()
        self.place.extra.addWidget(self.decision)
        self.timeline = TandemTimeline(theme)
        self.matrix = ConfusionTable(theme)
        self.by_group = QCheckBox("By group")
        self.by_group.setChecked(True)
        self.list = DisagreementList(theme)
        self.all = button("Show all disagreements", "small")
        self.ratings = RatingsBeside(theme)
        self.only_differing = QCheckBox("Only what differs")
        self.figures = FiguresOfTape(theme)
        self.figures_under = label("", "muted", wrap=True)
        self.list_under = label("", "muted", wrap=True)
        self.matrix_under = label("", "muted", wrap=True)
        self.ratings_under = label("", "muted", wrap=True)
        self.why = label("", "muted", wrap=True)
        self.tabs = QTabWidget()
        self._pages = QStackedWidget()
        self._build()

    def show_nothing(self, why: str) -> None:
        """Say why nothing is compared."""
        self.why.setText(why or NOTHING[1])
        self._pages.setCurrentIndex(1)

    def show_comparison(self) -> None:
        """Show the parts."""
        self._pages.setCurrentIndex(0)

    @property
    def compares(self) -> bool:
        """Whether there is something on the screen to compare."""
        return self._pages.currentIndex() == 0

    def show_counts(
        self, places: int, items: int, still: Sequence[int] | None = None
    ) -> None:
        """Say on the tabs how many places and items differ, and are still open."""
        for tab, (name, count) in enumerate(((PLACES, places), (RATINGS, items))):
            left = f"{still[tab]} of " if still is not None else ""
            after = " open" if still is not None else ""
            self.tabs.setTabText(tab, f"{name} {left}{count}{after}")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 2, GAP, GAP + 2, GAP)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.notes)
        self._pages.addWidget(self._parts())
        self._pages.addWidget(self._nothing())
        column.addWidget(self._pages, 1)

    def _parts(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(GAP)
        split.setChildrenCollapsible(False)
        split.addWidget(self._stage())
        split.addWidget(self._side())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([820, SIDE])
        return split

    def _stage(self) -> QWidget:
        top = frame("card")
        row = QHBoxLayout(top)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self.video, 5)
        row.addWidget(self.place, 6)
        middle = frame("card")
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(1, 4, 1, 4)
        inner.addWidget(self.timeline)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.setHandleWidth(GAP)
        below.setChildrenCollapsible(False)
        below.addWidget(
            _card("Who coded what", self.matrix_under, self.matrix, self.by_group)
        )
        below.addWidget(_card("Agreement", self.figures_under, self.figures))
        below.setSizes([430, 400])
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(GAP)
        split.setChildrenCollapsible(False)
        for part, stretch in ((top, 3), (middle, 4), (below, 3)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setSizes([180, 250, 270])
        return split

    def _side(self) -> QWidget:
        side = frame("card")
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 1, 1, 1)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.addTab(_page(self.list_under, self.list, self.all), PLACES)
        page = _page(self.ratings_under, self.ratings, self.only_differing)
        self.tabs.addTab(page, RATINGS)
        column.addWidget(self.tabs)
        return side

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        card = frame("card")
        card.setMaximumWidth(640)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(24, 22, 24, 22)
        title = label(NOTHING[0])
        title.setFont(sans(17, bold=True))
        inner.addWidget(title)
        inner.addWidget(self.why)
        column.addWidget(card)
        column.addStretch(1)
        return page


def _page(under: QLabel, content: QWidget, beside: QWidget) -> QWidget:
    """Return a page with a line, what stands beside it, and the content."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(10, 6, 10, 8)
    column.setSpacing(4)
    head = QHBoxLayout()
    head.addWidget(under, 1)
    head.addWidget(beside)
    column.addLayout(head)
    column.addWidget(content, 1)
    return page


def _card(
    title: str, under: QLabel, content: QWidget, beside: QWidget | None = None
) -> QWidget:
    """Return a card with a title, a line below it, and its content."""
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 8, 12, 10)
    column.setSpacing(3)
    head = QHBoxLayout()
    head.addWidget(label(title, "title"))
    head.addStretch(1)
    if beside is not None:
        head.addWidget(beside)
    column.addLayout(head)
    column.addWidget(under)
    column.addWidget(content, 1)
    return card
