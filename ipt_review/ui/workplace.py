"""What belongs to this computer: its settings, theme and keys, and the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.ui.actions import HINTS
from ipt_review.ui.commands.commanding import Commanding, Outlets
from ipt_review.ui.dressing import Dressing
from ipt_review.ui.key_sheet import KeySheet
from ipt_review.ui.keymap.clash import lost_codes
from ipt_review.ui.keymap.exchanging import KeyExchange
from ipt_review.ui.keymap.hints import Tips, hints_in
from ipt_review.ui.keymap.key_map import KeyMap
from ipt_review.ui.keymap.page import KeysPage
from ipt_review.ui.keys import KeyRouter
from ipt_review.ui.links.registering import register
from ipt_review.ui.menus import Menus
from ipt_review.ui.settings.dialog import SettingsDialog
from ipt_review.ui.settings.preferences import Preferences
from ipt_review.ui.start_page import KEYS as FIRST_KEYS
from ipt_review.ui.trying import tried
from ipt_review.ui.window_place import WindowPlace

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtCore import QSettings

    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.keys import Hands
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.situation import Situation

KEYS = "Keys"
MOST_TOLD = 3
TO_KEYS = "“Keys…” in the Study menu changes that."
ALL_KEYS = ("help.keys", "all keys")


class Workplace(QObject):
    """Furnishes a window as this person has it, and remembers that.

    Args:
        window: The window to furnish.
        settings: What is remembered between starts.
        playing: Why this engine plays tapes, in words.
    """

    def __init__(self, window: MainWindow, settings: QSettings, playing: str) -> None:
        super().__init__(window)
        self.window = window
        self.preferences = Preferences(settings, self)
        self.key_map = KeyMap(settings, self)
        self._playing = playing
        self._settings = settings
        self._dressing = Dressing(window.theme, self.preferences, self)
        self._place = WindowPlace(window, settings)
        self._tips = Tips(window, self.key_map)
        self.key_map.changed.connect(self._show_keys)
        window.start.show_keys(hints_in(FIRST_KEYS, self.key_map))

    def hear(
        self,
        hands: Hands,
        situation: Situation,
        code: Callable[[str], object],
        open_tape: Callable[[UUID], object],
    ) -> None:
        """Have keys, menus and commands by name do things from now on."""
        self._situation = situation
        self.router = KeyRouter(self.window, self.key_map, hands)
        self.menus = Menus(self.window, self.key_map, hands.do, code, situation)
        outlets = Outlets(hands.do, code, open_tape)
        self.commanding = Commanding(
            self.window, self.key_map, situation, self._settings, outlets
        )

    def meet(self, codebook: Codebook) -> None:
        """Tell which codes of a study cannot be set by key, since an action has it."""
        lost = lost_codes(self.key_map, codebook)
        if lost:
            self.window.banner.tell(f"{' '.join(lost[:MOST_TOLD])} {TO_KEYS}")

    def _take_links(self) -> None:
        """Have links of workbooks open here, and say so."""
        tell = self.window.banner.tell
        told = tried(register, tell)
        if told is not None:
            tell(told)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {
            "study.settings": self.show_settings,
            "study.keys": lambda: self.show_settings(KEYS),
            "help.keys": self.show_keys,
            "help.links": self._take_links,
            "go.command": self.find_command,
        }

    def show_settings(self, page: str = "") -> None:
        """Let settings and keys be changed, beginning with this page."""
        keys = KeysPage(self.key_map, self._situation.codebook)
        exchange = KeyExchange(keys, self.key_map)
        dialog = SettingsDialog(
            self.preferences, self._playing, {KEYS: keys}, self.window
        )
        dialog.turn_to(page)
        dialog.exec()
        dialog.deleteLater()
        del exchange

    def show_keys(self) -> None:
        """Show every key on one sheet."""
        sheet = KeySheet(self._situation.codebook, self.key_map, self.window)
        sheet.exec()
        sheet.deleteLater()

    def find_command(self) -> None:
        """Ask for anything by name, and do it."""
        self.commanding.ask()

    def show_hints(self, room: str) -> None:
        """Show the keys of this room in the status line."""
        hints = (*HINTS.get(room, ()), ALL_KEYS)
        self.window.status_line.show_hints(hints_in(hints, self.key_map))

    def _show_keys(self) -> None:
        self.show_hints(self.window.room)
        self.window.start.show_keys(hints_in(FIRST_KEYS, self.key_map))
