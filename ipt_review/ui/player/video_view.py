"""Where the picture of the tape is shown, with captions and the time on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ipt_review.domain.timecode import show
from ipt_review.domain.transcript import Transcript
from ipt_review.ui.player.sound_view import SOUND_ONLY, SoundView
from ipt_review.ui.player.zoom import FIT
from ipt_review.ui.theme import RADIUS, mono, sans

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from ipt_review.media.engine import Picture
    from ipt_review.ui.player.zoom import Size, Zoom
    from ipt_review.ui.timeline.waveform import Heard

GROUND = "#18222d"
INK = "#e8eef4"
SOFT_INK = "#a9b8c7"
NOTCH = 120
CAPTION_SIZES = (17, 14, 12)
AROUND = QMargins(12, 6, 12, 6)
"""What stands free around the words of a caption."""
APART = QMargins(8, 8, 8, 8)
"""What stays free between words over the picture."""
CENTERED = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
PASSES_AFTER = 2_000
"""How long it is said what was done with the tape, in ms."""
DRAGS_FROM = 4
"""How far a held mouse moves before it drags, in pixels."""


class VideoView(QWidget):
    """Shows the newest picture, or in words why there is none."""

    clicked = Signal()
    resized = Signal(int, int)
    zoomed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Picture of the tape")
        self.setMinimumSize(320, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image: QImage | None = None
        self.shown_at: int | None = None
        self._message = ""
        self._position = 0
        self._transcript = Transcript()
        self._said = ""
        self.captions_shown = True
        self.zoom = FIT
        self._natural = (0, 0)
        self.sound = SoundView()
        self._passing = ""
        self._passes = QTimer(self, interval=PASSES_AFTER, singleShot=True)
        self._passes.timeout.connect(lambda: self.show_passing(""))
        self._held: QPointF | None = None
        self._dragged = False

    def show_picture(self, picture: Picture) -> None:
        """Show this frame from now on."""
        self._image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            4 * picture.width,
            QImage.Format.Format_RGB32,
        )
        self.shown_at = picture.position
        if all(picture.natural) and picture.natural != self._natural:
            self._natural = picture.natural
            self._tell_size()
        self.update()

    def show_message(self, message: str) -> None:
        """Say in the picture's place what is so, and forget the picture."""
        self._image = None
        self._natural = (0, 0)
        self.shown_at = None
        self._message = message
        self.setAccessibleDescription(message)
        self.update()

    def show_transcript(self, transcript: Transcript) -> None:
        """Use this transcript for captions."""
        self._transcript = transcript
        self._said = self._said_at(self._position)
        self.sound.show_transcript(transcript)
        self.update()

    def show_words_only(self, *, only: bool) -> None:
        """Have large words in place of the waveform where there is no picture."""
        self.sound.words_only = only
        self.update()

    def show_heard(self, heard: Heard | None) -> None:
        """Show in the picture's place how this sounds, where there is no picture."""
        self.sound.show_heard(heard)
        if self.sound.shown:
            self.update()

    def show_sound_only(self, *, only: bool) -> None:
        """Take note of whether the tape has sound and no picture."""
        self.sound.shown = only
        said = f"{SOUND_ONLY} {self._message}" if only else self._message
        self.setAccessibleDescription(said.strip())
        self.update()

    def show_passing(self, words: str) -> None:
        """Say for a moment, beside the time, what was done with the tape."""
        self._passing = words
        if words:
            self._passes.start()
        self.update()

    def show_captions(self, *, shown: bool) -> None:
        """Switch captions on or off."""
        self.captions_shown = shown
        self.update()

    def move_to(self, position: int) -> None:
        """Take note of where the tape stands (ms)."""
        said = self._said_at(position)
        self._position = position
        if said != self._said or self._image is None or self.sound.shown:
            self._said = said
            self.update()
        else:
            self.update(self._stamp_place())

    def set_zoom(self, zoom: Zoom) -> None:
        """Draw the picture this large, as far as there is one."""
        if zoom != self.zoom:
            self.zoom = zoom
            self._tell_size()
            self.zoomed.emit(zoom)
            self.update()

    def has_picture(self) -> bool:
        """Say whether there is a frame to see."""
        return self._image is not None

    @override
    def sizeHint(self) -> QSize:
        return QSize(960, 540)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tell_size()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held, self._dragged = event.position(), False
        else:
            event.ignore()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None or self.zoom.scale is None:
            return
        by = event.position() - self._held
        if not self._dragged and by.manhattanLength() < DRAGS_FROM:
            return
        self._held, self._dragged = event.position(), True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        size, view = self._sizes()
        self.set_zoom(self.zoom.dragged((by.x(), by.y()), size, view))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        self.unsetCursor()
        if held is not None and not self._dragged:
            self.clicked.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        at, notches = event.position(), event.angleDelta().y() / NOTCH
        if self.sound.shown:
            self.sound.zoom(notches)
            self.update()
            return
        if self._image is None:
            event.ignore()
            return
        size, view = self._sizes()
        self.set_zoom(self.zoom.wheeled(notches, (at.x(), at.y()), size, view))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(corners)
        painter.fillRect(self.rect(), QColor(GROUND))
        if self.sound.shown:
            room = QRectF(self.rect())
            self.sound.paint(painter, room, self._position, self._message)
        elif self._image is not None:
            painter.drawImage(self._picture_place(), self._image)
        elif self._message:
            self._paint_message(painter)
        if self.captions_shown and self._said and not self.sound.shown:
            self._paint_said(painter)
        self._paint_stamp(painter)
        self._paint_zoom(painter)

    def _sizes(self) -> tuple[Size, Size]:
        """Return the recording's size and the view's, in the view's pixels.

        One pixel of the recording is one of the screen at 100 %.
        """
        natural, scale = self._natural, self.devicePixelRatioF()
        if self._image is not None and not all(natural):
            natural = (self._image.width(), self._image.height())
        width, height = max(natural[0], 1) / scale, max(natural[1], 1) / scale
        return (width, height), (self.width(), self.height())

    def _picture_place(self) -> QRectF:
        place = self.zoom.place(*self._sizes())
        return QRectF(place.left, place.top, place.width, place.height)

    def _tell_size(self) -> None:
        """Say how large a picture is needed, in pixels of the screen."""
        scale = self.devicePixelRatioF()
        width, height = float(self.width()), float(self.height())
        if self.zoom.scale is not None and all(self._natural):
            place = self._picture_place()
            width, height = max(width, place.width()), max(height, place.height())
        self.resized.emit(round(width * scale), round(height * scale))

    def _paint_zoom(self, painter: QPainter) -> None:
        if self.zoom.scale is None or self._image is None:
            return
        place = QRect(self.width() - 72, 12, 60, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 18, 24, 215))
        painter.drawRoundedRect(place, 6, 6)
        painter.setPen(QColor(INK))
        painter.setFont(mono(12))
        said = f"{self.zoom.scale:.0%}"
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said)

    def _paint_message(self, painter: QPainter) -> None:
        painter.setFont(sans(15))
        painter.setPen(QColor(SOFT_INK))
        room = self.rect().adjusted(40, 20, -40, -20)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self._message)

    def _paint_said(self, painter: QPainter) -> None:
        place, size = self.caption_place()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 18, 24, 190))
        painter.drawRoundedRect(place, 6, 6)
        painter.setPen(QColor(INK))
        painter.setFont(sans(size))
        painter.drawText(place - AROUND, CENTERED, self._said)

    def caption_place(self) -> tuple[QRect, int]:
        """Return where the caption stands, and the size of its letters.

        It stands above the time where both have no room side by side, and in smaller
        letters where it would not fit otherwise.
        """
        taken = self._stamp_place().united(self._passing_place())
        found = [self._caption_at(size, taken) for size in CAPTION_SIZES]
        return next((each for each in found if each[0].top() >= 0), found[-1])

    def _caption_at(self, size: int, taken: QRect) -> tuple[QRect, int]:
        side = self.width() // 8
        room = self.rect().adjusted(side, 0, -side, 0)
        place = QFontMetrics(sans(size)).boundingRect(room, CENTERED, self._said)
        place += AROUND
        place.moveBottom(self.rect().bottom() - 18)
        if place.intersects(taken + APART):
            place.moveBottom(taken.top() - APART.top())
        return place, size

    def _stamp_place(self) -> QRect:
        """Return where the time stands: apart from one in the picture at its left."""
        return QRect(self.width() - 136, self.height() - 44, 124, 32)

    def _paint_stamp(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 18, 24, 215))
        painter.drawRoundedRect(self._stamp_place(), 6, 6)
        painter.setPen(QColor(INK))
        painter.setFont(mono(13))
        painter.drawText(
            self._stamp_place(), Qt.AlignmentFlag.AlignCenter, show(self._position)
        )
        if self._passing:
            self._paint_passing(painter)

    def _passing_place(self) -> QRect:
        """Return where it is said what was done with the tape, if it is said."""
        if not self._passing:
            return QRect()
        wide = QFontMetrics(sans(13)).horizontalAdvance(self._passing) + 24
        right = self._stamp_place().left() - 8
        wide = min(wide, right - 12)
        return QRect(right - wide, self.height() - 44, wide, 32)

    def _paint_passing(self, painter: QPainter) -> None:
        painter.setFont(sans(13))
        place = self._passing_place()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 18, 24, 215))
        painter.drawRoundedRect(place, 6, 6)
        painter.setPen(QColor(INK))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._passing)

    def _said_at(self, position: int) -> str:
        """Return what is said at a moment, a line for each who speaks."""
        cues = self._transcript.cues
        return "\n".join(cues[row].text for row in self._transcript.rows_at(position))
