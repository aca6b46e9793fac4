"""Phase and focus: what a session counts as, and what was agreed to be worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ipt_review.ui.case import words
from ipt_review.ui.case.focus_row import FocusRow, session_box
from ipt_review.ui.case.phase_page import PhasePart
from ipt_review.ui.case.remarks import Remarks
from ipt_review.ui.case.ribbon import Ribbon
from ipt_review.ui.flow import Flow, named
from ipt_review.ui.parts import button, label, rule

if TYPE_CHECKING:
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.course.course import Course, CourseRow

RULE = (
    "One focus, no more than two, agreed on by the patient (article, lines 44 and 45). "
    "A dispute that ends in leaving becomes a transition (line 52)."
)


class FocusPage(QWidget):
    """The phase of the picked session above the history of foci.

    Signals:
        focus_agreed: Area id, session number and reason.
        focus_changed: Old area id, new one, session number and reason.
        focus_ended: Area id, last session number and reason.
        focus_corrected: The agreement as it was, as it should be, and a reason.
        refused: Why an entry cannot be.
    """

    focus_agreed = Signal(str, int, str)
    focus_changed = Signal(str, str, int, str)
    focus_ended = Signal(str, int, str)
    focus_corrected = Signal(object, object, str)
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phase = PhasePart()
        self.ribbon = Ribbon(theme)
        self.remarks = Remarks()
        self.rows: list[FocusRow] = []
        self._hidden = label(words.HIDDEN, "muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.area = QComboBox()
        self.area.setAccessibleName("Problem area that was agreed on")
        self.session = session_box("Session in which it was agreed")
        self.instead = QComboBox()
        self.instead.setAccessibleName("The focus that it takes the place of")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason for the change of focus")
        self.reason.setPlaceholderText("Reason (optional, kept with your name)")
        self.agree = button("Agree on this focus", "primary")
        self._new = QWidget()
        self._build()
        self.agree.clicked.connect(self._agree)

    def show_course(self, course: Course, row: CourseRow | None) -> None:
        """Show the foci of a case, and the phase of the picked session."""
        self.phase.setVisible(row is not None)
        if row is not None:
            self.phase.show_row(course, row)
        self.ribbon.show_course(course)
        self.remarks.show_remarks([each.sentence for each in course.remarks])
        self._hidden.setVisible(course.focus_hidden)
        self._new.setVisible(not course.focus_hidden)
        self._show_rows(course)
        self._fill(course)
        if row is not None:
            self.session.setValue(row.session.number)

    def _show_rows(self, course: Course) -> None:
        for gone in self.rows:
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.rows = [FocusRow(each, course.codebook) for each in course.case.foci]
        for made in self.rows:
            made.corrected.connect(
                lambda old, new: self.focus_corrected.emit(old, new, self._why())
            )
            made.ended.connect(
                lambda area, session: self.focus_ended.emit(area, session, self._why())
            )
            made.refused.connect(self.refused)
            self._list.addWidget(made)

    def _fill(self, course: Course) -> None:
        wanted = self.area.currentData()
        self.area.clear()
        for area in course.codebook.areas:
            self.area.addItem(area.label, area.id)
        self.area.setCurrentIndex(max(0, self.area.findData(wanted)))
        self.instead.clear()
        self.instead.addItem("in addition", "")
        for focus in course.case.foci:
            if focus.ended_in is None:
                text = f"in place of {words.area(course.codebook, focus.area)}"
                self.instead.addItem(text, focus.area)

    def _why(self) -> str:
        text = self.reason.text()
        self.reason.clear()
        return text

    def _agree(self) -> None:
        area, session = str(self.area.currentData()), self.session.value()
        old = str(self.instead.currentData() or "")
        if old:
            self.focus_changed.emit(old, area, session, self._why())
        else:
            self.focus_agreed.emit(area, session, self._why())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(self.phase)
        column.addWidget(rule())
        column.addWidget(label("Agreed focus", "section"))
        column.addWidget(label(RULE, "small", wrap=True))
        column.addWidget(self.ribbon)
        column.addWidget(self._hidden)
        column.addLayout(self._list)
        self._build_new()
        column.addWidget(self._new)
        column.addWidget(self.remarks)
        column.addStretch(1)

    def _build_new(self) -> None:
        first = Flow()
        parts = (self.area, named("agreed in session", self.session), self.instead)
        for part in parts:
            first.addWidget(part)
        second = QHBoxLayout()
        second.addWidget(self.reason, 1)
        second.addWidget(self.agree)
        column = QVBoxLayout(self._new)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(rule())
        column.addWidget(label("A new agreement", "title"))
        column.addLayout(first)
        column.addLayout(second)
