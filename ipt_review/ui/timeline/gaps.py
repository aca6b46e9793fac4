"""Where a tape has no recording: hatched on the timeline, with a word why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor

from ipt_review.domain.splice import covering, stretches
from ipt_review.ui.theme import SMALL_SIZE, sans, tint
from ipt_review.ui.timeline.scene import BELOW, RULER_HEIGHT, RULER_TOP

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QPainter

    from ipt_review.domain.tape import Tape
    from ipt_review.domain.timecode import Span
    from ipt_review.ui.timeline.brushes import Brushes
    from ipt_review.ui.timeline.scene import Scene

NO_RECORDING = "No recording"
_HATCH = 0.3
_ROOM, _HIGH = 8, 18
_LEAST = 64
"""Less room than this, in pixels, is none for a label that is longer."""


class Gap(NamedTuple):
    """A stretch of session that cannot be played.

    Attributes:
        label: In a few words, why.
    """

    span: Span
    label: str


def gaps_of(tape: Tape, absent: Collection[int] = ()) -> tuple[Gap, ...]:
    """Return where a tape cannot be played.

    Args:
        tape: A tape of one plain file has no gaps.
        absent: The places of files that are missing or cannot be played.
    """
    if not tape.is_pieced:
        return ()
    found = []
    for stretch in stretches(tape.files, tape.length, absent=absent):
        if stretch.file is None and stretch.span.length:
            here = covering(tape.files, stretch.span.start)
            names = [f"{tape.files[n].path.name} is missing" for n in here]
            found.append(Gap(stretch.span, next(iter(names), NO_RECORDING)))
    return tuple(found)


def paint_gaps(
    painter: QPainter, brushes: Brushes, scene: Scene, gaps: Sequence[Gap]
) -> None:
    """Hatch what cannot be played, behind the lanes, and say why if there is room."""
    axis, theme = scene.axis, brushes.theme
    top, low = RULER_TOP + RULER_HEIGHT, scene.frame.height - BELOW / 2
    painter.save()
    painter.setClipRect(QRectF(axis.left, 0, axis.width, scene.frame.height))
    painter.setFont(sans(SMALL_SIZE - 1))
    hatch = QBrush(tint(theme.muted, _HATCH, theme.card), Qt.BrushStyle.BDiagPattern)
    for gap in gaps:
        left, right = axis.x(gap.span.start), axis.x(gap.span.end)
        place = QRectF(left, top, right - left, low - top)
        painter.fillRect(place, hatch)
        _write(painter, brushes, gap.label, place.intersected(_shown(scene, place)))
    painter.restore()


def _shown(scene: Scene, place: QRectF) -> QRectF:
    return QRectF(scene.axis.left, place.top(), scene.axis.width, place.height())


def _write(painter: QPainter, brushes: Brushes, label: str, place: QRectF) -> None:
    measure = painter.fontMetrics()
    room = place.width() - 2 * _ROOM
    if room < min(measure.horizontalAdvance(label), _LEAST):
        return
    text = measure.elidedText(label, Qt.TextElideMode.ElideRight, int(room) + 1)
    wide = measure.horizontalAdvance(text) + _ROOM
    sign = QRectF(0, 0, wide, _HIGH)
    sign.moveCenter(place.center())
    sign.moveTop(place.top() + _ROOM)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(brushes.theme.card))
    painter.drawRoundedRect(sign, 4, 4)
    painter.setPen(QColor(brushes.theme.muted))
    painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, text)
