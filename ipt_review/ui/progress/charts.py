"""The two charts of the Progress room: scores over the sessions, and time by focus.

Lines are told apart by their dash and the shape of their points, bars by their
patterns, so that both can be read in grey.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor
from typing_extensions import override

from ipt_review.domain.codebook import Counts
from ipt_review.scoring.progress import runs
from ipt_review.ui.progress.chart import Chart
from ipt_review.ui.progress.reading_out import adequate_from
from ipt_review.ui.theme import state_on
from ipt_review.ui.wording import PHASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook, SeverityScale
    from ipt_review.scoring.progress import Column, Measure
    from ipt_review.ui.theme import Theme

    Spots = list[tuple[int, int, float]]

LOW, HIGH = 1.0, 7.0
FULL, NAMED = 100, 116
"""Up to where bars go, and the scale where names of cases stand above them."""
POINT: Final = 9
NEAR: Final = 12.0
"""How near a click must be to a point, in pixels."""
SEVERITY: Final = "severity"
AREAS: Final = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.VerPattern,
)
PATTERNS: Final = {
    Counts.FRAME: Qt.BrushStyle.Dense5Pattern,
    Counts.OFF: Qt.BrushStyle.BDiagPattern,
    Counts.EXCLUDED: Qt.BrushStyle.Dense7Pattern,
}


class ScoreChart(Chart):
    """One result over the sessions: supervisor, self, and severity beside it.

    Attributes:
        points: What can be clicked: for each line its coordinates, its points (place of
            the column, x, y), and about what they are.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Scores over the sessions", parent)
        self.points: list[tuple[pg.ViewBox, Spots, str]] = []
        self._severity = pg.ViewBox(enableMenu=False)
        self._severity.setMouseEnabled(x=False, y=False)
        plot = self.getPlotItem()
        plot.showAxis("right")
        plot.scene().addItem(self._severity)
        self._severity.setZValue(plot.zValue() + 1)
        self._severity.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        plot.getAxis("right").linkToView(self._severity)
        self._severity.setXLink(plot)
        plot.vb.sigResized.connect(self._fit)
        plot.getAxis("left").setLabel("1 to 7")
        plot.getAxis("left").setTicks([[(n, str(n)) for n in range(1, 8)]])
        self.setYRange(LOW, HIGH, padding=0.08)

    def show_columns(
        self,
        shown: Sequence[Column],
        measure: Measure,
        codebook: Codebook,
        scale: SeverityScale | None,
    ) -> None:
        """Show one result, and the totals of a severity scale if there is one."""
        self.begin(shown)
        self._severity.clear()
        self.points = []
        phases = runs(shown)
        if len({column.session.case for column in shown}) > 1:
            self.part_cases(HIGH + 0.5)
        else:
            for place, (phase, first, last) in enumerate(phases):
                words = PHASES[phase].removesuffix(" phase")
                self.band(words, first, last, HIGH + 0.5, shaded=bool(place % 2))
        self._line_of_adequate(measure, codebook)
        theme = self._theme
        self._line(shown, measure, own=True, color=theme.muted, symbol="s")
        self._line(shown, measure, own=False, color=theme.accent, symbol="o")
        self._totals(shown, scale)

    @override
    def hit(self, at: QPointF) -> tuple[int, str] | None:
        near: list[tuple[float, int, str]] = []
        for box, spots, about in self.points:
            for place, x, y in spots:
                away = box.mapViewToScene(QPointF(x, y)) - at
                near.append((away.manhattanLength(), place, about))
        found = min(near, default=None)
        return None if found is None or found[0] > NEAR else found[1:]

    def _line_of_adequate(self, measure: Measure, codebook: Codebook) -> None:
        least = adequate_from(measure, codebook)
        if least is not None:
            pen = pg.mkPen(self._theme.good, width=1, style=Qt.PenStyle.SolidLine)
            line = pg.InfiniteLine(least, angle=0, pen=pen)
            line.setZValue(-10)
            self.addItem(line, ignoreBounds=True)

    def _line(
        self,
        shown: Sequence[Column],
        measure: Measure,
        *,
        own: bool,
        color: str,
        symbol: str,
    ) -> None:
        spots = [
            (place, column.x, value)
            for place, column in enumerate(shown)
            if column.tape is not None
            and (value := column.tape.value(measure, own=own)) is not None
        ]
        if not spots:
            return
        style = Qt.PenStyle.DashLine if own else Qt.PenStyle.SolidLine
        item = self._item(
            shown,
            spots,
            pen=pg.mkPen(color, width=2, style=style),
            symbol=symbol,
            symbolSize=POINT,
            symbolPen=pg.mkPen(color),
            symbolBrush=pg.mkBrush(self._theme.card if own else color),
        )
        self.addItem(item, ignoreBounds=True)
        self.points.append((self.getPlotItem().vb, spots, "self" if own else ""))

    @staticmethod
    def _item(shown: Sequence[Column], spots: Spots, **look: object) -> pg.PlotDataItem:
        """Return the points of one line, not joined from one case to the next."""
        cases = [shown[place].session.case for place, _, _ in spots]
        joined = [one == other for one, other in itertools.pairwise(cases)]
        return pg.PlotDataItem(
            [x for _, x, _ in spots],
            [y for _, _, y in spots],
            connect=np.array([*joined, False], dtype=np.int32),
            **look,
        )

    def _totals(self, shown: Sequence[Column], scale: SeverityScale | None) -> None:
        axis = self.getAxis("right")
        spots: Spots = [
            (place, column.x, total.total)
            for place, column in enumerate(shown)
            if scale is not None
            and (total := column.session.severity_on(scale.id)) is not None
        ]
        axis.setVisible(bool(spots))
        if not spots or scale is None:
            return
        color = self._theme.warn
        axis.setLabel(scale.label)
        self._severity.setYRange(0, max(y for _, _, y in spots) + 2, padding=0.05)
        item = self._item(
            shown,
            spots,
            pen=pg.mkPen(color, width=1.5, style=Qt.PenStyle.DotLine),
            symbol="t",
            symbolSize=POINT - 1,
            symbolPen=pg.mkPen(color),
            symbolBrush=pg.mkBrush(self._theme.card),
        )
        self._severity.addItem(item, ignoreBounds=True)
        self.points.append((self._severity, spots, SEVERITY))
        if scale.remission_below is not None:
            pen = pg.mkPen(color, width=1, style=Qt.PenStyle.DashDotLine)
            line = pg.InfiniteLine(scale.remission_below, angle=0, pen=pen)
            self._severity.addItem(line, ignoreBounds=True)
        self._fit()

    def _fit(self) -> None:
        self._severity.setGeometry(self.getPlotItem().vb.sceneBoundingRect())


