"""How keys are written for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
}
"""Keys that only change what another key means."""

WORDS = {
    "Return": "Enter",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Del": "Delete",
    "PgUp": "Page Up",
    "PgDown": "Page Down",
}
WITH_SHIFT = frozenset("[]+=-0123456789")
"""Signs that are one key whether or not a layout of the keyboard needs Shift for it."""
_IN_TEXT = {
    *("Space", "Tab", "Return", "Enter", "Backspace", "Del", "Ins"),
    *("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown"),
}


def name_of(key: str) -> str:
    """Return how a key is called, for example "Ctrl+←" for "Ctrl+Left"."""
    if not key or key == "+":
        return key
    before, plus, last = key.rpartition("+")
    if not last:  # Ctrl++
        return key
    return before + plus + WORDS.get(last, last)


def names_of(keys: tuple[str, ...]) -> str:
    """Return how several keys for one thing are called; Return and Enter are one."""
    return " or ".join(dict.fromkeys(map(name_of, keys)))


def types_text(key: str) -> bool:
    """Say whether a key writes or moves in a text field, so that it is needed there."""
    plain = key.removeprefix("Shift+")
    return len(plain) == 1 or plain in _IN_TEXT


def key_of(event: QKeyEvent) -> str:
    """Return a pressed key as codebooks and actions write it, for example Shift+A.

    Foot pedals and the like send ordinary keys: F13 to F35, media keys, or a letter
    with Ctrl.
    """
    if event.text() == "?":
        return "?"  # whichever key has it, with Shift or without
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key is Qt.Key.Key_unknown:
        return ""
    if event.text() in WITH_SHIFT:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    combined = QKeySequence(modifiers.value | key.value)
    return combined.toString(QKeySequence.SequenceFormat.PortableText)
