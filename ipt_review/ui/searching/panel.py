"""The search: a field, how much was found, and the hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.ui.keys import keep_keys
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.parts import button, label, rule
from ipt_review.ui.searching.hits import HEIGHT, HitDelegate, HitsModel
from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.ui.wording import how_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.coding.searching import Hit

SOON = 150
"""How long (ms) after the last key it is searched."""

PLACEHOLDER = "Search marks, notes, comments and captions"
_WALKS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SearchField(LineBox):
    """Takes the words; Up and Down walk through the hits meanwhile."""

    walked = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _WALKS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(by)


class SearchPanel(QWidget):
    """Shows hits and tells which one is wanted.

    Signals:
        asked: Words are to be searched for.
        wanted: A hit is to be gone to and played.
        closed: The search is put away.
    """

    asked = Signal(str)
    wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField()
        self.field.setPlaceholderText(PLACEHOLDER)
        self.field.setAccessibleName(PLACEHOLDER)
        self.field.setToolTip("Words in quotes have to stand together.")
        self.field.setClearButtonEnabled(True)
        self.count = label("", "muted")
        self.count.setFont(sans(SMALL_SIZE))
        self.list = QListView()
        self._model = HitsModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(HitDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(3 * HEIGHT)
        self.list.setAccessibleName("Hits")
        keep_keys(self.list, "Return", "Enter", "Home", "End")
        self._soon = QTimer(self, interval=SOON, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self.field.returnPressed.connect(self._go)
        self.field.walked.connect(self.walk)
        self.list.activated.connect(self._tell)
        self.list.clicked.connect(self._tell)
        self._build()
        self.hide()

    def begin(self) -> None:
        """Have words typed."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show what was found; the row that was current stays so while it is there."""
        row = self.list.currentIndex().row()
        self._model.show_hits(hits)
        if hits:
            self._stand_on(min(max(row, 0), len(hits) - 1))
        found = how_many(len(hits), "hit") if hits else "Nothing found"
        self.count.setText(found if self.field.text().strip() else "")

    def walk(self, by: int) -> Hit | None:
        """Make the next hit current, or the previous one; return it if there is one."""
        count = self._model.rowCount()
        if not count:
            return None
        row = min(max(self.list.currentIndex().row() + by, 0), count - 1)
        self._stand_on(row)
        return self._model.hit(row)

    @property
    def current(self) -> Hit | None:
        """The hit that is current."""
        return self._model.hit(self.list.currentIndex().row())

    def hits(self) -> list[Hit]:
        """Return what is shown."""
        rows = range(self._model.rowCount())
        return [hit for hit in map(self._model.hit, rows) if hit is not None]

    def _stand_on(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _ask(self) -> None:
        self._soon.stop()
        self.list.setCurrentIndex(QModelIndex())
        self.asked.emit(self.field.text())

    def _go(self) -> None:
        """Go to the current hit, of the words as they stand in the field now."""
        if self._soon.isActive():
            self._ask()
        if self.current is not None:
            self.wanted.emit(self.current)

    def _tell(self, index: QModelIndex) -> None:
        hit = self._model.hit(index.row())
        if hit is not None:
            self.wanted.emit(hit)

    def _build(self) -> None:
        close = button("×", "small", "Put the search away (Esc)")
        close.setAccessibleName("Put the search away")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.field, 1)
        head.addWidget(close)
        inner = QVBoxLayout()
        inner.setContentsMargins(14, 10, 14, 6)
        inner.setSpacing(6)
        inner.addLayout(head)
        inner.addWidget(self.count)
        inner.addWidget(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(rule())