class FocusChart(Chart):
    """What share of each session was about what, as bars on each other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Time by focus", parent)
        self._states: list[tuple[str, str, list[float]]] = []
        self._state = 0
        self.getAxis("left").setLabel("% of the tape")
        self.getAxis("left").setTicks([[(n, str(n)) for n in (0, 25, 50, 75, 100)]])

    def show_columns(self, shown: Sequence[Column], codebook: Codebook) -> list[str]:
        """Show the time by focus of the tapes that a supervisor coded.

        Returns what is in the bars, from below.
        """
        self.begin(shown)
        self._states, self._state = [], 0
        areas = iter(AREAS * len(codebook.focus.states))
        below = [0.0] * len(shown)
        for state in codebook.focus.states:
            shares = [share(column, state.id) for column in shown]
            if any(shares):
                area = state.counts is Counts.AREA
                pattern = next(areas) if area else PATTERNS[state.counts]
                self._states.append((state.id, state.label, shares))
                color = state_on(state.color, self._theme.card)
                taken = [place for place, one in enumerate(shares) if one]
                bars = pg.BarGraphItem(
                    x=[shown[place].x for place in taken],
                    y0=[below[place] for place in taken],
                    height=[shares[place] for place in taken],
                    width=0.7,
                    brush=QBrush(QColor(color), pattern),
                    pen=pg.mkPen(color),
                )
                self.addItem(bars, ignoreBounds=True)
            below = [under + one for under, one in zip(below, shares, strict=True)]
        several = len({column.case for column in shown}) > 1
        self.setYRange(0, NAMED if several else FULL, padding=0.06)
        self.part_cases(NAMED + 3)
        return [label for _, label, _ in self._states]

    def said_at(self, place: int) -> str:
        """Return the shares of one column in words; the chosen one in brackets."""
        if not self._states or not 0 <= place < len(self._shown):
            return ""
        parts = [
            f"[{label} {shares[place]:.0f}%]"
            if at == self._state
            else f"{label} {shares[place]:.0f}%"
            for at, (_, label, shares) in enumerate(self._states)
            if shares[place]
        ]
        return ", ".join(parts) or "the focus track was not coded"

    @override
    def about(self) -> str:
        return self._states[self._state][0] if self._states else ""

    @override
    def step_up(self, by: int) -> None:
        if self._states:
            self._state = max(0, min(len(self._states) - 1, self._state + by))
            self.stand_at(self._at)

    @override
    def hit(self, at: QPointF) -> tuple[int, str] | None:
        place = self.column_at(at)
        if place is None:
            return None
        height = self.getPlotItem().vb.mapSceneToView(at).y()
        reached = 0.0
        for number, (state, _, shares) in enumerate(self._states):
            reached += shares[place]
            if shares[place] and height <= reached:
                self._state = number
                return place, state
        return place, ""


def share(column: Column, state: str) -> float:
    """Return how many percent of a tape a state took; 0 where it was not coded."""
    rated = column.tape.supervisor if column.tape is not None else None
    if rated is None or rated.focus is None:
        return 0.0
    times = rated.focus.by_state
    whole = sum(times.values())
    return 100 * times.get(state, 0) / whole if whole else 0.0
