"""The page on which tapes are given to raters, and taken back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.ui.parts import button, label
from ipt_review.ui.study.assign_form import AssignForm
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import KINDS, day
from ipt_review.workflow.library.tape_names import TapeNames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from ipt_review.workflow.desk import Holdings
    from ipt_review.workflow.studies.assigning import QueueRow

HEADERS = ("Rater", "Place", "Tape", "Called", "Kind", "State", "Due")
EVERYBODY = "All raters"
BREAK_TIP = "The rater then sees everything of this tape; who did it and why is logged"


class AssignPage(QWidget):
    """Lists who has which tape in which place, and how far they are.

    Signals:
        withdraw_wanted: The picked assignment should be taken back.
        hand_on_wanted: It should go to somebody else.
        unblind_wanted: Its rater should see everything of its tape.
    """

    withdraw_wanted = Signal(object)
    hand_on_wanted = Signal(object)
    unblind_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = AssignForm()
        self.rater = QComboBox()
        self.rater.setAccessibleName("Whose tapes are listed")
        self.progress = label("", wrap=True)
        self.table = TextTable("Assignments", HEADERS)
        self.withdraw = button("Withdraw…")
        self.hand_on = button("Give to another…")
        self.unblind = button("Break the blind…", tip=BREAK_TIP)
        self._rows: Sequence[QueueRow] = ()
        self._shown: list[QueueRow] = []
        self._names: TapeNames | None = None
        self._codes: Mapping[tuple[UUID, int], str] = {}
        self._build()
        self._connect()

    def show_rows(
        self,
        rows: Sequence[QueueRow],
        held: Holdings,
        codes: Mapping[tuple[UUID, int], str],
    ) -> None:
        """Show who has which tape.

        Args:
            rows: Rater by rater, in the order of their queues.
            held: What the study holds.
            codes: What tapes are called for blinded raters, by tape and pass.
        """
        self._rows, self._names, self._codes = rows, TapeNames(held), codes
        before = self.rater.currentText()
        self.rater.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.rater.clear()
        self.rater.addItem(EVERYBODY, None)
        for rater in dict.fromkeys(each.assignment.rater for each in rows):
            self.rater.addItem(self._names.person(rater), rater)
        self.rater.setCurrentIndex(max(0, self.rater.findText(before)))
        self.rater.blockSignals(False)  # noqa: FBT003
        self._fill()

    def picked(self) -> QueueRow | None:
        """Return the assignment that is picked."""
        row = self.table.row
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _fill(self) -> None:
        names, wanted = self._names, self.rater.currentData()
        if names is None:
            return
        self._shown = [
            each for each in self._rows if wanted in (None, each.assignment.rater)
        ]
        self.table.show_rows([self._texts(each, names) for each in self._shown])
        self.progress.setText(progress_line(self._shown, names))

    def _texts(self, each: QueueRow, names: TapeNames) -> tuple[str, ...]:
        given = each.assignment
        return (
            names.person(given.rater),
            str(given.sequence),
            names.tape(given.tape),
            self._codes.get((given.tape, given.pass_number), "–"),
            KINDS[given.kind],
            each.state.capitalize(),
            day(given.due),
        )

    def _show_picked(self) -> None:
        row = self.picked()
        there = row is not None and not row.assignment.withdrawn
        free = row is not None and there and not row.is_done
        self.withdraw.setEnabled(free)
        self.hand_on.setEnabled(free)
        self.unblind.setEnabled(there)

    def _connect(self) -> None:
        self.rater.currentIndexChanged.connect(lambda _place: self._fill())
        self.table.picked.connect(self._show_picked)
        for made, signal in (
            (self.withdraw, self.withdraw_wanted),
            (self.hand_on, self.hand_on_wanted),
            (self.unblind, self.unblind_wanted),
        ):
            made.clicked.connect(lambda _on=False, out=signal: out.emit(self.picked()))

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.form)
        right = QVBoxLayout()
        top = QHBoxLayout()
        top.addWidget(self.progress, 1)
        top.addWidget(self.rater)
        right.addLayout(top)
        right.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for made in (self.unblind, self.hand_on, self.withdraw):
            foot.addWidget(made)
        right.addLayout(foot)
        row.addLayout(right, 1)


def progress_line(rows: Sequence[QueueRow], names: TapeNames) -> str:
    """Return how many tapes each rater has, and how many of them are submitted."""
    standing = [each for each in rows if not each.assignment.withdrawn]
    given = Counter(each.assignment.rater for each in standing)
    done = Counter(each.assignment.rater for each in standing if each.is_done)
    parts = [
        f"{names.person(rater)} {done[rater]} of {n}" for rater, n in given.items()
    ]
    return "Submitted: " + "  ·  ".join(parts) if parts else "No tape is given out yet."
