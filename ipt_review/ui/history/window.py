"""The history of a coding as a list in which one can go to any state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.ui.history.words import START, tell
from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.edit import Step
    from ipt_review.workflow.coding.history import History

HELP = (
    "Each line is a state of this coding. Enter or a double click goes there, by "
    "undoing or redoing step by step; what is undone can be done again until something "
    "else is changed."
)
UNDONE = "undone"
SIZE = QSize(460, 560)

Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """The states of a coding: as it was opened first, and after each step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._codebook: Codebook | None = None
        self.current = 0

    def show_history(self, history: History, codebook: Codebook) -> None:
        """Show the states that can be gone to, the newest last."""
        self.beginResetModel()
        self._steps = [*history.done, *reversed(history.undone)]
        self._codebook = codebook
        self.current = len(history.done)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        inner = parent is not None and parent.isValid()
        return 0 if inner else len(self._steps) + 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(row)
        if role == Qt.ItemDataRole.FontRole:
            font = sans(SMALL_SIZE, bold=row == self.current)
            font.setItalic(row > self.current)
            return font
        return None

    def _told(self, row: int) -> str:
        if row == 0 or self._codebook is None:
            told = START
        else:
            told = tell(self._steps[row - 1], self._codebook)
        if row == self.current:
            return f"▸ {told}"
        return f"{told} ({UNDONE})" if row > self.current else told


class HistoryWindow(QDialog):
    """Lies beside the tape, which can go on meanwhile.

    Signals:
        state_wanted: How many steps are to be left done.
    """

    state_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("History of this coding")
        self.resize(SIZE)
        self.states = HistoryModel(self)
        self.list = QListView()
        self.list.setModel(self.states)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("States of this coding")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.activated.connect(lambda at: self.state_wanted.emit(at.row()))
        there, close = button("Go to this state", "primary"), button("Close", "quiet")
        there.clicked.connect(
            lambda: self.state_wanted.emit(self.list.currentIndex().row())
        )
        close.clicked.connect(self.reject)
        for each in (there, close):
            each.setAutoDefault(False)  # Enter is the list's
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(label(HELP, "muted", wrap=True))
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(there)
        column.addLayout(row)

    def show_history(self, history: History, codebook: Codebook) -> None:
        """Show this history, with the state that holds picked."""
        self.states.show_history(history, codebook)
        now = self.states.index(self.states.current)
        self.list.setCurrentIndex(now)
        self.list.scrollTo(now)
