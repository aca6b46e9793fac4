"""Turns the frames of Qt's player into pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTransform
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from ipt_review.media.frames import fitted
from ipt_review.media.pixels import BYTES_A_PIXEL, Decoded, Painter

if TYPE_CHECKING:
    from collections.abc import Mapping

_Kind = QVideoFrameFormat.PixelFormat
LAYOUTS: Mapping[QVideoFrameFormat.PixelFormat, str] = {
    _Kind.Format_YUV420P: "yuv420p",
    _Kind.Format_YUV422P: "yuv422p",
    _Kind.Format_YUV420P10: "yuv420p10le",
    _Kind.Format_NV12: "nv12",
    _Kind.Format_NV21: "nv21",
    _Kind.Format_P010: "p010le",
    _Kind.Format_P016: "p016le",
    _Kind.Format_YUYV: "yuyv422",
    _Kind.Format_UYVY: "uyvy422",
    _Kind.Format_Y8: "gray",
}
"""What decoders hand out nearly always; the rest is left to Qt, which is slower."""

LETTERS = 22
"""How many lines of subtitles would fill the height of a picture."""


class QtFrames:
    """Makes pixels of frames, as large as they are wanted.

    Attributes:
        natural: Width and height of the recording as it is meant to be seen; (0, 0)
            while unknown.
        box: Width and height within which pictures are to stay.
    """

    def __init__(self) -> None:
        self.natural = (0, 0)
        self.box = (1280, 720)
        self._painter = Painter()

    def pixels(self, frame: QVideoFrame) -> tuple[tuple[int, int], bytes]:
        """Return width and height, and the pixels: blue, green, red, and one more."""
        shape = self.natural if all(self.natural) else _upright(frame)
        size = fitted(shape, self.box)
        lying = size[::-1] if _turn(frame) % 180 else size
        pixels = self._as_decoded(frame, lying)
        if pixels is None:
            return size, _bytes(_scaled(frame.toImage(), size))
        if _turn(frame) or _is_mirrored(frame):
            pixels = _bytes(_turned(_image(pixels, lying), frame))
        if frame.subtitleText():
            pixels = _written_on(_image(pixels, size), frame.subtitleText())
        return size, pixels

    def _as_decoded(self, frame: QVideoFrame, size: tuple[int, int]) -> bytes | None:
        """Return the pixels as they lie in the file, None for a kind left to Qt."""
        layout = LAYOUTS.get(frame.pixelFormat())
        seen = QVideoFrame(frame)
        if layout is None or not seen.map(QVideoFrame.MapMode.ReadOnly):
            return None
        try:
            meant = seen.surfaceFormat()
            decoded = Decoded(
                seen.width(),
                seen.height(),
                layout,
                tuple(
                    (memoryview(seen.bits(plane)), seen.bytesPerLine(plane))
                    for plane in range(seen.planeCount())
                ),
                meant.colorSpace() is QVideoFrameFormat.ColorSpace.ColorSpace_BT709,
                meant.colorRange() is QVideoFrameFormat.ColorRange.ColorRange_Full,
            )
            return self._painter.pixels(decoded, size)
        finally:
            seen.unmap()


def _turn(frame: QVideoFrame) -> int:
    """Return by how much a frame is to be turned, clockwise, in degrees."""
    turns = frame.surfaceFormat().rotation().value + frame.rotation().value
    return int(turns) % 360


def _is_mirrored(frame: QVideoFrame) -> bool:
    return frame.surfaceFormat().isMirrored() != frame.mirrored()


def _upright(frame: QVideoFrame) -> tuple[int, int]:
    shape = max(2, frame.width()), max(2, frame.height())
    return shape[::-1] if _turn(frame) % 180 else shape


def _image(pixels: bytes, size: tuple[int, int]) -> QImage:
    """Wrap pixels, which must outlive the image."""
    pitch = size[0] * BYTES_A_PIXEL
    return QImage(pixels, *size, pitch, QImage.Format.Format_RGB32)


def _bytes(image: QImage) -> bytes:
    return bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits())


def _scaled(image: QImage, size: tuple[int, int]) -> QImage:
    ignoring, smooth = (
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return image.scaled(QSize(*size), ignoring, smooth)


def _turned(image: QImage, frame: QVideoFrame) -> QImage:
    turned = image.transformed(QTransform().rotate(_turn(frame)))
    if _is_mirrored(frame):
        return turned.flipped(Qt.Orientation.Horizontal)
    return turned


def _written_on(image: QImage, text: str) -> bytes:
    """Draw subtitles over the lower part of a picture, light on a dark band."""
    drawn = image.copy()
    painter = QPainter(drawn)
    font = QFont()
    font.setPixelSize(max(8, drawn.height() // LETTERS))
    painter.setFont(font)
    low = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    flags = low | Qt.TextFlag.TextWordWrap
    margin = drawn.height() // LETTERS
    room = drawn.rect().adjusted(margin, margin, -margin, -margin)
    band = painter.boundingRect(room, flags, text)
    painter.fillRect(
        band.adjusted(-margin // 2, 0, margin // 2, 0), QColor("#B0000000")
    )
    painter.setPen(QColor("white"))
    painter.drawText(room, flags, text)
    painter.end()
    return _bytes(drawn)
