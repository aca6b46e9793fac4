"""Hands on the newest picture of Qt's player, in the size that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ipt_review.media.engine import Picture
from ipt_review.ui.player.qt_frames import QtFrames

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtMultimedia import QVideoFrame


class QtPictures:
    """Draws a frame when the events before it are done with; of several, the newest.

    So a window that is busy falls behind by one picture and not by all of them.

    Args:
        show: Passes a picture on.

    Attributes:
        wanted: Whether anybody watches; nothing is drawn for nobody.
    """

    def __init__(self, show: Callable[[Picture], None]) -> None:
        self.wanted = False
        self._show = show
        self._frames = QtFrames()
        self._newest: tuple[QVideoFrame, int, float] | None = None
        self._drawing = QTimer(singleShot=True, interval=0)
        self._drawing.timeout.connect(self._draw)

    def begin(self, natural: tuple[int, int]) -> None:
        """Expect frames of another tape, meant to be seen in this size."""
        self._newest = None
        self._frames.natural = natural

    def show(self, frame: QVideoFrame, position: int, at: float) -> None:
        """Draw a frame soon: of `position` (ms), shown at `at` (monotonic seconds)."""
        self._newest = (frame, position, at)
        if self.wanted:
            self._drawing.start()

    def fit(self, box: tuple[int, int]) -> None:
        """Draw within this width and height, beginning with the picture shown."""
        self._frames.box = box
        if self._newest is not None and self.wanted:
            self._drawing.start()

    def close(self) -> None:
        """Draw no more."""
        self._drawing.stop()
        self.wanted = False
        self._newest = None

    def _draw(self) -> None:
        if self._newest is None:
            return
        frame, position, at = self._newest
        size, pixels = self._frames.pixels(frame)
        self._show(Picture(*size, pixels, position, at, self._frames.natural))
