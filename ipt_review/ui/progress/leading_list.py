"""Lists of the Progress room whose rows lead to a place on a tape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem
from typing_extensions import override

from ipt_review.ui.keys import keep_keys

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

PLACE = Qt.ItemDataRole.UserRole


class LeadingList(QTreeWidget):
    """A list in which a click or Enter opens a tape where a row says.

    Signals:
        place_wanted: The tape of this coding should be opened at so many ms.
    """

    place_wanted = Signal(object, int)

    def __init__(
        self, name: str, heads: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHeaderLabels([head for head, _ in heads])
        for column, (_, words) in enumerate(heads):
            self.headerItem().setToolTip(column, words)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        keep_keys(self, "Return", "Enter", "Up", "Down", "Left", "Right")
        self.itemClicked.connect(self._go)

    def add(
        self,
        words: Sequence[str],
        lead: tuple[UUID, int] | None = None,
        under: QTreeWidgetItem | None = None,
        tip: str = "",
    ) -> QTreeWidgetItem:
        """Add a row, or one under another, with where it leads (coding, ms)."""
        row = QTreeWidgetItem(self if under is None else under, list(words))
        row.setData(0, PLACE, lead)
        for column in range(len(words)):
            row.setToolTip(column, tip or words[column])
        return row

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _go(self, item: QTreeWidgetItem | None, *_column: int) -> None:
        place = item.data(0, PLACE) if item is not None else None
        if place is not None:
            self.place_wanted.emit(*place)
