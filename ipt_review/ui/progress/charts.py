"""The charts of the Progress room; pyqtgraph draws them.

Lines are told apart by their dash and the shape of their points, bars by their
patterns, so that both can be read in grey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QSizePolicy

from ipt_review.domain.codebook import Counts
from ipt_review.scoring.progress import runs
from ipt_review.ui.theme import SMALL_SIZE, sans, seen_on
from ipt_review.ui.wording import PHASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook, SeverityScale
    from ipt_review.scoring.progress import Column, Measure
    from ipt_review.ui.theme import Theme

LOW, HIGH = 1.0, 7.0
POINT: Final = 9
PATTERNS = {
    Counts.AREA: Qt.BrushStyle.SolidPattern,
    Counts.FRAME: Qt.BrushStyle.Dense5Pattern,
    Counts.OFF: Qt.BrushStyle.BDiagPattern,
    Counts.EXCLUDED: Qt.BrushStyle.Dense7Pattern,
}


class Chart(pg.PlotWidget):  # type: ignore[misc]
    """A plot in the colors of the theme, which the mouse does not drag about.

    Signals:
        picked: The column at this x was clicked.
    """

    picked = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        self._theme = theme
        self.setAccessibleName(name)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        anyhow = QSizePolicy.Policy.Ignored
        self.setSizePolicy(QSizePolicy.Policy.Expanding, anyhow)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.dress()

    def dress(self) -> None:
        """Take on the colors of the theme."""
        self.setBackground(self._theme.card)
        for side in ("left", "bottom", "right"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(self._theme.line))
            axis.setTextPen(pg.mkPen(self._theme.muted))
            axis.setStyle(tickFont=sans(SMALL_SIZE - 1))

    def begin(self, shown: Sequence[Column]) -> None:
        """Start over, with these columns below."""
        self.clear()
        ends = [column.x for column in shown] or [0]
        self.setXRange(ends[0] - 0.6, ends[-1] + 0.6, padding=0.01)
        labels = [(column.x, column.label) for column in shown]
        self.getAxis("bottom").setTicks([labels])

    def tell_picked(self, points: Sequence[object]) -> None:
        """Tell which column the first of some clicked points is in."""
        for point in points:
            self.picked.emit(round(point.pos().x()))  # type: ignore[attr-defined]
            return


class ScoreChart(Chart):
    """One result over the sessions: supervisor, self, and severity beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Scores over the sessions", parent)
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

    def show_columns(
        self, shown: Sequence[Column], measure: Measure, scale: SeverityScale | None
    ) -> None:
        """Show one result, and the totals of a severity scale if there is one."""
        self.begin(shown)
        self._severity.clear()
        self.setYRange(LOW, HIGH, padding=0.08)
        self.getAxis("left").setTicks([[(n, str(n)) for n in range(1, 8)]])
        self._bands(shown)
        theme = self._theme
        self._line(shown, measure, own=True, color=theme.muted, symbol="s")
        self._line(shown, measure, own=False, color=theme.accent, symbol="o")
        self._totals(shown, scale)

    def _bands(self, shown: Sequence[Column]) -> None:
        for place, (phase, first, last) in enumerate(runs(shown)):
            if place % 2:
                band = pg.LinearRegionItem(
                    (first - 0.5, last + 0.5), movable=False, pen=pg.mkPen(None)
                )
                band.setBrush(pg.mkBrush(self._theme.soft))
                band.setZValue(-20)
                self.addItem(band)
            words = PHASES[phase].removesuffix(" phase")
            text = pg.TextItem(words, color=self._theme.muted, anchor=(0.5, 0))
            text.setFont(sans(SMALL_SIZE - 1))
            text.setPos((first + last) / 2, HIGH + 0.5)
            self.addItem(text)

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
            (column.x, value)
            for column in shown
            if column.tape is not None
            and (value := column.tape.value(measure, own=own)) is not None
        ]
        if not spots:
            return
        style = Qt.PenStyle.DashLine if own else Qt.PenStyle.SolidLine
        made = self.plot(
            [x for x, _ in spots],
            [y for _, y in spots],
            pen=pg.mkPen(color, width=2, style=style),
            symbol=symbol,
            symbolSize=POINT,
            symbolPen=pg.mkPen(color),
            symbolBrush=pg.mkBrush(self._theme.card if own else color),
        )
        made.sigPointsClicked.connect(lambda _, points, *__: self.tell_picked(points))

    def _totals(self, shown: Sequence[Column], scale: SeverityScale | None) -> None:
        axis = self.getAxis("right")
        spots = [
            (column.x, total.total)
            for column in shown
            if scale is not None
            and (total := column.session.severity_on(scale.id)) is not None
        ]
        axis.setVisible(bool(spots))
        if not spots or scale is None:
            return
        color = self._theme.warn
        axis.setLabel(scale.label)
        self._severity.setYRange(0, max(y for _, y in spots) + 2, padding=0.05)
        self._severity.addItem(
            pg.PlotDataItem(
                [x for x, _ in spots],
                [y for _, y in spots],
                pen=pg.mkPen(color, width=1.5, style=Qt.PenStyle.DotLine),
                symbol="t",
                symbolSize=POINT - 1,
                symbolPen=pg.mkPen(color),
                symbolBrush=pg.mkBrush(self._theme.card),
            )
        )
        if scale.remission_below is not None:
            line = pg.InfiniteLine(
                scale.remission_below,
                angle=0,
                pen=pg.mkPen(color, width=1, style=Qt.PenStyle.DashDotLine),
            )
            self._severity.addItem(line)
        self._fit()

    def _fit(self) -> None:
        self._severity.setGeometry(self.getPlotItem().vb.sceneBoundingRect())


class FocusChart(Chart):
    """What share of each session was about what, as bars on each other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Time by focus", parent)
        self.getAxis("left").setLabel("% of the tape")
        self.scene().sigMouseClicked.connect(self._pick)

    def show_columns(self, shown: Sequence[Column], codebook: Codebook) -> list[str]:
        """Show the time by focus of the tapes that a supervisor coded.

        Returns what is in the bars, from below.
        """
        named = []
        self.begin(shown)
        self.setYRange(0, 100, padding=0.02)
        below = [0.0] * len(shown)
        for state in codebook.focus.states:
            shares = [_share(column, state.id) for column in shown]
            if any(shares):
                named.append(state.label)
                color = seen_on(state.color, self._theme.card)
                brush = QBrush(QColor(color), PATTERNS[state.counts])
                bars = pg.BarGraphItem(
                    x=[column.x for column in shown],
                    y0=list(below),
                    height=shares,
                    width=0.7,
                    brush=brush,
                    pen=pg.mkPen(color),
                )
                self.addItem(bars)
            below = [under + share for under, share in zip(below, shares, strict=True)]
        return named

    def _pick(self, click: object) -> None:
        where = click.scenePos()  # type: ignore[attr-defined]
        if self.getPlotItem().vb.sceneBoundingRect().contains(where):
            self.picked.emit(round(self.getPlotItem().vb.mapSceneToView(where).x()))


def _share(column: Column, state: str) -> float:
    """Return how many percent of a tape a state took; 0 where it was not coded."""
    result = column.tape.supervisor if column.tape is not None else None
    if result is None:
        return 0.0
    times = result.focus.by_state
    marks = result.review.coding.marks.values()
    whole = sum(times.values())
    if not whole or not any(mark.code in times for mark in marks):
        return 0.0
    return 100 * times.get(state, 0) / whole
