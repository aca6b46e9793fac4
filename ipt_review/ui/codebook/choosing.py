"""Editors of fields that pick from what the codebook has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.domain.codebook import Need, Unless
from ipt_review.ui.codebook.fields import FieldEditor, Quiet
from ipt_review.ui.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook

NEEDS: Final[Mapping[object, str]] = {
    Need.SCALE_DUE_OR_USED: "a scale was due or used",
    Need.OUTCOME_REPORTED: "an event with an outcome",
    Need.SITUATION_DISCUSSED: "a situation was discussed",
    Need.OPTION_EMERGED: "an option emerged",
    Need.END_ON_TAPE: "the end is on the tape",
    Need.FOCUS_AGREED: "a focus is agreed",
    Need.FORMULATION_GIVEN: "a formulation was given",
    Need.IMPROVED: "the patient has improved",
    Need.NOT_WELL: "not well, or at high risk",
}
NO_ITEM: Final = "no other item"
ALL_CODES: Final = "All codes"
LIST_HEIGHT: Final = 230
_RATINGS_WIDTH: Final = 130
_NARROW: Final = 130
_ID: Final = Qt.ItemDataRole.UserRole


class SomeField(FieldEditor):
    """Some of several things, each with a box."""

    def __init__(self, options: Mapping[object, str]) -> None:
        super().__init__()
        self.boxes = {value: QCheckBox(text) for value, text in options.items()}
        line = Flow(14)
        self.setLayout(line)
        for box in self.boxes.values():
            line.addWidget(box)
            box.clicked.connect(self._hand_over)

    @override
    def show_value(self, value: frozenset[object]) -> None:
        for each, box in self.boxes.items():
            box.setChecked(each in value)

    @override
    def inputs(self) -> list[QWidget]:
        return list(self.boxes.values())

    def _hand_over(self) -> None:
        held = (each for each, box in self.boxes.items() if box.isChecked())
        self.edited.emit(frozenset(held))


class UnlessField(FieldEditor):
    """Another item, and its ratings under which this one is not asked."""

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self.item = QComboBox()
        self.item.setObjectName("item")
        self.item.addItem(NO_ITEM, "")
        for each in codebook.items:
            self.item.addItem(each.label, each.id)
        self.ratings = QLineEdit()
        self.ratings.setObjectName("ratings")
        self.ratings.setPlaceholderText("ratings: 1, 2, 97")
        self.ratings.setFixedWidth(_RATINGS_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.item, 1)
        row.addWidget(self.ratings)
        self.item.activated.connect(self._hand_over)
        self.ratings.textEdited.connect(self._hand_over)

    @override
    def show_value(self, value: Unless | None) -> None:
        if value == self._value():
            return
        self.item.setCurrentIndex(self.item.findData(value.item if value else ""))
        rated = sorted(value.rated) if value else ()
        self.ratings.setText(", ".join(map(str, rated)))

    @override
    def inputs(self) -> list[QWidget]:
        return [self.item, self.ratings]

    def _value(self) -> Unless | None:
        item = str(self.item.currentData() or "")
        numbers = re.findall(r"\d+", self.ratings.text())
        return Unless(item, frozenset(map(int, numbers))) if item else None

    def _hand_over(self) -> None:
        self.edited.emit(self._value())


class CodesField(FieldEditor):
    """All codes, or those that are picked from the list."""

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self.all = QCheckBox(ALL_CODES)
        self.list = QListWidget()
        self.list.setObjectName("codes")
        self.list.setFixedHeight(LIST_HEIGHT)
        for code in codebook.offered:
            line = QListWidgetItem(f"{code.label}  ({code.key})", self.list)
            line.setData(_ID, code.id)
            line.setCheckState(Qt.CheckState.Unchecked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.all)
        column.addWidget(self.list)
        self.all.clicked.connect(self._hand_over)
        self.list.itemChanged.connect(self._hand_over)

    @property
    def value(self) -> tuple[str, ...] | None:
        """The ids that are picked, in the order of the codebook, or None for all."""
        if self.all.isChecked():
            return None
        checked = (line for line in self._items() if _is_checked(line))
        return tuple(str(line.data(_ID)) for line in checked)

    @override
    def show_value(self, value: tuple[str, ...] | None) -> None:
        self.all.setChecked(value is None)
        self.list.setEnabled(value is not None)
        with QSignalBlocker(self.list):
            for line in self._items():
                held = value is not None and line.data(_ID) in value
                state = Qt.CheckState.Checked if held else Qt.CheckState.Unchecked
                line.setCheckState(state)

    @override
    def inputs(self) -> list[QWidget]:
        return [self.all, self.list]

    def _items(self) -> Iterable[QListWidgetItem]:
        return (self.list.item(row) for row in range(self.list.count()))

    def _hand_over(self) -> None:
        self.list.setEnabled(not self.all.isChecked())
        self.edited.emit(self.value)


class MaybeField(FieldEditor):
    """A whole number, or none: the lowest place of the field."""

    def __init__(self) -> None:
        super().__init__()
        self.spin = Quiet()
        self.spin.setFixedWidth(_NARROW)
        self.spin.setRange(-1, 9_999)
        self.spin.setSpecialValueText("none")
        self.spin.valueChanged.connect(self._hand_over)
        self._hold(self.spin)

    @override
    def show_value(self, value: int | None) -> None:
        with QSignalBlocker(self.spin):
            self.spin.setValue(-1 if value is None else value)

    @override
    def inputs(self) -> list[QWidget]:
        return [self.spin]

    def _hand_over(self) -> None:
        value = self.spin.value()
        self.edited.emit(None if value < 0 else value)


def _is_checked(line: QListWidgetItem) -> bool:
    return line.checkState() is Qt.CheckState.Checked
