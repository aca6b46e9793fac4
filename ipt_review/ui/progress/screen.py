"""The Progress room: one therapist over sessions and cases; no ranking of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ipt_review.scoring.progress import Measure, columns, largest_differences
from ipt_review.ui.parts import button, frame, label, restyle
from ipt_review.ui.progress.charts import FocusChart, ScoreChart
from ipt_review.ui.progress.differing import DifferenceList
from ipt_review.ui.progress.heat_map import HeatMap
from ipt_review.ui.progress.tiles import Tiles
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QFrame

    from ipt_review.domain.people import Therapist
    from ipt_review.domain.study import Case
    from ipt_review.scoring.progress import Column
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.progress import Progress

EDGE = 12
MOST = 12
MEASURES = (
    (Measure.ADHERENCE, "Adherence"),
    (Measure.COMPETENCE, "Competence"),
    (Measure.OFF_MODEL, "Off-model"),
)
SIDES = ("Supervisor's ratings", "Self-ratings")
KEY = (
    "● supervisor, solid   ■ self, dashed   ▼ severity, dotted. A click on a point "
    "opens the tape."
)
DIFFERENCES = "Largest differences, self and supervisor"
NO_FOCUS = "The focus track of no tape shown here was coded."
NONE_RATED = "No tape of this case was rated and submitted yet."


class ProgressScreen(QWidget):
    """Shows the charts and tables of one case, or of all cases of a therapist.

    Signals:
        therapist_chosen: The therapist at this place should be shown.
        case_chosen: The case at this place should be; -1 for all.
        place_wanted: The tape of this coding should be opened at so many ms.
        chart_wanted: A chart should be saved.
    """

    therapist_chosen = Signal(int)
    case_chosen = Signal(int)
    place_wanted = Signal(object, int)
    chart_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._shown: list[Column] = []
        self.therapists = _box("Therapist")
        self.cases = _box("Case")
        self.measures = _box("Result in the chart")
        self.sides = _box("Whose ratings are in the table")
        self.counts = label("", "muted")
        self.save = button("Save chart…")
        self.outcome = label("", "good", wrap=True)
        self.tiles = Tiles()
        self.scores = ScoreChart(theme)
        self.focus = FocusChart(theme)
        self.heat = HeatMap(theme)
        self.differing = DifferenceList()
        self.states = label("", "muted", wrap=True)
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
            box.blockSignals(True)  # noqa: FBT003 - Qt's own
            box.clear()
            box.addItems(names)
            box.setCurrentIndex(picked)
            box.blockSignals(False)  # noqa: FBT003 - Qt's own

    def show_progress(self, progress: Progress) -> None:
        """Show what was read."""
        self._progress = progress
        self._shown = columns(progress.cases)
        self.counts.setText(
            f"{progress.taped} taped sessions, {progress.rated} rated by a supervisor"
        )
        self.none_rated.setVisible(not progress.rated)
        named = self.focus.show_columns(self._shown, progress.codebook)
        self.states.setText(f"From below: {', '.join(named)}." if named else NO_FOCUS)
        tapes = [tape for case in progress.cases for tape in case.tapes]
        found = largest_differences(tapes, progress.codebooks, MOST)
        self.differing.show_differences(found, progress.codebooks)
        self._show_scores()
        self._show_heat()
        self._pages.setCurrentIndex(1)

    def dress(self) -> None:
        """Draw the charts in the colors of the theme."""
        if self._progress is not None:
            self.show_progress(self._progress)

    def tell(self, words: str, *, good: bool = True) -> None:
        """Say what came of saving."""
        restyle(self.outcome, "good" if good else "bad")
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))

    def _show_scores(self) -> None:
        progress = self._progress
        if progress is None:
            return
        measure = MEASURES[self.measures.currentIndex()][0]
        scales = progress.codebook.severity_scales
        given = [
            scale
            for scale in scales
            if any(each.session.severity_on(scale.id) for each in self._shown)
        ]
        self.scores.show_columns(self._shown, measure, given[0] if given else None)
        self.tiles.show_cases(progress.cases, measure)

    def _show_heat(self) -> None:
        progress = self._progress
        if progress is not None:
            scales = progress.codebook.severity_scales
            own = self.sides.currentIndex() == 1
            scale = scales[0] if scales else None
            self.heat.heat.show_columns(self._shown, progress.codebook, scale, own=own)

    def _open(self, x: int) -> None:
        tape = next((each.tape for each in self._shown if each.x == x), None)
        result = None if tape is None else tape.supervisor or tape.own
        if result is not None:
            self.place_wanted.emit(result.review.coding.head.id, 0)

    def _connect(self) -> None:
        self.therapists.activated.connect(self.therapist_chosen)
        self.cases.activated.connect(
            lambda at: self.case_chosen.emit(-1 if at == self.cases.count() - 1 else at)
        )
        self.measures.activated.connect(lambda _at: self._show_scores())
        self.sides.activated.connect(lambda _at: self._show_heat())
        self.save.clicked.connect(self.chart_wanted)
        self.scores.picked.connect(self._open)
        self.focus.picked.connect(self._open)
        self.heat.place_wanted.connect(self.place_wanted)
        self.differing.place_wanted.connect(self.place_wanted)

    def _build(self) -> None:
        self.measures.addItems([name for _, name in MEASURES])
        self.sides.addItems(SIDES)
        self.outcome.hide()
        grid = QGridLayout()
        grid.setSpacing(EDGE)
        for place, card in enumerate(
            (
                self._card("Over the sessions", self.measures, self.scores),
                self._card("Time by focus", None, self.focus),
                self._card("Items by session", self.sides, self.heat),
                self._card(DIFFERENCES, None, self.differing),
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
        row.addWidget(self.save)
        return row

    def _card(self, words: str, choice: QWidget | None, body: QWidget) -> QFrame:
        head = label(words)
        head.setFont(sans(bold=True))
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        row = QHBoxLayout()
        row.addWidget(head)
        if body is self.scores:
            row.addWidget(label(KEY, "muted"))
        row.addStretch(1)
        if choice is not None:
            row.addWidget(choice)
        column.addLayout(row)
        column.addWidget(body, 1)
        if body is self.focus:
            column.addWidget(self.states)
        return card


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made
