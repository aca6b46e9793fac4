"""The dialog for the analysis plan of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ipt_review.domain.analysis_plan import (
    AnalysisPlan,
    BandNames,
    DriftRule,
    Goals,
    RatingFigure,
)
from ipt_review.domain.coding import Perspective
from ipt_review.ui.number_boxes import DecimalBox, NumberBox
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_review.reliability.doubles import Named

WIDTH, TALL = 620, 560
WHOSE = {
    Perspective.STUDY_RATER: "Study raters",
    Perspective.SUPERVISOR: "Supervisors",
}
FIGURES = {
    RatingFigure.ICC_2_1: "ICC(2,1): absolute agreement, one rater",
    RatingFigure.ICC_2_K: "ICC(2,k): absolute agreement, mean of raters",
    RatingFigure.ICC_3_1: "ICC(3,1): consistency, one rater",
    RatingFigure.ICC_3_K: "ICC(3,k): consistency, mean of raters",
    RatingFigure.ICC_1_1: "ICC(1,1): raters differ from tape to tape",
    RatingFigure.ICC_1_K: "ICC(1,k): the same, mean of raters",
    RatingFigure.ALPHA: "Krippendorff's alpha, interval",
}
BANDS = {
    BandNames.KOO_LI: "Koo & Li for ICCs, Landis & Koch for kappas",
    BandNames.CICCHETTI: "Cicchetti",
}
INTRO = (
    "Decide this before the data are looked at. It is kept with the study, stands in "
    "its audit trail and in every export, and is frozen with it. The values that it "
    "begins with are those of the product; none of them is a norm."
)
READ_ONLY = "It cannot be changed here: by you, in this study, or since it is frozen."
ANALYZED = "What is analyzed"


class PlanDialog(QDialog):
    """Shows a plan, and asks for another where it may be changed.

    Args:
        plan: As it is.
        offered: Everything that can be analyzed.
        writable: Whether it may be changed.
    """

    def __init__(
        self,
        plan: AnalysisPlan,
        offered: Sequence[Named],
        *,
        writable: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Analysis plan")
        self.resize(WIDTH, TALL)
        self._before = plan
        goals, drift = plan.goals, plan.drift
        self.whose = _choice(WHOSE, plan.whose)
        self.ratings = _choice(FIGURES, plan.ratings)
        self.bands = _choice(BANDS, plan.bands)
        self.unit = _share(plan.unit / 1_000, 0.1, 60, 0.5, " s")
        self.tolerance = _share(plan.tolerance / 1_000, 0, 60, 0.5, " s")
        self.points = _whole(plan.points, 0, 6)
        self.rating = _share(goals.rating, -1, 1, 0.05)
        self.kappa = _share(goals.kappa, -1, 1, 0.05)
        self.within = _whole(round(100 * goals.within), 0, 100, " %")
        self.bias = _share(goals.bias, 0, 6, 0.1)
        self.tapes = _whole(goals.tapes, 2, 1_000)
        self.marks = _whole(goals.marks, 1, 10_000)
        self.window_ = _whole(drift.window, 1, 100)
        self.warn = _share(drift.warn, 0.1, 6, 0.1)
        self.stop = _share(drift.stop, 0.1, 6, 0.1)
        self.every = _whole(drift.every, 1, 1_000)
        self.draws = _whole(plan.draws, 100, 100_000)
        self.seed = _whole(plan.seed, 0, 2**31 - 1)
        self.analyzed = _checked(offered, plan.left_out)
        self.buttons = self._buttons(writable=writable)
        self.warn.valueChanged.connect(self._keep_order)
        self._build(writable=writable)

    def plan(self) -> AnalysisPlan:
        """Return the plan as it is in the dialog."""
        boxes = (self.analyzed.item(row) for row in range(self.analyzed.count()))
        out = {
            str(box.data(Qt.ItemDataRole.UserRole))
            for box in boxes
            if box.checkState() is Qt.CheckState.Unchecked
        }
        within = self._before.goals.within
        if self.within.value() != round(100 * within):
            within = self.within.value() / 100
        return AnalysisPlan(
            whose=self.whose.currentData(),
            ratings=self.ratings.currentData(),
            unit=round(self.unit.value() * 1_000),
            tolerance=round(self.tolerance.value() * 1_000),
            points=self.points.value(),
            goals=Goals(
                rating=self.rating.value(),
                kappa=self.kappa.value(),
                within=within,
                bias=self.bias.value(),
                tapes=self.tapes.value(),
                marks=self.marks.value(),
            ),
            bands=self.bands.currentData(),
            drift=DriftRule(
                self.window_.value(),
                self.warn.value(),
                self.stop.value(),
                self.every.value(),
            ),
            left_out=frozenset(out),
            seed=self.seed.value(),
            draws=self.draws.value(),
        )

    def _buttons(self, *, writable: bool) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.button(kinds.Ok).setEnabled(writable)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _keep_order(self, warn: float) -> None:
        """Keep the line to stop at above the one that warns."""
        self.stop.setMinimum(warn)

    def _pages(self) -> Mapping[str, Mapping[str, QWidget]]:
        return {
            "Figures": {
                "Codings of": self.whose,
                "Figure for ratings": self.ratings,
                "Names of ranges": self.bands,
                "Time unit": self.unit,
                "Onsets match within": self.tolerance,
                "Ratings are close within (points)": self.points,
                "Samples of a bootstrap": self.draws,
                "Seed": self.seed,
            },
            "Goals": {
                "Least figure for ratings": self.rating,
                "Least kappa": self.kappa,
                "Least share of close ratings": self.within,
                "Most bias (points)": self.bias,
                "Fewest tapes": self.tapes,
                "Fewest marks of a code": self.marks,
            },
            "Drift": {
                "Over how many tapes": self.window_,
                "Warn from a bias of (points)": self.warn,
                "Stop from a bias of (points)": self.stop,
                "A gold tape is due after (tapes)": self.every,
            },
            ANALYZED: {"": self.analyzed},
        }

    def _build(self, *, writable: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(INTRO, "muted", wrap=True))
        if not writable:
            column.addWidget(label(READ_ONLY, "muted", wrap=True))
        pages = QTabWidget()
        pages.setAccessibleName("Parts of the plan")
        for title, rows in self._pages().items():
            page = QWidget()
            form = QFormLayout(page)
            for text, field in rows.items():
                field.setAccessibleName(text or title)
                field.setEnabled(writable)
                form.addRow(text, field) if text else form.addRow(field)
            pages.addTab(page, title)
        column.addWidget(pages, 1)
        column.addWidget(self.buttons)


def _choice(entries: Mapping[Any, str], now: object) -> QComboBox:
    box = QComboBox()
    for value, text in entries.items():
        box.addItem(text, value)
    box.setCurrentIndex([*entries].index(now))
    return box


def _whole(now: int, low: int, high: int, unit: str = "") -> NumberBox:
    box = NumberBox()
    box.setRange(low, high)
    box.setSuffix(unit)
    box.setValue(now)
    return box


def _share(
    now: float, low: float, high: float, step: float, unit: str = ""
) -> DecimalBox:
    box = DecimalBox()
    box.setDecimals(2)
    box.setRange(low, high)
    box.setSingleStep(step)
    box.setSuffix(unit)
    box.setValue(now)
    return box


def _checked(offered: Sequence[Named], out: frozenset[str]) -> QListWidget:
    """Return a list in which what is analyzed is checked."""
    found = QListWidget()
    found.setAccessibleName(ANALYZED)
    for each in offered:
        box = QListWidgetItem(each.label)
        box.setData(Qt.ItemDataRole.UserRole, each.name)
        kept = Qt.CheckState.Unchecked if each.name in out else Qt.CheckState.Checked
        box.setCheckState(kept)
        found.addItem(box)
    return found
