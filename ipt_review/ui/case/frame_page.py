"""The frame of the treatment: eight lines, each with the rule that it stands under."""

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

from ipt_review.scoring.frame_line import Level
from ipt_review.ui.case import words
from ipt_review.ui.case.perspective_box import PerspectiveBox
from ipt_review.ui.case.places import PlaceButtons
from ipt_review.ui.parts import frame, label

if TYPE_CHECKING:
    from ipt_review.scoring.frame_line import FrameLine
    from ipt_review.workflow.course import Course

TOP = Qt.AlignmentFlag.AlignTop
NAME_WIDTH = 150
MOST_PLACES = 4


class FramePage(QScrollArea):
    """Shows facts, levels and rules; a place opens its tape.

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
        """Show the frame of this case."""
        self._course = course
        self.perspective.offer(course.frames)
        self._show()

    def lines(self) -> tuple[FrameLine, ...]:
        """Return the lines in view."""
        chosen = self.perspective.perspective
        if self._course is None or chosen is None:
            return ()
        return self._course.frames.get(chosen, ())

    def _show(self) -> None:
        lines = self.lines()
        asking = [line for line in lines if line.level is not Level.OK]
        self._summary.setText(
            "Everything is in order."
            if not asking
            else f"{len(asking)} of {len(lines)} lines are worth a look."
        )
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        for place, line in enumerate(lines):
            self._add_line(grid, 2 * place, line)
        self._column.replaceWidget(self._table, table)
        self._table.hide()
        self._table.deleteLater()
        self._table = table

    def _add_line(self, grid: QGridLayout, at: int, line: FrameLine) -> None:
        sign = label(words.LEVELS[line.level], line.level.value)
        sign.setAccessibleName(words.LEVEL_NAMES[line.level])
        sign.setToolTip(words.LEVEL_NAMES[line.level])
        sign.setFixedWidth(16)
        name = label(words.ASPECTS[line.aspect], "title")
        name.setFixedWidth(NAME_WIDTH)
        places = PlaceButtons()
        places.show_places(line.places[:MOST_PLACES])
        places.place_wanted.connect(self.place_wanted)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(line.fact, line.level.value))
        head.addWidget(places)
        head.addStretch(1)
        told = QVBoxLayout()
        told.setContentsMargins(0, 9, 0, 9)
        told.setSpacing(2)
        told.addLayout(head)
        told.addWidget(label(line.sentence, "small", wrap=True))
        for part in (sign, name):
            part.setContentsMargins(0, 9, 0, 0)
        grid.addWidget(sign, at, 0, TOP)
        grid.addWidget(name, at, 1, TOP)
        grid.addLayout(told, at, 2)
        thin = frame("line")
        thin.setFixedHeight(1)
        grid.addWidget(thin, at + 1, 0, 1, 3)

    def _build(self) -> None:
        self.setWidgetResizable(True)
        page = QWidget()
        page.setLayout(self._column)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label("Treatment frame", "section"))
        head.addWidget(self._summary)
        head.addStretch(1)
        head.addWidget(label("as coded by", "small"))
        head.addWidget(self.perspective)
        self._column.addLayout(head)
        self._column.addWidget(self._table)
        self._column.addStretch(1)
        self.setWidget(page)
