"""Above everything: which case it is, how far it is, and what is on record of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout

from ipt_review.domain.study import CaseFacts
from ipt_review.ui import wording
from ipt_review.ui.case import words
from ipt_review.ui.number_boxes import NumberBox
from ipt_review.ui.parts import label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.course.course import Course

ANSWERS = list(words.ANSWERS)
ENDINGS = list(words.ENDINGS)


class CaseHeader(QFrame):
    """Names the case and takes the few facts that checks and scores rest on.

    Signals:
        facts_noted: What is on record now.
        planned: How many sessions are planned.
    """

    facts_noted = Signal(object)
    planned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._facts = CaseFacts()
        self._name = label("", "heading")
        self._name.setFont(sans(18, bold=True))
        self._state = label("", "muted")
        self.plan = NumberBox()
        self.plan.setRange(1, 999)
        self.plan.setKeyboardTracking(False)
        self.plan.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.death, self.risk, self.ending = QComboBox(), QComboBox(), QComboBox()
        for box in (self.death, self.risk):
            box.addItems([words.ANSWERS[each] for each in ANSWERS])
        self.ending.addItems([words.ENDINGS[each] for each in ENDINGS])
        self._build()
        self.plan.valueChanged.connect(self.planned)
        for box in (self.death, self.risk, self.ending):
            box.activated.connect(lambda _place: self._tell())

    def show_course(self, course: Course) -> None:
        """Show this case."""
        case, numbers = course.case, [row.session.number for row in course.rows]
        self._facts = case.facts
        self._name.setText(f"Case {case.handle}")
        reached = max(numbers, default=0)
        left = max(0, case.planned_sessions - reached)
        on_record = wording.how_many(len(numbers), "session")
        self._state.setText(
            f"Therapist {course.therapist.handle} · session {reached} of "
            f"{case.planned_sessions} · {left} left · {on_record} on record"
        )
        self.plan.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.plan.setValue(case.planned_sessions)
        self.plan.blockSignals(False)  # noqa: FBT003
        self.death.setCurrentIndex(ANSWERS.index(case.facts.death))
        self.risk.setCurrentIndex(ANSWERS.index(case.facts.recurrence_risk))
        self.ending.setCurrentIndex(ENDINGS.index(case.facts.ending))

    def _tell(self) -> None:
        self.facts_noted.emit(
            replace(
                self._facts,
                death=ANSWERS[self.death.currentIndex()],
                recurrence_risk=ANSWERS[self.risk.currentIndex()],
                ending=ENDINGS[self.ending.currentIndex()],
            )
        )

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 14, 10)
        row.setSpacing(16)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._state)
        row.addLayout(names)
        row.addStretch(1)
        parts = (
            ("Planned sessions", self.plan),
            ("Death on record", self.death),
            ("High risk of recurrence", self.risk),
            ("Treatment", self.ending),
        )
        for text, part in parts:
            part.setAccessibleName(text)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label(text, "small"))
            column.addWidget(part)
            row.addLayout(column)
