"""The form on which the consent of a case is recorded, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.consent import Consent, Withdrawal
from ipt_review.domain.problems import ReviewError
from ipt_review.ui.consent_words import USES
from ipt_review.ui.library.add_recording import LONGEST_TREATMENT
from ipt_review.ui.number_boxes import DayBox, NumberBox
from ipt_review.ui.parts import label
from ipt_review.ui.study.asking import NO_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ipt_review.domain.consent import Use
    from ipt_review.domain.study import Case

WIDTH = 540
FOLLOWS = (
    "Whoever plays a recording needs a use that covers it: supervision or teaching for "
    "supervisors and trainees, research for raters. What is taken back is not played "
    "and not drawn any more. What was coded stays in the study; whether exports keep "
    "it, the study says on its Consent page."
)
ISO = "yyyy-MM-dd"


class ConsentForm(QDialog):
    """Asks what the recordings of a case may be used for.

    Args:
        case: Whose consent it is.
        keep: Keeps consent and reason; raises a `ReviewError` when it cannot.
    """

    def __init__(
        self,
        case: Case,
        keep: Callable[[Consent, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        before = case.consent
        self.setWindowTitle(f"Consent of case {case.handle}")
        self.setMinimumWidth(WIDTH)
        self._keep = keep
        self.recorded = QCheckBox("A consent is on record")
        self.recorded.setChecked(before.uses is not None)
        self.uses = _boxes("Agreed to", before.uses or frozenset())
        self.back = _boxes("Taken back", before.taken_back)
        withdrawn = before.withdrawn
        self.day = NumberBox()
        self.day.setRange(0, LONGEST_TREATMENT)
        self.day.setSpecialValueText("not given")
        self.day.setAccessibleName("Taken back on day of treatment")
        self.day.setValue((withdrawn.day if withdrawn else None) or 0)
        self.on = _Day("or on the date", withdrawn.on if withdrawn else None)
        self.until = _Day("Not longer than", before.keep_until)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Reason, where something on record changes")
        self.reason.setAccessibleName("Reason")
        self.said = label("", "bad", wrap=True)
        self.said.hide()
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self.recorded.toggled.connect(self._allow)
        self._allow()

    def consent(self) -> Consent:
        """Return what was entered.

        Raises:
            WithdrawnTwice: When a withdrawal cannot be so.
        """
        back = _ticked(self.back)
        day, on = self.day.value() or None, self.on.day()
        taken = back or day is not None or on is not None
        return Consent(
            _ticked(self.uses) if self.recorded.isChecked() else None,
            Withdrawal(back, day, on) if taken else None,
            self.until.day(),
        )

    @override
    def accept(self) -> None:
        """Keep what was entered, and close; or say what is wrong with it."""
        try:
            self._keep(self.consent(), self.reason.text())
        except ReviewError as problem:
            self.said.setText(str(problem))
            self.said.show()
            return
        super().accept()

    def _allow(self) -> None:
        for box in self.uses.values():
            box.setEnabled(self.recorded.isChecked())

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow("", self.recorded)
        form.addRow("Agreed to", _row(*self.uses.values()))
        form.addRow("Taken back", _row(*self.back.values()))
        form.addRow("on day of treatment", _row(self.day, self.on))
        form.addRow("Recordings kept", self.until)
        form.addRow("Reason", self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(label(FOLLOWS, "muted", wrap=True))
        column.addWidget(label(NO_NAMES, "muted", wrap=True))
        column.addWidget(self.said)
        column.addWidget(self.buttons)


class _Day(QWidget):
    """A date that may be left out."""

    def __init__(self, text: str, day: date | None) -> None:
        super().__init__()
        self.given = QCheckBox(text)
        self.given.setChecked(day is not None)
        self.edit = DayBox()
        self.edit.setDisplayFormat(ISO)
        self.edit.setCalendarPopup(True)
        self.edit.setAccessibleName(f"Date: {text}")
        self.edit.setDate(
            QDate(day.year, day.month, day.day)
            if day is not None
            else QDate.currentDate()
        )
        self.edit.setEnabled(day is not None)
        self.given.toggled.connect(self.edit.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.given)
        row.addWidget(self.edit)
        row.addStretch(1)

    def day(self) -> date | None:
        """Return the date, None where it is left out."""
        if not self.given.isChecked():
            return None
        chosen: date = self.edit.date().toPython()  # type: ignore[assignment]
        return chosen


def _boxes(what: str, ticked: frozenset[Use]) -> dict[Use, QCheckBox]:
    made = {}
    for use, name in USES.items():
        made[use] = QCheckBox(name)
        made[use].setAccessibleName(f"{what}: {name}")
        made[use].setChecked(use in ticked)
    return made


def _ticked(boxes: dict[Use, QCheckBox]) -> frozenset[Use]:
    return frozenset(use for use, box in boxes.items() if box.isChecked())


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return made
