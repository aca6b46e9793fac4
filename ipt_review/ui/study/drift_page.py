"""The page on which a study follows its raters beside the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ipt_review.reliability.drift import Course
from ipt_review.reliability.study_reading import DASH, number
from ipt_review.ui.parts import button, label
from ipt_review.ui.study.control_chart import ControlChart
from ipt_review.ui.study.table import TextTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.drift import PassRule, RaterDrift
    from ipt_review.ui.theme import Theme

INTRO = (
    "Raters beside the reference, over the gold tapes that they submitted. Dots are "
    "the bias of single tapes (rater minus reference, mean over items), the line is "
    "the mean of the last {window}; it warns from ±{warn:g} and stops from ±{stop:g} "
    "points."
)
LIST_WIDTH = 400
NOTHING = (
    "No rater has submitted a tape with a reference. Give gold tapes out on the page "
    "Assignments; they need a submitted reference coding."
)
HEADERS = ("Rater", "Tapes", "Bias now", "State", "Rules")
TAPES = ("", "Tape", "Bias", "Mean of the last", "Items")
STATES = {
    Course.FEW: DASH,
    Course.STEADY: "steady",
    Course.WARN: "warn",
    Course.STOP: "stop",
}
NEXT = {
    Course.FEW: "The line begins once {window} gold tapes are submitted.",
    Course.STEADY: "",
    Course.WARN: "Talk over the tapes below before the next ones are coded.",
    Course.STOP: "Train again, and code no more tapes until the rules are passed.",
}


class DriftPage(QWidget):
    """Lists raters, and shows the chart, the rules and the tapes of one of them.

    Signals:
        compare_wanted: A tape and two of its codings should be opened in Compare.
    """

    compare_wanted = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.intro = label("", "muted", wrap=True)
        self.raters = TextTable("Raters beside the reference", HEADERS)
        self.chart = ControlChart(theme)
        self.words = label("", wrap=True)
        self.tapes = TextTable("Gold tapes of the rater", TAPES)
        self.to_compare = button("Open in Compare")
        self._found: Sequence[RaterDrift] = ()
        self._plan: AnalysisPlan | None = None
        self._names: Mapping[UUID, str] = {}
        self._build()
        self.raters.picked.connect(self._show_picked)
        self.tapes.picked.connect(self._show_button)
        self.tapes.chosen.connect(self._open)
        self.to_compare.clicked.connect(self._open)

    def show_drift(
        self,
        found: Sequence[RaterDrift],
        plan: AnalysisPlan,
        names: Mapping[UUID, str],
    ) -> None:
        """Show how raters stand.

        Args:
            found: By handle.
            plan: By which rules.
            names: What each tape is called.
        """
        self._found, self._plan, self._names = found, plan, names
        drift = plan.drift
        said = INTRO.format(window=drift.window, warn=drift.warn, stop=drift.stop)
        self.tell(said if found else NOTHING)
        self.raters.show_rows([_row(each) for each in found])

    def tell(self, words: str) -> None:
        """Say something above the list."""
        self.intro.setText(words)

    def clear(self) -> None:
        """Show nothing of a study."""
        self._found, self._plan = (), None
        self.tell("")
        self.raters.show_rows([])

    @property
    def picked(self) -> RaterDrift | None:
        """The rater who is picked."""
        row = self.raters.row
        return self._found[row] if 0 <= row < len(self._found) else None

    def _show_picked(self) -> None:
        one, plan = self.picked, self._plan
        self.chart.show_drift(one, plan.drift if plan else None)
        self.words.setText(in_words(one, plan) if one and plan else "")
        self.tapes.show_rows(
            [
                (
                    str(place),
                    self._names.get(each.tape, ""),
                    number(each.bias),
                    number(each.rolling),
                    str(each.items),
                )
                for place, each in enumerate(one.points if one else (), 1)
            ]
        )
        self._show_button()

    def _show_button(self) -> None:
        self.to_compare.setEnabled(self.tapes.row >= 0)

    def _open(self) -> None:
        one, row = self.picked, self.tapes.row
        if one is not None and 0 <= row < len(one.points):
            point = one.points[row]
            self.compare_wanted.emit(point.tape, point.codings)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.intro)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.raters)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(8, 0, 0, 0)
        side.addWidget(self.chart, 3)
        side.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.tapes, 1)
        row.addWidget(self.to_compare, 0, Qt.AlignmentFlag.AlignTop)
        side.addLayout(row, 2)
        parts.addWidget(right)
        parts.setSizes([LIST_WIDTH, 2 * LIST_WIDTH])
        parts.setStretchFactor(1, 1)
        column.addWidget(parts, 1)


def in_words(one: RaterDrift, plan: AnalysisPlan) -> str:
    """Return how a rater stands, rule by rule, and what follows."""
    said = [f"{one.rater} is {one.course.value}."]
    said.append(NEXT[one.course].format(window=plan.drift.window))
    said.append(f"Pass rules: {'; '.join(_rule(each) for each in one.rules)}.")
    if one.worst:
        worst = ", ".join(f"{item.label} {bias:+.2f}" for item, bias in one.worst)
        said.append(f"Most off over the last tapes: {worst}.")
    return " ".join(each for each in said if each)


def _rule(rule: PassRule) -> str:
    if rule.met is None:
        return f"{rule.label} not estimable ({rule.figure.why.rstrip('.')})"
    word = "met" if rule.met else "not met"
    share = "%" in rule.goal
    value = rule.figure.value or 0.0
    shown = f"{value:.0%}" if share else number(value)
    return f"{rule.label} {shown} (goal {rule.goal}): {word}"


def _row(each: RaterDrift) -> tuple[str, ...]:
    now = each.points[-1].rolling if each.points else None
    passes = {True: "passed", False: "not passed", None: DASH}[each.passes]
    tapes = str(len(each.points))
    return each.rater, tapes, number(now), STATES[each.course], passes
