"""The form on which a recording comes into the study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
)

from ipt_review.ui.library.files_field import FilesField
from ipt_review.ui.number_boxes import NumberBox
from ipt_review.ui.parts import label
from ipt_review.ui.wording import FOCUS_HIDDEN
from ipt_review.workflow.library.organising import Arrival

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QWidget,
    )

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.people import Person
    from ipt_review.domain.study import Case
    from ipt_review.workflow.desk import Holdings

NO_FOCUS = "None agreed yet"
MOST_SESSIONS = 99
LONGEST_TREATMENT = 3_650


class AddRecording(QDialog):
    """Asks whose session it is; ids only, never a name or a date."""

    def __init__(
        self,
        holdings: Holdings,
        codebook: Codebook,
        parent: QWidget | None = None,
        person: Person | None = None,
    ) -> None:
        super().__init__(parent)
        self._hidden = holdings.hidden_cases(person) if person else frozenset()
        self.setWindowTitle("Add a recording")
        self.setMinimumWidth(520)
        self.files = FilesField()
        self.therapist = _choice([each.handle for each in holdings.therapists], "T-01")
        self.case = _choice([each.handle for each in holdings.cases], "C-001")
        self.session = _number(1, MOST_SESSIONS, 1)
        self.planned = _number(1, MOST_SESSIONS, codebook.frame.sessions_high)
        self.area = QComboBox()
        self.area.addItem(NO_FOCUS, None)
        for area in codebook.areas:
            self.area.addItem(area.label, area.id)
        self.agreed_in = _number(1, MOST_SESSIONS, codebook.frame.opening_sessions)
        self.day = _number(0, LONGEST_TREATMENT, 0)
        self.day.setSpecialValueText("not known")
        self._planned = {each.handle: each for each in holdings.cases}
        self._build()
        self.case.currentTextChanged.connect(self._meet_case)
        self._meet_case(self.case.currentText())

    def arrival(self) -> Arrival:
        """Return what was entered."""
        return Arrival(
            files=self.files.paths(),
            therapist=self.therapist.currentText().strip(),
            case=self.case.currentText().strip(),
            session=self.session.value(),
            planned_sessions=self.planned.value(),
            area=self.area.currentData(),
            agreed_in=self.agreed_in.value(),
            day=self.day.value() or None,
        )

    def _meet_case(self, handle: str) -> None:
        """Fill in what is known of a case, which this form cannot change."""
        case = self._planned.get(handle.strip())
        for field in (self.planned, self.area, self.agreed_in, self.therapist):
            field.setEnabled(case is None)
        if case is not None:
            self.planned.setValue(case.planned_sessions)
        self._show_focus(case)
        self._check()

    def _show_focus(self, case: Case | None) -> None:
        """Show what a known case works on, as far as this person may see it."""
        hidden = case is not None and case.id in self._hidden
        foci = case.foci if case is not None and not hidden else ()
        self.area.setItemText(0, FOCUS_HIDDEN if hidden else NO_FOCUS)
        self.agreed_in.setSpecialValueText("hidden" if hidden else "")
        if case is not None:
            area = foci[0].area if foci else None
            self.area.setCurrentIndex(max(0, self.area.findData(area)))
            self.agreed_in.setValue(foci[0].agreed_in if foci else 1)

    def _check(self) -> None:
        filled = (self.therapist.lineEdit(), self.case.lineEdit())
        ready = all(field is not None and field.text().strip() for field in filled)
        ready = ready and bool(self.files.paths())
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow("Recording", self.files)
        form.addRow("Therapist (id)", self.therapist)
        form.addRow("Case (id)", self.case)
        form.addRow("Session number", self.session)
        form.addRow("Planned sessions", self.planned)
        form.addRow("Agreed focus", self.area)
        form.addRow("Agreed in session", self.agreed_in)
        form.addRow("Day of treatment", self.day)
        column.addLayout(form)
        advice = "Use ids, not names, for therapist and case."
        column.addWidget(label(advice, "muted", wrap=True))
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self._buttons.button(kinds.Ok).setText("Add")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column.addWidget(self._buttons)
        self.files.changed.connect(self._check)
        for field in (self.therapist.lineEdit(), self.case.lineEdit()):
            if field is not None:
                field.textChanged.connect(self._check)


def _choice(known: list[str], otherwise: str) -> QComboBox:
    made = QComboBox()
    made.setEditable(True)
    made.addItems(known or [otherwise])
    return made


def _number(low: int, high: int, value: int) -> NumberBox:
    made = NumberBox()
    made.setRange(low, high)
    made.setValue(value)
    return made
