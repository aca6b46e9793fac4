"""The figures of a feedback page: severity, the steps of the session, its focus.

They have to be told apart in black and white: by shape, pattern and letters, not by
color alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPen, QPolygonF

from ipt_review.domain.codebook import Counts
from ipt_review.domain.timecode import MS_PER_SECOND, show_seconds
from ipt_review.ui.feedback.paper import CENTER, GRAY, INK, POINT, RULE
from ipt_review.ui.theme import tint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.codebook import TrackState
    from ipt_review.scoring.feedback_page import FocusRibbon, Trend
    from ipt_review.scoring.sequence import SequenceStep
    from ipt_review.ui.feedback.paper import Paper

TREND_HIGH, STRIP_HIGH, RIBBON_HIGH = 88.0, 43.0, 15.0
TOP: Final = Qt.AlignmentFlag.AlignTop
MINUTES: Final = 600
"""Seconds between two ticks under the ribbon."""
_PATTERNS = {
    Counts.OFF: Qt.BrushStyle.BDiagPattern,
    Counts.FRAME: Qt.BrushStyle.Dense6Pattern,
    Counts.EXCLUDED: Qt.BrushStyle.NoBrush,
}
"""What areas do without: theirs are plain, with their names in them."""


def draw_trend(paper: Paper, trend: Trend, planned: int) -> None:
    """Draw the totals over the sessions of the case, with the remission line."""
    high = paper.size(TREND_HIGH)
    box = QRectF(
        paper.left + paper.size(20),
        paper.y + paper.size(14),
        paper.width - paper.size(26),
        high - paper.size(26),
    )
    if paper.painter is not None:
        _trend(paper, trend, planned, box)
    paper.y += high


def _trend(paper: Paper, trend: Trend, planned: int, box: QRectF) -> None:
    painter, small = paper.painter, paper.font(6.5)
    if painter is None:
        return
    line = trend.remission_below
    top = max([*(total for _, total in trend.totals), (line or 0) + 4])
    last = max(planned, trend.totals[-1][0])

    def at(session: float, total: float) -> QPointF:
        share = (session - 1) / max(1, last - 1)
        y = box.bottom() - box.height() * total / top
        return QPointF(box.left() + box.width() * share, y)

    painter.setPen(QPen(QColor(RULE), 0.6 * POINT))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    painter.drawLine(box.topLeft(), box.bottomLeft())
    if line is not None:
        painter.setPen(QPen(QColor(INK), 0.7 * POINT, Qt.PenStyle.DashLine))
        painter.drawLine(at(1, line), at(last, line))
        words = QRectF(at(1, line), at(last, line)).adjusted(
            paper.size(3), -paper.size(9), 0, -paper.size(1)
        )
        paper.put(f"remission < {line}", words, small, color=GRAY)
    spots = [at(*each) for each in trend.totals]
    painter.setPen(QPen(QColor(INK), 1.1 * POINT))
    painter.drawPolyline(QPolygonF(spots))
    painter.setBrush(QBrush(QColor(INK)))
    for spot in spots:
        painter.drawEllipse(spot, 1.6 * POINT, 1.6 * POINT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in {0, len(spots) - 1}:
        label = QRectF(0, 0, paper.size(18), paper.size(9))
        label.moveCenter(spots[place] - QPointF(0, paper.size(7)))
        paper.put(str(trend.totals[place][1]), label, small, side=CENTER)
    for session in {1, trend.totals[-1][0], last}:
        label = QRectF(0, 0, paper.size(24), paper.size(9))
        label.moveCenter(QPointF(at(session, 0).x(), box.bottom() + paper.size(6)))
        paper.put(str(session), label, small, color=GRAY, side=CENTER)


def draw_strip(paper: Paper, steps: Sequence[SequenceStep]) -> None:
    """Draw the steps of the session in their order: taken when, or not."""
    high = paper.size(STRIP_HIGH)
    if paper.painter is not None and steps:
        wide = paper.width / len(steps)
        for place, step in enumerate(steps):
            left = paper.left + place * wide
            _step(paper, step, QRectF(left, paper.y, wide, high), place > 0)
    paper.y += high


def _step(paper: Paper, step: SequenceStep, box: QRectF, linked: bool) -> None:  # noqa: FBT001
    painter = paper.painter
    if painter is None:
        return
    taken, radius = step.first_at is not None, paper.size(5.5)
    if step.first_at is not None:
        paper.links.append((box, step.first_at))
    center = QPointF(box.center().x(), box.top() + paper.size(7))
    if linked:
        style = Qt.PenStyle.SolidLine if taken else Qt.PenStyle.DotLine
        painter.setPen(QPen(QColor(RULE), 1.0 * POINT, style))
        before = QPointF(center.x() - box.width() + radius, center.y())
        painter.drawLine(before, center - QPointF(radius, 0))
    painter.setPen(QPen(QColor(INK), 0.9 * POINT))
    painter.setBrush(QColor(INK) if taken else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(center, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sign = QRectF(0, 0, 2 * radius, 2 * radius)
    sign.moveCenter(center)
    ink = "#ffffff" if taken else INK
    bold = paper.font(7, bold=True)
    paper.put("✓" if taken else "–", sign, bold, color=ink, side=CENTER)
    _name_step(paper, step, box)


def _name_step(paper: Paper, step: SequenceStep, box: QRectF) -> None:
    """Write below a step what it is, and when it was first taken."""
    painter, taken = paper.painter, step.first_at is not None
    if painter is None:
        return
    name = box.adjusted(0, paper.size(14), 0, 0)
    name.setHeight(paper.size(17))
    font = paper.font(6.5, bold=taken)
    painter.setFont(font)
    painter.setPen(QColor(INK))
    painter.drawText(name, CENTER | TOP | Qt.TextFlag.TextWordWrap, step.label)
    when = "not marked" if step.first_at is None else show_seconds(step.first_at)
    early = taken and not step.in_order
    time = QRectF(box.left(), name.bottom(), box.width(), paper.size(8))
    words = f"{when}, early" if early else when
    paper.put(words, time, paper.font(6.5), color=GRAY, side=CENTER)


def draw_ribbon(paper: Paper, ribbon: FocusRibbon, length: int) -> None:
    """Draw what was talked about over the tape, with minutes below."""
    if not ribbon.bouts:
        return
    high = paper.size(RIBBON_HIGH)
    box = QRectF(paper.left, paper.y, paper.width, high)
    if paper.painter is not None:
        for bout in ribbon.bouts:
            left = box.left() + box.width() * bout.start / length
            wide = box.width() * bout.length / length
            piece = QRectF(left, box.top(), wide, high)
            _bout(paper, piece, ribbon.states[bout.state])
        _minutes(paper, box, length)
    paper.y += high + paper.size(10)


def _bout(paper: Paper, box: QRectF, state: TrackState) -> None:
    painter = paper.painter
    if painter is None:
        return
    is_area = state.counts is Counts.AREA
    fill = QBrush(tint(state.color, 0.3) if is_area else QColor("#ffffff"))
    painter.setPen(QPen(QColor(INK), 0.5 * POINT))
    painter.fillRect(box, fill)
    if state.counts in _PATTERNS:
        painter.fillRect(box, QBrush(QColor(RULE), _PATTERNS[state.counts]))
    painter.drawRect(box)
    font = paper.font(6.5, bold=is_area)
    painter.setFont(font)
    words = state.label
    room = painter.fontMetrics().horizontalAdvance(words)
    if room < box.width() - paper.size(4):
        if state.counts in _PATTERNS:
            under = QRectF(0, 0, room + paper.size(4), paper.size(9))
            under.moveCenter(box.center())
            painter.fillRect(under, QColor("#ffffff"))
        paper.put(words, box, font, side=CENTER)


def _minutes(paper: Paper, box: QRectF, length: int) -> None:
    painter, step = paper.painter, MINUTES * MS_PER_SECOND
    if painter is None:
        return
    if length < 2 * step:
        step //= 10
    for moment in range(0, length, step):
        x = box.left() + box.width() * moment / length
        painter.setPen(QPen(QColor(RULE), 0.5 * POINT))
        painter.drawLine(
            QPointF(x, box.bottom()), QPointF(x, box.bottom() + paper.size(2))
        )
        label = QRectF(x + paper.size(1), box.bottom(), paper.size(30), paper.size(9))
        paper.put(show_seconds(moment), label, paper.font(6), color=GRAY)
