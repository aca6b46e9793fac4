"""The opening checklist: nine tasks, and the session in which each was first done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui.case import words
from ipt_review.ui.case.perspective_box import PerspectiveBox
from ipt_review.ui.case.places import PlaceButtons
from ipt_review.ui.parts import frame, label

if TYPE_CHECKING:
    from ipt_review.scoring.checklist import Checklist, Task
    from ipt_review.workflow.course import Course

RULE = (
    "The opening diagnoses, frames the treatment, and relieves (article, line 38). Its "
    "tasks are due once, over the opening sessions together; no single session lacks "
    "one."
)
NOTHING = "No session of this case was coded yet."
HEADERS = ("Task", "first done", "rated", "")


class ChecklistPage(QScrollArea):
    """Shows how it stands with each task; a place opens its tape.

    Signals:
        place_wanted: Session number and ms.
    """

    place_wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self.perspective = PerspectiveBox()
        self._summary = label("", "small")
        self._column = QVBoxLayout()
        self._table = QWidget()
        self._build()
        self.perspective.currentIndexChanged.connect(lambda _place: self._show())

    def show_course(self, course: Course) -> None:
        """Show the opening of this case."""
        self._course = course
        self.perspective.offer(course.checklists)
        self._show()

    def checklist(self) -> Checklist | None:
        """Return the checklist in view."""
        chosen = self.perspective.perspective
        if self._course is None or chosen is None:
            return None
        return self._course.checklists.get(chosen)

    def _show(self) -> None:
        found = self.checklist()
        self._summary.setText(NOTHING if found is None else _summary(found))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(4, 1)
        if found is not None:
            for column, text in enumerate(HEADERS, 1):
                grid.addWidget(label(text, "small"), 0, column)
            for place, task in enumerate(found.tasks, 1):
                self._add_task(grid, 2 * place, task)
        self._column.replaceWidget(self._table, table)
        self._table.hide()
        self._table.deleteLater()
        self._table = table

    def _add_task(self, grid: QGridLayout, at: int, task: Task) -> None:
        sign, kind, told = words.STATES[task.state]
        mark = label(sign, kind)
        mark.setAccessibleName(told)
        mark.setFixedWidth(16)
        name = label(task.label, "title")
        places = PlaceButtons()
        places.show_places((task.first,) if task.first else ())
        places.place_wanted.connect(self.place_wanted)
        rated = task.first.rated if task.first else None
        parts = (
            mark,
            name,
            places,
            label("–" if rated is None else str(rated)),
            label(told, kind),
        )
        for column, part in enumerate(parts):
            part.setMinimumHeight(36)
            grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignVCenter)
        thin = frame("line")
        thin.setFixedHeight(1)
        grid.addWidget(thin, at + 1, 0, 1, len(parts))

    def _build(self) -> None:
        self.setWidgetResizable(True)
        page = QWidget()
        page.setLayout(self._column)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label("Opening checklist", "section"))
        head.addWidget(self._summary)
        head.addStretch(1)
        head.addWidget(label("as coded by", "small"))
        head.addWidget(self.perspective)
        self._column.addLayout(head)
        self._column.addWidget(label(RULE, "small", wrap=True))
        self._column.addWidget(self._table)
        self._column.addStretch(1)
        self.setWidget(page)


def _summary(found: Checklist) -> str:
    due = found.tasks[0].due if found.tasks else 0
    coded = ", ".join(map(str, found.coded)) or "none"
    return (
        f"{found.done} of {len(found.tasks)} done by session {due}. "
        f"Coded opening sessions: {coded}."
    )
