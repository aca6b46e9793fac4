"""One item of the rating form: its words, its numbers, and how much speaks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.rating import MISSING, NOT_APPLICABLE, NOT_RATABLE, REASONS
from ipt_review.ui.parts import label, restyle
from ipt_review.ui.rating.item_state import count_of_marks, short_anchor

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from ipt_review.ui.rating.item_state import Row
    from ipt_review.ui.theme import Theme

SCORE_SIZE = (30, 28)
REASON_WIDTHS = {NOT_APPLICABLE: 36, NOT_RATABLE: 74, MISSING: 64}
REASON_WORDS = {NOT_APPLICABLE: "N/A", NOT_RATABLE: "Not ratable", MISSING: "Not rated"}
REASON_HEIGHT = 24
GAP = 4
BLOCK_WIDTH = 7 * SCORE_SIZE[0] + 11 * GAP + sum(REASON_WIDTHS.values())
"""Of seven numbers and the reasons, so that what stands above can line up."""
_INSET = 5
_CHIP_HEIGHT = 18


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
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._blocks = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = label(row.item.label, "title")
        self._tag = label(row.tag, "essential" if row.is_expected else "small")
        self._look = label("Look again?", "look")
        self._count = QPushButton()
        self._count.setProperty("kind", "count")
        self._count.setFixedHeight(_CHIP_HEIGHT)
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
        restyle(self._tag, "essential" if row.is_expected else "small")
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

    def show_narrow(self, *, narrow: bool) -> None:
        """Put things below instead of beside each other where there is little room."""
        way = QBoxLayout.Direction
        direction = way.TopToBottom if narrow else way.LeftToRight
        self._head.setDirection(direction)
        self._head.setSpacing(2 if narrow else 8)
        self._blocks.setDirection(direction)
        self._blocks.setSpacing(GAP if narrow else 3 * GAP)

    def button(self, value: int) -> QPushButton:
        """Return the button that gives this score or reason."""
        return self._buttons[value]

    def _arrange(self, row: Row) -> None:
        extras = QHBoxLayout()
        extras.setSpacing(8)
        for part in (self._tag, self._count, self._look):
            extras.addWidget(part)
        extras.addStretch()
        self._head.addWidget(self._label)
        self._head.addLayout(extras, 1)
        sentence = label(row.item.text, "small", wrap=True)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addLayout(self._head)
        text.addWidget(sentence)
        everything = QHBoxLayout(self)
        everything.setContentsMargins(15, 7, 15, 8)
        everything.setSpacing(16)
        everything.addLayout(text, 1)
        everything.addLayout(self._blocks)
        everything.setAlignment(self._blocks, Qt.AlignmentFlag.AlignVCenter)
        self._blocks.setSpacing(12)
        self._blocks.addLayout(self._numbers(row))
        self._blocks.addLayout(self._reasons(row))

    def _numbers(self, row: Row) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for value in row.numbers:
            meaning = row.item.anchors.get(value) or row.scale.anchors.get(value, "")
            button = self._add(value, str(value), "score", f"{value}: {meaning}")
            button.setFixedSize(*SCORE_SIZE)
            button.setAccessibleName(
                f"Rate {row.item.label} {value}: {short_anchor(row.scale, value)}"
            )
            line.addWidget(button)
        return line

    def _reasons(self, row: Row) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for value, width in REASON_WIDTHS.items():
            hint = f"{REASONS[value]} ({value})"
            button = self._add(value, REASON_WORDS[value], "reason", hint)
            button.setFixedSize(width, REASON_HEIGHT)
            button.setAccessibleName(f"{row.item.label}: {REASONS[value].lower()}")
            line.addWidget(button)
        line.addStretch()
        return line

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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(_INSET, 1, -_INSET, -2)
        if not self._current:
            rule = QRectF(15, self.height() - 1, self.width() - 30, 1)
            painter.fillRect(rule, QColor(self._theme.soft))
            return
        painter.setBrush(QColor(self._theme.picked))
        pen = QPen(QColor(self._theme.accent), 2)
        painter.setPen(pen if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(inside, 6, 6)
