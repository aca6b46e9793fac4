"""The form on which time of supervision is entered that was no meeting of the study."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.domain.ledger import LONGEST_NOTE, SupervisionTime
from ipt_review.domain.meeting import LONGEST_MEETING, MeetingKind
from ipt_review.domain.problems import ReviewError
from ipt_review.ui.number_boxes import DayBox, NumberBox
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person
    from ipt_review.domain.study import Case

WIDTH = 460
ISO = "yyyy-MM-dd"
USUAL = 60
OUTSIDE, NO_CASE = "Somebody outside this study", "Several, or none"
COUNTS = (
    "Meetings that are planned and held in this study count by themselves; enter here "
    "what took place besides. Write no names and no dates of patients."
)
KINDS = {MeetingKind.INDIVIDUAL: "Individual", MeetingKind.GROUP: "Group"}


class HoursForm(QDialog):
    """Asks for one time of supervision.

    Args:
        before: What is corrected; None for a new entry.
        people: Who may have led it.
        cases: What it may have been about.
        keep: Keeps it; raises a `ReviewError` when it cannot.
    """

    def __init__(
        self,
        before: SupervisionTime | None,
        people: Sequence[Person],
        cases: Sequence[Case],
        keep: Callable[[SupervisionTime], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hours of supervision")
        self.setMinimumWidth(WIDTH)
        self._before = before
        self._keep = keep
        self.day = DayBox(_shown(before.day) if before else QDate.currentDate())
        self.day.setDisplayFormat(ISO)
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("Date of the meeting")
        self.minutes = NumberBox()
        self.minutes.setRange(1, LONGEST_MEETING)
        self.minutes.setSuffix(" min")
        self.minutes.setValue(before.minutes if before else USUAL)
        self.minutes.setAccessibleName("Minutes")
        self.kind = _choices("Kind", [(name, kind) for kind, name in KINDS.items()])
        led = [(OUTSIDE, None), *((each.handle, each.id) for each in people)]
        self.lead = _choices("Supervised by", led)
        about = [(NO_CASE, None), *((each.handle, each.id) for each in cases)]
        self.case = _choices("Case", about)
        self.note = QLineEdit(before.note if before else "")
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setAccessibleName("Note")
        self._show(before)
        self.said = label("", "bad", wrap=True)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()

    def _show(self, before: SupervisionTime | None) -> None:
        if before is not None:
            self.kind.setCurrentIndex(self.kind.findData(before.kind))
            self.lead.setCurrentIndex(max(0, self.lead.findData(before.led_by)))
            self.case.setCurrentIndex(max(0, self.case.findData(before.case)))

    def entry(self) -> SupervisionTime:
        """Return what was entered.

        Raises:
            BadEntry: When it cannot be so.
        """
        chosen: date = self.day.date().toPython()  # type: ignore[assignment]
        made = SupervisionTime(
            uuid4(),
            chosen,
            self.minutes.value(),
            self.kind.currentData(),
            self.lead.currentData(),
            self.case.currentData(),
            self.note.text().strip(),
        )
        return made if self._before is None else replace(made, id=self._before.id)

    @override
    def accept(self) -> None:
        """Keep what was entered, and close; or say what is wrong with it."""
        try:
            self._keep(self.entry())
        except ReviewError as problem:
            self.said.setText(str(problem))
            self.said.show()
            return
        super().accept()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow("Date", self.day)
        form.addRow("Length", self.minutes)
        form.addRow("Kind", self.kind)
        form.addRow("Supervised by", self.lead)
        form.addRow("About case", self.case)
        form.addRow("Note", self.note)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(label(COUNTS, "muted", wrap=True))
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.day.setFocus()


def _shown(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _choices(name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for text, data in choices:
        made.addItem(text, data)
    return made
