"""A strip with a waveform for each file of a tape, under one ruler of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ipt_review.domain.splice import end_of_all
from ipt_review.domain.timecode import MS_PER_SECOND, Span
from ipt_review.ui.theme import SMALL_SIZE, sans, tint
from ipt_review.ui.timeline.axis import Axis, ticks, zoomed
from ipt_review.ui.timeline.waveform import Size, waveform

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent

    from ipt_review.domain.tape import MediaFile
    from ipt_review.ui.tape_files.draft import Draft
    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.waveform import Heard

RULER, STRIP, BETWEEN, EDGE = 24, 46, 6, 12
TICK_ROOM = 76
NOTCH = 120
ZOOM_PER_NOTCH = 1.25
DRAGS_FROM = 3
"""How far a held mouse moves before it drags, in pixels."""
SPARE = 10 * MS_PER_SECOND
"""How much room there is behind the last file, in ms."""


class Strips(QWidget):
    """Shows where files stand; a strip that is dragged tells where it is wanted.

    Signals:
        picked: A strip was clicked.
        dragged: A file, by its place, is to begin at a moment (ms).
        pointed: A moment (ms) was clicked, from which one may listen.
    """

    picked = Signal(int)
    dragged = Signal(int, int)
    pointed = Signal(int)

    def __init__(
        self, theme: Theme, draft: Draft, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._draft = draft
        self._heard: dict[str, Heard] = {}
        self._shown = Span(0, self._length)
        self._here = 0
        self._grip: tuple[int, float, int] | None = None
        self._moves = False
        self.setAccessibleName("Files along the session")
        self.setToolTip("Drag a strip to move its file; turn the wheel to zoom")

    @property
    def shown(self) -> Span:
        """The stretch of session on screen."""
        return self._shown

    def show_draft(self, draft: Draft) -> None:
        """Show these files, and the stretch that is zoomed in on."""
        whole = self._shown == Span(0, self._length)
        self._draft = draft
        if whole or self._shown.end > self._length:
            self._shown = Span(0, self._length)
        self.updateGeometry()
        self.update()

    def show_heard(self, fingerprint: str, heard: Heard) -> None:
        """Show how a file sounds."""
        self._heard[fingerprint] = heard
        self.update()

    def show_here(self, moment: int) -> None:
        """Show from where one would listen (ms)."""
        self._here = moment
        self.update()

    def zoom(self, factor: float, about: int | None = None) -> None:
        """Zoom in by `factor` (below 1: out) about a moment, or where one listens."""
        about = self._here if about is None else about
        self._shown = zoomed(self._shown, self._length, about, factor)
        self.update()

    @property
    def _length(self) -> int:
        return end_of_all(self._draft.files) + SPARE

    @property
    def _axis(self) -> Axis:
        return Axis(self._shown, EDGE, max(self.width() - 2 * EDGE, 1))

    @override
    def sizeHint(self) -> QSize:
        return QSize(760, RULER + len(self._draft.files) * (STRIP + BETWEEN) + BETWEEN)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(360, self.sizeHint().height())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        place = self._place_at(at.y())
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._moves = False
        if place is not None:
            self.picked.emit(place)
            self._grip = (place, at.x(), self._draft.files[place].offset)
        self.pointed.emit(self._axis.moment(at.x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        place, from_x, offset = self._grip
        by = event.position().x() - from_x
        self._moves = self._moves or abs(by) >= DRAGS_FROM
        if self._moves:
            self.dragged.emit(place, offset + round(by / self._axis.scale))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        about = self._axis.moment(event.position().x())
        self.zoom(ZOOM_PER_NOTCH ** (event.angleDelta().y() / NOTCH), about)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.card))
        painter.setFont(sans(SMALL_SIZE - 1))
        self._paint_ruler(painter)
        for place, file in enumerate(self._draft.files):
            self._paint_strip(painter, place, file)
        x = self._axis.x(self._here)
        painter.setPen(QPen(QColor(self._theme.playhead), 2))
        painter.drawLine(QPointF(x, 4), QPointF(x, self.height() - 4))

    def _paint_ruler(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.muted))
        for tick in ticks(self._axis, TICK_ROOM):
            tall = 8 if tick.label else 4
            painter.drawLine(QPointF(tick.x, RULER - tall), QPointF(tick.x, RULER))
            if tick.label:
                painter.drawText(QPointF(tick.x + 4, RULER - 9), tick.label)

    def _paint_strip(self, painter: QPainter, place: int, file: MediaFile) -> None:
        axis, theme = self._axis, self._theme
        top = self._top(place)
        left, right = axis.x(file.offset), axis.x(file.offset + file.length)
        body = QRectF(left, top, max(right - left, 2.0), STRIP)
        painter.save()
        painter.setClipRect(QRectF(0, top - 1, self.width(), STRIP + 2))
        painter.setBrush(tint(theme.accent, 0.12, theme.card))
        is_picked = place == self._draft.picked
        color = theme.accent if is_picked else theme.line
        painter.setPen(QPen(QColor(color), 2 if is_picked else 1))
        painter.drawRoundedRect(body, 4, 4)
        heard = self._heard.get(file.fingerprint)
        if heard is not None:
            self._paint_wave(painter, file, heard, top)
        self._write_name(painter, file.path.name, QPointF(max(left, 0.0) + 4, top + 3))
        painter.restore()

    def _write_name(self, painter: QPainter, name: str, at: QPointF) -> None:
        wide = painter.fontMetrics().horizontalAdvance(name) + 8
        sign = QRectF(at.x(), at.y(), wide, 16)
        ground = QColor(self._theme.card)
        ground.setAlphaF(0.85)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(sign, 3, 3)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_wave(
        self, painter: QPainter, file: MediaFile, heard: Heard, top: float
    ) -> None:
        axis, scale = self._axis, self.devicePixelRatioF()
        begin, end = self._shown.start - file.offset, self._shown.end - file.offset
        size = Size(max(1, round(axis.width * scale)), round(STRIP * scale))
        color = tint(self._theme.accent, 0.6, self._theme.card)
        wave = waveform(heard, begin, max(end, begin + 1), size, color)
        wave.setDevicePixelRatio(scale)
        left = max(axis.x(file.offset), 0.0)
        right = axis.x(file.offset + file.length)
        painter.setClipRect(
            QRectF(left, top, right - left, STRIP), Qt.ClipOperation.IntersectClip
        )
        painter.drawImage(QPointF(axis.left, top), wave)

    def _top(self, place: int) -> float:
        return RULER + BETWEEN + place * (STRIP + BETWEEN)

    def _place_at(self, y: float) -> int | None:
        for place in range(len(self._draft.files)):
            if self._top(place) <= y < self._top(place) + STRIP:
                return place
        return None
