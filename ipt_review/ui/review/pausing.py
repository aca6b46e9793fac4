"""The tape stands while somebody types, and goes on when they are done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.settings.preferences import Preferences


class PauseWhileTyping:
    """Pauses the tape for a note or a comment, unless a person set it otherwise."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._preferences: Preferences | None = None
        self._resumes = False

    def use(self, preferences: Preferences) -> None:
        """Heed whether typing pauses the tape."""
        self._preferences = preferences

    def begin(self) -> None:
        """Have the tape stand, and remember whether it is to go on afterwards."""
        wanted = self._preferences is None or self._preferences.is_on("note.pause")
        if wanted and self._player.playing:
            self._resumes = True
            self._player.pause()

    def end(self) -> None:
        """Have the tape go on, if it was paused for typing."""
        if self._resumes:
            self._resumes = False
            self._player.play()

    def forget(self) -> None:
        """Leave the tape as it is; somebody played or paused it meanwhile."""
        self._resumes = False
