"""A person's keys in a small file, to take along to another computer."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.actions import ACTIONS, action
from ipt_review.ui.keymap.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ipt_review.ui.keymap.key_map import Keys

FORMAT, VERSION = "ipt-review-keys", 1
_IDS = {each.id for each in ACTIONS}
_LARGEST = 1_000_000


class KeysNotRead(ReviewError):
    """A file of keys cannot be used."""


class KeysNotWritten(ReviewError):
    """A file of keys cannot be written."""


def write_keys(own: Mapping[str, Keys], path: Path) -> None:
    """Write the keys that differ from the program's own.

    Raises:
        KeysNotWritten: The file cannot be written.
    """
    written = {"format": FORMAT, "version": VERSION, "keys": dict(own)}
    try:
        path.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    except OSError as problem:
        why = problem.strerror or "it cannot be written"
        raise KeysNotWritten(
            f"{path.name}: {why}.", "Choose another place."
        ) from problem


def read_keys(path: Path) -> tuple[dict[str, Keys], list[str]]:
    """Return the keys in a file, and the ids in it that this version does not know.

    Raises:
        KeysNotRead: It is no such file, or it gives one key to two actions.
    """
    found = _entries(path)
    keys = {name: _keys(path, had) for name, had in found.items() if name in _IDS}
    count = Counter(
        (key, action(name).room) for name, had in keys.items() for key in had
    )
    twice = next((key for (key, _), times in count.items() if times > 1), None)
    if twice is not None:
        raise KeysNotRead(
            f"{path.name} gives {name_of(twice)} to two actions.",
            "Correct it, or export the keys anew.",
        )
    return keys, sorted(set(found) - _IDS)


def _entries(path: Path) -> dict[str, object]:
    try:
        with path.open(encoding="utf-8") as file:
            read = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError) as problem:
        raise KeysNotRead(
            f"{path.name} is no file of keys.", "Choose one that was exported here."
        ) from problem
    keys = read.get("keys") if isinstance(read, dict) else None
    if not isinstance(keys, dict) or read.get("format") != FORMAT:
        raise KeysNotRead(
            f"{path.name} is no file of keys.", "Choose one that was exported here."
        )
    return keys


def _keys(path: Path, had: object) -> Keys:
    keys = had if isinstance(had, list) else [had]
    for key in keys:
        if not isinstance(key, str) or not _is_key(key):
            raise KeysNotRead(
                f"{path.name} has “{key}”, which is no key.",
                "Write keys as Space, Ctrl+L or F13.",
            )
    return tuple(keys)


def _is_key(key: str) -> bool:
    written = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
    return bool(key) and written == key
