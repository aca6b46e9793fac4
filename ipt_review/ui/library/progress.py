"""How far the raters and the study are: a line for each, with a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.ui import wording
from ipt_review.ui.parts import frame, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPaintEvent

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.library.library import Progress

HEADERS = ("", "Assigned", "Begun", "Rated", "Submitted", "Overdue", "Submitted of all")
BAR_WIDTH, BAR_HEIGHT, SAID_WIDTH = 220, 12, 120
STUDY = "The study"


class ProgressPage(QScrollArea):
    """Shows the study and each rater; counts are of tapes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: list[tuple[str, ...]] = []
        self.setWidgetResizable(True)
        self.setAccessibleName("Progress of the raters and the study")

    def show_progress(
        self, study: Progress, tapes: int, raters: Sequence[tuple[str, Progress]]
    ) -> None:
        """Show how far everybody is.

        Args:
            study: A tape counts once, however many people code it.
            tapes: How many tapes the study has.
            raters: What each is called, and how far they are.
        """
        self.lines = []
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 4, 4)
        card = frame("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setHorizontalSpacing(26)
        grid.setVerticalSpacing(10)
        for place, header in enumerate(HEADERS):
            grid.addWidget(label(header, "muted"), 0, place, _side(place))
        self._line(grid, 1, (STUDY, study), tapes)
        for row, each in enumerate(raters, 2):
            self._line(grid, row, each, max(each[1].assigned, each[1].begun))
        grid.setColumnStretch(len(HEADERS), 1)
        column.addWidget(card)
        told = (
            f"Counted in tapes; the study has {wording.how_many(tapes, 'tape')}. For "
            "the study, a tape counts once, however many people code it."
        )
        column.addWidget(label(told, "muted", wrap=True))
        column.addStretch(1)
        self.setWidget(inner)

    def _line(
        self, grid: QGridLayout, row: int, who: tuple[str, Progress], of_all: int
    ) -> None:
        name, found = who
        late = f"{found.overdue:,}" if found.overdue else "–"
        given = f"{found.assigned:,}" if found.assigned else "–"
        counts = (found.begun, found.rated, found.submitted)
        texts = (name, given, *(f"{each:,}" for each in counts), late)
        for place, text in enumerate(texts):
            kind = "bad" if place == len(texts) - 1 and found.overdue else ""
            shown = label(text, "title" if row == 1 and not place else kind)
            grid.addWidget(shown, row, place, _side(place))
        bar = Bar(self._theme, name, (found.submitted, found.begun), of_all)
        grid.addWidget(bar, row, len(texts))
        self.lines.append((*texts, bar.said))


class Bar(QWidget):
    """How much of something is done (filled), and begun (outlined within the whole).

    Args:
        name: Whose it is.
        counts: How many are done, and how many are begun, those included.
        of_all: How many there are.
    """

    def __init__(
        self, theme: Theme, name: str, counts: tuple[int, int], of_all: int
    ) -> None:
        super().__init__()
        self._theme = theme
        self._done, self._begun = counts
        self._all = of_all
        share = f"{self._done / of_all:.0%}" if of_all else "–"
        self.said = f"{share} of {of_all:,}"
        self.setMinimumSize(BAR_WIDTH + SAID_WIDTH, BAR_HEIGHT + 6)
        self.setAccessibleName(f"{name}: {self.said} submitted")
        self.setToolTip(self.accessibleName())

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self.minimumSize())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, top = self._theme, (self.height() - BAR_HEIGHT) / 2
        for share, color in (
            (1.0, theme.soft),
            (self._share(self._begun), theme.line),
            (self._share(self._done), theme.good),
        ):
            painter.setBrush(QColor(color))
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(0, top, BAR_WIDTH * share, BAR_HEIGHT)
            painter.drawRoundedRect(bar, 4, 4)
        painter.setPen(QColor(theme.text))
        beside = self.rect().adjusted(BAR_WIDTH + 8, 0, 0, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, self.said)
        painter.end()

    def _share(self, count: int) -> float:
        return min(1.0, count / self._all) if self._all else 0.0


def _side(place: int) -> Qt.AlignmentFlag:
    """Return on which side of its column something stands: numbers at the right."""
    numbers = 0 < place < len(HEADERS) - 1
    return Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft
