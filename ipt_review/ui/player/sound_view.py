"""What stands in the picture's place when a tape has sound only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPixmap

from ipt_review.domain.timecode import MS_PER_MINUTE, MS_PER_SECOND, Span
from ipt_review.domain.transcript import Transcript
from ipt_review.ui import wording
from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.ui.timeline.axis import Axis, ticks
from ipt_review.ui.timeline.waveform import Size, waveform

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ipt_review.domain.transcript import Cue
    from ipt_review.ui.timeline.waveform import Heard

SOUND_ONLY = "This tape has sound only."
NARROWEST, WIDEST = 4 * MS_PER_SECOND, MS_PER_MINUTE
AT_FIRST = 20 * MS_PER_SECOND
PER_NOTCH = 1.25

WAVE, LINE, NOW = "#7fb2d9", "#3a4a5c", "#ff5c86"
INK, SOFT_INK = "#e8eef4", "#8fa2b5"
_EDGE, _HEAD, _TICKS, _FOOT = 20.0, 40.0, 22.0, 52.0
_SAID = 0.45
"""The part of the height that the transcript takes."""
_LEAST_WAVE = 60.0
_TICK_ROOM = 90.0
_GAP = 7.0
_SIZE, _LARGE = 16, 24
_SPEAKER = 110.0


class SoundView:
    """Paints a large waveform that runs past the playhead, and what is said there.

    Attributes:
        shown: Whether the tape is known to have sound only.
        words_only: Whether the words, large, take the place of the waveform too.
        span: How much of the tape is in view, in ms.
    """

    def __init__(self) -> None:
        self.shown = False
        self.span = AT_FIRST
        self._heard: Heard | None = None
        self.words_only = False
        self._transcript = Transcript()
        self._tile = QPixmap()
        self._painted: tuple[object, ...] = ()

    def clear(self) -> None:
        """Forget the tape."""
        self.shown = False
        self.show_heard(None)

    def show_heard(self, heard: Heard | None) -> None:
        """Show what was heard of the tape so far."""
        self._heard = heard
        self._painted = ()

    def show_transcript(self, transcript: Transcript) -> None:
        """Write what is said below the waveform."""
        self._transcript = transcript

    def zoom(self, notches: float) -> None:
        """Show less of the tape, or more where `notches` is negative."""
        span = round(self.span / PER_NOTCH**notches)
        self.span = min(max(span, NARROWEST), WIDEST)

    def paint(
        self, painter: QPainter, room: QRectF, position: int, note: str = ""
    ) -> None:
        """Paint into `room` how it sounds around `position` (ms).

        A `note` is written behind the sentence that there is no picture.
        """
        painter.setFont(sans(15))
        painter.setPen(QColor(SOFT_INK))
        head = room.adjusted(_EDGE, 12, -_EDGE, 0)
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        notice = f"{SOUND_ONLY} {note}".strip()
        tall = painter.boundingRect(head, flags, notice).height()
        painter.drawText(head, flags, notice)
        below = room.adjusted(0, max(_HEAD, tall + 20), 0, -_FOOT)
        words = bool(self._transcript.cues)
        if not (words and self.words_only):
            said = below.height() * _SAID if words else 0.0
            wave = below.adjusted(0, 0, 0, -said - _TICKS)
            if wave.height() >= _LEAST_WAVE:
                self._paint_wave(painter, wave, position)
            below.setTop(wave.bottom() + _TICKS + _GAP)
        if words:
            self._paint_words(painter, below, position)

    def _paint_wave(self, painter: QPainter, room: QRectF, position: int) -> None:
        axis = self._axis(room, position)
        painter.fillRect(
            QRectF(room.left(), room.center().y(), room.width(), 1), QColor(LINE)
        )
        if self._heard is not None:
            self._paint_tile(painter, room, axis, self._heard)
        painter.setFont(sans(SMALL_SIZE))
        painter.setPen(QColor(SOFT_INK))
        for tick in ticks(axis, _TICK_ROOM):
            place = QRectF(tick.x - _TICK_ROOM / 2, room.bottom(), _TICK_ROOM, _TICKS)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tick.label)
        middle = round(axis.x(position))
        painter.fillRect(QRectF(middle - 1, room.top(), 2, room.height()), QColor(NOW))

    def _axis(self, room: QRectF, position: int) -> Axis:
        """Return an axis on which `position` stands in the middle of `room`."""
        first = position - self.span // 2
        shown = Span(max(first, 0), first + self.span)
        skipped = (shown.start - first) * room.width() / self.span
        return Axis(shown, room.left() + skipped, room.width() - skipped)

    def _paint_tile(
        self, painter: QPainter, room: QRectF, axis: Axis, heard: Heard
    ) -> None:
        """Paint the part in view of a picture that is twice as wide."""
        scale = painter.device().devicePixelRatioF()
        size = Size(round(room.width() * scale), max(1, round(room.height() * scale)))
        first = (axis.shown.end - self.span) // self.span * self.span
        wanted = (heard, first, self.span, size)
        if self._painted != wanted:
            both, end = Size(2 * max(size.width, 1), size.height), first + 2 * self.span
            wave = waveform(heard, first, end, both, QColor(WAVE))
            self._tile = QPixmap.fromImage(wave)
            self._tile.setDevicePixelRatio(scale)
            self._painted = wanted
        left = round(axis.x(first) * scale) / scale
        painter.save()
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(QPointF(left, room.top()), self._tile)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRectF, position: int) -> None:
        """Write what is said now, below what was said before and above what follows."""
        now = self._line_at(position)
        top = room.top()
        for cue in self._transcript.cues[max(now - 1, 0) :]:
            is_now = cue.span.start <= position < cue.span.end
            top += self._write_line(painter, room, top, cue, is_now=is_now)
            if top > room.bottom():
                return

    def _write_line(
        self, painter: QPainter, room: QRectF, top: float, cue: Cue, *, is_now: bool
    ) -> float:
        """Write a line if there is room for it; return how much it takes."""
        size = _LARGE if self.words_only else _SIZE
        font = sans(size, bold=is_now)
        left = room.left() + _EDGE + (_SPEAKER if cue.speaker else 0.0)
        place = QRectF(left, top, room.right() - _EDGE - left, room.height())
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        tall = QFontMetricsF(font).boundingRect(place, flags, cue.text).height()
        if top + tall > room.bottom():
            return tall + _GAP
        painter.setPen(QColor(INK if is_now else SOFT_INK))
        painter.setFont(sans(_SIZE))
        speaker = QRectF(room.left() + _EDGE, top, _SPEAKER - _GAP, tall)
        name = QFontMetricsF(painter.font()).elidedText(
            wording.speaker(cue.speaker), Qt.TextElideMode.ElideRight, speaker.width()
        )
        painter.drawText(speaker, Qt.AlignmentFlag.AlignTop, name)
        painter.setFont(font)
        painter.drawText(place, flags, cue.text)
        return tall + _GAP

    def _line_at(self, position: int) -> int:
        """Return which line is said at a moment, or will be next."""
        spoken = self._transcript.rows_at(position)
        return spoken[0] if spoken else self._transcript.begun_by(position)
