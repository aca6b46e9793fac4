"""The page on which a study follows its raters: drift, pass rules, and leniency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ipt_review.domain.analysis_plan import AnalysisPlan
from ipt_review.reliability.drift_reading import (
    NO_REMINDER,
    PASSES,
    STATES,
    in_words,
    outlook,
)
from ipt_review.reliability.leniency import ALL_ITEMS
from ipt_review.reliability.study_reading import DASH, number
from ipt_review.ui.parts import button, label, restyle
from ipt_review.ui.study.control_chart import ControlChart
from ipt_review.ui.study.leniency_table import LeniencyTable
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import COMPUTE, STOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from ipt_review.reliability.doubles import Named
    from ipt_review.reliability.drift import RaterDrift
    from ipt_review.reliability.leniency import Leaning
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.agreement.drifting import Followed

CHART_INTRO = (
    "Raters beside the reference, over the gold tapes that they submitted. Dots are "
    "the bias of single tapes (rater minus reference), the line is the mean of the "
    "last {window}; it warns from ±{warn:g} and stops from ±{stop:g} points."
)
LENIENCY_INTRO = (
    "Mean bias over tapes with its 95 % interval; dashed lines at ±{bias:g}, the most "
    "that the plan allows. A rater beyond them rates higher (lenient) or lower "
    "(severe) than what they are held against."
)
LIST_WIDTH = 360
NO_GOLD = (
    "No rater has submitted a tape with a reference. Give gold tapes out on the page "
    "Assignments; they need a submitted reference coding."
)
NO_OTHERS = "No tape was coded by two raters, so nobody can be held against others."
HEADERS = ("Rater", "Gold tapes", "Bias now", "State", "Rules")
TAPES = ("", "Tape", "Bias", "Mean of the last", "Items")
CHART, LENIENCY = 0, 1


class DriftPage(QWidget):
    """Lists raters; shows chart, rules, leniency, and the tapes behind each.

    Signals:
        compute_wanted: The figures should be computed anew, or their computing stop.
        plan_wanted: The analysis plan should be shown.
        save_wanted: The figures should be saved.
        compare_wanted: A tape and two of its codings should be opened in Compare.
    """

    compute_wanted = Signal()
    plan_wanted = Signal()
    save_wanted = Signal()
    compare_wanted = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outlook = label("", wrap=True)
        self.intro = label("", "muted", wrap=True)
        self.compute = button(COMPUTE)
        self.plan = button("Analysis plan…", tip="The lines, the rules, how often")
        self.save = button("Save…", tip="As a workbook, as values (CSV), or as text")
        self.raters = TextTable("Raters beside the reference", HEADERS)
        self.item = QComboBox()
        self.item.setAccessibleName("Item")
        self.against = QComboBox()
        self.against.setAccessibleName("What raters are held against")
        self.against.addItems(["Against the reference", "Against the other raters"])
        self.views = QTabWidget()
        self.chart = ControlChart(theme)
        self.leniency = LeniencyTable(theme)
        self.words = label("", wrap=True)
        self.tapes = TextTable("Tapes behind it", TAPES)
        self.to_compare = button("Open in Compare")
        self.found: Followed | None = None
        self._raters: list[tuple[str, RaterDrift | None]] = []
        self._names: Mapping[UUID, str] = {}
        self._behind: list[tuple[UUID, tuple[UUID, UUID]]] = []
        self._build()
        self._connect()

    def show_drift(self, found: Followed, names: Mapping[UUID, str]) -> None:
        """Show how raters stand.

        Args:
            found: What was computed.
            names: What each tape is called.
        """
        self.found, self._names = found, names
        self.compute.setText(COMPUTE)
        self.save.setEnabled(bool(found.tapes))
        restyle(self.outlook, "")
        said = outlook(found.raters, found.plan)
        self.outlook.setText(said if found.raters else NO_GOLD)
        restyle(self.outlook, "" if said == NO_REMINDER else "bad")
        self._fill_items(found.items)
        if not found.by_reference and found.by_others:
            self.views.setCurrentIndex(LENIENCY)
            self.against.setCurrentIndex(1)
        known = {each.rater: each for each in found.raters}
        others = {each.rater for each in found.by_others}
        self._raters = [
            (rater, known.get(rater)) for rater in sorted(known | dict.fromkeys(others))
        ]
        self.raters.show_rows([_row(*each) for each in self._raters])

    def tell(self, words: str, kind: str = "bad") -> None:
        """Say something above the list."""
        self.compute.setText(COMPUTE)
        restyle(self.outlook, kind)
        self.outlook.setText(words)

    def tell_progress(self, share: float) -> None:
        """Say how much is computed, from 0 to 1."""
        self.compute.setText(STOP)
        restyle(self.outlook, "muted")
        self.outlook.setText(f"Computing: {round(share * 100)} %")

    def clear(self) -> None:
        """Show nothing of a study."""
        self.found = None
        self.tell("", "")
        self.save.setEnabled(False)
        self._fill_items(())
        self._raters = []
        self.raters.show_rows([])

    @property
    def picked(self) -> RaterDrift | None:
        """How the rater who is picked stands beside the reference, if at all."""
        row = self.raters.row
        return self._raters[row][1] if 0 <= row < len(self._raters) else None

    @property
    def picked_item(self) -> Named:
        """The item that is looked at, or all."""
        found: Named = self.item.currentData() or ALL_ITEMS
        return found

    def _fill_items(self, items: Sequence[Named]) -> None:
        before = self.item.currentText()
        self.item.blockSignals(True)  # noqa: FBT003 - a name of Qt
        self.item.clear()
        for each in (ALL_ITEMS, *items):
            self.item.addItem(each.label, each)
        self.item.setCurrentIndex(max(0, self.item.findText(before)))
        self.item.blockSignals(False)  # noqa: FBT003

    def _show_picked(self) -> None:
        """Show the chart and the leniency of who and what is picked."""
        one, found, item = self.picked, self.found, self.picked_item
        points = one.points_of(item) if one is not None else ()
        rule = found.plan.drift if found is not None and one is not None else None
        what = f"{one.rater}, {item.label}" if one is not None else ""
        self.chart.show_points(points, rule, what)
        self.words.setText(in_words(one, found.plan) if one and found else "")
        self._show_leanings()
        self._show_view()

    def _show_leanings(self) -> None:
        row, plan = self.raters.row, AnalysisPlan()
        if self.found is not None:
            plan = self.found.plan
        rater = self._raters[row][0] if 0 <= row < len(self._raters) else ""
        self.leniency.show_leanings(self._leanings(), self.picked_item, rater, plan)

    def _leanings(self) -> Sequence[Leaning]:
        found = self.found
        if found is None:
            return ()
        by_others = self.against.currentIndex() == 1
        return found.by_others if by_others else found.by_reference

    def _show_view(self) -> None:
        """Say what the view shows, and list the tapes behind it."""
        found, on_chart = self.found, self.views.currentIndex() == CHART
        self.against.setVisible(not on_chart)
        self.words.setVisible(on_chart)
        if found is None:
            self.intro.setText("")
        elif on_chart:
            drift = found.plan.drift
            self.intro.setText(
                CHART_INTRO.format(
                    window=drift.window, warn=drift.warn, stop=drift.stop
                )
            )
        else:
            known = LENIENCY_INTRO.format(bias=found.plan.goals.bias)
            nobody = NO_OTHERS if self.against.currentIndex() == 1 else NO_GOLD
            self.intro.setText(known if self._leanings() else nobody)
        self._show_tapes(on_chart=on_chart)

    def _show_tapes(self, *, on_chart: bool) -> None:
        rows: list[tuple[str, ...]] = []
        self._behind = []
        if on_chart and self.picked is not None:
            for place, each in enumerate(self.picked.points_of(self.picked_item), 1):
                name, rolling = self._names.get(each.tape, ""), number(each.rolling)
                rows.append(
                    (str(place), name, number(each.bias), rolling, str(each.items))
                )
                self._behind.append((each.tape, each.codings))
        leaning = None if on_chart else self.leniency.leaning
        for place, tape in enumerate(leaning.tapes if leaning else (), 1):
            bias = tape.bias(leaning.item) if leaning is not None else None
            items = len(tape.items) if leaning and leaning.item is ALL_ITEMS else 1
            name = self._names.get(tape.tape, "")
            rows.append((str(place), name, number(bias), "", str(items)))
            self._behind.append((tape.tape, tape.codings))
        self.tapes.show_rows(rows)
        self._show_button()

    def _show_button(self) -> None:
        self.to_compare.setEnabled(self.tapes.row >= 0)

    def _open(self) -> None:
        row = self.tapes.row
        if 0 <= row < len(self._behind):
            self.compare_wanted.emit(*self._behind[row])

    def _connect(self) -> None:
        self.compute.clicked.connect(self.compute_wanted)
        self.plan.clicked.connect(self.plan_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.raters.picked.connect(self._show_picked)
        self.item.currentIndexChanged.connect(self._show_picked)
        self.against.currentIndexChanged.connect(self._show_picked)
        self.views.currentChanged.connect(self._show_view)
        self.leniency.picked.connect(self._show_view)
        self.tapes.picked.connect(self._show_button)
        self.tapes.chosen.connect(self._open)
        self.to_compare.clicked.connect(self._open)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        top = QHBoxLayout()
        top.addWidget(self.outlook, 1)
        for each in (self.compute, self.plan, self.save):
            top.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        choices = QHBoxLayout()
        choices.addWidget(self.intro, 1)
        choices.addWidget(self.against, 0, Qt.AlignmentFlag.AlignTop)
        choices.addWidget(self.item, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(choices)
        self.views.setAccessibleName("Drift and leniency")
        self.views.setDocumentMode(True)
        self.views.addTab(self.chart, "Control chart")
        self.views.addTab(self.leniency, "Leniency")
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.raters)
        parts.addWidget(self._right())
        parts.setSizes([LIST_WIDTH, 2 * LIST_WIDTH])
        parts.setStretchFactor(1, 1)
        column.addWidget(parts, 1)

    def _right(self) -> QWidget:
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(8, 0, 0, 0)
        side.addWidget(self.views, 3)
        side.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.tapes, 1)
        row.addWidget(self.to_compare, 0, Qt.AlignmentFlag.AlignTop)
        side.addLayout(row, 2)
        return right


def _row(rater: str, each: RaterDrift | None) -> tuple[str, ...]:
    if each is None:
        return rater, "0", DASH, DASH, DASH
    now = each.points[-1].rolling if each.points else None
    tapes, state = str(len(each.points)), STATES[each.course]
    return rater, tapes, number(now), state, PASSES[each.passes]
