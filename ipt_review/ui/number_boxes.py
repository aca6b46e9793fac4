"""Boxes for numbers and days, with as much room before the text as other fields have.

Qt gives the field within such a box its place and passes over the padding that a style
sheet asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDateEdit, QDoubleSpinBox, QSpinBox

if TYPE_CHECKING:
    from PySide6.QtCore import QDate
    from PySide6.QtWidgets import QAbstractSpinBox, QWidget

_BEFORE: Final = 7
"""Room before the text, in pixels."""


class NumberBox(QSpinBox):
    """Takes a whole number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _make_room(self)


class DecimalBox(QDoubleSpinBox):
    """Takes a number with decimals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _make_room(self)


class DayBox(QDateEdit):
    """Takes a day."""

    def __init__(self, day: QDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if day is not None:
            self.setDate(day)
        _make_room(self)


def _make_room(box: QAbstractSpinBox) -> None:
    box.lineEdit().setTextMargins(_BEFORE, 0, 0, 0)
