"""A page that is drawn up from codings: one table, from one perspective at a time."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui.case.perspective_box import PerspectiveBox
from ipt_review.ui.case.places import PlaceButtons
from ipt_review.ui.parts import frame, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_review.domain.coding import Perspective
    from ipt_review.scoring.places import Place
    from ipt_review.workflow.course.course import Course

T = TypeVar("T")
SIGN_WIDTH = 16


class CodedPage(QScrollArea, Generic[T]):
    """Shows what one perspective saw; a place opens its tape.

    Args:
        title: Of the page.
        rule: A sentence under it, or nothing.

    Signals:
        place_wanted: Session number and ms.
    """

    place_wanted = Signal(int, int)

    def __init__(self, title: str, rule: str = "") -> None:
        super().__init__()
        self._course: Course | None = None
        self.perspective = PerspectiveBox()
        self._summary = label("", "small", wrap=True)
        self._column = QVBoxLayout()
        self._table = QWidget()
        self._build(title, rule)
        self.perspective.currentIndexChanged.connect(lambda _place: self._show())

    @abstractmethod
    def by_perspective(self, course: Course) -> Mapping[Perspective, T]:
        """Return what there is to show, by perspective."""

    @abstractmethod
    def fill(self, grid: QGridLayout, shown: T) -> None:
        """Fill an empty table."""

    @abstractmethod
    def summary(self, shown: T | None) -> str:
        """Say in a line how it stands; None where nothing was coded."""

    def show_course(self, course: Course) -> None:
        """Show this case."""
        self._course = course
        self.perspective.offer(self.by_perspective(course))
        self._show()

    def shown(self) -> T | None:
        """Return what is in view."""
        chosen = self.perspective.perspective
        if self._course is None or chosen is None:
            return None
        return self.by_perspective(self._course).get(chosen)

    def places(self, some: Sequence[Place]) -> PlaceButtons:
        """Return buttons that open tapes at these places."""
        made = PlaceButtons()
        made.show_places(some)
        made.place_wanted.connect(self.place_wanted)
        return made

    def _show(self) -> None:
        shown, table = self.shown(), QWidget()
        self._summary.setText(self.summary(shown))
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        if shown is not None:
            self.fill(grid, shown)
        self._column.replaceWidget(self._table, table)
        self._table.hide()
        self._table.deleteLater()
        self._table = table

    def _build(self, title: str, rule: str) -> None:
        self.setWidgetResizable(True)
        page = QWidget()
        page.setLayout(self._column)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(title, "section"))
        head.addWidget(self._summary, 1)
        head.addWidget(label("as coded by", "small"))
        head.addWidget(self.perspective)
        self._column.addLayout(head)
        if rule:
            self._column.addWidget(label(rule, "small", wrap=True))
        self._column.addWidget(self._table)
        self._column.addStretch(1)
        self.setWidget(page)


def sign(text: str, kind: str, told: str) -> QWidget:
    """Return the sign before a line, with what it says for those who hear it."""
    made = label(text, kind)
    made.setAccessibleName(told)
    made.setToolTip(told)
    made.setFixedWidth(SIGN_WIDTH)
    return made


def underline(grid: QGridLayout, row: int, columns: int) -> None:
    """Draw a thin line across the table."""
    thin = frame("line")
    thin.setFixedHeight(1)
    grid.addWidget(thin, row, 0, 1, columns)
