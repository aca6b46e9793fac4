"""The commands that were used last."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

KEY = "commands/recent"
MOST = 12


class RecentCommands:
    """Remembers commands by their ids, the newest first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def ids(self) -> list[str]:
        """Return what was used, the newest first."""
        try:
            kept = json.loads(str(self._settings.value(KEY, "[]")))
        except ValueError:
            return []
        return [str(each) for each in kept][:MOST] if isinstance(kept, list) else []

    def remember(self, name: str) -> None:
        """Put a command before all others."""
        others = [each for each in self.ids() if each != name]
        self._settings.setValue(KEY, json.dumps([name, *others][:MOST]))
