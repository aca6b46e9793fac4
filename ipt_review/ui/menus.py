"""The menus: everything that can be done, with its keys, and what cannot be now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from ipt_review.ui.actions import ACTIONS, MENUS
from ipt_review.ui.keymap.code_keys import sections
from ipt_review.ui.keymap.naming import name_of
from ipt_review.ui.needs import Need

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow

    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.situation import Situation

CODES = "Codes"
"""A menu that lists the codes and states of the codebook that is open."""
AFTER = "Mark"


class Menus(QObject):
    """Fills the menu bar of a window, and keeps it true.

    Args:
        do: Does the action with this id.
        code: Puts a code or state where the tape stands.
        situation: Says what is not possible, each time a menu opens.
    """

    def __init__(
        self,
        window: QMainWindow,
        key_map: KeyMap,
        do: Callable[[str], object],
        code: Callable[[str], object],
        situation: Situation,
    ) -> None:
        super().__init__(window)
        self._key_map = key_map
        self._do = do
        self._code = code
        self._situation = situation
        self.entries: dict[str, QAction] = {}
        self._states: Mapping[str, Callable[[], bool]] = {}
        self._menus = {name: QMenu(f"&{name}", window) for name in MENUS}
        self.codes = QMenu(f"&{CODES}", window)
        for name, menu in self._menus.items():
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self.refresh)
            window.menuBar().addMenu(menu)
            if name == AFTER:
                window.menuBar().addMenu(self.codes)
        for action in ACTIONS:
            entry = self._menus[action.menu].addAction(action.label)
            entry.setCheckable(action.switches)
            entry.triggered.connect(partial(self._choose, action.id))
            self.entries[action.id] = entry
        self.codes.aboutToShow.connect(self._list_codes)
        key_map.changed.connect(self._write_keys)
        self._write_keys()

    def heed(self, states: Mapping[str, Callable[[], bool]]) -> None:
        """Ask these, by the id of an action, whether it is on when a menu opens."""
        self._states = states

    def refresh(self) -> None:
        """Grey what is not possible now, with the reason; check what is on."""
        against = self._situation.against_each(self.entries)
        for name, entry in self.entries.items():
            reason = against[name]
            entry.setEnabled(not reason)
            entry.setToolTip(reason)
            entry.setStatusTip(reason)

        for name, is_on in self._states.items():
            self.entries[name].setChecked(is_on())

    def _choose(self, name: str, *_checked: bool) -> None:
        self._do(name)
        self.refresh()

    def _write_keys(self) -> None:
        for action in ACTIONS:
            key = name_of(self._key_map.first(action.id))
            shown = f"{action.label}\t{key}" if key else action.label
            self.entries[action.id].setText(shown)

    def _list_codes(self) -> None:
        self.codes.clear()
        book = self._situation.codebook
        possible = not self._situation.against_coding()
        if book is None:
            self.codes.addAction(Need.STUDY.value).setEnabled(False)
            return
        for heading, rows in sections(book):
            below = self.codes.addMenu(heading)
            for key, text, code in rows:
                entry = below.addAction(f"{text}\t{key}")
                entry.setEnabled(possible)
                entry.triggered.connect(partial(self._press, code))

    def _press(self, code: str, *_checked: bool) -> None:
        self._code(code)
