"""The team studies that were entered the last few times, without passwords."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from ipt_review.domain.team import TeamPlace

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

KEY: Final = "team/recent"
MOST: Final = 5


class RecentTeams:
    """Remembers where team studies are, the newest first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def places(self) -> list[TeamPlace]:
        """Return where they are; what cannot be read is left out."""
        kept = self._settings.value(KEY, "[]")
        try:
            return [TeamPlace(**each) for each in json.loads(str(kept))]
        except (ValueError, TypeError):
            return []

    def remember(self, place: TeamPlace) -> None:
        """Put a place before all others."""
        others = [each for each in self.places() if each != place]
        kept = [asdict(each) for each in (place, *others)][:MOST]
        self._settings.setValue(KEY, json.dumps(kept))
