"""The keys of the status line and of tool tips, as they are on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ipt_review.ui.actions import ACTIONS
from ipt_review.ui.keymap.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.ui.keymap.key_map import KeyMap

_IDS = {each.id for each in ACTIONS}
TIP, DOES = "tip_of_action", "does_action"
SHIFT = "Shift+"


def hints_in(
    hints: Iterable[tuple[str, str]], key_map: KeyMap
) -> list[tuple[str, str]]:
    """Return hints with keys in place of ids of actions; those without a key go."""
    found = []
    for what, words in hints:
        names = [_shown(each, key_map) for each in what.split()]
        if all(names):
            found.append((_together(names), words))
    return found


def _shown(what: str, key_map: KeyMap) -> str:
    return name_of(key_map.first(what)) if what in _IDS else what


def _together(names: list[str]) -> str:
    """Write keys that share Shift with one sign for it: "⇧ ← →"."""
    if len(names) > 1 and all(name.startswith(SHIFT) for name in names):
        return " ".join(["⇧", *(name.removeprefix(SHIFT) for name in names)])
    return " ".join(names)


def does(widget: QWidget, name: str, tip: str) -> None:
    """Have the tool tip of a widget say which key does the same.

    Args:
        widget: A button or the like.
        name: The id of the action.
        tip: What the widget does, in words; may be told again when it is another.
    """
    widget.setProperty(DOES, name)
    widget.setProperty(TIP, tip)
    key = widget.property("key_of_action")
    widget.setToolTip(f"{tip} ({key})" if key else tip)


class Tips(QObject):
    """Keeps tool tips true that say which key does the same.

    Args:
        window: Its widgets are looked through whenever keys change.
    """

    def __init__(self, window: QWidget, key_map: KeyMap) -> None:
        super().__init__(window)
        self._window = window
        self._key_map = key_map
        key_map.changed.connect(self.write)
        self.write()

    def write(self) -> None:
        """Write the keys into all tips."""
        for widget in self._window.findChildren(QWidget):
            name = widget.property(DOES)
            if name is not None:
                widget.setProperty("key_of_action", name_of(self._key_map.first(name)))
                does(widget, name, widget.property(TIP))
