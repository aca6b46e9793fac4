"""The menus of the window, made from the list of actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from ipt_review.ui.actions import ACTIONS, MENUS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenuBar, QWidget


class Menus(QObject):
    """Offers every action in its menu; what is on or off has a check mark.

    Args:
        bar: Where the menus go.
        do: Does the action with this id, whatever came of it.
    """

    def __init__(
        self, bar: QMenuBar, do: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._switches: dict[str, QAction] = {}
        self._states: Mapping[str, Callable[[], bool]] = {}
        menus = {name: QMenu(f"&{name}", parent) for name in MENUS}
        for menu in menus.values():
            bar.addMenu(menu)
            menu.aboutToShow.connect(self._show_states)
        for action in ACTIONS:
            shown = f"{action.label}\t{action.keys[0]}" if action.keys else action.label
            entry = menus[action.menu].addAction(shown)
            entry.triggered.connect(partial(self._do, do, action.id))
            if action.switches:
                entry.setCheckable(True)
                self._switches[action.id] = entry

    def heed(self, states: Mapping[str, Callable[[], bool]]) -> None:
        """Ask these, by the id of an action, whether it is on when a menu opens."""
        self._states = states

    def _do(self, do: Callable[[str], object], name: str, *_checked: bool) -> None:
        do(name)
        self._show_states()

    def _show_states(self) -> None:
        for name, entry in self._switches.items():
            entry.setChecked(name in self._states and self._states[name]())
