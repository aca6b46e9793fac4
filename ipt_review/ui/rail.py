"""The strip at the left: which room of the window one is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from ipt_review.ui.parts import icon
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme

WIDTH = 74
LOW, HIGH = 44, 54
"""How high a button is at least, in a low window, and at most."""


class Rail(QFrame):
    """One button for each room; one of them is lit."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        rooms: tuple[tuple[str, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 14, 4, 8)
        column.setSpacing(6)
        for name, text in rooms:
            made = self._make(name, text)
            group.addButton(made)
            column.addWidget(made)
            self.buttons[name] = made
        self.dress()
        column.addStretch(1)

    def light(self, name: str) -> None:
        """Show that one is in this room."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)

    def allow(self, name: str, *, allowed: bool) -> None:
        """Say whether there is anything to do in this room."""
        self.buttons[name].setEnabled(allowed)

    def dress(self) -> None:
        """Draw the icons in the colors of the theme."""
        for name, made in self.buttons.items():
            made.setIcon(icon(name, self._theme.rail_text))

    def _make(self, name: str, text: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "rail")
        made.setText(text)
        made.setIconSize(QSize(22, 22))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFont(sans(11))
        made.setFixedWidth(WIDTH - 8)
        made.setMinimumHeight(LOW)
        made.setMaximumHeight(HIGH)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _on=False: self.chosen.emit(name))
        return made
