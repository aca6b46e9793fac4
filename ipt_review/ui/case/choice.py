"""A row of buttons of which one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping


NARROW = 28
"""How wide a button for a single figure is."""


class Choice(QWidget):
    """Some values side by side; arrow keys move within, Space chooses.

    Args:
        name: What is chosen, for those who hear the screen.
        options: Values and what stands on their buttons.

    Signals:
        chosen: Somebody chose this value.
    """

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        options: Mapping[object, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons: dict[object, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for value, text in options.items():
            made = QPushButton(text)
            made.setProperty("kind", "pick")
            made.setCheckable(True)
            if len(text) == 1:
                made.setFixedWidth(NARROW)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setAccessibleName(f"{name}: {text}")
            made.clicked.connect(lambda _on=False, v=value: self.chosen.emit(v))
            self._group.addButton(made)
            self.buttons[value] = made
            row.addWidget(made)
        row.addStretch(1)

    @property
    def value(self) -> object:
        """The chosen value, None while nothing is chosen."""
        pressed = (v for v, made in self.buttons.items() if made.isChecked())
        return next(pressed, None)

    def show_value(self, value: object) -> None:
        """Show what is chosen; None for nothing."""
        self._group.setExclusive(False)
        for each, made in self.buttons.items():
            made.setChecked(each == value and value is not None)
        self._group.setExclusive(True)
