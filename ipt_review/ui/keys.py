"""From a key to what it does: the one place where keys are heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
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

from ipt_review.ui.keymap.naming import MODIFIERS, key_of, types_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import TypeIs

    from ipt_review.ui.action import Action
    from ipt_review.ui.keymap.key_map import KeyMap

TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
PRESSES = {"Space", "Return", "Enter"}
WALKS = {"Left", "Right", "Up", "Down", "Home", "End", "Return", "Enter"}
KEPT, HEARD = "kept_keys", "heard_keys"


@dataclass(frozen=True, slots=True)
class Hands:
    """What keys do, in the order in which they are tried.

    Attributes:
        first: Hears each key before all else, and whether it is only held, and says
            whether that was the end of it.
        do: Does the action with this id, and says whether it could.
        let_go: Ends an action that lasts while its key is held.
        press: Does what a codebook key does, unless it is only held, and says
            whether there is such a key.
        release: Hears that a codebook key was let go, named as it was pressed.
        room: Returns the room that is shown; its widgets hear the room's own keys.
    """

    first: Callable[[str, bool], bool]
    do: Callable[[str], bool]
    let_go: Callable[[str], object]
    press: Callable[[str, bool], bool]
    release: Callable[[str], object]
    room: Callable[[], str]


class KeyRouter(QObject):
    """Hears every key of one window before its widgets do.

    While a text field has the focus only actions that say so are done. A button
    that was reached by Tab keeps Space and Enter, a slider or list its arrows.

    Args:
        window: Whose keys are heard.
        key_map: Which key does which action.
        hands: What keys do.
    """

    def __init__(self, window: QWidget, key_map: KeyMap, hands: Hands) -> None:
        super().__init__(window)
        self._window = window
        self._hands = hands
        self._key_map = key_map
        self._held: dict[int, str] = {}
        self._down: dict[int, str] = {}
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            application.installEventFilter(self)
            application.applicationStateChanged.connect(self._let_all_go)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.KeyRelease and (self._held or self._down):
            return isinstance(event, QKeyEvent) and self._hear_let_go(event)
        return (
            kind is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._is_heard(watched)
            and self._hear(event, watched)
        )

    def _is_heard(self, watched: QObject) -> TypeIs[QWidget]:
        """Say whether a press counts that comes to `watched`."""
        if not isinstance(watched, QWidget) or not self._hears(watched.window()):
            return False
        # Otherwise it is the same key, handed up by a widget that had no use for it.
        return watched is (QApplication.focusWidget() or watched.window())

    def _hears(self, window: QWidget) -> bool:
        """Say whether the keys of `window` count: its own, or one that belongs."""
        return window is self._window or bool(window.property(HEARD))

    def _hear(self, event: QKeyEvent, widget: QWidget) -> bool:
        key = key_of(event)
        action = self._key_map.holder(key)
        typing = isinstance(widget, TEXT_FIELDS)
        counts = event.key() not in MODIFIERS and (not typing or key == "Esc")
        if counts and self._hands.first(key, event.isAutoRepeat()):
            return True
        own = _is_own(key, widget) or self._is_of_room(key)
        if own or (typing and not _is_done_typing(action, key)):
            return False
        if action is None:
            return self._code(key, event)
        return self._begin(action, event)

    def _is_of_room(self, key: str) -> bool:
        """Say whether a key is one of the room's own, which its widgets hear."""
        return self._key_map.holder(key, self._hands.room()) is not None

    def _code(self, key: str, event: QKeyEvent) -> bool:
        """Press a codebook key, and remember which key of the keyboard it is."""
        coded = self._hands.press(key, event.isAutoRepeat())
        if coded:
            self._down[event.key()] = key
        return coded

    def _begin(self, action: Action, event: QKeyEvent) -> bool:
        """Do an action, unless its key is only held and it is done once for that."""
        if event.isAutoRepeat() and not action.repeats:
            return True
        done = self._hands.do(action.id)
        if done and action.while_held:
            self._held[event.key()] = action.id
        return done

    def _hear_let_go(self, event: QKeyEvent) -> bool:
        """End what lasts while a key is held; a repeating key lets go in between."""
        if event.key() in self._down and not event.isAutoRepeat():
            self._hands.release(self._down.pop(event.key()))
        if event.key() not in self._held:
            return False
        if not event.isAutoRepeat():
            self._hands.let_go(self._held.pop(event.key()))
        return True

    def _let_all_go(self, state: Qt.ApplicationState) -> None:
        """End what lasts: another program has the keyboard, and hears the key go."""
        if state is not Qt.ApplicationState.ApplicationActive:
            for name in self._held.values():
                self._hands.let_go(name)
            for key in self._down.values():
                self._hands.release(key)
            self._held.clear()
            self._down.clear()


def keep_keys(widget: QWidget, *keys: str) -> None:
    """Have `widget` get these keys itself while it has the focus."""
    widget.setProperty(KEPT, list(keys))


def hear_too(window: QWidget) -> None:
    """Have the keys of another window of the program count as the main window's."""
    window.setProperty(HEARD, True)  # noqa: FBT003 - a property of Qt's


def _is_done_typing(action: Action | None, key: str) -> bool:
    """Say whether a key does an action even where text is typed."""
    return action is not None and action.while_typing and not types_text(key)


def _is_own(key: str, widget: QWidget) -> bool:
    """Say whether the widget that has the focus needs the key itself."""
    if key in (widget.property(KEPT) or ()):
        return True
    if isinstance(widget, QAbstractButton):
        return key in PRESSES
    return isinstance(widget, QAbstractSlider | QComboBox) and key in WALKS
