"""The door through which libvlc hands over pictures: its video memory callbacks.

libvlc calls in from threads of its own. The functions here never call libvlc, keep
every buffer alive, and copy a frame once, and only when somebody wants to see it.
"""

from __future__ import annotations

import ctypes
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_UINT = ctypes.POINTER(ctypes.c_uint)
_FORMAT = ctypes.CFUNCTYPE(
    ctypes.c_uint,
    ctypes.c_void_p,
    ctypes.POINTER(ctypes.c_char * 4),
    _UINT,
    _UINT,
    _UINT,
    _UINT,
)
_LOCK = ctypes.CFUNCTYPE(
    ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)
)
_DISPLAY = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)

BYTES_A_PIXEL = 4
SPARE = 64
"""Bytes behind a picture that libvlc's fast copying may touch."""

GROWS = 1.2
"""How much wider pictures must be able to get before that is worth a new start."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as libvlc showed it, and when, on the monotonic clock in seconds."""

    width: int
    height: int
    pixels: bytes
    at: float


def fitted(shape: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Return `shape` scaled down, never up, to fit into `box`; both (width, height).

    Both sides come out even, as scalers want them, and at least 2.
    """
    width, height = shape
    scale = min(1.0, box[0] / width, box[1] / height)
    return _even(width * scale), _even(height * scale)


def _even(side: float) -> int:
    return max(2, round(side / 2) * 2)


class Frames:
    """Receives the frames of one player, scaled to fit a box.

    Args:
        shown: Called on libvlc's thread with each frame that is shown; it must only
            pass the frame on. Frames that look like the one before are passed over.

    Attributes:
        shape: Width and height of the recording as it is meant to be seen, or None.
        box: Width and height within which the pictures are to stay.
    """

    def __init__(self, shown: Callable[[Frame], None]) -> None:
        self.shape: tuple[int, int] | None = None
        self.box = (1280, 720)
        self._shown = shown
        self._size = (2, 2)
        self._buffer = ctypes.create_string_buffer(2 * 2 * BYTES_A_PIXEL + SPARE)
        self._retired = self._buffer
        self._newest = b""
        self._callbacks = (
            _FORMAT(self._format),
            _LOCK(self._lock),
            _DISPLAY(self._display),
        )

    def attach(self, libvlc: Any, player: Any) -> None:
        """Have `player` show its pictures here; keep this object while it lives."""
        wanted, lock, display = (
            ctypes.cast(callback, ctypes.c_void_p) for callback in self._callbacks
        )
        libvlc.libvlc_video_set_callbacks.restype = None
        libvlc.libvlc_video_set_callbacks.argtypes = [ctypes.c_void_p] * 5
        libvlc.libvlc_video_set_callbacks(player, lock, None, display, None)
        libvlc.libvlc_video_set_format_callbacks.restype = None
        libvlc.libvlc_video_set_format_callbacks.argtypes = [ctypes.c_void_p] * 3
        libvlc.libvlc_video_set_format_callbacks(player, wanted, None)

    def is_too_small(self) -> bool:
        """Say whether the box has grown well beyond the pictures that arrive."""
        if self.shape is None:
            return False
        return fitted(self.shape, self.box)[0] > self._size[0] * GROWS

    def forget(self) -> None:
        """Take the next frame for new, whatever it looks like."""
        self._newest = b""

    def _format(
        self,
        _opaque: int,
        chroma: Any,
        width: Any,
        height: Any,
        pitches: Any,
        lines: Any,
    ) -> int:
        """Ask for 32-bit pixels in the size that is wanted.

        libvlc offers its decoder's size, which may have padding rows; `shape` is
        what the recording means to show, and is asked for where it is known.
        """
        shape = self.shape or (width[0], height[0])
        self._size = fitted(shape, self.box)
        pitch = self._size[0] * BYTES_A_PIXEL
        self._retired = self._buffer
        self._buffer = ctypes.create_string_buffer(pitch * self._size[1] + SPARE)
        chroma[0][:] = b"RV32"
        width[0], height[0] = self._size
        pitches[0], lines[0] = pitch, self._size[1]
        return 1

    def _lock(self, _opaque: int, planes: Any) -> int | None:
        planes[0] = ctypes.addressof(self._buffer)
        return None

    def _display(self, _opaque: int, _picture: int) -> None:
        at = time.monotonic()
        width, height = self._size
        pixels = ctypes.string_at(self._buffer, width * height * BYTES_A_PIXEL)
        if pixels != self._newest:
            self._newest = pixels
            self._shown(Frame(width, height, pixels, at))
