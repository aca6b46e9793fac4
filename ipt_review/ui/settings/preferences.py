"""What was set on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.ui.settings.schema import Kind, setting

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

GROUP = "settings"


class Preferences(QObject):
    """Reads and keeps settings; what was never set, or makes no sense, is as usual.

    Signals:
        changed: The id of a setting that has another value now.
    """

    changed = Signal(str)

    def __init__(self, kept: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept

    def value(self, name: str) -> int:
        """Return what a setting is set to."""
        asked = setting(name)
        kept = str(self._kept.value(f"{GROUP}/{name}", ""))
        if asked.kind is Kind.CHOICE:
            names = [each for each, _ in asked.choices]
            return names.index(kept) if kept in names else asked.default
        value = int(kept) if kept.isdecimal() else asked.default
        return value if value <= asked.most else asked.default

    def is_on(self, name: str) -> bool:
        """Say whether a yes-or-no setting is set to yes."""
        return self.value(name) == 1

    def set_value(self, name: str, value: int) -> None:
        """Set a setting, and keep that; its default is not written down."""
        if value == self.value(name):
            return
        asked = setting(name)
        if value == asked.default:
            self._kept.remove(f"{GROUP}/{name}")
        else:
            written = asked.choices[value][0] if asked.choices else value
            self._kept.setValue(f"{GROUP}/{name}", written)
        self.changed.emit(name)
