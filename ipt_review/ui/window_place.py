"""Where the window stands and how its parts share it, kept between starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QSettings

    from ipt_review.ui.main_window import MainWindow

PLACE, SPLIT, TAB = "window/place", "window/split", "window/tab"


class WindowPlace(QObject):
    """Puts a window back where it was, and remembers that when it closes.

    Qt brings a window back to a screen that is there when its own is gone, and makes
    it small enough for that. Where the picture has a window of its own is kept with
    the picture (`ui/player/stage.py`).
    """

    def __init__(self, window: MainWindow, settings: QSettings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        window.closing.connect(self.keep)
        self.restore()

    def restore(self) -> None:
        """Have place, shares and tab as they were the last time."""
        place = self._settings.value(PLACE)
        if isinstance(place, QByteArray):
            self._window.restoreGeometry(place)
        for name, splitter in self._splitters():
            share = self._settings.value(f"{SPLIT}/{name}")
            if isinstance(share, QByteArray):
                splitter.restoreState(share)
        wanted = str(self._settings.value(TAB, ""))
        tabs = self._window.review.tabs
        for place_of in range(tabs.count()):
            if _name(tabs.tabText(place_of)) == wanted:
                tabs.setCurrentIndex(place_of)

    def keep(self) -> None:
        """Remember place, shares and tab."""
        self._settings.setValue(PLACE, self._window.saveGeometry())
        for name, splitter in self._splitters():
            self._settings.setValue(f"{SPLIT}/{name}", splitter.saveState())
        tabs = self._window.review.tabs
        self._settings.setValue(TAB, _name(tabs.tabText(tabs.currentIndex())))

    def _splitters(self) -> Iterator[tuple[str, QSplitter]]:
        """Return the splitters of each room, in the order in which they were made."""
        window = self._window
        rooms = {
            "library": window.library,
            "review": window.review,
            "rate": window.rate,
            "case": window.case,
            "codebook": window.codebook,
        }
        for name, room in rooms.items():
            for number, splitter in enumerate(room.findChildren(QSplitter)):
                yield f"{name}-{number}-{splitter.count()}", splitter


def _name(text: str) -> str:
    """Return what a tab is called, without the count that it may show."""
    return text.rstrip("0123456789 ()·")
