"""The page of the marks table: how many there are, filter, table, what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ipt_review.ui.marks_table.column_choice import ColumnChoice
from ipt_review.ui.marks_table.filter_fields import FilterFields
from ipt_review.ui.marks_table.table import MarksTable
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout, QPushButton

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.study import Session
    from ipt_review.ui.theme import Theme

EDGE = 14
MESSAGE_LINES = 6
BUTTONS = (
    ("table.play", "Play", "Play the picked mark (Enter in the table)"),
    ("table.code", "Code…", "Give the picked marks another code"),
    ("table.shift", "Shift…", "Shift the picked marks in time"),
    ("table.delete", "Delete", "Take the picked marks away (Delete in the table)"),
    ("table.copy", "Copy", "Copy the picked marks as text"),
    ("table.paste", "Paste", "Put marks from copied text on the tape"),
)
"""What the buttons do, by the id of the action."""

ALWAYS = {"table.paste"}
"""What can be done where no mark is picked."""


class MarksPage(QWidget):
    """Takes a coding in and gives out what is wanted of its marks.

    Signals:
        doing_wanted: The id of an action.
    """

    doing_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = MarksTable(theme)
        self.columns = ColumnChoice(self.table)
        self.fields = FilterFields()
        self.place = button("Wider", "small", "Show the table wider, below, or beside")
        self.buttons: dict[str, QPushButton] = {}
        self._total = 0
        self._head = label("Marks", "muted")
        self._head.setFont(sans(SMALL_SIZE, bold=True))
        self.message = Message()
        self._build()
        self.table.picks_changed.connect(self._count)

    def show_coding(self, codebook: Codebook, session: Session, coding: Coding) -> None:
        """Show the marks of this coding."""
        self.fields.show_codebook(codebook)
        self.table.show_coding(codebook, session, coding)
        self._total = len(coding.marks)
        self._count()

    def show_narrow(self, *, narrow: bool, place: str) -> None:
        """Fit into a narrow or a wide place; the button says which `place` is next."""
        self.columns.hear_layout(busy=True)
        self.table.show_narrow(narrow=narrow)
        self.columns.show_narrow(narrow=narrow)
        self.fields.show_narrow(narrow=narrow)
        self.place.setText(place)
        self._above.setDirection(
            self._above.Direction.TopToBottom
            if narrow
            else self._above.Direction.LeftToRight
        )

    def _count(self) -> None:
        shown, picked = self.table.count(), self.table.picked_count()
        of = "" if shown == self._total else f" of {self._total:,}"
        more = f" · {picked:,} picked" if picked > 1 else ""
        self._head.setText(f"Marks · {shown:,}{of}{more}")
        for name, each in self.buttons.items():
            each.setEnabled(picked > 0 or name in ALWAYS)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._head, 1)
        head.addWidget(self.columns)
        self.place.setFont(sans(SMALL_SIZE))
        self.place.clicked.connect(lambda: self.doing_wanted.emit("view.marks_place"))
        self._above: QBoxLayout = QVBoxLayout()
        self._above.setSpacing(8)
        self._above.addLayout(head)
        self._above.addWidget(self.fields, 1)
        self._head.setMinimumWidth(self._head.fontMetrics().horizontalAdvance("0" * 15))
        below = QHBoxLayout()
        below.setSpacing(6)
        for name, text, tip in BUTTONS:
            made = button(text, "small", tip)
            made.setFont(sans(SMALL_SIZE))
            made.clicked.connect(
                lambda _on=False, name=name: self.doing_wanted.emit(name)
            )
            self.buttons[name] = made
            below.addWidget(made)
        below.addStretch(1)
        below.addWidget(self.place)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 10, EDGE, 10)
        column.setSpacing(8)
        column.addLayout(self._above)
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        column.addLayout(below)


class Message(QWidget):
    """Says what became of marks, or line by line why they could not be pasted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = frame("banner")
        self._words = QPlainTextEdit()
        self._words.setReadOnly(True)
        self._words.setAccessibleName("What became of the marks")
        self._words.setFont(sans(SMALL_SIZE))
        self._words.setTabChangesFocus(True)
        dismiss = button("Dismiss", "quiet")
        dismiss.clicked.connect(self.hide)
        inner = QHBoxLayout(box)
        inner.setContentsMargins(8, 6, 8, 6)
        inner.addWidget(self._words, 1)
        inner.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(box)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.toPlainText()

    def tell(self, text: str) -> None:
        """Say this from now on."""
        self._words.setPlainText(text)
        lines = min(max(text.count("\n") + 1, 2), MESSAGE_LINES)
        high = lines * self._words.fontMetrics().lineSpacing()
        self._words.setFixedHeight(high + 2 * self._words.frameWidth() + 20)
        self.show()
