"""Looks for words in the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from ipt_review.ui.keys import keep_keys
from ipt_review.ui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent


class FindField(QLineEdit):
    """Where the words are typed; Enter goes on, with Shift back, Esc leaves.

    Signals:
        step_wanted: To the next place (1) or the previous one (-1).
        left: Esc was pressed.
    """

    step_wanted = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Find in the transcript")
        self.setAccessibleName("Find in the transcript")
        self.setClearButtonEnabled(True)
        keep_keys(self, "Esc")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step_wanted.emit(-1 if shift else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Field, count, and buttons to the places; asks for rows and knows where one is.

    Signals:
        words_changed: Look for these words.
        row_wanted: The row of a cue with the words in it.
        left: The field is done with.
    """

    words_changed = Signal(str)
    row_wanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = FindField()
        self.count = label("", "muted")
        self.previous = button("↑", "quiet", "Previous place (Shift+F3)")
        self.following = button("↓", "quiet", "Next place (F3)")
        self.previous.setAccessibleName("Previous place")
        self.following.setAccessibleName("Next place")
        self._rows: Sequence[int] = ()
        self._at: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(self.previous)
        row.addWidget(self.following)
        self.field.textChanged.connect(self.words_changed)
        self.field.step_wanted.connect(self.step)
        self.field.left.connect(self.left)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.following.clicked.connect(lambda: self.step(1))
        self._show()

    def begin(self) -> None:
        """Take the keyboard, for words to be typed."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_found(self, rows: Sequence[int]) -> None:
        """Take note of where the words are."""
        self._rows, self._at = rows, None
        self._show()

    def step(self, by: int, from_row: int | None = None) -> None:
        """Go to the next place, or the previous one, and around at the ends."""
        if not self._rows:
            return
        if self._at is None:
            here = -1 if from_row is None else from_row
            after = [n for n, row in enumerate(self._rows) if row >= here]
            self._at = after[0] if after and by > 0 else 0 if by > 0 else -1
        else:
            self._at += by
        self._at %= len(self._rows)
        self._show()
        self.row_wanted.emit(self._rows[self._at])

    def _show(self) -> None:
        found = len(self._rows)
        at = "–" if self._at is None else str(self._at + 1)
        wanted = bool(self.field.text().strip())
        said = f"{at} of {found:,}" if found else "not found"
        self.count.setText(said if wanted else "")
        for each in (self.previous, self.following):
            each.setEnabled(found > 0)
