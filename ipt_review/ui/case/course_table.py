"""The course of a case: one row for each session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from ipt_review.domain.coding import Status
from ipt_review.ui.case import words
from ipt_review.ui.case.look import dot
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.course.course import Course, CourseRow

HEADERS = ("No.", "Day", "Phase", "Focus", "Severity", "Codings")
PHASE, FOCUS = 2, 3
SESSION_ID = Qt.ItemDataRole.UserRole
HIDDEN = "hidden"


class CourseTable(QTableWidget):
    """Lists sessions; one is picked, and Enter or a double click opens its tape.

    Signals:
        picked: Another session was picked.
        open_wanted: The tape of this session should be opened (its id).
    """

    picked = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, len(HEADERS), parent)
        self._theme = theme
        self.setAccessibleName("Sessions of the case")
        self.setHorizontalHeaderLabels(list(HEADERS))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        header = self.horizontalHeader()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentCellChanged.connect(self._tell_picked)
        self.itemActivated.connect(lambda _item: self._open())

    def picked_session(self) -> UUID | None:
        """Return the id of the picked session."""
        item = self.item(self.currentRow(), 0)
        found: UUID | None = item.data(SESSION_ID) if item is not None else None
        return found

    def show_course(self, course: Course) -> None:
        """List the sessions of this case; the picked one stays picked."""
        picked = self.picked_session()
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.setRowCount(len(course.rows))
        for place, row in enumerate(course.rows):
            for column, text in enumerate(_texts(course, row)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(SESSION_ID, row.session.id)
                self.setItem(place, column, item)
            self._mark_phase(place, row)
            self._mark_focus(place, row, course)
        ids = [row.session.id for row in course.rows]
        if ids:
            self.setCurrentCell(ids.index(picked) if picked in ids else 0, 0)
        self.blockSignals(False)  # noqa: FBT003

    def pick(self, session: UUID) -> None:
        """Pick this session."""
        for place in range(self.rowCount()):
            item = self.item(place, 0)
            if item is not None and item.data(SESSION_ID) == session:
                self.setCurrentCell(place, 0)

    def _mark_phase(self, place: int, row: CourseRow) -> None:
        item = self.item(place, PHASE)
        if item is None:
            return
        item.setToolTip(
            f"Suggested: {words.PHASES[row.suggested.phase]}. {row.suggested.why}"
        )
        if row.suggested.phase is not row.session.phase:
            item.setFont(sans(bold=True))

    def _mark_focus(self, place: int, row: CourseRow, course: Course) -> None:
        item = self.item(place, FOCUS)
        foci = course.case.foci_in(row.session.number)
        colors = {area.id: area.color for area in course.codebook.areas}
        color = next((colors[area] for area in foci if area in colors), None)
        if item is not None and color is not None:
            item.setIcon(dot(color))

    def _tell_picked(self) -> None:
        session = self.picked_session()
        if session is not None:
            self.picked.emit(session)

    def _open(self) -> None:
        session = self.picked_session()
        if session is not None:
            self.open_wanted.emit(session)


def _texts(course: Course, row: CourseRow) -> tuple[str, ...]:
    session, book = row.session, course.codebook
    phase = words.PHASES[session.phase]
    if row.suggested.phase is not session.phase:
        phase = f"{phase} (suggested: {words.PHASES[row.suggested.phase].lower()})"
    elif row.confirmed is not None:
        phase = f"{phase} ✓"
    shorts = {area.id: area.short for area in book.areas}
    foci = ", ".join(shorts.get(a, a) for a in course.case.foci_in(session.number))
    return (
        str(session.number),
        "–" if session.day is None else str(session.day),
        phase,
        HIDDEN if course.focus_hidden else foci or "–",
        ", ".join(words.total(each, book) for each in session.severity) or "–",
        _codings(course, row),
    )


def _codings(course: Course, row: CourseRow) -> str:
    if row.tape is None:
        return "no tape"
    marks = {Status.DRAFT: " draft", Status.SUBMITTED: " ✓", Status.LOCKED: " ✓✓"}
    handles = [
        f"{course.people[head.rater].handle}{marks[head.status]}" for head in row.heads
    ]
    return ", ".join(handles) or "none"
