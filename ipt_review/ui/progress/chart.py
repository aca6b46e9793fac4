"""What the charts of the Progress room have in common; pyqtgraph draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from ipt_review.scoring.progress import case_runs
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.scoring.progress import Column
    from ipt_review.ui.theme import Theme

STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
ENDS: Final = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
OPENS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MANY: Final = 32
"""From so many columns on, only every fifth session has its number below."""
FIFTH: Final = 5


class Chart(pg.PlotWidget):  # type: ignore[misc]
    """A plot in the colors of the theme, with a cursor that the arrows move.

    Signals:
        stood: The cursor is at the column at this place now.
        picked: The tape of the column at this place should be opened; the text says
            about what, as the chart tells it.
    """

    stood = Signal(int)
    picked = Signal(int, str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        self._theme = theme
        self._shown: Sequence[Column] = ()
        self._at = 0
        self._cursor: pg.InfiniteLine | None = None
        self.setAccessibleName(name)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        anyhow = QSizePolicy.Policy.Ignored
        self.setSizePolicy(QSizePolicy.Policy.Expanding, anyhow)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        keep_keys(self, "Left", "Right", "Up", "Down", "Home", "End", "Return", "Enter")
        self.scene().sigMouseClicked.connect(self._click)
        self.dress()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns that are shown."""
        return self._shown

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
        self._shown = shown
        self._at = min(self._at, max(0, len(shown) - 1))
        ends = [column.x for column in shown] or [0]
        self.setXRange(ends[0] - 0.6, ends[-1] + 0.6, padding=0.01)
        few = len(shown) <= MANY
        labels = [
            (column.x, str(column.session.number))
            for column in shown
            if few or column.session.number % FIFTH == 0
        ]
        self.getAxis("bottom").setTicks([labels])
        dashed = pg.mkPen(self._theme.text, width=1, style=Qt.PenStyle.DashLine)
        self._cursor = pg.InfiniteLine(pen=dashed, movable=False)
        self._cursor.setVisible(False)
        self.addItem(self._cursor, ignoreBounds=True)

    def part_cases(self, top: float) -> None:
        """Name each of several cases at the height `top`, every other one shaded."""
        runs = case_runs(self._shown)
        if len(runs) > 1:
            for place, (handle, first, last) in enumerate(runs):
                self.band(handle, first, last, top, shaded=bool(place % 2))

    def band(
        self, words: str, first: int, last: int, top: float, *, shaded: bool
    ) -> None:
        """Put words above some columns, and a shade behind them."""
        if shaded:
            band = pg.LinearRegionItem(
                (first - 0.5, last + 0.5), movable=False, pen=pg.mkPen(None)
            )
            band.setBrush(pg.mkBrush(self._theme.soft))
            band.setZValue(-20)
            self.addItem(band, ignoreBounds=True)
        text = pg.TextItem(words, color=self._theme.muted, anchor=(0.5, 0))
        text.setFont(sans(SMALL_SIZE - 1))
        text.setPos((first + last) / 2, top)
        self.addItem(text, ignoreBounds=True)

    def stand_at(self, place: int) -> None:
        """Put the cursor at a column."""
        if not 0 <= place < len(self._shown):
            return
        self._at = place
        if self._cursor is not None:
            self._cursor.setPos(self._shown[place].x)
            self._cursor.setVisible(self.hasFocus())
        self.stood.emit(place)

    def hide_cursor(self) -> None:
        """Show the chart without its cursor, until that is moved."""
        if self._cursor is not None:
            self._cursor.setVisible(False)

    def about(self) -> str:
        """Return what Enter opens the tape at; the tape as a whole if nothing."""
        return ""

    def hit(self, at: QPointF) -> tuple[int, str] | None:
        """Return the place of the column under the mouse, and about what it is."""
        raise NotImplementedError

    def step_up(self, by: int) -> None:
        """Go up or down within a column, where there is more than one thing in it."""

    def column_at(self, at: QPointF) -> int | None:
        """Return the place of the column at a point of the scene."""
        box = self.getPlotItem().vb
        if not self._shown or not box.sceneBoundingRect().contains(at):
            return None
        x = box.mapSceneToView(at).x()
        return min(range(len(self._shown)), key=lambda n: abs(self._shown[n].x - x))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.stand_at(self._at + STEPS[key])
        elif key in ENDS and self._shown:
            self.stand_at(ENDS[key] % len(self._shown))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_up(1 if key == Qt.Key.Key_Up else -1)
        elif key in OPENS:
            self.picked.emit(self._at, self.about())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.stand_at(self._at)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide_cursor()

    def _click(self, click: object) -> None:
        found = self.hit(click.scenePos())  # type: ignore[attr-defined]
        if found is not None:
            self.stand_at(found[0])
            self.picked.emit(*found)
