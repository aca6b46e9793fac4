"""Where the marks table stands: beside the picture, wide, or below the timeline."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from ipt_review.ui.parts import frame
from ipt_review.ui.review.screen import PANEL_WIDTH

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ipt_review.ui.review.screen import ReviewScreen

KEPT = "marks/place"
TAB = 1
_ANY_WIDTH = 16_777_215


class Place(Enum):
    """A place for the table."""

    SIDE = "side"
    WIDE = "wide"
    BELOW = "below"


_NEXT = {
    Place.SIDE: (Place.WIDE, "Wider"),
    Place.WIDE: (Place.BELOW, "Below"),
    Place.BELOW: (Place.SIDE, "Beside"),
}


class MarksPlaces:
    """Moves the page of the marks table about on the Review screen."""

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen
        self._settings: QSettings | None = None
        self._card = frame("card")
        inner = QHBoxLayout(self._card)
        inner.setContentsMargins(1, 1, 1, 1)
        screen.split.addWidget(self._card)
        self._card.hide()
        self.place = Place.SIDE

    def use(self, settings: QSettings) -> None:
        """Put the page where it was last, and remember there where it goes."""
        self._settings = settings
        kept = str(settings.value(KEPT, Place.SIDE.value))
        known = {each.value: each for each in Place}
        self.put(known.get(kept, Place.SIDE))

    def move_on(self) -> None:
        """Put the page in the next place."""
        self.put(_NEXT[self.place][0])
        if self._settings is not None:
            self._settings.setValue(KEPT, self.place.value)

    def put(self, place: Place) -> None:
        """Put the page in this place."""
        screen, page = self._screen, self._screen.marks
        self.place = place
        below = place is Place.BELOW
        if below != self._card.isAncestorOf(page):
            self._carry(below=below)
        wide = place is Place.WIDE
        screen.side.setMinimumWidth(PANEL_WIDTH)
        screen.side.setMaximumWidth(_ANY_WIDTH if wide else PANEL_WIDTH)
        layout = screen.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(0, 2 if wide else 1)
            layout.setStretch(1, 3 if wide else 0)
        page.show_narrow(narrow=place is Place.SIDE, place=_NEXT[place][1])

    def show(self) -> None:
        """Bring the page to the front, wherever it is."""
        if self.place is not Place.BELOW:
            self._screen.tabs.setCurrentWidget(self._screen.marks)

    def _carry(self, *, below: bool) -> None:
        screen, page = self._screen, self._screen.marks
        inner = self._card.layout()
        if below and inner is not None:
            screen.tabs.removeTab(screen.tabs.indexOf(page))
            screen.tabs.setCurrentWidget(screen.panel)
            inner.addWidget(page)
            page.show()
        else:
            screen.tabs.insertTab(TAB, page, "Marks")
            screen.tabs.setCurrentWidget(page)
        self._card.setVisible(below)
