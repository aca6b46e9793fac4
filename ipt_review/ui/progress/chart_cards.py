"""The two cards with charts, and what stands at their cursors in words.

The library that draws takes a moment to load; so the charts come when all else of the
room is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ipt_review.ui.parts import frame, label
from ipt_review.ui.progress.heat_model import coding_of, items_of, items_of_severity
from ipt_review.ui.progress.reading_out import score_key, score_words
from ipt_review.ui.progress.saving import Figure
from ipt_review.ui.theme import LIGHT, sans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QComboBox, QLabel, QWidget

    from ipt_review.domain.codebook import Codebook, SeverityScale
    from ipt_review.scoring.progress import Column, Measure
    from ipt_review.ui.progress.charts import FocusChart, ScoreChart
    from ipt_review.ui.theme import Theme

SCORES, FOCUS = "Over the sessions", "Time by focus"
PAPER = (900, 340)
"""How large a chart is that is saved, in pixels of the screen."""
NO_FOCUS = "The focus track of no tape shown here was coded."


class Card(QFrame):
    """A head with a choice beside it, a line of small words, and a body below.

    Args:
        words: The head.
        choice: What is chosen for it, if anything.
        said: The small words, if there are any.
    """

    def __init__(
        self, words: str, choice: QWidget | None = None, said: QLabel | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        head = label(words)
        head.setFont(sans(bold=True))
        row = QHBoxLayout()
        row.addWidget(head)
        row.addStretch(1)
        if choice is not None:
            row.addWidget(choice)
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 10)
        self._column.setSpacing(4)
        self._column.addLayout(row)
        if said is not None:
            self._column.addWidget(said)

    def fill(self, body: QWidget) -> None:
        """Put the body in, in place of another."""
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._column.addWidget(body, 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the charts show.

    Attributes:
        scale: Of which severity totals stand beside the scores, if any.
    """

    columns: Sequence[Column]
    codebook: Codebook
    measure: Measure
    scale: SeverityScale | None


class ChartCards(QObject):
    """Makes the charts when they are first needed, and has them drawn.

    Args:
        theme: Whose colors they take.
        measures: Where one of the three results is chosen.

    Signals:
        evidence_wanted: The tape of this coding should be opened at the first mark
            that bears on one of these items, or is one of these states.
    """

    evidence_wanted = Signal(object, object)

    def __init__(self, theme: Theme, measures: QComboBox) -> None:
        super().__init__(measures)
        self._theme = theme
        self._charts: tuple[ScoreChart, FocusChart] | None = None
        self._shown: Shown | None = None
        self.key, self.states = _quiet(), _quiet()
        self.score_key = self.focus_key = ""
        self.left = Card(SCORES, measures, self.key)
        self.right = Card(FOCUS, None, self.states)
        for card in (self.left, self.right):
            card.fill(frame("plain"))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw)

    @property
    def scores(self) -> ScoreChart:
        """The chart of scores, drawn now if it still has to be."""
        return self._now()[0]

    @property
    def focus(self) -> FocusChart:
        """The chart of time by focus, drawn now if it still has to be."""
        return self._now()[1]

    def show(self, shown: Shown) -> None:
        """Show these, as soon as all else is on the screen."""
        self._shown = shown
        self.score_key = score_key(shown.measure, shown.codebook, shown.scale)
        _say(self.key, self.score_key)
        self._soon.start()

    def figures(self) -> list[Figure]:
        """Return both charts as they can be saved, dark on white in any theme."""
        shown = self._shown
        if shown is None:
            return []
        _ = self.scores  # drawn by now, so that the keys are there
        name = shown.measure.value.replace("_", "-")
        title = f"{name.capitalize()} over the sessions"
        size = QSize(*PAPER)
        return [
            Figure(f"progress-{name}", title, self.score_key, size, self._paint(0)),
            Figure("progress-focus", FOCUS, self.focus_key, size, self._paint(1)),
        ]

    def _paint(self, which: int) -> Callable[[QPainter], None]:
        """Return what paints one of the charts anew."""

        def paint(painter: QPainter) -> None:
            from ipt_review.ui.progress.charts import (  # noqa: PLC0415 - loads slowly
                FocusChart,
                ScoreChart,
            )

            made = ScoreChart(LIGHT), FocusChart(LIGHT)
            for chart in made:
                chart.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
                chart.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
                chart.resize(*PAPER)
                chart.show()  # laid out, and seen by nobody
            self._show_in(*made)
            made[which].render(painter, QRectF(0, 0, *PAPER), QRect(0, 0, *PAPER))
            for chart in made:
                chart.close()
                chart.deleteLater()

        return paint

    def _now(self) -> tuple[ScoreChart, FocusChart]:
        if self._soon.isActive() or self._charts is None:
            self._soon.stop()
            self._draw()
        return self._made()

    def _made(self) -> tuple[ScoreChart, FocusChart]:
        if self._charts is None:
            from ipt_review.ui.progress.charts import (  # noqa: PLC0415 - loads slowly
                FocusChart,
                ScoreChart,
            )

            scores, focus = ScoreChart(self._theme), FocusChart(self._theme)
            scores.picked.connect(self._open_scores)
            scores.stood.connect(self._tell_scores)
            focus.picked.connect(self._open_focus)
            focus.stood.connect(self._tell_focus)
            self.left.fill(scores)
            self.right.fill(focus)
            self._charts = scores, focus
        return self._charts

    def _draw(self) -> None:
        named = self._show_in(*self._made())
        self.focus_key = f"From below: {', '.join(named)}" if named else NO_FOCUS
        _say(self.states, self.focus_key)

    def _show_in(self, scores: ScoreChart, focus: FocusChart) -> list[str]:
        """Fill two charts; return what is in the bars of the second."""
        shown = self._shown
        if shown is None:
            return []
        scores.show_columns(shown.columns, shown.measure, shown.codebook, shown.scale)
        return focus.show_columns(shown.columns, shown.codebook)

    def _tell_scores(self, place: int) -> None:
        shown = self._shown
        if shown is not None:
            words = score_words(shown.columns[place], shown.measure, shown.scale)
            _say(self.key, words)
            self.scores.setAccessibleDescription(words)

    def _tell_focus(self, place: int) -> None:
        shown = self._shown
        if shown is not None:
            number = shown.columns[place].session.number
            words = f"Session {number}: {self.focus.said_at(place)}"
            _say(self.states, words)
            self.focus.setAccessibleDescription(words)

    def _open_scores(self, place: int, about: str) -> None:
        shown = self._shown
        if shown is None or not 0 <= place < len(shown.columns):
            return
        items = items_of(shown.measure, shown.codebook)
        if about == "severity":
            items = items_of_severity(shown.codebook)
        self._open(shown.columns[place], items, own=about == "self")

    def _open_focus(self, place: int, state: str) -> None:
        shown = self._shown
        if shown is not None and 0 <= place < len(shown.columns):
            self._open(shown.columns[place], (state,) if state else ())

    def _open(
        self, column: Column, about: tuple[str, ...], *, own: bool = False
    ) -> None:
        coding = coding_of(column, own=own)
        if coding is not None:
            self.evidence_wanted.emit(coding, about)


def _quiet() -> QLabel:
    """Return small words for a line or two."""
    return label("", "muted", wrap=True)


def _say(where: QLabel, words: str) -> None:
    where.setText(words)
    where.setToolTip(words)
