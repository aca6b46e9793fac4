"""How a row is looked at without anybody being told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeWidget


def pick_quietly(tree: QTreeWidget, place: int) -> None:
    """Look at the row at this place, or at none when it is below 0."""
    item = tree.topLevelItem(place) if place >= 0 else None
    with QSignalBlocker(tree):
        if item is None:
            tree.setCurrentIndex(QModelIndex())
        else:
            tree.setCurrentItem(item)
            tree.scrollToItem(item)
