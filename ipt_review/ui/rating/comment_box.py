"""A plain text field that hands over what was written, without being asked to save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent
    from PySide6.QtWidgets import QWidget

PAUSE = 800
"""After so many ms without a key what was written is handed over."""


class CommentBox(QPlainTextEdit):
    """The comment on the whole session.

    Signals:
        written: The text, when the focus leaves or the writer pauses.
    """

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self.setTabChangesFocus(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.hand_over)
        self.textChanged.connect(self._pause.start)

    def show_comment(self, comment: str) -> None:
        """Show what is stored; what is being written stays unless the store changed."""
        if comment == self._known:
            return
        self._known = comment
        if comment != self.toPlainText():
            self.setPlainText(comment)
        self._pause.stop()

    def start_over(self) -> None:
        """Forget what was written, before the comment of another coding is shown."""
        self._known = ""
        self.clear()
        self._pause.stop()

    def hand_over(self) -> None:
        """Hand over what was written since the last time."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._known and not self.isReadOnly():
            self._known = text
            self.written.emit(text)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hand_over()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hand_over()
