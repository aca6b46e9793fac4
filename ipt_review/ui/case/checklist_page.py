"""The opening checklist: nine tasks, and the session in which each was first done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from typing_extensions import override

from ipt_review.scoring.checklist import Checklist
from ipt_review.ui.case import words
from ipt_review.ui.case.coded_page import CodedPage, sign, underline
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QGridLayout

    from ipt_review.domain.coding import Perspective
    from ipt_review.scoring.checklist import Task
    from ipt_review.workflow.course.course import Course

RULE = (
    "The opening diagnoses, frames the treatment, and relieves (article, line 38). Its "
    "tasks are due once, over the opening sessions together; no single session lacks "
    "one."
)
NOTHING = "No session of this case was coded yet."
HEADERS = ("Task", "first done", "rated", "")
LINE_HEIGHT = 36


class ChecklistPage(CodedPage[Checklist]):
    """Shows how it stands with each task; a place opens its tape."""

    def __init__(self) -> None:
        super().__init__("Opening checklist", RULE)

    def checklist(self) -> Checklist | None:
        """Return the checklist in view."""
        return self.shown()

    @override
    def by_perspective(self, course: Course) -> Mapping[Perspective, Checklist]:
        return course.checklists

    @override
    def summary(self, shown: Checklist | None) -> str:
        if shown is None:
            return NOTHING
        due = shown.tasks[0].due if shown.tasks else 0
        coded = ", ".join(map(str, shown.coded)) or "none"
        return (
            f"{shown.done} of {len(shown.tasks)} done by session {due}. "
            f"Coded opening sessions: {coded}."
        )

    @override
    def fill(self, grid: QGridLayout, shown: Checklist) -> None:
        grid.setColumnStretch(len(HEADERS), 1)
        for column, text in enumerate(HEADERS, 1):
            grid.addWidget(label(text, "small"), 0, column)
        for place, task in enumerate(shown.tasks, 1):
            self._add_task(grid, 2 * place, task)

    def _add_task(self, grid: QGridLayout, at: int, task: Task) -> None:
        mark, kind, told = words.STATES[task.state]
        rated = task.first.rated if task.first else None
        parts = (
            sign(mark, kind, told),
            label(task.label, "title"),
            self.places((task.first,) if task.first else ()),
            label("–" if rated is None else str(rated)),
            label(told, kind),
        )
        for column, part in enumerate(parts):
            part.setMinimumHeight(LINE_HEIGHT)
            grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignVCenter)
        underline(grid, at + 1, len(parts))
