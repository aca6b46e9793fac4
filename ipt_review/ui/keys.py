"""From a key to what it does: the one place where keys are heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from ipt_review.ui.actions import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
PRESSES = {"Space", "Return", "Enter"}
WALKS = {"Left", "Right", "Up", "Down", "Home", "End", "Return", "Enter"}
MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
}
KEPT, HEARD = "kept_keys", "heard_keys"


class KeyRouter(QObject):
    """Hears every key of one window before its widgets do.

    While a text field has the focus only actions that say so are done. A button
    that was reached by Tab keeps Space and Enter, a slider or list its arrows.

    Args:
        window: Whose keys are heard.
        do: Does the action with this id, and says whether it could.
        press: Does what a codebook key does, unless it is only held, and says
            whether there is such a key.
        first: Hears each key before all else, and whether it is only held, and says
            whether that was the end of it.
    """

    def __init__(
        self,
        window: QWidget,
        do: Callable[[str], bool],
        press: Callable[[str, bool], bool],
        first: Callable[[str, bool], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._do = do
        self._press = press
        self._first = first
        self._by_key = {key: each for each in ACTIONS for key in each.keys}
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or not self._hears(watched.window()):
            return False
        if watched is not (QApplication.focusWidget() or watched.window()):
            return False  # the same key, handed up by a widget that had no use for it
        return self._hear(event, watched)

    def _hears(self, window: QWidget) -> bool:
        """Say whether the keys of `window` count: its own, or one that belongs."""
        return window is self._window or bool(window.property(HEARD))

    def _hear(self, event: QKeyEvent, widget: QWidget) -> bool:
        key = key_of(event)
        action = self._by_key.get(key)
        typing = isinstance(widget, TEXT_FIELDS)
        counts = event.key() not in MODIFIERS and (not typing or key == "Esc")
        if counts and self._first(key, event.isAutoRepeat()):
            return True
        if _is_own(key, widget) or (typing and not (action and action.while_typing)):
            return False
        again = event.isAutoRepeat()
        if action is None:
            return self._press(key, again)
        return (again and not action.repeats) or self._do(action.id)


def key_of(event: QKeyEvent) -> str:
    """Return a pressed key as codebooks and actions write it, for example Shift+A."""
    if event.text() == "?":
        return "?"  # whichever key has it, with Shift or without
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key is Qt.Key.Key_unknown:
        return ""
    if event.text() in ("[", "]", "+", "=", "-"):
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    combined = QKeySequence(modifiers.value | key.value)
    return combined.toString(QKeySequence.SequenceFormat.PortableText)


def keep_keys(widget: QWidget, *keys: str) -> None:
    """Have `widget` get these keys itself while it has the focus."""
    widget.setProperty(KEPT, list(keys))


def hear_too(window: QWidget) -> None:
    """Have the keys of another window of the program count as the main window's."""
    window.setProperty(HEARD, True)  # noqa: FBT003 - a property of Qt's


def code_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """Turn keys as a codebook writes them ("c", "Shift+A") into pressed ones.

    Args:
        keys: Code or state id by key.
    """
    return {key.upper() if len(key) == 1 else key: name for key, name in keys.items()}


def _is_own(key: str, widget: QWidget) -> bool:
    """Say whether the widget that has the focus needs the key itself."""
    if key in (widget.property(KEPT) or ()):
        return True
    if isinstance(widget, QAbstractButton):
        return key in PRESSES
    return isinstance(widget, QAbstractSlider | QComboBox) and key in WALKS
