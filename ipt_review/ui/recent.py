"""The studies that were open the last few times."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

KEY = "recent"
MOST = 5


class RecentStudies:
    """Remembers where studies lie, the newest first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def paths(self) -> list[Path]:
        """Return those that are still there."""
        kept = self._settings.value(KEY, [])
        paths = [Path(str(each)) for each in kept] if isinstance(kept, list) else []
        return [path for path in paths if path.is_file()]

    def remember(self, path: Path) -> None:
        """Put a study before all others."""
        others = [each for each in self.paths() if each != path]
        self._settings.setValue(KEY, [str(each) for each in (path, *others)][:MOST])
