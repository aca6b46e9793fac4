"""What is going on now: one button for each interval whose end is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.coding_panel.code_button import CodeButton

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.ui.theme import Theme

COLUMNS = 2


class OpenStrip(QWidget):
    """Shows open intervals whether their buttons are on the panel or not.

    Signals:
        pressed: The code whose interval is to be closed.
    """

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.buttons: dict[str, CodeButton] = {}
        self._shown: list[tuple[str, int]] = []
        self.setAccessibleName("Going on, to be closed")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 0, 14, 0)
        self._grid.setSpacing(4)
        self.hide()

    def show_coding(self, codebook: Codebook, coding: Coding) -> None:
        """Show the open intervals of this coding, first begun first."""
        opened = [
            (mark.code, mark.start)
            for mark in coding.open_marks()
            if codebook.track_of(mark.code) is None and codebook.knows(mark.code)
        ]
        if opened == self._shown:
            return
        self._shown = opened
        for old in self.buttons.values():
            self._grid.removeWidget(old)
            old.deleteLater()
        self.buttons = {}
        for place, (code, start) in enumerate(opened):
            made = self._button(codebook, code, start)
            self.buttons[code] = made
            self._grid.addWidget(made, place // COLUMNS, place % COLUMNS)
        self.setHidden(not opened)

    def _button(self, codebook: Codebook, code: str, start: int) -> CodeButton:
        colors = {group.id: group.color for group in codebook.groups}
        known = codebook.code(code)
        made = CodeButton(self._theme, known.key, colors[known.group])
        made.name(f"{show_seconds(start)} {known.label}")
        made.light(lit=True)
        made.setToolTip(f"{known.label} since {show_seconds(start)}: press to close")
        made.clicked.connect(lambda _on=False: self.pressed.emit(code))
        return made
