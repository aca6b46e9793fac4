"""Severity over the course of a case: the trend, the totals, and entering them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ipt_review.study.severity import series
from ipt_review.ui.case import words
from ipt_review.ui.case.severity_entry import SeverityEntry
from ipt_review.ui.case.trend import Trend
from ipt_review.ui.parts import label, rule

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.study import Severity
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.course.course import Course, CourseRow

HEADERS = (
    *("Session", "Scale", "Total", "Remission", "Response"),
    *("Filled in by", "Fed back"),
)
WHICH = Qt.ItemDataRole.UserRole
FIGURES = (2,)


class SeverityPage(QWidget):
    """Shows totals and takes new ones; their items are never stored.

    Signals:
        put: Session id and a total to enter or correct.
        removed: Session id and the id of the scale.
    """

    put = Signal(object, object)
    removed = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self.shown = QComboBox()
        self.shown.setAccessibleName("Scale of the trend")
        self.trend = Trend(theme)
        self.table = QTableWidget(0, len(HEADERS))
        self.entry = SeverityEntry()
        self._set_up_table()
        self._build()
        self.shown.currentIndexChanged.connect(lambda _place: self._show_trend())
        self.table.currentCellChanged.connect(self._pick_entry)
        self.entry.put.connect(self.put)
        self.entry.removed.connect(self.removed)

    def show_course(self, course: Course, row: CourseRow | None) -> None:
        """Show the totals of a case, ready for one more in the picked session."""
        self._course = course
        wanted = self.shown.currentData() or _scale_in_use(course)
        self.shown.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.shown.clear()
        for scale in course.codebook.severity_scales:
            self.shown.addItem(scale.label, scale.id)
        self.shown.setCurrentIndex(max(0, self.shown.findData(wanted)))
        self.shown.blockSignals(False)  # noqa: FBT003
        self._fill(course)
        self.entry.show_course(course)
        if row is not None:
            self.entry.pick(row.session.id)
        self._show_trend()

    def _show_trend(self) -> None:
        course = self._course
        if course is None or not self.shown.count():
            return
        scale = course.codebook.severity_scale(str(self.shown.currentData()))
        points = series((row.session for row in course.rows), scale)
        self.trend.show_series(scale, points, course.case.planned_sessions)

    def _fill(self, course: Course) -> None:
        totals = [(row, each) for row in course.rows for each in row.session.severity]
        self.table.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.table.setRowCount(len(totals))
        for place, (row, total) in enumerate(totals):
            texts = _texts(course, row.session.number, total)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(WHICH, (row.session.id, total.scale))
                if column in FIGURES:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.table.setItem(place, column, item)
        self.table.setCurrentCell(-1, -1)
        self.table.blockSignals(False)  # noqa: FBT003

    def _pick_entry(self, place: int) -> None:
        item = self.table.item(place, 0)
        if item is not None:
            session, scale = item.data(WHICH)
            self._pick(session, scale)

    def _pick(self, session: UUID, scale: str) -> None:
        self.entry.pick(session, scale)

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName("Severity totals")
        table.setHorizontalHeaderLabels(list(HEADERS))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in FIGURES:
            head = table.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(Qt.AlignmentFlag.AlignCenter)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label("Trend", "section"))
        head.addWidget(self.shown)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.trend)
        column.addWidget(rule())
        column.addWidget(label("Totals", "section"))
        column.addWidget(self.table, 1)
        column.addWidget(self.entry)


def _scale_in_use(course: Course) -> str:
    used = {each.scale for row in course.rows for each in row.session.severity}
    scales = [scale.id for scale in course.codebook.severity_scales]
    return next((scale for scale in scales if scale in used), "")


def _texts(course: Course, number: int, total: Severity) -> tuple[str, ...]:
    scales = {each.id: each for each in course.codebook.severity_scales}
    scale = scales.get(total.scale)
    line = scale.remission_below if scale is not None else None
    below = "–" if line is None else "yes" if total.total < line else "no"
    points = series((row.session for row in course.rows), scale) if scale else []
    response = {p.session: p.responded for p in points}.get(number)
    return (
        str(number),
        words.scale(course.codebook, total.scale),
        str(total.total),
        below,
        {True: "yes", False: "no", None: "–"}[response],
        words.GIVERS[total.given_by],
        words.ANSWERS[total.fed_back],
    )
