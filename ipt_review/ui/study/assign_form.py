"""The form that says how tapes are given to raters."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from ipt_review.study.assigning import Plan
from ipt_review.ui import wording
from ipt_review.ui.number_boxes import DayBox, NumberBox
from ipt_review.ui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person

WIDTH = 300
RATERS_SHOWN = 132
DUE_IN = 14
"""Days until tapes are due, as proposed."""
PERSON = Qt.ItemDataRole.UserRole


class AssignForm(QFrame):
    """Asks who codes, how many tapes two code, and what is hidden among them.

    Signals:
        wanted: Raters and plan.
    """

    wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setFixedWidth(WIDTH)
        self._gold: Sequence[UUID] = ()
        self._tapes = 0
        self.raters = QListWidget()
        self.raters.setAccessibleName("Raters")
        self.raters.setMaximumHeight(RATERS_SHOWN)
        self.doubles = _number(0, 100, 20, "Share that two raters code", " %")
        self.repeats = _number(0, 50, 0, "Tapes that each rater codes again")
        self.calibration = _number(0, 0, 0, "Calibration tapes")
        self.hide_gold = QCheckBox("Hide gold tapes, one after each")
        self.every = _number(2, 100, 10, "Other tapes before each gold tape", " tapes")
        self.has_due = QCheckBox("Due on")
        self.due = DayBox(QDate.currentDate().addDays(DUE_IN))
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("yyyy-MM-dd")
        self.due.setAccessibleName("Due on")
        self.due.setEnabled(False)
        self.seed = QLineEdit()
        self.seed.setAccessibleName("Seed of the assignment")
        self.outlook = label("", "muted", wrap=True)
        self.give = button("Give out", "primary")
        self._build()
        self._connect()

    def show_state(
        self, raters: Sequence[Person], tapes: int, gold: Sequence[UUID]
    ) -> None:
        """Offer these raters; say how many tapes wait, and which have a reference."""
        self._tapes, self._gold = tapes, gold
        unchecked = {each.id for each in self._people(Qt.CheckState.Unchecked)}
        self.raters.clear()
        for person in raters:
            item = QListWidgetItem(wording.person(person), self.raters)
            item.setData(PERSON, person)
            gone = person.id in unchecked
            item.setCheckState(
                Qt.CheckState.Unchecked if gone else Qt.CheckState.Checked
            )
        self.calibration.setMaximum(len(gold))
        for part in (self.calibration, self.hide_gold, self.every):
            part.setEnabled(bool(gold))
        if not self.seed.text():
            self.new_seed()
        self._show_outlook()

    def new_seed(self) -> None:
        """Propose a seed that nobody chose."""
        self.seed.setText(secrets.token_hex(4))

    def plan(self) -> Plan:
        """Return what is asked for."""
        first = self.calibration.value()
        hidden = self._gold[first:] if self.hide_gold.isChecked() else ()
        return Plan(
            seed=self.seed.text().strip(),
            double_percent=self.doubles.value(),
            calibration=tuple(self._gold[:first]),
            gold=tuple(hidden),
            gold_every=self.every.value(),
            repeats=self.repeats.value(),
            due=self._due(),
        )

    def chosen(self) -> list[Person]:
        """Return the raters that are checked."""
        return self._people(Qt.CheckState.Checked)

    def _people(self, state: Qt.CheckState) -> list[Person]:
        items = [self.raters.item(row) for row in range(self.raters.count())]
        return [each.data(PERSON) for each in items if each.checkState() is state]

    def _due(self) -> int | None:
        if not self.has_due.isChecked():
            return None
        utc = QTimeZone(QTimeZone.Initialization.UTC)
        return self.due.date().endOfDay(utc).toMSecsSinceEpoch()

    def _show_outlook(self) -> None:
        raters = len(self.chosen())
        doubles = -(-self._tapes * self.doubles.value() // 100)
        each = (self._tapes + doubles) / raters if raters else 0
        self.outlook.setText(
            f"{wording.how_many(self._tapes, 'drawn tape')} that nobody has yet, "
            f"{doubles:,} of them for two raters; about {each:.0f} for each of "
            f"{wording.how_many(raters, 'rater')}. Raters do not see which is which."
        )
        self.give.setEnabled(raters > 0 and bool(self.seed.text().strip()))

    def _connect(self) -> None:
        self.raters.itemChanged.connect(self._show_outlook)
        self.doubles.valueChanged.connect(self._show_outlook)
        self.seed.textChanged.connect(self._show_outlook)
        self.has_due.toggled.connect(self.due.setEnabled)
        self.give.clicked.connect(lambda: self.wanted.emit(self.chosen(), self.plan()))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label("Give out tapes", "title"))
        column.addWidget(self.raters)
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.addRow("Coded by two", self.doubles)
        form.addRow("Coded again", self.repeats)
        form.addRow("Calibration first", self.calibration)
        form.addRow(self.hide_gold)
        form.addRow("", self.every)
        form.addRow(self.has_due, self.due)
        form.addRow("Seed", self.seed)
        column.addLayout(form)
        column.addWidget(self.outlook)
        column.addWidget(self.give)
        column.addStretch(1)


def _number(low: int, high: int, value: int, name: str, unit: str = "") -> NumberBox:
    made = NumberBox()
    made.setRange(low, high)
    made.setValue(value)
    made.setSuffix(unit)
    made.setAccessibleName(name)
    return made
