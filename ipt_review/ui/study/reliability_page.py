"""The page on which a study sees how well its raters agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ipt_review.reliability.study_line import Section, Standing
from ipt_review.reliability.study_reading import number, reading
from ipt_review.ui import wording
from ipt_review.ui.parts import button, label, restyle
from ipt_review.ui.study.reliability_filter import ReliabilityFilter
from ipt_review.ui.study.reliability_table import ReliabilityTable
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import COMPUTE, STOP

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ipt_review.domain.masking import Mask
    from ipt_review.reliability.study_line import Basis, Line
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.agreement.study_reliability import StudyReliability

SHOWN = {
    "All lines": frozenset(Standing),
    "What falls short": frozenset({Standing.SHORT}),
    "What is not estimable": frozenset({Standing.NONE}),
}
TAPE_HEADERS = ("Tape", "Raters", "What they said", "Apart")
COMPARE_TIP = "Opens both codings of the tape beside each other"
REVIEW_TIP = "Opens the first of the codings in Review"


class ReliabilityPage(QWidget):
    """Shows the table, a line of it in words, and the tapes behind that line.

    Signals:
        compute_wanted: The table should be computed anew, or its computing stop.
        choice_changed: Other tapes are to be looked at.
        plan_wanted: The analysis plan should be shown.
        save_wanted: The table should be saved.
        compare_wanted: The tape and its two codings should be opened in Compare.
        review_wanted: The coding with this id should be opened in Review.
    """

    compute_wanted = Signal()
    choice_changed = Signal()
    plan_wanted = Signal()
    save_wanted = Signal()
    compare_wanted = Signal(object, object)
    review_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outlook = label("", wrap=True)
        self.notes = label("", "muted", wrap=True)
        self.filter = ReliabilityFilter()
        self.standing = QComboBox()
        self.standing.setAccessibleName("Which lines are listed")
        self.standing.addItems([*SHOWN])
        self.compute = button(COMPUTE)
        self.plan = button("Analysis plan…", tip="Which figures, and how good is good")
        self.save = button("Save…", tip="As a workbook, as values (CSV), or as text")
        self.table = ReliabilityTable(theme)
        self.words = label("", wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.tapes = TextTable("Tapes behind the line", TAPE_HEADERS)
        self.to_compare = button("Open in Compare", tip=COMPARE_TIP)
        self.to_review = button("Open in Review", tip=REVIEW_TIP)
        self.found: StudyReliability | None = None
        self._names: Mapping[UUID, str] = {}
        self._behind: list[Basis] = []
        self._build()
        self._connect()

    def show_found(
        self, found: StudyReliability, names: Mapping[UUID, str], mask: Mask
    ) -> None:
        """Show what was computed.

        Args:
            found: The table, and what it was computed from.
            names: What each tape is called for whoever looks.
            mask: What is kept from them.
        """
        self.found, self._names = found, names
        self.compute.setText(COMPUTE)
        self.filter.show_choices(found, mask)
        restyle(self.outlook, "")
        self.outlook.setText(outlook(found))
        self.notes.setText(" ".join(found.notes))
        self.notes.setVisible(bool(found.notes))
        self.save.setEnabled(bool(found.table.tapes))
        self._fill()

    def tell_progress(self, share: float) -> None:
        """Say how much is computed, from 0 to 1."""
        self.compute.setText(STOP)
        restyle(self.outlook, "muted")
        self.outlook.setText(f"Computing: {round(share * 100)} %")

    def tell(self, words: str, kind: str = "bad") -> None:
        """Say that nothing was computed, and why."""
        self.compute.setText(COMPUTE)
        restyle(self.outlook, kind)
        self.outlook.setText(words)

    def clear(self) -> None:
        """Show nothing of a study."""
        self.found = None
        self.filter.clear()
        self.tell("", "")
        self.notes.hide()
        self.save.setEnabled(False)
        self.table.show_rows([])
        self._show_line(None)

    def _fill(self) -> None:
        found = self.found
        if found is None:
            return
        wanted = SHOWN[self.standing.currentText()]
        shown = [
            each
            for each in found.table.lines
            if each.standing in wanted and found.table.tapes
        ]
        self.table.show_lines(shown, found.plan)

    def _show_picked(self) -> None:
        self._show_line(self.table.line)

    def _show_line(self, line: Line | None) -> None:
        found = self.found
        self._behind = line.furthest_first() if line is not None else []
        self.words.setText(reading(line, found.plan) if line and found else "")
        timed = line is not None and line.mean is None
        self.tapes.show_rows(
            [
                (
                    self._names.get(each.tape, ""),
                    " and ".join(each.raters),
                    _said(each, line) if line else "",
                    f"{each.apart:.0%}" if timed else number(each.apart),
                )
                for each in self._behind
            ]
        )
        self._show_buttons()

    def _show_buttons(self) -> None:
        there = self._behind_now() is not None
        self.to_compare.setEnabled(there)
        self.to_review.setEnabled(there)

    def _behind_now(self) -> Basis | None:
        row = self.tapes.row
        return self._behind[row] if 0 <= row < len(self._behind) else None

    def _open_compare(self) -> None:
        each = self._behind_now()
        if each is not None:
            self.compare_wanted.emit(each.tape, each.codings[:2])

    def _open_review(self) -> None:
        each = self._behind_now()
        if each is not None:
            self.review_wanted.emit(each.codings[0])

    def _connect(self) -> None:
        self.compute.clicked.connect(self.compute_wanted)
        self.plan.clicked.connect(self.plan_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.filter.chosen.connect(self.choice_changed)
        self.standing.currentIndexChanged.connect(self._fill)
        self.table.picked.connect(self._show_picked)
        self.tapes.picked.connect(self._show_buttons)
        self.tapes.chosen.connect(self._open_compare)
        self.to_compare.clicked.connect(self._open_compare)
        self.to_review.clicked.connect(self._open_review)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        top = QHBoxLayout()
        top.addWidget(self.outlook, 1)
        for each in (self.compute, self.plan, self.save):
            top.addWidget(each)
        column.addLayout(top)
        column.addWidget(self.notes)
        choices = QHBoxLayout()
        choices.addWidget(self.filter, 1)
        choices.addWidget(self.standing)
        column.addLayout(choices)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self._below())
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 1)
        column.addWidget(parts, 1)

    def _below(self) -> QWidget:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.tapes, 1)
        buttons = QVBoxLayout()
        for each in (self.to_compare, self.to_review):
            buttons.addWidget(each)
        buttons.addStretch(1)
        row.addLayout(buttons)
        column.addLayout(row, 1)
        return below


def outlook(found: StudyReliability) -> str:
    """Return in a sentence or two how a study stands."""
    table = found.table
    lines = [each for each in table.lines if each.section is not Section.PAIR]
    stands = [each.standing for each in lines]
    if not table.tapes:
        return "Nothing to compare."
    return (
        f"{wording.how_many(table.tapes, 'tape')} coded by two or more of "
        f"{wording.how_many(len(table.raters), 'rater')}. Of "
        f"{len(lines):,} lines (rater pairs aside) "
        f"falling short of the plan: {stands.count(Standing.SHORT):,}; meeting it, but "
        f"not by the lower limit: {stands.count(Standing.UNSURE):,}; not estimable: "
        f"{stands.count(Standing.NONE):,}."
    )


def _said(each: Basis, line: Line) -> str:
    """Return what raters said of one tape: numbers, time, or how many marks."""
    if line.section is Section.CODE_TIME:
        return " · ".join(f"{ms / 1_000:,.0f} s" for ms in each.said)
    if line.mean is None:
        return " · ".join(wording.how_many(int(n), "mark") for n in each.said)
    return " · ".join(
        f"{value:g}" if float(value).is_integer() else number(value)
        for value in each.said
    )
