"""Editors of single fields: each shows a value and hands over what it becomes."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.codebook import Phase
from ipt_review.ui.number_boxes import DecimalBox, NumberBox
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QWheelEvent

_FRAME = 22
_NARROW = 130


class FieldEditor(QWidget):
    """One field under edit.

    Signals:
        edited: The value as the domain holds it, with every keystroke.
    """

    edited = Signal(object)

    @abstractmethod
    def show_value(self, value: Any) -> None:
        """Show a value without handing it over."""

    @abstractmethod
    def inputs(self) -> list[QWidget]:
        """Return what takes the focus."""

    def set_name(self, name: str) -> None:
        """Name the inputs for screen readers, several by their own text too."""
        for each in self.inputs():
            own = each.text() if isinstance(each, QCheckBox) else each.objectName()
            each.setAccessibleName(f"{name} {own}".strip())

    def _hold(self, widget: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(widget)
        if widget.maximumWidth() == _NARROW:
            row.addStretch(1)


class LineField(FieldEditor):
    """Text on one line."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.textEdited.connect(self._hand_over)
        self._hold(self.line)

    @override
    def show_value(self, value: str) -> None:
        if self.line.text() != value:
            self.line.setText(value)

    @override
    def inputs(self) -> list[QWidget]:
        return [self.line]

    def _hand_over(self, text: str) -> None:
        self.edited.emit(text)


class IdsField(LineField):
    """Ids with commas between them."""

    @override
    def show_value(self, value: tuple[str, ...]) -> None:  # type: ignore[override]
        super().show_value(", ".join(value))

    @override
    def _hand_over(self, text: str) -> None:
        self.edited.emit(
            tuple(word.strip() for word in text.split(",") if word.strip())
        )


class GrowingText(QPlainTextEdit):
    """Text over several lines, as high as what is in it."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        lines = max(self._least, round(self.document().size().height()))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _FRAME)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it is shown whole; the page is what scrolls


class TextField(FieldEditor):
    """Text over several lines, which is one text all the same."""

    def __init__(self, least: int = 2) -> None:
        super().__init__()
        self.box = GrowingText(least)
        self.box.textChanged.connect(self._hand_over)
        self._hold(self.box)

    @override
    def show_value(self, value: str) -> None:
        if self.box.toPlainText() != value:
            with QSignalBlocker(self.box):
                self.box.setPlainText(value)

    @override
    def inputs(self) -> list[QWidget]:
        return [self.box]

    def _hand_over(self) -> None:
        self.edited.emit(self.box.toPlainText())


class LinesField(TextField):
    """Several texts, one on each line."""

    @override
    def show_value(self, value: tuple[str, ...]) -> None:  # type: ignore[override]
        if self._lines() != value:
            super().show_value("\n".join(value))

    @override
    def _hand_over(self) -> None:
        self.edited.emit(self._lines())

    def _lines(self) -> tuple[str, ...]:
        lines = self.box.toPlainText().split("\n")
        return tuple(line.strip() for line in lines if line.strip())


class YesField(FieldEditor):
    """Yes or no."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.box = QCheckBox(text)
        self.box.clicked.connect(self._hand_over)
        self._hold(self.box)

    @override
    def show_value(self, value: bool) -> None:
        self.box.setChecked(value)

    @override
    def inputs(self) -> list[QWidget]:
        return [self.box]

    def _hand_over(self) -> None:
        self.edited.emit(self.box.isChecked())


class PhasesField(FieldEditor):
    """Some of the three phases."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes = {phase: QCheckBox(phase.value.title()) for phase in Phase}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        for box in self._boxes.values():
            row.addWidget(box)
            box.clicked.connect(self._hand_over)
        row.addStretch(1)

    @override
    def show_value(self, value: frozenset[Phase]) -> None:
        for phase, box in self._boxes.items():
            box.setChecked(phase in value)

    @override
    def inputs(self) -> list[QWidget]:
        return list(self._boxes.values())

    def _hand_over(self) -> None:
        held = (phase for phase, box in self._boxes.items() if box.isChecked())
        self.edited.emit(frozenset(held))


class AnchorsField(FieldEditor):
    """What single numbers mean, one line each."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self._lines: dict[int, TextField] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for place, value in enumerate(range(low, high + 1)):
            line = TextField(least=1)
            line.box.setObjectName(str(value))
            line.edited.connect(self._hand_over)
            self._lines[value] = line
            grid.addWidget(label(str(value), "title"), place, 0)
            grid.addWidget(line, place, 1)
        grid.setColumnStretch(1, 1)

    @override
    def show_value(self, value: Mapping[int, str]) -> None:
        for number, line in self._lines.items():
            line.show_value(value.get(number, ""))

    @override
    def inputs(self) -> list[QWidget]:
        return [line.box for line in self._lines.values()]

    def _hand_over(self) -> None:
        texts = {value: line.box.toPlainText() for value, line in self._lines.items()}
        self.edited.emit({value: text for value, text in texts.items() if text.strip()})


class WholeField(FieldEditor):
    """A whole number."""

    def __init__(self) -> None:
        super().__init__()
        self.spin = Quiet()
        self.spin.setFixedWidth(_NARROW)
        self.spin.setRange(0, 1_000)
        self.spin.valueChanged.connect(self._hand_over)
        self._hold(self.spin)

    @override
    def show_value(self, value: int) -> None:
        with QSignalBlocker(self.spin):
            self.spin.setValue(value)

    @override
    def inputs(self) -> list[QWidget]:
        return [self.spin]

    def _hand_over(self) -> None:
        self.edited.emit(self.spin.value())


class DecimalField(FieldEditor):
    """A number with decimals; `unit` ms are one of what is shown."""

    def __init__(self, unit: int = 1, suffix: str = "", step: float = 0.1) -> None:
        super().__init__()
        self._unit = unit
        self.spin = _QuietDecimal()
        self.spin.setFixedWidth(_NARROW)
        self.spin.setRange(0, 1_000)
        self.spin.setDecimals(1)
        self.spin.setSingleStep(step)
        self.spin.setSuffix(suffix)
        self.spin.valueChanged.connect(self._hand_over)
        self._hold(self.spin)

    @override
    def show_value(self, value: float) -> None:
        with QSignalBlocker(self.spin):
            self.spin.setValue(value / self._unit)

    @override
    def inputs(self) -> list[QWidget]:
        return [self.spin]

    def _hand_over(self, value: float) -> None:
        whole = self._unit > 1
        self.edited.emit(round(value * self._unit) if whole else value)


class Quiet(NumberBox):
    """A number that scrolling past does not change."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _QuietDecimal(DecimalBox):
    """A number that scrolling past does not change."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
