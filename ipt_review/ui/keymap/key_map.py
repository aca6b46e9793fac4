"""The keys of all actions: as they come with the program, or as a person has them."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.ui.actions import ACTIONS, action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QSettings

    from ipt_review.ui.action import Action

GROUP = "keys"
EVERYWHERE = ""
Keys = tuple[str, ...]


class KeyMap(QObject):
    """Reads and keeps a person's own keys, by the id of the action.

    Only what differs from the program's own keys is written down, so that an action
    whose keys were never changed gets better ones with a later version. A key means
    one action everywhere, and at most one more in a room: given to one, it is taken
    from the other.

    Signals:
        changed: Some action has other keys now.
    """

    changed = Signal()

    def __init__(self, kept: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self._keys: dict[str, Keys] = {}
        self._by_key: dict[str, dict[str, Action]] = {}
        self._read()

    @property
    def by_key(self) -> Mapping[str, Action]:
        """The actions by the keys that count everywhere, as Qt writes a pressed one."""
        return self.in_room(EVERYWHERE)

    def in_room(self, room: str) -> Mapping[str, Action]:
        """Return the actions by the keys that count in this room alone."""
        return MappingProxyType(self._by_key.get(room, {}))

    @property
    def own(self) -> dict[str, Keys]:
        """The keys of the actions that have others than the program's."""
        return {
            each.id: self._keys[each.id]
            for each in ACTIONS
            if self._keys[each.id] != each.keys
        }

    def keys(self, name: str) -> Keys:
        """Return the keys of an action; the first is shown."""
        return self._keys[name]

    def first(self, name: str) -> str:
        """Return the key that is shown for an action, or nothing."""
        return next(iter(self._keys[name]), "")

    def is_own(self, name: str) -> bool:
        """Say whether an action has other keys than the program's."""
        return self._keys[name] != action(name).keys

    def holder(self, key: str, room: str = EVERYWHERE) -> Action | None:
        """Return the action that a key does everywhere, or in this room alone."""
        return self.in_room(room).get(key)

    def set_keys(self, name: str, keys: Keys) -> None:
        """Give an action these keys; other actions lose them."""
        self.take({**self.own, **self._without(keys, name), name: keys})

    def reset(self, name: str) -> None:
        """Give an action the program's keys again; other actions lose those."""
        self.set_keys(name, action(name).keys)

    def reset_all(self) -> None:
        """Give every action the program's keys again."""
        self.take({})

    def take(self, own: Mapping[str, Keys]) -> None:
        """Have these own keys and no others; keep that, and tell."""
        before = dict(self._keys)
        self._kept.remove(GROUP)
        for name, keys in own.items():
            if keys != action(name).keys:
                self._kept.setValue(f"{GROUP}/{name}", json.dumps(keys))
        self._read()
        if self._keys != before:
            self.changed.emit()

    def _without(self, keys: Keys, name: str) -> dict[str, Keys]:
        """Return what is left to the other actions that have one of these keys."""
        return {
            other: tuple(key for key in has if key not in keys)
            for other, has in self._keys.items()
            if other != name
            and action(other).room == action(name).room
            and not set(has).isdisjoint(keys)
        }

    def _read(self) -> None:
        self._keys = {each.id: self._kept_keys(each) for each in ACTIONS}
        own = {name for name, keys in self.own.items() if keys}
        self._by_key = {}
        for each in sorted(ACTIONS, key=lambda each: each.id in own):
            here = self._by_key.setdefault(each.room, {})
            here |= dict.fromkeys(self._keys[each.id], each)
        for name, keys in self._keys.items():
            here = self._by_key[action(name).room]
            # A later version may give a new action a key that a person gave another.
            self._keys[name] = tuple(key for key in keys if here[key].id == name)

    def _kept_keys(self, asked: Action) -> Keys:
        kept = self._kept.value(f"{GROUP}/{asked.id}")
        if not isinstance(kept, str):
            return asked.keys
        try:
            keys = json.loads(kept)
        except ValueError:
            return asked.keys
        return tuple(map(str, keys)) if isinstance(keys, list) else asked.keys
