"""Where the note on a mark is written: Enter saves it and the tape goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from ipt_review.ui.text_box import TextBox

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

IDLE = "Enter writes a note on the last mark"


class NoteBox(TextBox):
    """Edits one note at a time.

    Esc leaves the note as it was. What had been typed comes back when the note of the
    same mark is written the next time.

    Signals:
        written: The mark's number and its note; the note may be unchanged.
        left: The person is done and the tape may go on.
    """

    written = Signal(int, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Note on the picked mark", parent)
        self._number: int | None = None
        self._before = ""
        self._drafts: dict[int, str] = {}
        self.setFixedHeight(58)
        self.show_note(None, "", "")
        self.entered.connect(self._finish)
        self.escaped.connect(self._give_up)

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
        if note != self.toPlainText():
            self.setPlainText(note)
        self.setEnabled(number is not None)
        self.setPlaceholderText(f"Note on “{label}” …" if number else IDLE)

    @override
    def begin(self) -> None:
        """Put the cursor at the end of the note, or of what was typed and not saved."""
        if self._number is not None:
            draft = self._drafts.pop(self._number, None)
            if draft is not None:
                self.setPlainText(draft)
            super().begin()

    def forget_drafts(self) -> None:
        """Forget what was typed and not saved: another coding is shown."""
        self._drafts.clear()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._save()
        super().focusOutEvent(event)

    def _finish(self) -> None:
        self._save()
        self.clearFocus()
        self.left.emit()

    def _give_up(self) -> None:
        text = self.toPlainText().strip()
        if self._number is not None and text != self._before:
            self._drafts[self._number] = text
            self.setPlainText(self._before)
        self.clearFocus()
        self.left.emit()

    def _save(self) -> None:
        text = self.toPlainText().strip()
        if self._number is not None and text != self._before:
            self._before = text
            self.written.emit(self._number, text)
