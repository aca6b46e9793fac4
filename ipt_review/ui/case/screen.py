"""The Case room: the course of one case at the left, its parts at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.ui.case.checklist_page import ChecklistPage
from ipt_review.ui.case.course_table import CourseTable
from ipt_review.ui.case.determination_page import DeterminationPage
from ipt_review.ui.case.focus_page import FocusPage
from ipt_review.ui.case.frame_page import FramePage
from ipt_review.ui.case.header import CaseHeader
from ipt_review.ui.case.history import History
from ipt_review.ui.case.look import style
from ipt_review.ui.case.severity_page import SeverityPage
from ipt_review.ui.parts import frame, label

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QFrame

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.course.course import Course, CourseRow

NO_CASE = "Choose a case in the library to see its course."
LEFT_WIDTH, LEAST_LEFT = 590, 360
EDGE = 12


class CaseScreen(QWidget):
    """Shows one case as one person may see it; its pages tell what is wanted.

    Signals:
        open_wanted: The tape of a session (its id) should be opened.
        place_wanted: The tape of session number n should be opened at so many ms.
    """

    open_wanted = Signal(object)
    place_wanted = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.dress()
        self._course: Course | None = None
        self.header = CaseHeader()
        self.table = CourseTable(theme)
        self.history = History()
        self.focus = FocusPage(theme)
        self.severity = SeverityPage(theme)
        self.determination = DeterminationPage()
        self.frame = FramePage()
        self.checklist = ChecklistPage()
        self.tabs = QTabWidget()
        self._message = label(NO_CASE, "muted")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def dress(self) -> None:
        """Take on the colors of the theme."""
        self.setStyleSheet(style(self._theme))

    def show_course(self, course: Course) -> None:
        """Show a case; call it again after every change."""
        self._course = course
        self.header.show_course(course)
        self.table.show_course(course)
        self.history.show_course(course)
        self._show_picked()
        self.determination.show_course(course)
        self.frame.show_course(course)
        self.checklist.show_course(course)
        self._pages.setCurrentIndex(1)

    def show_nothing(self) -> None:
        """Show that no case is open."""
        self._course = None
        self._pages.setCurrentIndex(0)

    def picked_row(self) -> CourseRow | None:
        """Return the picked session in the course."""
        picked = self.table.picked_session()
        rows = self._course.rows if self._course else ()
        return next((row for row in rows if row.session.id == picked), None)

    def pick(self, session: UUID) -> None:
        """Pick a session, as when one comes from its tape."""
        self.table.pick(session)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()

    def _show_picked(self) -> None:
        if self._course is not None:
            self.focus.show_course(self._course, self.picked_row())
            self.severity.show_course(self._course, self.picked_row())

    def _connect(self) -> None:
        self.table.picked.connect(lambda _session: self._show_picked())
        self.table.open_wanted.connect(self.open_wanted)
        for page in (self.determination, self.frame, self.checklist):
            page.place_wanted.connect(self.place_wanted)

    def _build(self) -> None:
        pages: tuple[tuple[QWidget, str], ...] = (
            (_scrolled(self.focus), "Phase and focus"),
            (_scrolled(self.severity), "Severity"),
            (self.determination, "Problem areas"),
            (self.frame, "Treatment frame"),
            (self.checklist, "Opening checklist"),
        )
        self.tabs.setDocumentMode(True)
        for page, name in pages:
            self.tabs.addTab(page, name)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setHandleWidth(EDGE)
        columns.setChildrenCollapsible(False)
        columns.addWidget(self._left())
        columns.addWidget(_carded(self.tabs))
        columns.setStretchFactor(0, 2)
        columns.setStretchFactor(1, 3)
        columns.setSizes([LEFT_WIDTH, 900])
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(EDGE)
        column.addWidget(self.header)
        column.addWidget(columns, 1)
        self._pages.addWidget(self._message)
        self._pages.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        outer.addWidget(self._pages)

    def _left(self) -> QWidget:
        left = QSplitter(Qt.Orientation.Vertical)
        left.setHandleWidth(EDGE)
        left.setChildrenCollapsible(False)
        left.addWidget(_carded(self.table))
        left.addWidget(self.history)
        left.setSizes([420, 340])
        left.setMinimumWidth(LEAST_LEFT)
        return left


def _scrolled(page: QWidget) -> QScrollArea:
    """Let a page scroll where the window is too small for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def _carded(widget: QWidget) -> QFrame:
    card = frame("card")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(6, 4, 6, 6)
    inner.addWidget(widget)
    return card
