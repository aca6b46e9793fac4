"""Which profile each person has on the panel, kept between starts of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.ui.coding_panel.profile_box import PHASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtCore import QSettings

    from ipt_review.ui.review.screen import ReviewScreen

GROUP = "profile"


class PanelProfiles(QObject):
    """Remembers a choice by person; what is on the panel changes no result.

    Nothing but the person's random id and the id of a profile is written down.
    """

    def __init__(self, screen: ReviewScreen, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._settings: QSettings | None = None
        self._person: UUID | None = None
        screen.panel.profile_chosen.connect(self._keep)

    def use(self, settings: QSettings) -> None:
        """Remember choices there."""
        self._settings = settings

    def sit_down(self, person: UUID) -> None:
        """Show the panel as this person chose it last."""
        self._person = person
        kept = self._settings.value(self._key(), PHASE) if self._settings else PHASE
        self._screen.panel.use_profile(str(kept))

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"view.profile": self._open}

    def _open(self) -> None:
        self._screen.tabs.setCurrentWidget(self._screen.panel)
        self._screen.panel.profiles.open()

    def _keep(self, profile: str) -> None:
        if self._settings is None or self._person is None:
            return
        if profile == PHASE:
            self._settings.remove(self._key())
        else:
            self._settings.setValue(self._key(), profile)

    def _key(self) -> str:
        return f"{GROUP}/{self._person}"
