"""A blink beside a lane: a key was heard, and what it codes stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPaintEvent

LASTS = 180
"""How long a blink is, in ms."""

_STRENGTH = 0.45


class Blink(QWidget):
    """Lies over the label of a lane for a moment; the lane is not painted anew."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._color = QColor()
        self._timer = QTimer(self, singleShot=True, interval=LASTS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_at(self, place: QRect, color: str) -> None:
        """Blink in this color at a place of the parent."""
        self._color = QColor(color)
        self._color.setAlphaF(_STRENGTH)
        self.setGeometry(place)
        self.show()
        self._timer.start()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawRoundedRect(self.rect(), 4, 4)
