"""The problem-area determination: one rater's judgment before the focus is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ipt_review.study.determining import Weight, findings
from ipt_review.ui.case import words
from ipt_review.ui.case.area_form import STEPS, AreaForm
from ipt_review.ui.case.choice import Choice
from ipt_review.ui.case.judgments import Judgments
from ipt_review.ui.case.others import Others
from ipt_review.ui.case.remarks import Remarks
from ipt_review.ui.flow import Flow, titled
from ipt_review.ui.parts import button, label, rule

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Area
    from ipt_review.domain.determination import AreaJudgment, Determination
    from ipt_review.workflow.course.course import Course

RULE = (
    "A death points to grief, a struggle with somebody to a role dispute, another "
    "change of life to a role transition, and an absence of such events to deficits "
    "(article, line 41). Judge each area for itself, then choose one focus, or two."
)
BEGIN = (
    "The form is filled in by yourself, from the tapes. Until you submit it, the "
    "agreed focus of this case is hidden from you in every room."
)
BEGIN_KNOWING = (
    "The form is filled in by yourself, from the tapes. The agreed focus of this case "
    "is not hidden from you, so a judgment of yours is not a blind one."
)


class DeterminationPage(QScrollArea):
    """Holds the form of one rater, and what others submitted once it is closed.

    Signals:
        begin_wanted: The rater wants to begin the form.
        kept: The form as it stands now, to be written at once.
        submit_wanted: The rater is done.
        place_wanted: Session number and ms of a time that a basis names.
    """

    begin_wanted = Signal()
    kept = Signal(object)
    submit_wanted = Signal()
    place_wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._areas: tuple[Area, ...] = ()
        self._form: Determination | None = None
        self.forms: dict[str, AreaForm] = {}
        self._state = label("", "small", wrap=True)
        self.begin = button("Begin the form", "primary")
        self._judging = QWidget()
        self._lines = QVBoxLayout()
        self.primary, self.second = QComboBox(), QComboBox()
        self.certainty = Choice("Certainty of the focus, 1 to 5", STEPS)
        self.lacking = Remarks()
        self.submit = button("Submit determination", "primary")
        self._others = Others()
        self.history = Judgments()
        self._build()
        self.begin.clicked.connect(self.begin_wanted)
        self.submit.clicked.connect(self.submit_wanted)
        self.primary.activated.connect(lambda _place: self._keep_focus())
        self.second.activated.connect(lambda _place: self._keep_focus())
        self.certainty.chosen.connect(self._keep_certainty)

    def show_course(self, course: Course) -> None:
        """Show the form of the person who looks at this case."""
        self._form = course.mine
        if course.codebook.areas != self._areas:
            self._make_forms(course.codebook.areas)
        begun = course.mine is not None
        self.begin.setVisible(not begun)
        self._judging.setVisible(begun)
        self._state.setText(_state(course))
        if course.mine is not None:
            self._show_form(course.mine)
        self._others.show_course(course)
        self.history.show_course(course)

    def _show_form(self, form: Determination) -> None:
        closed = form.submitted
        for area, each in self.forms.items():
            each.show_judgment(form.judgment(area), closed=closed)
        self.primary.setCurrentIndex(max(0, self.primary.findData(form.primary or "")))
        self.second.setCurrentIndex(max(0, self.second.findData(form.second or "")))
        self.certainty.show_value(form.certainty)
        for part in (self.primary, self.second, self.certainty):
            part.setEnabled(not closed)
        found = findings(form, self._areas)
        self.lacking.show_remarks([] if closed else [each.sentence for each in found])
        self.submit.setVisible(not closed)
        self.submit.setEnabled(all(each.weight is Weight.LOOK for each in found))

    def _make_forms(self, areas: tuple[Area, ...]) -> None:
        self._areas = areas
        for gone in self.forms.values():
            self._lines.removeWidget(gone)
            gone.deleteLater()
        self.forms = {area.id: AreaForm(area) for area in areas}
        for box, nothing in ((self.primary, "choose…"), (self.second, "none")):
            box.clear()
            box.addItem(nothing, "")
        for area in areas:
            self.primary.addItem(area.label, area.id)
            self.second.addItem(area.label, area.id)
            form = self.forms[area.id]
            form.judged.connect(lambda said, a=area.id: self._keep_area(a, said))
            form.place_wanted.connect(self.place_wanted)
            self._lines.addWidget(form)

    def _keep_area(self, area: str, judgment: AreaJudgment) -> None:
        if self._form is not None:
            self.kept.emit(self._form.with_judgment(area, judgment))

    def _keep_focus(self) -> None:
        if self._form is not None:
            primary = str(self.primary.currentData()) or None
            second = str(self.second.currentData()) or None
            self.kept.emit(replace(self._form, primary=primary, second=second))

    def _keep_certainty(self, certainty: int) -> None:
        if self._form is not None:
            self.kept.emit(replace(self._form, certainty=certainty))

    def _build(self) -> None:
        self.setWidgetResizable(True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(label("Problem-area determination", "section"))
        column.addWidget(label(RULE, "small", wrap=True))
        column.addWidget(self._state)
        start = QHBoxLayout()
        start.addWidget(self.begin)
        start.addStretch(1)
        column.addLayout(start)
        column.addWidget(self._judging)
        column.addWidget(self._others)
        column.addWidget(self.history)
        column.addStretch(1)
        self._build_form()
        self.setWidget(page)

    def _build_form(self) -> None:
        self._lines.setSpacing(14)
        self.primary.setAccessibleName("Primary focus")
        self.second.setAccessibleName("Second focus")
        line = Flow()
        parts = (
            ("Primary focus", self.primary),
            ("Second focus", self.second),
            ("Certainty of the focus", self.certainty),
        )
        for name, part in parts:
            line.addWidget(titled(name, part))
        line.addWidget(titled("", self.submit))
        column = QVBoxLayout(self._judging)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(self._lines)
        column.addWidget(rule())
        column.addLayout(line)
        column.addWidget(self.lacking)


def _state(course: Course) -> str:
    if course.mine is None:
        return BEGIN if course.focus_hidden else BEGIN_KNOWING
    if course.mine.submitted:
        agreed = ", ".join(
            f"{words.area(course.codebook, each.area)} {words.held(each)}"
            for each in course.case.foci
        )
        return f"Submitted. Agreed in the treatment: {agreed or 'no focus yet'}."
    hidden = f" Agreed focus: {words.HIDDEN.lower()}" if course.focus_hidden else ""
    return f"Draft, saved with every change.{hidden}"
