"""The bar above: which tape, which codings, which pair, and the tolerance."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ipt_review.domain.analysis_plan import MOST_TOLERANCE
from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.ui.number_boxes import DecimalBox
from ipt_review.ui.parts import button, label, restyle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from PySide6.QtGui import QAction

    from ipt_review.workflow.agreement.comparable_tapes import ComparableTape

TIP = Qt.ItemDataRole.ToolTipRole
PLANNED = (
    "The tolerance of the study’s analysis plan. Another one can be tried out here; "
    "the plan alone decides what the study table, a consensus and exports go by."
)
TRIED = "Tried out here only; the analysis plan of the study has ± {own:g} s."
FIXED = "The tolerance with which this consensus was begun; it stays as it is."
SAVE_TIP = "Figures, matrix, disagreements and ratings as a workbook, or as values"
PLAN_TIP = "Shows where the tolerance is set: in the analysis plan of the study"
ALL_OF_THEM = "All {count} together"


class ChoosingBar(QWidget):
    """Asks what is compared.

    Signals:
        tape_chosen: The place of a tape in the list that was shown.
        pair_chosen: Another coding is the first or the second.
        others_chosen: Other codings are shown below those two.
        compared_chosen: Another pair of the codings that are shown, or all together.
        tolerance_chosen: Another tolerance (ms), to be tried out.
        plan_wanted: The analysis plan of the study should be shown.
        save_wanted: What is compared should be saved.
    """

    tape_chosen = Signal(int)
    pair_chosen = Signal()
    others_chosen = Signal()
    compared_chosen = Signal()
    tolerance_chosen = Signal(int)
    plan_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tape = _combo("Tape", 190)
        self.first = _combo("First coding", 120)
        self.second = _combo("Second coding", 120)
        self.more = QToolButton()
        self.more.setText("Also show")
        self.more.setProperty("kind", "choice")
        self.more.setAccessibleName("Codings that are shown below these two")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self.tolerance = DecimalBox()
        self.tolerance.setAccessibleName("Tolerance in seconds")
        self.tolerance.setDecimals(1)
        self.tolerance.setSingleStep(0.5)
        self.tolerance.setRange(0, MOST_TOLERANCE / MS_PER_SECOND)
        self.tolerance.setPrefix("± ")
        self.tolerance.setSuffix(" s")
        self.compared = _combo("Which codings are compared", 120)
        self.compared.setToolTip("Matrix, figures and ribbon are of these")
        self.own = button("", "quiet", "Take the tolerance of the analysis plan again")
        self.plan = button("Analysis plan…", "quiet", PLAN_TIP)
        self.save = button("Save…", tip=SAVE_TIP)
        self.consensus = button("", "primary", "Ctrl+D")
        self.submit = button("Submit consensus", "primary")
        self._heads: list[UUID] = []
        self._planned = 0
        self._build()
        self._connect()

    def show_tapes(self, tapes: Sequence[ComparableTape], current: int) -> None:
        """Show which tapes there are; those without two codings say why not."""
        with QSignalBlocker(self.tape):
            self.tape.clear()
            for each in tapes:
                count = len(each.heads)
                more = f" · {count} codings" if not each.why else " · not now"
                self.tape.addItem(each.title + more)
                self.tape.setItemData(self.tape.count() - 1, each.why, TIP)
            self.tape.setCurrentIndex(current)

    def show_codings(
        self, names: Mapping[UUID, str], chosen: Sequence[UUID], others: set[UUID]
    ) -> None:
        """Show which codings there are, which two are compared, which shown too."""
        self._heads = list(names)
        for box, place in ((self.first, 0), (self.second, 1)):
            with QSignalBlocker(box):
                box.clear()
                box.addItems(list(names.values()))
                if len(chosen) > place:
                    box.setCurrentIndex(self._heads.index(chosen[place]))
                box.setEnabled(len(names) > 1)
        self._menu.clear()
        for head, name in names.items():
            if head not in chosen:
                action = self._menu.addAction(name)
                action.setCheckable(True)
                action.setChecked(head in others)
                action.setData(head)
                action.toggled.connect(lambda _on: self.others_chosen.emit())
        self.more.setVisible(bool(self._menu.actions()))

    def show_compared(
        self, names: Mapping[UUID, str], pair: Sequence[UUID], *, together: bool
    ) -> None:
        """Offer each pair of three codings or more, and all of them together.

        Args:
            names: Of the codings that are shown, by id.
            pair: The two that are compared.
            together: Whether all are.
        """
        with QSignalBlocker(self.compared):
            self.compared.clear()
            self.compared.addItem(ALL_OF_THEM.format(count=len(names)), None)
            for one, other in combinations(names, 2):
                text = f"{names[one]} and {names[other]}"
                self.compared.addItem(text, (one, other))
                if not together and {one, other} == {*pair}:
                    self.compared.setCurrentIndex(self.compared.count() - 1)
        self.compared.setVisible(len(names) > len(pair))

    @property
    def compared_pair(self) -> tuple[UUID, UUID] | None:
        """Which pair is compared, None for all together."""
        found: tuple[UUID, UUID] | None = self.compared.currentData()
        return found

    def hold(self, *, held: bool) -> None:
        """Have codings and tolerance stay as they are, while a consensus is decided."""
        self.tolerance.setEnabled(not held)
        self.more.setEnabled(not held)
        if held:
            for each in (self.first, self.second, self.own):
                each.setEnabled(False)
        restyle(self.consensus, "" if held else "primary")

    def show_tolerance(
        self, tolerance: int, planned: int, *, begun: bool = False
    ) -> None:
        """Show the tolerance, and where it comes from.

        Args:
            tolerance: By which codings are laid together, in ms.
            planned: That of the analysis plan.
            begun: Whether it is that with which a consensus was begun.
        """
        self._planned = planned
        with QSignalBlocker(self.tolerance):
            self.tolerance.setValue(tolerance / MS_PER_SECOND)
        own = planned / MS_PER_SECOND
        is_own = tolerance == planned
        self.tolerance.setToolTip(PLANNED if is_own else TRIED.format(own=own))
        self.own.setText("by the plan" if is_own else f"tried out · plan ± {own:g} s")
        if begun:
            self.own.setText("of the consensus")
            self.tolerance.setToolTip(FIXED)
        restyle(self.own, "quiet" if is_own else "")
        self.own.setEnabled(not is_own)

    @property
    def pair(self) -> tuple[UUID, UUID]:
        """Which two are compared."""
        first, second = (box.currentIndex() for box in (self.first, self.second))
        return self._heads[first], self._heads[second]

    @property
    def others(self) -> set[UUID]:
        """Which are shown below those two."""
        return {each.data() for each in self._checked()}

    def _checked(self) -> list[QAction]:
        return [each for each in self._menu.actions() if each.isChecked()]

    def _connect(self) -> None:
        self.tape.activated.connect(self.tape_chosen)
        self.first.activated.connect(lambda _place: self.pair_chosen.emit())
        self.second.activated.connect(lambda _place: self.pair_chosen.emit())
        self.tolerance.valueChanged.connect(
            lambda value: self.tolerance_chosen.emit(round(value * MS_PER_SECOND))
        )
        self.own.clicked.connect(lambda: self.tolerance_chosen.emit(self._planned))
        self.compared.activated.connect(lambda _place: self.compared_chosen.emit())
        self.plan.clicked.connect(self.plan_wanted)
        self.save.clicked.connect(self.save_wanted)

    def _build(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        which, how = QHBoxLayout(), QHBoxLayout()
        for row in (which, how):
            row.setSpacing(8)
            rows.addLayout(row)
        which.addWidget(self.tape)
        which.addWidget(self.first)
        which.addWidget(label("beside", "muted"))
        which.addWidget(self.second)
        which.addWidget(self.more)
        which.addStretch(1)
        which.addWidget(self.consensus)
        which.addWidget(self.submit)
        how.addWidget(self.compared)
        how.addWidget(label("Tolerance", "muted"))
        how.addWidget(self.tolerance)
        how.addWidget(self.own)
        how.addWidget(self.plan)
        how.addStretch(1)
        how.addWidget(self.save)
        self.compared.hide()
        self.consensus.hide()
        self.submit.hide()


def _combo(name: str, width: int) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMinimumWidth(width)
    return made
