"""Which focus held in which session, and in which phase: a bar for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ipt_review.ui.case import words
from ipt_review.ui.theme import SMALL_SIZE, ink_on, sans

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.course.course import Course

ROW, GAP, FOOT = 24.0, 6.0, 22.0


class Ribbon(QWidget):
    """Phases and foci over the session numbers; the lists beside it say the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._course: Course | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Phases and foci over the sessions")

    def show_course(self, course: Course) -> None:
        """Show the phases and foci of this case."""
        self._course = course
        foci = [
            f"{words.area(course.codebook, each.area)} {words.held(each)}"
            for each in course.case.foci
        ]
        self.setAccessibleDescription("; ".join(foci) or "no focus agreed")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        rows = 1 + (len(self._course.case.foci) if self._course else 0)
        return QSize(600, int(rows * (ROW + GAP) + FOOT))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        course = self._course
        if course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sans(SMALL_SIZE))
        self._paint_numbers(painter)
        for row in course.rows:
            text = words.PHASES[row.session.phase][0]
            self._paint_phase(painter, row.session.number, text)
        colors = {each.id: each.color for each in course.codebook.areas}
        for place, focus in enumerate(course.case.foci, 1):
            until = focus.ended_in or self._last()
            color = colors.get(focus.area, self._theme.muted)
            left, right = self._edge(focus.agreed_in - 1), self._edge(until)
            box = QRectF(left + 1, self._y(place), right - left - 2, ROW)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(QColor(ink_on(color)))
            label = words.area(course.codebook, focus.area)
            painter.drawText(
                box.adjusted(8, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, label
            )
        painter.end()

    def _last(self) -> int:
        course = self._course
        if course is None:
            return 1
        numbers = [row.session.number for row in course.rows]
        ends = [focus.ended_in or focus.agreed_in for focus in course.case.foci]
        return max([course.case.planned_sessions, *numbers, *ends])

    def _edge(self, session: int) -> float:
        return (self.width() - 1) * session / self._last()

    def _y(self, row: int) -> float:
        return row * (ROW + GAP)

    def _paint_phase(self, painter: QPainter, number: int, text: str) -> None:
        left, right = self._edge(number - 1), self._edge(number)
        box = QRectF(left + 1, 0, right - left - 2, ROW)
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.setBrush(QColor(self._theme.soft))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_numbers(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.muted))
        y = self.height() - FOOT
        for number in range(1, self._last() + 1):
            left, right = self._edge(number - 1), self._edge(number)
            painter.drawText(
                QRectF(left, y, right - left, FOOT - 4),
                Qt.AlignmentFlag.AlignCenter,
                str(number),
            )
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawLine(QPointF(0, y - 1), QPointF(self.width(), y - 1))
