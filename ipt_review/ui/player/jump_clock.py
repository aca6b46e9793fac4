"""The clock of the transport, which takes a time to jump to when it is clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedLayout,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.problems import BadTimecode
from ipt_review.domain.timecode import MS_PER_SECOND, read, show_seconds
from ipt_review.ui.keymap.hints import does
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.parts import label
from ipt_review.ui.theme import SMALL_SIZE, mono

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

BIG = 21
EXAMPLE = "26:17 or 0:26:17.240"


class JumpClock(QWidget):
    """Shows where the tape stands, and reads where it is to go.

    Enter jumps, Esc and leaving the field do not.

    Signals:
        left: The keyboard is free again, after Enter or Esc.
    """

    jump_wanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        does(self, "tape.jump", "Click to jump to a time")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._position = 0
        self._clock = label("0:00:00")
        self._clock.setFont(mono(BIG, bold=True))
        self._fraction = label(".000", "muted")
        self._fraction.setFont(mono(SMALL_SIZE))
        self.field = JumpField()
        self.field.returnPressed.connect(self._jump)
        self.field.given_up.connect(self._leave)
        self.field.lost_focus.connect(self._show_face)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._face())
        self._pages.addWidget(self.field)
        face = self._pages.widget(0)
        if face is not None:
            self.setFixedSize(face.sizeHint())

    def show_position(self, position: int) -> None:
        """Show where the tape stands (ms)."""
        self._position = position
        self._clock.setText(show_seconds(position))
        self._fraction.setText(f".{position % MS_PER_SECOND:03}")

    def ask(self) -> None:
        """Take a time in the clock's place, the present one to begin with."""
        self.field.show_fault(fault=False)
        self.field.setText(show_seconds(self._position))
        self._pages.setCurrentWidget(self.field)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def asks(self) -> bool:
        """Say whether it takes a time now."""
        return self._pages.currentWidget() is self.field

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.asks():
            self.ask()

    def _jump(self) -> None:
        try:
            target = read(self.field.text())
        except BadTimecode:
            self.field.show_fault(fault=True)
            return
        self._leave()
        self.jump_wanted.emit(target)

    def _leave(self) -> None:
        self.left.emit()
        self._show_face()

    def _show_face(self) -> None:
        self._pages.setCurrentIndex(0)

    def _face(self) -> QWidget:
        face = QWidget()
        row = QHBoxLayout(face)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._clock, self._fraction):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        return face


class JumpField(LineBox):
    """Where a time is typed."""

    given_up = Signal()
    lost_focus = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(mono())
        self.setAccessibleName("Jump to time")
        self.setToolTip(f"{EXAMPLE}; Enter jumps, Esc leaves")
        keep_keys(self, "Esc")
        self.textEdited.connect(lambda _text: self.show_fault(fault=False))

    def show_fault(self, *, fault: bool) -> None:
        """Show, in color and in words, whether what is typed is no time."""
        said = f"This is no time. Write it as {EXAMPLE}." if fault else EXAMPLE
        self.setAccessibleDescription(said)
        self.setToolTip(said if fault else f"{EXAMPLE}; Enter jumps, Esc leaves")
        self.setProperty("kind", "fault" if fault else "")
        self.style().unpolish(self)
        self.style().polish(self)
        if fault:
            self.selectAll()
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), said, self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.lost_focus.emit()
