"""A line to type into, and below it what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.ui.commands.finding import found
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.commands.finding import Command
    from ipt_review.ui.theme import Theme

SIZE = (640, 460)
FROM_TOP = 90
ASKED = "What do you want to do?"
HELP = "↑ ↓ choose · Enter does it · Esc leaves"
WALKS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


class CommandDialog(QDialog):
    """Offers commands; the one that was chosen is read off when it is accepted.

    Args:
        commands: All there are, also those that are not possible now.
        recent: The ids of those used last, the newest first.
    """

    def __init__(
        self,
        commands: Sequence[Command],
        recent: Sequence[str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Find a command")
        self.chosen: Command | None = None
        self._commands = commands
        self._recent = recent
        self._theme = theme
        self._shown: list[Command] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(ASKED)
        self.line.setAccessibleName(ASKED)
        self.line.textChanged.connect(self._show)
        self.line.installEventFilter(self)
        self.list = self._make_list()
        self.said = label(HELP, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        for part in (self.line, self.list, self.said):
            column.addWidget(part)
        self._place(parent)
        self._show("")

    @property
    def shown(self) -> list[Command]:
        """What is offered for the words that are typed, the likeliest first."""
        return self._shown

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have arrows walk in the list and Enter choose while words are typed."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in WALKS:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return super().eventFilter(watched, event)

    def _choose(self, *_clicked: object) -> None:
        place = self.list.currentIndex().row()
        if not 0 <= place < len(self._shown):
            return
        command = self._shown[place]
        if command.against:
            self.said.setText(command.against)
            return
        self.chosen = command
        self.accept()

    def _show(self, typed: str) -> None:
        self._shown = found(typed, self._commands, self._recent)
        self.list.clear()
        muted, text = QColor(self._theme.muted), QColor(self._theme.text)
        for command in self._shown:
            told = command.against or command.kind
            item = QTreeWidgetItem(self.list, [command.words, told, command.keys])
            item.setForeground(0, QBrush(muted if command.against else text))
            item.setForeground(1, QBrush(muted))
            item.setForeground(2, QBrush(muted))
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.said.setText(HELP if self._shown else "Nothing is called so.")

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName("Commands")
        made.setColumnCount(3)
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = made.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        made.itemDoubleClicked.connect(self._choose)
        return made

    def _place(self, parent: QWidget) -> None:
        """Stand below the top of the window, in its middle."""
        self.resize(*SIZE)
        middle = parent.mapToGlobal(parent.rect().center())
        top = parent.mapToGlobal(parent.rect().topLeft()).y() + FROM_TOP
        self.move(middle.x() - self.width() // 2, top)
