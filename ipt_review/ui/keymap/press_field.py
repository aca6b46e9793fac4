"""A field that takes in the next key, whatever sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from ipt_review.ui.keymap.naming import MODIFIERS, key_of

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

ASKED = "Click here, then press the key or the pedal"
WAITS = "Press the key or the pedal now"


class PressField(QLineEdit):
    """Tells which key was pressed; Tab leads on as everywhere.

    Signals:
        pressed: A key, as Qt writes it; a foot pedal sends ordinary ones.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText(ASKED)
        self.setAccessibleName("New key")
        self.setAccessibleDescription(ASKED)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    @override
    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.FocusIn:
            self.setPlaceholderText(WAITS)
        elif kind is QEvent.Type.FocusOut:
            self.setPlaceholderText(ASKED)
        elif kind is QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        key = key_of(event)
        if key and event.key() not in MODIFIERS and not event.isAutoRepeat():
            self.pressed.emit(key)
