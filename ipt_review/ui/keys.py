"""From a key to what it does: the one place where keys are heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
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
from shiboken6 import isValid
from typing_extensions import override

from ipt_review.ui.keymap.naming import MODIFIERS, key_of, types_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow
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

    It listens at the widget that has the keyboard; to be asked about every event of
    the program would cost more than most of what happens in it.

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
        self._letting_go = LettingGo(self, self._hear_let_go)
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
            application.focusWindowChanged.connect(self._follow_window)
            application.applicationStateChanged.connect(self._let_all_go)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._is_heard(watched)
            and self._hear(event, watched)
        )

    def _follow(self, was: QWidget | None, now: QWidget | None) -> None:
        """Listen where the keyboard went, before whoever listens there already."""
        if was is not None and isValid(was) and not self._hears(was):
            was.removeEventFilter(self)
        if now is not None and self._hears(now.window()):
            now.installEventFilter(self)

    def _follow_window(self, _now: QWindow | None) -> None:
        """Listen at windows that belong, which have keys while nothing in them does."""
        for each in QApplication.topLevelWidgets():
            if each.property(HEARD):
                each.installEventFilter(self)

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
            self._letting_go.listen(wanted=True)
        return coded

    def _begin(self, action: Action, event: QKeyEvent) -> bool:
        """Do an action, unless its key is only held and it is done once for that."""
        if event.isAutoRepeat() and not action.repeats:
            return True
        done = self._hands.do(action.id)
        if done and action.while_held:
            self._held[event.key()] = action.id
            self._letting_go.listen(wanted=True)
        return done

    def _hear_let_go(self, event: QKeyEvent) -> bool:
        """End what lasts while a key is held; a repeating key lets go in between."""
        if event.isAutoRepeat():
            return event.key() in self._held
        if event.key() in self._down:
            self._hands.release(self._down.pop(event.key()))
        held = self._held.pop(event.key(), None)
        if held is not None:
            self._hands.let_go(held)
        self._letting_go.listen(wanted=bool(self._held or self._down))
        return held is not None

    def _let_all_go(self, state: Qt.ApplicationState) -> None:
        """End what lasts: another program has the keyboard, and hears the key go."""
        if state is not Qt.ApplicationState.ApplicationActive:
            for name in self._held.values():
                self._hands.let_go(name)
            for key in self._down.values():
                self._hands.release(key)
            self._held.clear()
            self._down.clear()
            self._letting_go.listen(wanted=False)


class LettingGo(QObject):
    """Hears keys go up, wherever that is, while there is any to wait for.

    Args:
        parent: Whom it belongs to.
        hear: Takes a key that goes up, and says whether that was the end of it.
    """

    def __init__(self, parent: QObject, hear: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent)
        self._hear = hear

    def listen(self, *, wanted: bool) -> None:
        """Listen from now on, or no more: all that happens in the program is asked."""
        application = QApplication.instance()
        if application is None:
            return
        if wanted:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return (
            event.type() is QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and self._hear(event)
        )


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
