"""Where one stopped in each tape, kept between starts of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtCore import QSettings

GROUP = "stopped"
NEAR_THE_END = 3 * MS_PER_SECOND
"""A tape left this close to its end begins at its start again, in ms."""


class Stops:
    """Remembers by tape and not by file, so that a moved recording is still known.

    Nothing but the tape's random id and a number of ms is written down.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def at(self, tape: UUID, length: int) -> int:
        """Return where to begin a tape of `length` ms, in ms."""
        kept = str(self._settings.value(f"{GROUP}/{tape}", 0))
        position = int(kept) if kept.isdecimal() else 0
        return position if position <= length - NEAR_THE_END else 0

    def keep(self, tape: UUID, position: int) -> None:
        """Remember that one stopped at `position` (ms)."""
        key = f"{GROUP}/{tape}"
        if position > 0:
            self._settings.setValue(key, position)
        else:
            self._settings.remove(key)
