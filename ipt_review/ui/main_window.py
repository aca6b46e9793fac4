"""The window: rail, top bar, rooms, status line; and how they hang together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.ui.banner import Banner
from ipt_review.ui.case.screen import CaseScreen
from ipt_review.ui.codebook.screen import CodebookScreen
from ipt_review.ui.compare.screen import CompareScreen
from ipt_review.ui.export.screen import ExportScreen
from ipt_review.ui.feedback.screen import FeedbackScreen
from ipt_review.ui.library.screen import LibraryScreen
from ipt_review.ui.parts import icon
from ipt_review.ui.queue.screen import QueueScreen
from ipt_review.ui.rail import Rail
from ipt_review.ui.rating.screen import RatingScreen
from ipt_review.ui.review.screen import ReviewScreen
from ipt_review.ui.start_page import StartPage
from ipt_review.ui.status_line import StatusLine
from ipt_review.ui.study.screen import StudyScreen
from ipt_review.ui.theme import sans, style_sheet
from ipt_review.ui.top_bar import TopBar
from ipt_review.ui.unsaved_bar import UnsavedBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from ipt_review.ui.needs import Need
    from ipt_review.ui.theme import Theme


class KeepsHistory(Protocol):
    """A room in which changes are undone by themselves, not with those of a coding.

    Attributes:
        can_undo: Whether a change can be taken back, `can_redo` made again.
    """

    can_undo: bool
    can_redo: bool


ROOMS = (
    ("library", "Library"),
    ("review", "Review"),
    ("rate", "Rate"),
    ("compare", "Compare"),
    ("feedback", "Feedback"),
    ("progress", "Progress"),
    ("meetings", "Meetings"),
    ("case", "Case"),
    ("codebook", "Codebook"),
    ("study", "Study"),
    ("export", "Export"),
)
START = "start"


class MainWindow(QMainWindow):
    """Holds the rooms and shows one of them; `Program` decides what happens.

    Attributes:
        may_close: Says whether nothing speaks against closing the window.
        tape_waits: Whether a tape is open in Review again once one leaves the room.
        also_met: Says of needs of actions whether they are met, beside `Situation`.
        histories: What keeps a history of its own, by the name of its room.

    Signals:
        room_wanted: Somebody pressed a button of the rail.
        entered: The room with this name is shown.
        dropped: Files (a tuple of paths) were dropped on the window.
        closing: The window is about to close.
    """

    room_wanted = Signal(str)
    entered = Signal(str)
    dropped = Signal(object)
    closing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("IPT Review")
        self.theme = theme = replace(theme)
        self.setWindowIcon(icon("app", theme.accent))
        self.setFont(sans())
        self.rail = Rail(theme, ROOMS)
        self.top_bar = TopBar()
        self.status_line = StatusLine()
        self.banner = Banner()
        self.unsaved = UnsavedBar()
        self.start = StartPage()
        self.library = LibraryScreen(theme)
        self.review = ReviewScreen(theme)
        self.rate = RatingScreen(theme)
        self.compare = CompareScreen(theme)
        self.case = CaseScreen(theme)
        self.codebook = CodebookScreen(theme)
        self.feedback = FeedbackScreen()
        self.export = ExportScreen()
        self.study = StudyScreen(theme)
        self.queue = QueueScreen()
        self._stack = QStackedWidget()
        self._rooms: dict[str, QWidget] = {
            START: self.start,
            "library": self.library,
            "review": self.review,
            "rate": self.rate,
            "compare": self.compare,
            "case": self.case,
            "codebook": self.codebook,
            "feedback": self.feedback,
            "export": self.export,
            "study": self.study,
            "queue": self.queue,
        }
        self._first: dict[str, QWidget] = {
            "library": self.library.table,
            "review": self.review,
            "compare": self.compare.list,
            "case": self.case.table,
            "codebook": self.codebook.tree,
            "feedback": self.feedback.editor,
            "export": self.export.export,
            "study": self.study.bar,
            "queue": self.queue.table,
        }
        self._room = START
        self._begin_with_nothing()
        self._build()
        self.rail.chosen.connect(self.room_wanted)
        self.dress()

    def _begin_with_nothing(self) -> None:
        """Have nothing that the parts of the program put here."""
        self.tape_waits = False
        self.may_close: Callable[[], bool] = lambda: True
        self.also_met: Callable[[], Mapping[Need, bool]] = dict
        self.histories: dict[str, KeepsHistory] = {
            "library": self.library,
            "feedback": self.feedback,
        }

    def dress(self) -> None:
        """Wear the theme, with all that is in the window and belongs to it.

        The style sheet is put on when everything stands: on the application it would
        be worked out anew for each part that is put into another.
        """
        self.setStyleSheet(style_sheet(self.theme))

    @property
    def room(self) -> str:
        """The room that is shown."""
        return self._room

    def furnish(self, name: str, room: QWidget, first: QWidget) -> None:
        """Put in a room that is made late; `first` has the keyboard in it."""
        self._rooms[name], self._first[name] = room, first
        self._stack.addWidget(room)

    def enter(self, room: str) -> None:
        """Show this room."""
        self._room = room
        self._stack.setCurrentWidget(self._rooms[room])
        self.rail.setVisible(room != START)
        self.rail.light({"queue": "library", "ledger": "progress"}.get(room, room))
        if room in self._first:
            self._first[room].setFocus(Qt.FocusReason.OtherFocusReason)
        self.entered.emit(room)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(files_of(event.mimeData()))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _build(self) -> None:
        self.resize(1600, 1000)
        self.setMinimumSize(1000, 600)
        self.setAcceptDrops(True)
        for room in self._rooms.values():
            self._stack.addWidget(room)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.unsaved)
        right.addWidget(self._stack, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.status_line)
        self.setCentralWidget(whole)


def files_of(carried: QMimeData) -> tuple[Path, ...]:
    """Return the files and folders on this computer that are dragged along."""
    paths = (Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile())
    return tuple(path for path in paths if path.exists())
