"""What others submitted as their problem-area determination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ipt_review.domain.determination import Presence
from ipt_review.ui.case import words
from ipt_review.ui.parts import label, rule

if TYPE_CHECKING:
    from ipt_review.domain.determination import AreaJudgment, Determination
    from ipt_review.workflow.course.course import Course

SHORT = {
    Presence.YES: "present",
    Presence.NO: "not present",
    Presence.CANNOT_TELL: "cannot tell",
    None: "–",
}


class Others(QWidget):
    """One column for each rater, one line for each area; not there while hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._table = QWidget()
        self._column.addWidget(rule())
        self._column.addWidget(label("Determinations of others", "section"))
        self._column.addWidget(self._table)
        self.hide()

    def show_course(self, course: Course) -> None:
        """Show what this person may see of the others' determinations."""
        self.setVisible(bool(course.others))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        for line, area in enumerate(course.codebook.areas, 1):
            grid.addWidget(label(area.label, "small"), line, 0)
        last = len(course.codebook.areas) + 1
        grid.addWidget(label("Focus", "small"), last, 0)
        for column, each in enumerate(course.others, 1):
            handle = course.people[each.rater].handle
            grid.addWidget(label(handle, "title"), 0, column)
            for line, area in enumerate(course.codebook.areas, 1):
                grid.addWidget(label(_judged(each.judgment(area.id))), line, column)
            grid.addWidget(label(_focus(each, course)), last, column)
        grid.setColumnStretch(len(course.others) + 1, 1)
        self._column.replaceWidget(self._table, table)
        self._table.hide()
        self._table.deleteLater()
        self._table = table


def _judged(judgment: AreaJudgment) -> str:
    text = SHORT[judgment.presence]
    return text if judgment.certainty is None else f"{text} ({judgment.certainty})"


def _focus(form: Determination, course: Course) -> str:
    areas = [area for area in (form.primary, form.second) if area is not None]
    named = ", then ".join(words.area(course.codebook, area) for area in areas)
    return f"{named} ({form.certainty})"
