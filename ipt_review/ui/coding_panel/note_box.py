"""Where the note on a mark is written: Enter saves it and the tape goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

from ipt_review.ui.theme import TEXT_SIZE, sans

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

IDLE = "Enter writes a note on the last mark"


class NoteBox(QPlainTextEdit):
    """Edits one note at a time.

    Signals:
        written: The mark's number and its note; the note may be unchanged.
        left: The person is done and the tape may go on.
    """

    written = Signal(int, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number: int | None = None
        self._before = ""
        self.setFont(sans(TEXT_SIZE))
        self.setFixedHeight(64)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Note on the picked mark")
        self.show_note(None, "", "")

    @property
    def number(self) -> int | None:
        """The mark whose note is shown."""
        return self._number

    def show_note(self, number: int | None, label: str, note: str) -> None:
        """Show the note of a mark; what is being typed on the same mark stays."""
        if number == self._number and self.hasFocus():
            return
        self._number = number
        self._before = note
        self.setPlainText(note)
        self.setEnabled(number is not None)
        self.setPlaceholderText(f"Note on “{label}” …" if number else IDLE)

    def begin(self) -> None:
        """Put the cursor at the end of the note."""
        if self._number is not None:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            cursor = self.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.setTextCursor(cursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._save()
            self.clearFocus()
            self.left.emit()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._save()
        super().focusOutEvent(event)

    def _save(self) -> None:
        text = self.toPlainText().strip()
        if self._number is not None and text != self._before:
            self._before = text
            self.written.emit(self._number, text)
