"""A line for words of one's own: Enter is heard by the line and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class LineBox(QLineEdit):
    """Takes one line of text.

    Qt hands Enter on to what lies around a line. Where Enter ends the typing, the
    keyboard has gone back to the tape by then, and the same press would begin a note.
    """

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
