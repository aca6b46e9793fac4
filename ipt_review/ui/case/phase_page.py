"""The phase of the picked session: what the record suggests, and what a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ipt_review.ui.case import words
from ipt_review.ui.case.choice import Choice
from ipt_review.ui.parts import button, label

if TYPE_CHECKING:
    from ipt_review.domain.phase import Phase
    from ipt_review.workflow.course.course import Course, CourseRow


class PhasePart(QWidget):
    """Confirms or changes the phase of one session, with a reason that is kept.

    Signals:
        phase_set: Session id, phase and reason.
    """

    phase_set = Signal(object, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: CourseRow | None = None
        self._title = label("", "section")
        self._why = label("", "small", wrap=True)
        self._said = label("", "small", wrap=True)
        options: dict[object, str] = dict(words.PHASES.items())
        self.choice = Choice("Phase", options)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason for the phase")
        self.save = button("Confirm phase", "primary")
        self.choice.chosen.connect(lambda _phase: self._show_button())
        self.save.clicked.connect(self._tell)
        self.reason.returnPressed.connect(self._tell)
        self._build()

    def show_row(self, course: Course, row: CourseRow) -> None:
        """Show the phase of this session."""
        other = self._row is None or self._row.session.id != row.session.id
        self._row = row
        self._title.setText(f"Phase of session {row.session.number}")
        self._why.setText(
            f"Suggested: {words.PHASES[row.suggested.phase]}. {row.suggested.why}"
        )
        handles = {key: person.handle for key, person in course.people.items()}
        said = "Not yet confirmed by a person."
        if row.confirmed is not None:
            said = f"Said by {words.signed(row.confirmed, handles)}"
            said += f": “{row.confirmed.reason}”" if row.confirmed.reason else "."
        self._said.setText(said)
        self.choice.show_value(row.session.phase)
        if other:
            self.reason.clear()
        self._show_button()

    def _show_button(self) -> None:
        row = self._row
        if row is None:
            return
        same = self.choice.value is row.session.phase
        self.save.setText("Confirm phase" if same else "Change phase")
        needed = self.choice.value is not row.suggested.phase
        self.reason.setPlaceholderText(
            "Why it differs from the suggestion (kept with your name)"
            if needed
            else "Reason (optional, kept with your name)"
        )

    def _tell(self) -> None:
        phase = self.choice.value
        if self._row is not None and phase is not None:
            self._emit(phase)

    def _emit(self, phase: Phase | object) -> None:
        row = self._row
        if row is not None:
            self.phase_set.emit(row.session.id, phase, self.reason.text())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._why)
        line = QHBoxLayout()
        line.addWidget(self.choice)
        line.addWidget(self.reason, 1)
        line.addWidget(self.save)
        column.addLayout(line)
        column.addWidget(self._said)
