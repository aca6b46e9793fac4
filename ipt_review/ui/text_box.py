"""A box for words of one's own: Enter is done, Shift+Enter a new line, Esc leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

from ipt_review.ui.keys import keep_keys
from ipt_review.ui.theme import TEXT_SIZE, sans

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget


class TextBox(QPlainTextEdit):
    """Takes text of any length, in any script; each line runs in its own direction.

    Signals:
        entered: Enter was pressed.
        escaped: Esc was pressed.
    """

    entered = Signal()
    escaped = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(sans(TEXT_SIZE))
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        keep_keys(self, "Esc")

    def begin(self) -> None:
        """Put the cursor at the end."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
