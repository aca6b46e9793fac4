"""One item of the rating form: its words, its numbers, and how much speaks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.rating import MISSING, NOT_APPLICABLE, NOT_RATABLE, REASONS
from ipt_review.ui.parts import label
from ipt_review.ui.rating.form import count_of_marks, short_anchor

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from ipt_review.ui.rating.form import Row
    from ipt_review.ui.theme import Theme

SCORE_SIZE = (30, 28)
REASON_SIZES = {NOT_APPLICABLE: 40, NOT_RATABLE: 78, MISSING: 66}
REASON_WORDS = {NOT_APPLICABLE: "N/A", NOT_RATABLE: "Not ratable", MISSING: "Not rated"}
REASON_KEYS = {NOT_APPLICABLE: "N", NOT_RATABLE: "U", MISSING: "M"}
GAP = 4
_BAR = 3


class RatingRow(QWidget):
    """One item that can be rated. It takes the focus; its buttons are for the mouse.

    Signals:
        entered: The row got the focus.
        chosen: A number or a reason was pressed.
        evidence_wanted: The count of marks was pressed.
    """

    entered = Signal(str)
    chosen = Signal(str, object)
    evidence_wanted = Signal(str)

    def __init__(self, row: Row, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = row.item.id
        self._theme = theme
        self._row: Row | None = None
        self._closed = False
        self._current = False
        self._buttons: dict[int, QPushButton] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = label(row.item.label, "title")
        self._tag = label("", "tag")
        self._look = label("Look again?", "look")
        self._count = QPushButton()
        self._count.setProperty("kind", "count")
        self._count.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._count.clicked.connect(partial(self.evidence_wanted.emit, self.item))
        self._arrange(row)

    def show_row(self, row: Row, *, closed: bool) -> None:
        """Show the rating, the evidence and the prompts of `row`.

        Args:
            row: The same item as before, in its present state.
            closed: Whether the coding can no longer change.
        """
        if (row, closed) == (self._row, self._closed):
            return
        self._row, self._closed = row, closed
        self._tag.setText(row.tag)
        self._tag.setVisible(bool(row.tag))
        self._look.setVisible(bool(row.prompts))
        self._count.setText(count_of_marks(row))
        self._count.setVisible(bool(row.evidence))
        self._count.setAccessibleName(
            f"{row.item.label}: show {count_of_marks(row)} in the side panel"
        )
        self.setAccessibleName(row.spoken)
        self.setAccessibleDescription(row.item.text)
        self._fill()

    def show_current(self, *, current: bool) -> None:
        """Show whether this is the item that the keys and the side panel are about."""
        if current != self._current:
            self._current = current
            self.update()

    def button(self, value: int) -> QPushButton:
        """Return the button that gives this score or reason."""
        return self._buttons[value]

    def _arrange(self, row: Row) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self._label, self._tag, self._count, self._look):
            head.addWidget(part)
        head.addStretch()
        sentence = label(row.item.text, "small", wrap=True)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addLayout(head)
        text.addWidget(sentence)
        everything = QHBoxLayout(self)
        everything.setContentsMargins(12 + _BAR, 7, 12, 8)
        everything.setSpacing(16)
        everything.addLayout(text, 1)
        everything.addWidget(self._scale_buttons(row))

    def _scale_buttons(self, row: Row) -> QWidget:
        block = QWidget()
        line = QHBoxLayout(block)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        for value in row.numbers:
            meaning = row.item.anchors.get(value) or row.scale.anchors.get(value, "")
            button = self._add(value, str(value), "score", f"{value}: {meaning}")
            button.setFixedSize(*SCORE_SIZE)
            button.setAccessibleName(
                f"Rate {row.item.label} {value}: {short_anchor(row.scale, value)}"
            )
            line.addWidget(button)
        line.addSpacing(8)
        for value, width in REASON_SIZES.items():
            hint = f"{REASONS[value]} ({value}), key {REASON_KEYS[value]}"
            button = self._add(value, REASON_WORDS[value], "reason", hint)
            button.setFixedSize(width, SCORE_SIZE[1])
            button.setAccessibleName(f"{row.item.label}: {REASONS[value].lower()}")
            line.addWidget(button)
        block.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        return block

    def _add(self, value: int, text: str, kind: str, hint: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", kind)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(hint)
        button.clicked.connect(partial(self._choose, value))
        self._buttons[value] = button
        return button

    def _choose(self, value: int) -> None:
        self._fill()  # what is filled follows the coding and never the click itself
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self.item, value)

    def _fill(self) -> None:
        given = self._row.rating.value if self._row and self._row.rating else None
        for value, button in self._buttons.items():
            button.setChecked(value == given)
            button.setEnabled(not self._closed)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self.item)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._current:
            painter.fillRect(self.rect(), QColor(self._theme.picked))
            bar = QRect(0, 0, _BAR, self.height())
            painter.fillRect(bar, QColor(self._theme.accent))
        else:
            rule = QRect(12, self.height() - 1, self.width() - 24, 1)
            painter.fillRect(rule, QColor(self._theme.soft))
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
