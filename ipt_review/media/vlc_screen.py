"""What is seen of a tape: libvlc's frames while it runs, decoded ones while held."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

from ipt_review.media.engine import Picture
from ipt_review.media.frames import Frames
from ipt_review.media.stills import Stills

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.media.audience import Audience
    from ipt_review.media.command_thread import CommandThread
    from ipt_review.media.frame_times import FrameTimes
    from ipt_review.media.frames import Frame
    from ipt_review.media.probe import Probed
    from ipt_review.media.stills import Still


class Screen:
    """Passes pictures on to the audience. Used on the engine's thread only.

    Args:
        vlc: The module.
        player: libvlc's media player.
        thread: The engine's thread, on which everything is told.
        audience: Who sees the pictures.
        shown: Told when libvlc has shown a new frame, in seconds.

    Attributes:
        veiled: Whether what libvlc shows just now is not to be seen.
    """

    def __init__(
        self,
        vlc: Any,
        player: Any,
        thread: CommandThread,
        audience: Audience,
        shown: Callable[[float], None],
    ) -> None:
        self.veiled = False
        self._do = thread.do
        self._audience = audience
        self._shown = shown
        self._newest: deque[Frame] = deque(maxlen=1)
        self._frames = Frames(self._frame_shown)
        self._frames.attach(vlc.dll, player)
        self._stills = Stills()
        self._file: Path | None = None

    @property
    def has_picture(self) -> bool:
        """Whether the tape has pictures at all."""
        return self._frames.shape is not None

    def take(self, file: Path, found: Probed) -> None:
        """Turn to another tape."""
        shape = found.width, found.height
        self._file = file
        self._frames.shape = shape if found.has_picture else None
        self._stills.open(file, shape)

    @property
    def is_too_small(self) -> bool:
        """Whether libvlc must begin anew to fill the box."""
        return self._frames.is_too_small()

    def fit(self, box: tuple[int, int]) -> None:
        """Keep within `box`, from libvlc's next start on."""
        self._frames.box = box

    def forget(self) -> None:
        """Take libvlc's next frame for new, whatever it looks like."""
        self._newest.clear()
        self._frames.forget()

    def pass_on(self, position: int, at: float) -> None:
        """Show libvlc's frame of time `at`, unless a newer one is there."""
        if not self._newest or self._newest[0].at != at:
            return
        frame = self._newest.pop()
        if not self.veiled:
            size = frame.width, frame.height
            whole = self._frames.shape or (0, 0)
            picture = Picture(*size, frame.pixels, position, at, whole)
            self._audience.show(picture)

    def show(self, still: Still) -> None:
        """Show a decoded frame."""
        self._audience.show(still.picture)

    def find(self, position: int, then: Callable[[Still | None], None]) -> None:
        """Have `then` given the frame at `position` (ms), decoded, None for none.

        Of several that are waited for, only the newest is found. After the next tape
        has been taken, nothing comes any more.
        """
        told = partial(self._tell, self._file, then)
        self._stills.show(position, self._frames.box, told)

    def times(self, position: int, then: Callable[[FrameTimes], None]) -> None:
        """Have `then` told when the frames around `position` (ms) begin, if known."""
        if self.has_picture:
            self._stills.times(position, partial(self._tell, self._file, then))

    def close(self) -> None:
        """Let go of the tape."""
        self._stills.close()

    def _tell(
        self, file: Path | None, then: Callable[[Any], None], what: object
    ) -> None:
        """Any thread: have `then` told on the engine's, if the tape is still there."""
        self._do(lambda: then(what) if file is self._file else None)

    def _frame_shown(self, frame: Frame) -> None:
        """Any thread: take note of a frame on the screen."""
        self._newest.append(frame)
        self._do(partial(self._shown, frame.at))
