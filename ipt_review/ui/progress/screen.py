"""The Progress room: one therapist over sessions and cases; no ranking of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ipt_review.scoring.progress import Measure, columns
from ipt_review.ui.parts import button, frame, label, refill, restyle
from ipt_review.ui.progress.chart_cards import Card, ChartCards, Shown
from ipt_review.ui.progress.differing import DifferenceList
from ipt_review.ui.progress.framing import CriterionList, FrameList
from ipt_review.ui.progress.heat_map import HeatMap
from ipt_review.ui.progress.heat_painting import paint_whole, size_of
from ipt_review.ui.progress.saving import Figure
from ipt_review.ui.progress.tiles import Tiles
from ipt_review.ui.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QFrame

    from ipt_review.domain.codebook import SeverityScale
    from ipt_review.domain.people import Therapist
    from ipt_review.domain.study import Case
    from ipt_review.scoring.progress import Column, FoundDifference
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.supervision.progress import Progress

EDGE = 12
MEASURES = (
    (Measure.ADHERENCE, "Adherence"),
    (Measure.COMPETENCE, "Competence"),
    (Measure.OFF_MODEL, "Off-model"),
)
SIDES = ("Supervisor's ratings", "Self-ratings")
DIFFERENCES, FRAME, PASS_MARK = "Differences", "Frame", "Pass mark"
ITEMS = "Items by session"
HEAT_KEY = "– does not apply, ? not ratable; a higher rating is darker"
NONE_RATED = "No tape of this case was rated and submitted yet."


class ProgressScreen(QWidget):
    """Shows the charts and tables of one case, or of all cases of a therapist.

    Signals:
        therapist_chosen: The therapist at this place should be shown.
        case_chosen: The case at this place should be; -1 for all.
        place_wanted: The tape of this coding should be opened at so many ms.
        evidence_wanted: It should be opened at the first mark that bears on one of
            these items, or is one of these states; at its begin if there are none.
        saving_wanted: A figure should be saved.
        ledger_wanted: The certification ledger should be shown.
    """

    therapist_chosen = Signal(int)
    case_chosen = Signal(int)
    place_wanted = Signal(object, int)
    evidence_wanted = Signal(object, object)
    saving_wanted = Signal(object)
    ledger_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._differences: Sequence[FoundDifference] = ()
        self._shown: list[Column] = []
        self.therapists = _box("Therapist")
        self.cases = _box("Case")
        self.measures = _box("Result in the chart")
        self.sides = _box("Whose ratings are in the table")
        self.counts = label("", "muted")
        self.save = button("Save a picture")
        self.saves = QMenu(self.save)
        self.ledger = button("Certification ledger")
        self.outcome = label("", "good", wrap=True)
        self.tiles = Tiles()
        self.charts = ChartCards(theme, self.measures)
        self.heat = HeatMap(theme)
        self.differing = DifferenceList()
        self.frame_lines = FrameList()
        self.criterion = CriterionList()
        self.tabs = QTabWidget()
        self.none_rated = label(NONE_RATED, "muted", wrap=True)
        self._message = label("", "muted", wrap=True)
        self._message.setMargin(60)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def show_message(self, words: str) -> None:
        """Show that there is nothing to show, and why."""
        self._message.setText(words)
        self._pages.setCurrentIndex(0)

    def offer(
        self,
        therapists: Sequence[Therapist],
        therapist: Therapist,
        cases: Sequence[Case],
        case: Case | None,
    ) -> None:
        """Offer therapists and cases, with those that are shown picked."""
        for box, names, picked in (
            (self.therapists, [f"Therapist {t.handle}" for t in therapists],
             therapists.index(therapist)),
            (self.cases, [*(f"Case {c.handle}" for c in cases), "All cases"],
             cases.index(case) if case is not None else len(cases)),
        ):  # fmt: skip
            refill(box, names, picked)

    def show_progress(
        self, progress: Progress, differences: Sequence[FoundDifference]
    ) -> None:
        """Show what was read, with the largest differences and their moments."""
        self._progress, self._differences = progress, differences
        self._shown = columns(progress.cases)
        self.counts.setText(
            f"{progress.taped} taped sessions, {progress.rated} rated by a supervisor"
        )
        self.none_rated.setVisible(not progress.rated)
        cases = {each.case.id: each.case.handle for each in progress.cases}
        several = cases if len(cases) > 1 else None
        self.differing.show_differences(differences, progress.codebooks, several)
        self.frame_lines.show_cases(progress.cases)
        self.criterion.show_cases(progress.cases)
        self._show_scores()
        self._show_heat()
        self._pages.setCurrentIndex(1)

    def dress(self) -> None:
        """Draw the charts in the colors of the theme."""
        if self._progress is not None:
            self.show_progress(self._progress, self._differences)

    def tell(self, words: str, *, good: bool = True) -> None:
        """Say what came of saving."""
        restyle(self.outcome, "good" if good else "bad")
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))

    def figures(self) -> list[Figure]:
        """Return what can be saved: each chart, and all items by session."""
        side = ("supervisor", "self")[self.sides.currentIndex()]
        title = f"{ITEMS}, {SIDES[self.sides.currentIndex()].lower()}"
        heat = self.heat.heat

        def paint(painter: QPainter) -> None:
            paint_whole(painter, heat, LIGHT)

        name = f"progress-items-{side}"
        items = Figure(name, title, HEAT_KEY, size_of(heat), paint)
        return [*self.charts.figures(), items]

    def _measure(self) -> Measure:
        return MEASURES[self.measures.currentIndex()][0]

    def _scale(self) -> SeverityScale | None:
        """Return the first scale of which a total is on record here."""
        progress = self._progress
        scales = progress.codebook.severity_scales if progress is not None else ()
        given = (
            scale
            for scale in scales
            if any(each.session.severity_on(scale.id) for each in self._shown)
        )
        return next(given, None)

    def _show_scores(self) -> None:
        progress = self._progress
        if progress is None:
            return
        measure, scale = self._measure(), self._scale()
        self.charts.show(Shown(self._shown, progress.codebook, measure, scale))
        self.tiles.show_cases(progress.cases, measure)

    def _show_heat(self) -> None:
        progress = self._progress
        if progress is not None:
            own = self.sides.currentIndex() == 1
            self.heat.heat.show_columns(
                self._shown, progress.codebook, self._scale(), own=own
            )

    def _offer_saving(self) -> None:
        self.saves.clear()
        for figure in self.figures():
            action = self.saves.addAction(f"{figure.title}…")
            action.triggered.connect(
                lambda _on=False, one=figure: self.saving_wanted.emit(one)
            )

    def _connect(self) -> None:
        self.therapists.activated.connect(self.therapist_chosen)
        self.cases.activated.connect(
            lambda at: self.case_chosen.emit(-1 if at == self.cases.count() - 1 else at)
        )
        self.measures.activated.connect(lambda _at: self._show_scores())
        self.sides.activated.connect(lambda _at: self._show_heat())
        self.save.setMenu(self.saves)
        self.saves.aboutToShow.connect(self._offer_saving)
        self.charts.evidence_wanted.connect(self.evidence_wanted)
        self.heat.evidence_wanted.connect(self.evidence_wanted)
        for each in (self.differing, self.frame_lines, self.criterion):
            each.place_wanted.connect(self.place_wanted)
        self.ledger.clicked.connect(self.ledger_wanted)

    def _build(self) -> None:
        self.measures.addItems([name for _, name in MEASURES])
        self.sides.addItems(SIDES)
        self.outcome.hide()
        items = Card(ITEMS, self.sides)
        items.fill(self.heat)
        grid = QGridLayout()
        grid.setSpacing(EDGE)
        for place, card in enumerate(
            (
                self.charts.left,
                self.charts.right,
                items,
                self._lists(),
            )
        ):
            grid.addWidget(card, *divmod(place, 2))
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(0, 5)
        grid.setRowStretch(1, 6)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(EDGE)
        column.addLayout(self._top())
        column.addWidget(self.outcome)
        column.addWidget(self.none_rated)
        column.addWidget(self.tiles)
        column.addLayout(grid, 1)
        self._pages.addWidget(self._message)
        self._pages.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        outer.addWidget(self._pages)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.therapists, self.cases, self.counts):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.ledger)
        row.addWidget(self.save)
        return row

    def _lists(self) -> QFrame:
        tabs = self.tabs
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        for body, words in (
            (self.differing, DIFFERENCES),
            (self.frame_lines, FRAME),
            (self.criterion, PASS_MARK),
        ):
            tabs.addTab(body, words)
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 0, 12, 10)
        column.addWidget(tabs)
        return card


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made
