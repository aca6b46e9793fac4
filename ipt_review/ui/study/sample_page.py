"""The page on which a sample of tapes is drawn, and what became of it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ipt_review.domain.sampling import Amount, Exclusion, Factor
from ipt_review.study.sampling import strata
from ipt_review.ui import wording
from ipt_review.ui.number_boxes import NumberBox
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import EXCLUDED, FACTORS

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.sampling import Draw
    from ipt_review.study.flow import Flow
    from ipt_review.study.sampling import Candidate
    from ipt_review.workflow.desk import Holdings
    from ipt_review.workflow.studies.sampling import SampleState

HEADERS = ("Case", "Session", "Therapist", "Arm", "Phase", "State")
FORM_WIDTH = 300
ALL, OPEN, OUT, DRAWN = "All sessions", "Can be drawn", "Cannot be drawn", "Drawn"
EACH, SHARE = "per stratum", "% per stratum"
SEED_TIP = "Any text. Who has the seed and the study can draw the same sample again."
ANOTHER = "Another one of its stratum stands in, the next in the order of its sample"


class SamplePage(QWidget):
    """Says which tapes can be drawn, draws some, and lists them.

    Signals:
        draw_wanted: Factors, amount and seed of a sample to be drawn.
        unratable: The drawn tape with this id cannot be rated.
    """

    draw_wanted = Signal(object, object, str)
    unratable = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SampleState | None = None
        self._numbers: dict[UUID, int] = {}
        self._shown: list[Candidate] = []
        self.factors = {each: QCheckBox(FACTORS[each]) for each in Factor}
        self.factors[Factor.THERAPIST].setChecked(True)
        self.number = NumberBox()
        self.number.setRange(1, 1_000)
        self.number.setValue(3)
        self.number.setAccessibleName("How many of each stratum")
        self.unit = QComboBox()
        self.unit.addItems([EACH, SHARE])
        self.unit.setAccessibleName("Number or share")
        self.seed = QLineEdit()
        self.seed.setAccessibleName("Seed")
        self.seed.setToolTip(SEED_TIP)
        self.draw = button("Draw the sample", "primary")
        self.outlook = label("", "muted", wrap=True)
        self.flow = label("", wrap=True)
        self.filter = QComboBox()
        self.filter.addItems([ALL, OPEN, OUT, DRAWN])
        self.filter.setAccessibleName("Which sessions are listed")
        self.table = TextTable("Sessions and whether they can be drawn", HEADERS)
        self.cannot = button("Cannot be rated…", tip=ANOTHER)
        self._build()
        self._connect()

    def show_state(self, state: SampleState, held: Holdings) -> None:
        """Show how it stands with the samples of a study."""
        self._state = state
        self._numbers = {each.id: each.number for each in held.sessions}
        self._handles = {case.id: case.handle for case in held.cases}
        if not self.seed.text():
            self.new_seed()
        self.flow.setText(flow_line(state.flow, len(state.draws)))
        self._fill()
        self._show_outlook()

    def new_seed(self) -> None:
        """Propose a seed that nobody chose."""
        self.seed.setText(secrets.token_hex(4))

    def chosen(self) -> tuple[Factor, ...]:
        """Return the factors that are checked."""
        return tuple(each for each, box in self.factors.items() if box.isChecked())

    def amount(self) -> Amount:
        """Return how many are to be drawn from each stratum."""
        n = self.number.value()
        by_share = self.unit.currentText() == SHARE
        return Amount(percent=min(n, 100)) if by_share else Amount(tapes=n)

    def picked(self) -> UUID | None:
        """Return the tape of the picked row."""
        row = self.table.row
        return self._shown[row].tape if 0 <= row < len(self._shown) else None

    def _fill(self) -> None:
        state = self._state
        if state is None:
            return
        wanted = self.filter.currentText()
        self._shown = [each for each in state.candidates if _is(each, wanted)]
        self.table.show_rows(
            [
                (
                    self._handles[each.case],
                    str(self._numbers[each.session]),
                    each.therapist,
                    each.arm or "–",
                    each.phase,
                    _state_of(each, state),
                )
                for each in self._shown
            ]
        )

    def _show_outlook(self) -> None:
        state = self._state
        if state is None:
            return
        found, amount = strata(state.candidates, self.chosen()), self.amount()
        eligible = sum(map(len, found.values()))
        drawn = sum(amount.of(len(tapes)) for tapes in found.values())
        self.outlook.setText(
            f"{wording.how_many(eligible, 'tape')} can be drawn, in "
            f"{wording.how_many(len(found), 'stratum', 'strata')}; "
            f"this draws {drawn:,}."
        )
        self.draw.setEnabled(bool(drawn) and bool(self.seed.text().strip()))

    def _show_picked(self) -> None:
        tape, state = self.picked(), self._state
        there = tape is not None and state is not None
        self.cannot.setEnabled(
            there
            and state is not None
            and tape is not None
            and state.draw_of(tape) is not None
            and tape not in state.unratable
        )

    def _connect(self) -> None:
        for box in self.factors.values():
            box.toggled.connect(self._show_outlook)
        self.number.valueChanged.connect(self._show_outlook)
        self.unit.currentTextChanged.connect(self._show_outlook)
        self.seed.textChanged.connect(self._show_outlook)
        self.filter.currentTextChanged.connect(self._fill)
        self.table.picked.connect(self._show_picked)
        self.draw.clicked.connect(
            lambda: self.draw_wanted.emit(
                self.chosen(), self.amount(), self.seed.text().strip()
            )
        )
        self.cannot.clicked.connect(lambda: self.unratable.emit(self.picked()))

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self._form())
        right = QVBoxLayout()
        top = QHBoxLayout()
        top.addWidget(self.flow, 1)
        top.addWidget(self.filter)
        right.addLayout(top)
        right.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cannot)
        right.addLayout(foot)
        row.addLayout(right, 1)

    def _form(self) -> QWidget:
        card = frame("card")
        card.setFixedWidth(FORM_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(label("Draw a sample", "title"))
        column.addWidget(label("Strata by", "muted"))
        for box in self.factors.values():
            column.addWidget(box)
        line = QHBoxLayout()
        line.addWidget(self.number)
        line.addWidget(self.unit, 1)
        column.addLayout(line)
        form = QFormLayout()
        form.addRow("Seed", self.seed)
        column.addLayout(form)
        column.addWidget(self.outlook)
        column.addWidget(self.draw)
        column.addStretch(1)
        return card


def _is(each: Candidate, wanted: str) -> bool:
    drawn = each.excluded in (Exclusion.DRAWN, Exclusion.UNRATABLE)
    return {
        ALL: True,
        OPEN: each.excluded is None,
        OUT: each.excluded is not None and not drawn,
        DRAWN: drawn,
    }[wanted]


def _state_of(each: Candidate, state: SampleState) -> str:
    sample: Draw | None = state.draw_of(each.tape) if each.tape else None
    words = EXCLUDED[each.excluded]
    return f"{words}, sample {sample.number}" if sample else words


def flow_line(flow: Flow, samples: int) -> str:
    """Return the figures of the flow, from what was recorded to what was rated."""
    parts = [
        f"{flow.sessions:,} sessions",
        f"{flow.recorded:,} recorded",
        f"{flow.eligible:,} eligible",
    ]
    if samples:
        parts += [f"{flow.drawn:,} drawn", f"{flow.unratable:,} cannot be rated"]
    parts += [f"{flow.rated:,} rated", f"{flow.double_rated:,} by two or more"]
    return "  →  ".join(parts)
