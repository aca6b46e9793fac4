"""Where the picture of the tape is shown, with captions and the time on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ipt_review.domain.timecode import show
from ipt_review.ui.theme import RADIUS, mono, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from ipt_review.domain.transcript import Cue
    from ipt_review.media.engine import Picture

GROUND = "#18222d"
INK = "#e8eef4"
SOFT_INK = "#a9b8c7"


class VideoView(QWidget):
    """Shows the newest picture, or in words why there is none."""

    clicked = Signal()
    resized = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Picture of the tape")
        self.setMinimumSize(320, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image: QImage | None = None
        self.shown_at: int | None = None
        self._message = ""
        self._position = 0
        self._cues: tuple[Cue, ...] = ()
        self._cue: Cue | None = None
        self.captions_shown = True

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
        self.update()

    def show_message(self, message: str) -> None:
        """Say in the picture's place what is so, and forget the picture."""
        self._image = None
        self.shown_at = None
        self._message = message
        self.setAccessibleDescription(message)
        self.update()

    def show_cues(self, cues: Sequence[Cue]) -> None:
        """Use these captions."""
        self._cues = tuple(sorted(cues, key=lambda cue: cue.span))
        self._cue = None
        self.update()

    def show_captions(self, *, shown: bool) -> None:
        """Switch captions on or off."""
        self.captions_shown = shown
        self.update()

    def move_to(self, position: int) -> None:
        """Take note of where the tape stands (ms)."""
        cue = self._cue_at(position)
        self._position = position
        if cue is not self._cue or self._image is None:
            self._cue = cue
            self.update()
        else:
            self.update(self._stamp_place())

    def has_picture(self) -> bool:
        """Say whether there is a frame to see."""
        return self._image is not None

    @override
    def sizeHint(self) -> QSize:
        return QSize(960, 540)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        scale = self.devicePixelRatioF()
        self.resized.emit(round(self.width() * scale), round(self.height() * scale))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

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
        if self._image is not None:
            painter.drawImage(self._picture_place(self._image), self._image)
        elif self._message:
            self._paint_message(painter)
        if self.captions_shown and self._cue is not None:
            self._paint_cue(painter, self._cue)
        self._paint_stamp(painter)

    def _picture_place(self, image: QImage) -> QRect:
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return place

    def _paint_message(self, painter: QPainter) -> None:
        painter.setFont(sans(15))
        painter.setPen(QColor(SOFT_INK))
        room = self.rect().adjusted(40, 20, -40, -20)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self._message)

    def _paint_cue(self, painter: QPainter, cue: Cue) -> None:
        painter.setFont(sans(17))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        room = self.rect().adjusted(self.width() // 8, 0, -self.width() // 8, -20)
        box = painter.boundingRect(room, flags, cue.text)
        box.moveBottom(self.rect().bottom() - 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 18, 24, 190))
        painter.drawRoundedRect(box.adjusted(-12, -6, 12, 6), 6, 6)
        painter.setPen(QColor(INK))
        painter.drawText(box, flags, cue.text)

    def _stamp_place(self) -> QRect:
        return QRect(12, self.height() - 44, 124, 32)

    def _paint_stamp(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 18, 24, 215))
        painter.drawRoundedRect(self._stamp_place(), 6, 6)
        painter.setPen(QColor(INK))
        painter.setFont(mono(13))
        painter.drawText(
            self._stamp_place(), Qt.AlignmentFlag.AlignCenter, show(self._position)
        )

    def _cue_at(self, position: int) -> Cue | None:
        for cue in self._cues:
            if cue.span.start > position:
                return None
            if position < cue.span.end:
                return cue
        return None
