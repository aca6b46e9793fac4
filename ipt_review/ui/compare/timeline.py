"""The timeline of the Compare room: codings beneath each other, and the playhead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ipt_review.domain.timecode import Span, show_seconds
from ipt_review.ui.compare.tandem import (
    LEGEND,
    dots,
    least_height,
    rows,
    runs,
)
from ipt_review.ui.compare.tandem_painting import TandemBrush, linked
from ipt_review.ui.compare.words import told
from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.ui.timeline.axis import Axis, moved, paged, zoomed
from ipt_review.workflow.agreement.laying_together import stretches
from ipt_review.workflow.agreement.tape_agreement import seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent

    from ipt_review.ui.compare.tandem import Dot, Row, Run
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.agreement.comparing import Comparison, Side
    from ipt_review.workflow.agreement.laying_together import Meeting
    from ipt_review.workflow.agreement.tape_pairs import Together

WIDEST_LABEL = 190
RIGHT = 14
NEAR = 8.0
ZOOM = 1.25


class TandemTimeline(QWidget):
    """Shows two codings or more, and the states of others, on one stretch of tape.

    Signals:
        seek_wanted: The tape should stand here (ms).
        meeting_picked: A mark, or a stretch of states, was clicked.
    """

    seek_wanted = Signal(int)
    meeting_picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Codings beside each other")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._brush = TandemBrush(theme)
        self._comparison: Comparison | None = None
        self._others: Sequence[Side] = ()
        self._runs: list[Run] = []
        self._shown = Span(0, 1)
        self._position = 0
        self._picked: Meeting | None = None
        self._label_width = 100

    @property
    def shown(self) -> Span:
        """The stretch of tape on screen."""
        return self._shown

    def show_comparison(
        self, together: Together | None, others: Sequence[Side] = ()
    ) -> None:
        """Show codings, or nothing; the stretch stays where the tape does.

        The ribbon is of those that are looked at, one pair or all.
        """
        before = self._comparison
        comparison = together.whole if together is not None else None
        self._comparison, self._others = comparison, others
        self._picked = None
        if together is not None and comparison is not None:
            held = seconds(comparison, comparison.codebook.focus)
            kept = together.sides
            self._runs = runs([tuple(codes[n] for n in kept) for codes in held])
            if before is None or before.length != comparison.length:
                self._shown = Span(0, comparison.length)
            self._measure(comparison)
            self._describe(comparison)
        self.updateGeometry()
        self.update()

    def pick(self, meeting: Meeting | None) -> None:
        """Put a frame around a place, and bring it into view."""
        self._picked = meeting
        if meeting is not None and self._comparison is not None:
            length = self._comparison.length
            self._shown = paged(self._shown, length, meeting.span.start)
        self.update()

    def move_playhead(self, position: int) -> None:
        """Show where the tape stands (ms), turning pages as it plays."""
        self._position = position
        if self._comparison is not None:
            self._shown = paged(self._shown, self._comparison.length, position)
        self.update()

    def zoom(self, factor: float) -> None:
        """Zoom in by `factor` about the playhead (below 1: out)."""
        if self._comparison is not None:
            length = self._comparison.length
            self._shown = zoomed(self._shown, length, self._position, factor)
            self.update()

    def zoom_to_fit(self) -> None:
        """Show the whole tape."""
        if self._comparison is not None:
            self._shown = Span(0, self._comparison.length)
            self.update()

    def dress(self) -> None:
        """Paint anew in the colors of the theme."""
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, self.minimumSizeHint().height() + 60)

    @override
    def minimumSizeHint(self) -> QSize:
        if self._comparison is None:
            return QSize(320, 160)
        return QSize(320, least_height(self._comparison, len(self._others)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis, lines = self._axis(), self._rows(comparison)
        bottom = float(lines[-1].top + lines[-1].height)
        self._brush.ruler(painter, axis, bottom)
        for row in lines:
            self._brush.label(painter, row, axis.left)
        self._brush.legend(painter, axis.left, bottom + LEGEND / 2 + 1)
        painter.save()
        painter.setClipRect(QRectF(axis.left - 7, 0, axis.width + 14, bottom + 4))
        self._paint_tracks(painter, comparison, lines, axis)
        self._paint_marks(painter, comparison, lines, axis)
        self._paint_picked(painter, comparison, lines, axis)
        self._brush.playhead(painter, axis.x(self._position), bottom)
        painter.restore()

    def _paint_tracks(
        self,
        painter: QPainter,
        comparison: Comparison,
        lines: Sequence[Row],
        axis: Axis,
    ) -> None:
        track = comparison.codebook.focus
        for row in lines:
            if row.side is not None:
                parts = self._states(comparison, row.side)
                self._brush.states(painter, row, parts, track, axis)
            elif not row.key:
                self._brush.ribbon(painter, row, self._runs, axis)

    def _paint_marks(
        self,
        painter: QPainter,
        comparison: Comparison,
        lines: Sequence[Row],
        axis: Axis,
    ) -> None:
        for row in lines:
            if row.side is None and row.key:
                painter.setPen(QPen(QColor(self._brush.theme.line), 1))
                y = row.top + row.height
                painter.drawLine(QPointF(axis.left, y), QPointF(axis.right, y))
        found = dots(comparison, lines, axis)
        for dot in found:
            self._brush.bar(painter, dot)
        for one, other in linked(found):
            self._brush.link(painter, one, other)
        for dot in found:
            at, outcome = QPointF(dot.x, dot.y), dot.meeting.outcome
            self._brush.head(painter, at, dot.color, outcome, flag=dot.flag)

    def _paint_picked(
        self,
        painter: QPainter,
        comparison: Comparison,
        lines: Sequence[Row],
        axis: Axis,
    ) -> None:
        picked = self._picked
        if picked is None:
            return
        if picked.track:
            left, right = axis.x(picked.span.start), axis.x(picked.span.end)
            tops = [row for row in lines if row.side is not None]
            tops = tops[: len(comparison.sides)]
            if picked.track == comparison.codebook.focus.id:
                top, last = tops[0].top, tops[-1]
                tall = last.top + last.height - top
                self._brush.picked(
                    painter,
                    QRectF(left, top, right - left, tall).adjusted(-2, -2, 2, 2),
                )
            return
        found = [d for d in dots(comparison, lines, axis) if d.meeting is picked]
        for dot in found:
            self._brush.picked(painter, QRectF(dot.x - 8, dot.y - 8, 16, 16))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        comparison = self._comparison
        if comparison is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        meeting = self._meeting_at(comparison, event.position())
        if meeting is not None:
            self.meeting_picked.emit(meeting)
        elif event.position().x() >= self._axis().left:
            self.seek_wanted.emit(self._axis().moment(event.position().x()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            about = self._axis().moment(event.position().x())
            factor = ZOOM if turned > 0 else 1 / ZOOM
            self._shown = zoomed(self._shown, comparison.length, about, factor)
        else:
            by = -turned * self._shown.length // 1_200
            self._shown = moved(self._shown, comparison.length, by)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is event.Type.ToolTip and self._comparison is not None:
            place = self.mapFromGlobal(self.cursor().pos())
            meeting = self._meeting_at(self._comparison, QPointF(place))
            words = told(meeting, self._comparison) if meeting else ""
            QToolTip.showText(self.cursor().pos(), words, self)
            return True
        return super().event(event)

    def _meeting_at(self, comparison: Comparison, at: QPointF) -> Meeting | None:
        axis, lines = self._axis(), self._rows(comparison)
        near: list[tuple[float, Dot]] = [
            (abs(dot.x - at.x()) + abs(dot.y - at.y()), dot)
            for dot in dots(comparison, lines, axis)
            if abs(dot.x - at.x()) <= NEAR and abs(dot.y - at.y()) <= NEAR
        ]
        if near:
            return min(near, key=lambda each: each[0])[1].meeting
        ribbon = next(row for row in lines if row.side is None and not row.key)
        if not ribbon.top - 2 <= at.y() <= ribbon.top + ribbon.height + 2:
            return None
        moment = axis.moment(at.x())
        focus = comparison.codebook.focus.id
        return next(
            (
                each
                for each in comparison.disagreements
                if each.track == focus and each.span.start <= moment < each.span.end
            ),
            None,
        )

    def _states(
        self, comparison: Comparison, side: int
    ) -> list[tuple[Span, str | None]]:
        track = comparison.codebook.focus
        count = len(comparison.sides)
        if side < count:
            parts = comparison.held[track.id]
            alone = [(part.span, part.codes[side]) for part in parts]
            return _joined(alone)
        marks = self._others[side - count].coding.marks.values()
        held = stretches(track, [marks], comparison.length)
        return [(part.span, part.codes[0]) for part in held]

    def _axis(self) -> Axis:
        wide = max(self.width() - self._label_width - RIGHT, 1)
        return Axis(self._shown, self._label_width, wide)

    def _rows(self, comparison: Comparison) -> list[Row]:
        names = [side.name for side in self._others]
        return rows(comparison, names, self.height())

    def _measure(self, comparison: Comparison) -> None:
        letters = QFontMetrics(sans(SMALL_SIZE))
        lines = self._rows(comparison)
        words = [
            f"{row.label} · {row.under}" if row.under else row.label for row in lines
        ]
        widest = max(map(letters.horizontalAdvance, words))
        self._label_width = min(widest, WIDEST_LABEL) + 24

    def _describe(self, comparison: Comparison) -> None:
        differ = len(comparison.disagreements)
        names = " and ".join(side.name for side in comparison.sides)
        self.setAccessibleDescription(
            f"{names} on {show_seconds(comparison.length)} of tape; "
            f"{differ} disagreements. The list of disagreements has all of them."
        )


def _joined(
    parts: Sequence[tuple[Span, str | None]],
) -> list[tuple[Span, str | None]]:
    """Return states of one coding, those on end that are the same as one."""
    found: list[tuple[Span, str | None]] = []
    for span, code in parts:
        if found and found[-1][1] == code:
            found[-1] = (Span(found[-1][0].start, span.end), code)
        else:
            found.append((span, code))
    return found
