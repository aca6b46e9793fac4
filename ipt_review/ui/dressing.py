"""Which theme the window wears: the one that was chosen, or that of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ipt_review.ui.theme import DARK, LIGHT, palette

if TYPE_CHECKING:
    from ipt_review.ui.settings.preferences import Preferences
    from ipt_review.ui.theme import Theme

THEME = "look.theme"
SYSTEM_S, ALWAYS_LIGHT, ALWAYS_DARK = 0, 1, 2
"""The choices of the setting, by their places."""

_SCHEMES = {
    SYSTEM_S: Qt.ColorScheme.Unknown,
    ALWAYS_LIGHT: Qt.ColorScheme.Light,
    ALWAYS_DARK: Qt.ColorScheme.Dark,
}
"""What the system is told, so that the frames it draws around windows fit."""


@runtime_checkable
class Dressed(Protocol):
    """A widget that keeps something made of colors: icons, a style sheet, a picture."""

    def dress(self) -> None:
        """Make that anew; the theme became another."""


def theme_for(choice: int, scheme: Qt.ColorScheme) -> Theme:
    """Return the theme for what was chosen, on a system that has this scheme."""
    if choice == ALWAYS_DARK:
        return DARK
    follows = choice != ALWAYS_LIGHT
    return DARK if follows and scheme is Qt.ColorScheme.Dark else LIGHT


def put_on(theme: Theme) -> None:
    """Give the whole application the colors of a theme; windows wear the rest."""
    QApplication.setPalette(palette(theme))


def dress_all() -> None:
    """Have every widget make anew what it made of colors, and paint itself."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, Dressed):
            widget.dress()
        widget.update()


class Dressing(QObject):
    """Puts another theme on when one is chosen, or when the system changes its own.

    Args:
        worn: The theme of the window, which becomes another.
        preferences: Where the choice is kept.
    """

    def __init__(self, worn: Theme, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._worn = worn
        self._preferences = preferences
        hints = QApplication.styleHints()
        self._scheme = hints.colorScheme()
        hints.colorSchemeChanged.connect(self._follow)
        preferences.changed.connect(self._heed)
        self._change()

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._change()

    def _heed(self, name: str) -> None:
        if name == THEME:
            self._change()

    def _change(self) -> None:
        chosen = self._preferences.value(THEME)
        QApplication.styleHints().setColorScheme(_SCHEMES[chosen])
        wanted = theme_for(chosen, self._scheme)
        if wanted == self._worn:
            return
        self._worn.become(wanted)
        put_on(wanted)
        dress_all()
