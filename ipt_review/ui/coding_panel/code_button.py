"""A button for one code or one state: its key, its label, how often it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from ipt_review.ui.theme import (
    READABLE,
    SMALL_SIZE,
    ink_on,
    mono,
    sans,
    seen_on,
    state_on,
    tint,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme

CAP_HEIGHT = 18
EDGE = 6
FLASH = 180
"""How long a blink is, in ms."""
SHIFT_SIGN = "⇧"


class CodeButton(QAbstractButton):
    """Shows a key cap, a label and a count; lit while its interval is open.

    Args:
        key: As the codebook writes it, for example "c", "Shift+A" or "2".
        outlined: Drawn with a border in its color, as focus states are.
    """

    def __init__(
        self,
        theme: Theme,
        key: str,
        color: str,
        *,
        outlined: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key.replace("Shift+", SHIFT_SIGN).replace("Ctrl+", "⌃").upper()
        self._color = color
        self._outlined = outlined
        self._count = 0
        self._lit = False
        self._flashes = QTimer(self, singleShot=True, interval=FLASH)
        self._flashes.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """Show how many marks of it there are."""
        if count != self._count:
            self._count = count
            self._tell()

    def light(self, *, lit: bool) -> None:
        """Show that it is going on now."""
        if lit != self._lit:
            self._lit = lit
            self._tell()

    def flash(self) -> None:
        """Show for a blink that its key was heard and has coded."""
        self._flashes.start()
        self.update()

    @property
    def flashing(self) -> bool:
        """Whether it shows that its key was just heard."""
        return self._flashes.isActive()

    def name(self, label: str) -> None:
        """Give it this label."""
        if label != self.text():
            self.setText(label)
            self._tell()

    @property
    def lit(self) -> bool:
        """Whether it is shown as going on."""
        return self._lit

    @property
    def count(self) -> int:
        """How many marks it says there are."""
        return self._count

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, 28 if self._outlined else 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = self._fill()
        self._paint_box(painter, fill)
        ink = ink_on(fill.name()) if self._outlined and self._lit else self._ink()
        left = self._paint_cap(painter)
        right = self._paint_count(painter, ink)
        painter.setFont(sans(SMALL_SIZE))
        painter.setPen(QColor(ink))
        room = QRectF(left + EDGE, 0, self.width() - left - EDGE - right, self.height())
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _fill(self) -> QColor:
        if self.flashing:
            return tint(self._color, 0.55, self._theme.card)
        if self._outlined:
            lit = state_on(self._color, self._theme.card)
            return QColor(lit if self._lit else self._theme.card)
        if self._lit:
            return tint(self._color, 0.18, self._theme.card)
        hovered = self.underMouse() and self.isEnabled()
        return QColor(self._theme.picked if hovered else self._theme.soft)

    def _ink(self) -> str:
        if not self._outlined:
            return self._theme.text
        return seen_on(self._color, self._theme.card, READABLE)

    def _paint_box(self, painter: QPainter, fill: QColor) -> None:
        line = QPen(Qt.PenStyle.NoPen)
        if self._outlined or self._lit:
            line = QPen(QColor(seen_on(self._color, self._theme.card)), 1.2)
        if self.hasFocus():
            line = QPen(QColor(self._theme.accent), 2)
        painter.setPen(line)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _paint_cap(self, painter: QPainter) -> float:
        """Draw the key cap and return where it ends."""
        painter.setFont(mono(SMALL_SIZE - 1, bold=True))
        width = max(20, painter.fontMetrics().horizontalAdvance(self._key) + 10)
        top = (self.height() - CAP_HEIGHT) / 2
        cap = QRectF(EDGE, top, width, CAP_HEIGHT)
        painter.setPen(QPen(QColor(self._theme.line), 1.2))
        painter.setBrush(QColor(self._theme.card))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        return cap.right()

    def _paint_count(self, painter: QPainter, ink: str) -> float:
        """Draw the count or the check mark and return how much room it takes."""
        text = str(self._count) if self._count and not self._outlined else ""
        if self._lit:
            text = "✓" if self._outlined else "● " + text
        if not text:
            return EDGE
        painter.setFont(sans(SMALL_SIZE - 1))
        painter.setPen(QColor(ink if self._lit else self._theme.muted))
        width = painter.fontMetrics().horizontalAdvance(text) + EDGE
        room = QRectF(self.width() - width - EDGE, 0, width, self.height())
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text
        )
        return width + EDGE

    def _tell(self) -> None:
        going_on = ", going on now" if self._lit else ""
        self.setAccessibleName(
            f"{self.text()}, key {self._key}, {self._count} marked{going_on}"
        )
        self.update()
