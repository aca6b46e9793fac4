"""Turns decoded pictures into pixels to paint, by the scaler that comes with PyAV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from av import VideoFrame
from av.video.reformatter import (
    ColorRange,
    Colorspace,
    Interpolation,
    VideoReformatter,
)

if TYPE_CHECKING:
    from av.video.plane import VideoPlane

BYTES_A_PIXEL = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture as a decoder hands it out.

    Attributes:
        layout: How its planes are to be read, by FFmpeg's name, such as “yuv420p”.
        planes: Each plane's bytes, and how many of them a row takes, padding
            included.
        high_definition: Whether its colors are meant by BT.709, not BT.601.
        full_range: Whether its levels use all of 0 to 255.
    """

    width: int
    height: int
    layout: str
    planes: tuple[tuple[memoryview, int], ...]
    high_definition: bool = False
    full_range: bool = False


class Painter:
    """Makes pixels out of decoded pictures; keeps what the scaler has set up."""

    def __init__(self) -> None:
        self._scaler = VideoReformatter()

    def pixels(self, picture: Decoded, size: tuple[int, int]) -> bytes:
        """Return `picture` in `size` (width, height), 32 bits a pixel.

        Blue, green, red, and one unused byte, rows without padding.

        Raises:
            ValueError: When FFmpeg knows no such layout.
        """
        frame = VideoFrame(picture.width, picture.height, picture.layout)
        for plane, (source, pitch) in zip(frame.planes, picture.planes, strict=True):
            _fill(plane, source, pitch)
        painted = self._scaler.reformat(
            frame,
            *size,
            format="bgra",
            interpolation=Interpolation.FAST_BILINEAR,
            src_colorspace=(
                Colorspace.ITU709 if picture.high_definition else Colorspace.ITU601
            ),
            src_color_range=(
                ColorRange.JPEG if picture.full_range else ColorRange.MPEG
            ),
            dst_color_range=ColorRange.JPEG,
        )
        return _rows(painted.planes[0], size[0] * BYTES_A_PIXEL)


def _fill(plane: VideoPlane, source: memoryview, pitch: int) -> None:
    """Copy a plane row by row where the two pad their rows differently."""
    if pitch == plane.line_size and len(source) == plane.buffer_size:
        plane.update(bytes(source))
        return
    theirs = np.frombuffer(source, np.uint8)
    rows = min(plane.height, len(theirs) // pitch)
    shared = min(pitch, plane.line_size)
    ours = np.zeros((plane.buffer_size // plane.line_size, plane.line_size), np.uint8)
    ours[:rows, :shared] = theirs[: rows * pitch].reshape(rows, pitch)[:, :shared]
    plane.update(ours.tobytes().ljust(plane.buffer_size, b"\0"))


def _rows(plane: VideoPlane, pitch: int) -> bytes:
    """Return the first `pitch` bytes of each row."""
    if plane.line_size == pitch:
        return bytes(plane)[: pitch * plane.height]
    rows = np.frombuffer(memoryview(plane), np.uint8)[: plane.line_size * plane.height]
    seen = rows.reshape(plane.height, plane.line_size)[:, :pitch]
    return bytes(seen.tobytes())
