"""How codings beside each other are painted; shape says what color says."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPen, QPolygonF

from ipt_review.ui.compare.tandem import Agreement
from ipt_review.ui.theme import SMALL_SIZE, ink_on, sans, seen_on, state_on, tint
from ipt_review.ui.timeline.axis import ticks
from ipt_review.workflow.agreement.laying_together import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPainter

    from ipt_review.domain.codebook import Track
    from ipt_review.domain.timecode import Span
    from ipt_review.ui.compare.tandem import Dot, Row, Run
    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.axis import Axis

HALF = 4.2
TICK_ROOM = 76
BAR = 4.0
INSIDE = 6
LEGEND = (
    (Outcome.SAME, "matched"),
    (Outcome.CODE, "other code"),
    (Outcome.END, "other end"),
    (Outcome.SINGLE, "one only"),
)
RIBBONS = (
    (Agreement.AGREE, "agree"),
    (Agreement.DIFFER, "differ"),
    (Agreement.ONE_ONLY, "one only"),
)


class TandemBrush:
    """Paints rows, ribbons, marks and their links in the colors of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._letters = QFontMetrics(sans(SMALL_SIZE - 1, bold=True))

    def ruler(self, painter: QPainter, axis: Axis, bottom: float) -> None:
        """Paint times along the top, and a thin line down at each."""
        painter.setFont(sans(SMALL_SIZE - 1))
        for tick in ticks(axis, TICK_ROOM):
            if tick.label:
                painter.setPen(tint(self.theme.line, 0.6, self.theme.card))
                painter.drawLine(QPointF(tick.x, 18), QPointF(tick.x, bottom))
                painter.setPen(QColor(self.theme.muted))
                painter.drawText(QPointF(tick.x + 3, 13), tick.label)

    def label(self, painter: QPainter, row: Row, right: float) -> None:
        """Write what a row is, in one line or, where there is room, in two."""
        place = QRectF(6, row.top, right - 14, row.height)
        to_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(sans(SMALL_SIZE))
        painter.setPen(QColor(self.theme.text if row.key else self.theme.muted))
        text = f"{row.label} · {row.under}" if row.under else row.label
        letters = QFontMetrics(sans(SMALL_SIZE))
        end = Qt.TextElideMode.ElideLeft
        painter.drawText(
            place, to_right, letters.elidedText(text, end, int(place.width()))
        )

    def states(
        self,
        painter: QPainter,
        row: Row,
        parts: Iterable[tuple[Span, str | None]],
        track: Track,
        axis: Axis,
    ) -> None:
        """Paint the states of one coding, named where there is room."""
        looks = {state.id: state for state in track.states}
        for span, code in parts:
            if code is None:
                continue
            left, right = axis.x(span.start), axis.x(span.end)
            rect = QRectF(left, row.top, max(right - left - 1, 1), row.height)
            color = state_on(looks[code].color, self.theme.card)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawRoundedRect(rect, 2.5, 2.5)
            seen = rect.intersected(QRectF(axis.left, row.top, axis.width, row.height))
            words = looks[code].label
            if self._letters.horizontalAdvance(words) + 2 * INSIDE <= seen.width():
                painter.setFont(sans(SMALL_SIZE - 1, bold=True))
                painter.setPen(QColor(ink_on(color)))
                inside = seen.adjusted(INSIDE, 0, -INSIDE, 0)
                painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)

    def ribbon(
        self, painter: QPainter, row: Row, found: Iterable[Run], axis: Axis
    ) -> None:
        """Paint agreement: a thin line, hatching from top to bottom, or half of it."""
        for run in found:
            left = max(axis.x(run.start), axis.left)
            right = min(axis.x(run.end), axis.right)
            if right > left:
                rect = QRectF(left, row.top, right - left, row.height)
                self.ribbon_part(painter, rect, run.agreement)

    def ribbon_part(
        self, painter: QPainter, rect: QRectF, agreement: Agreement
    ) -> None:
        """Paint one stretch of agreement."""
        painter.setPen(Qt.PenStyle.NoPen)
        theme, third = self.theme, rect.height() / 3
        if agreement is Agreement.AGREE:
            line = rect.adjusted(0, third, 0, -third)
            painter.fillRect(line, QColor(theme.good))
        elif agreement is Agreement.DIFFER:
            painter.fillRect(rect, tint(theme.bad, 0.35, theme.card))
            hatch = QBrush(QColor(theme.bad), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(rect, hatch)
        elif agreement is Agreement.ONE_ONLY:
            lower = rect.adjusted(0, rect.height() / 2, 0, 0)
            painter.fillRect(lower, QBrush(QColor(theme.warn)))

    def link(self, painter: QPainter, one: Dot, other: Dot) -> None:
        """Paint the line between two marks that meet; broken where codes differ."""
        color = seen_on(one.color, self.theme.card)
        same_code = one.meeting.outcome is not Outcome.CODE
        style = Qt.PenStyle.SolidLine if same_code else Qt.PenStyle.DotLine
        painter.setPen(QPen(QColor(color), 1.4, style))
        painter.drawLine(QPointF(one.x, one.y), QPointF(other.x, other.y))

    def bar(self, painter: QPainter, dot: Dot) -> None:
        """Paint the stretch that an interval covers."""
        if dot.end - dot.x > 1:
            painter.setPen(Qt.PenStyle.NoPen)
            shade = seen_on(dot.color, self.theme.card)
            painter.setBrush(tint(shade, 0.4, self.theme.card))
            place = QRectF(dot.x, dot.y - BAR / 2, dot.end - dot.x, BAR)
            painter.drawRoundedRect(place, BAR / 2, BAR / 2)

    def head(
        self,
        painter: QPainter,
        at: QPointF,
        color: str,
        outcome: Outcome,
        *,
        flag: bool,
    ) -> None:
        """Paint where a mark begins: full, ringed, crossed or hollow; a flag pointed.

        Args:
            painter: On the widget.
            at: Its middle.
            color: That of its group.
            outcome: What came of it.
            flag: Whether it flags something outside the model.
        """
        shade = QColor(seen_on(color, self.theme.card))
        hollow = outcome in (Outcome.SINGLE, Outcome.CODE)
        painter.setPen(QPen(shade, 1.8))
        painter.setBrush(QColor(self.theme.card) if hollow else shade)
        _outline(painter, at, HALF, flag=flag)
        if outcome is Outcome.CODE:
            painter.setBrush(shade)
            _outline(painter, at, HALF / 3.2, flag=flag)
        elif outcome is Outcome.END:
            painter.setPen(QPen(QColor(self.theme.card), 1.6))
            painter.drawLine(at - QPointF(0, HALF), at + QPointF(0, HALF))

    def legend(self, painter: QPainter, left: float, middle: float) -> None:
        """Say what shapes and the ribbon mean."""
        painter.setFont(sans(SMALL_SIZE - 1))
        letters = QFontMetrics(painter.font())
        x = left + HALF
        for outcome, words in LEGEND:
            self.head(
                painter, QPointF(x, middle), self.theme.muted, outcome, flag=False
            )
            x = self._word(painter, letters, x + 9, middle, words)
        for agreement, words in RIBBONS:
            self.ribbon_part(painter, QRectF(x, middle - 5, 20, 10), agreement)
            x = self._word(painter, letters, x + 26, middle, words)

    def _word(
        self,
        painter: QPainter,
        letters: QFontMetrics,
        x: float,
        middle: float,
        words: str,
    ) -> float:
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(QPointF(x, middle + letters.ascent() / 2 - 1), words)
        return x + letters.horizontalAdvance(words) + 16

    def picked(self, painter: QPainter, rect: QRectF) -> None:
        """Paint a frame around the place that is looked at."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        painter.drawRoundedRect(rect, 4, 4)

    def playhead(self, painter: QPainter, x: float, bottom: float) -> None:
        """Paint where the tape stands."""
        color = QColor(self.theme.playhead)
        painter.setPen(QPen(color, 1.6))
        painter.drawLine(QPointF(x, 16), QPointF(x, bottom))
        painter.setBrush(color)
        painter.setPen(Qt.PenStyle.NoPen)
        corners = (QPointF(x - 4, 12), QPointF(x + 4, 12), QPointF(x, 18))
        painter.drawPolygon(QPolygonF(corners))


def linked(found: Sequence[Dot]) -> list[tuple[Dot, Dot]]:
    """Return the pairs of marks that meet, each with the next one down."""
    return [
        pair
        for _, met in groupby(found, lambda dot: dot.place)
        for pair in pairwise(met)
    ]


def _outline(painter: QPainter, at: QPointF, half: float, *, flag: bool) -> None:
    if flag:
        far = half * 1.25
        corners = ((0.0, -far), (far, 0.0), (0.0, far), (-far, 0.0))
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
    else:
        painter.drawEllipse(at, half, half)
