"""A soft click for those who want to hear that a key has coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from ipt_review.media.sound_device import has_sound_device
from ipt_review.shipped import resource

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

LOUDNESS = 0.35


class Click(QObject):
    """Sounds when it is wanted, on computers that can; Qt's sound is loaded only then.

    Attributes:
        wanted: Whether it is to be heard at all.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.wanted = False
        self._effect: QSoundEffect | None = None

    def sound(self) -> None:
        """Be heard, if wanted."""
        if not self.wanted or not has_sound_device():
            return
        if self._effect is None:
            self._effect = _load(self)
        if self._effect is not None:
            self._effect.play()


def _load(parent: QObject) -> QSoundEffect | None:
    try:
        from PySide6.QtMultimedia import QSoundEffect  # noqa: PLC0415
    except ImportError:  # without it one codes in silence, as one did before
        return None
    effect = QSoundEffect(parent)
    effect.setSource(QUrl.fromLocalFile(str(resource("sounds/click.wav"))))
    effect.setVolume(LOUDNESS)
    return effect
