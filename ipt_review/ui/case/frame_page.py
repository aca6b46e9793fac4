"""The frame of the treatment: nine lines, each with the rule that it stands under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from ipt_review.scoring.frame_line import FrameLine, Level
from ipt_review.ui.case import words
from ipt_review.ui.case.coded_page import CodedPage, sign, underline
from ipt_review.ui.flow import Flow
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QGridLayout

    from ipt_review.domain.coding import Perspective
    from ipt_review.workflow.course.course import Course

TOP = Qt.AlignmentFlag.AlignTop
NAME_WIDTH = 150
MOST_PLACES = 4
COLUMNS = 3


class FramePage(CodedPage[tuple[FrameLine, ...]]):
    """Shows facts, levels and rules; a place opens its tape."""

    def __init__(self) -> None:
        super().__init__("Treatment frame")

    def lines(self) -> tuple[FrameLine, ...]:
        """Return the lines in view."""
        return self.shown() or ()

    @override
    def by_perspective(
        self, course: Course
    ) -> Mapping[Perspective, tuple[FrameLine, ...]]:
        return course.frames

    @override
    def summary(self, shown: tuple[FrameLine, ...] | None) -> str:
        lines = shown or ()
        asking = [line for line in lines if line.level is not Level.OK]
        if not asking:
            return "Everything is in order."
        return f"{len(asking)} of {len(lines)} lines are worth a look."

    @override
    def fill(self, grid: QGridLayout, shown: tuple[FrameLine, ...]) -> None:
        grid.setColumnStretch(2, 1)
        for place, line in enumerate(shown):
            self._add_line(grid, 2 * place, line)

    def _add_line(self, grid: QGridLayout, at: int, line: FrameLine) -> None:
        level = words.LEVEL_NAMES[line.level]
        name = label(words.ASPECTS[line.aspect], "title")
        name.setFixedWidth(NAME_WIDTH)
        head = Flow()
        head.addWidget(label(line.fact, line.level.value))
        head.addWidget(self.places(line.places[:MOST_PLACES]))
        told = QVBoxLayout()
        told.setContentsMargins(0, 9, 0, 9)
        told.setSpacing(2)
        told.addLayout(head)
        told.addWidget(label(line.sentence, "small", wrap=True))
        marked = sign(words.LEVELS[line.level], line.level.value, level)
        for part in (marked, name):
            part.setContentsMargins(0, 9, 0, 0)
        grid.addWidget(marked, at, 0, TOP)
        grid.addWidget(name, at, 1, TOP)
        grid.addLayout(told, at, 2)
        underline(grid, at + 1, COLUMNS)
