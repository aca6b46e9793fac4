"""How loud a tape is, and which of its channels is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.media.engine import Channels

if TYPE_CHECKING:
    from ipt_review.media.engine import Engine

AS_RECORDED, LOUDEST = 100, 200


class Sound(QObject):
    """Loudness, muting, and one channel alone; they hold from tape to tape.

    Attributes:
        volume: 0 to 200, 100 being as recorded; it stays while muted.
    """

    changed = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self.volume = AS_RECORDED
        self.muted = False
        self.channels = Channels.BOTH

    def lead(self, engine: Engine) -> None:
        """Have this engine sound as it is set, from now on."""
        self._engine = engine
        engine.set_volume(0 if self.muted else self.volume)
        engine.set_channels(self.channels)

    def set_volume(self, percent: int) -> None:
        """Set the loudness, which also ends muting."""
        self.volume = min(max(percent, 0), LOUDEST)
        self.muted = False
        self._give()

    def toggle_mute(self) -> None:
        """Be silent, or as loud as before."""
        self.muted = not self.muted
        self._give()

    def set_channels(self, channels: Channels) -> None:
        """Have both channels heard, or one of them alone."""
        self.channels = channels
        self._engine.set_channels(channels)
        self.changed.emit()

    def next_channels(self) -> None:
        """Go from both to left to right to both."""
        each = list(Channels)
        self.set_channels(each[(each.index(self.channels) + 1) % len(each)])

    def _give(self) -> None:
        self._engine.set_volume(0 if self.muted else self.volume)
        self.changed.emit()
