"""A row that goes on in the next line where the window is too narrow for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayoutItem

GAP = 8


class Flow(QLayout):
    """Puts its parts beside each other, each as wide as it wants to be.

    Args:
        gap: Pixels between parts and between lines.
    """

    def __init__(self, gap: int = GAP) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        lines = list(self._lines(width))
        tall = sum(max(_size(item).height() for item in line) for line in lines)
        return tall + self._gap * max(0, len(lines) - 1)

    @override
    def sizeHint(self) -> QSize:
        wide = sum(_size(item).width() + self._gap for item in self._seen())
        return QSize(max(0, wide - self._gap), self.heightForWidth(wide))

    @override
    def minimumSize(self) -> QSize:
        wide = max((item.minimumSize().width() for item in self._seen()), default=0)
        tall = max((item.minimumSize().height() for item in self._seen()), default=0)
        return QSize(wide, tall)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            tall = max(_size(item).height() for item in line)
            left = rect.left()
            for item in line:
                size = _size(item).boundedTo(QSize(rect.width(), tall))
                below = (tall - size.height()) // 2
                item.setGeometry(QRect(QPoint(left, top + below), size))
                left += size.width() + self._gap
            top += tall + self._gap

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        line: list[QLayoutItem] = []
        used = 0
        for item in self._seen():
            wide = _size(item).width()
            if line and used + wide > width:
                yield line
                line, used = [], 0
            line.append(item)
            used += wide + self._gap
        if line:
            yield line


def named(text: str, *parts: QWidget) -> QWidget:
    """Return parts behind a few words, which stay in one line with them."""
    together = QWidget()
    row = QHBoxLayout(together)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    row.addWidget(label(text, "small"))
    for part in parts:
        row.addWidget(part)
    return together


def titled(text: str, part: QWidget) -> QWidget:
    """Return a part under a few words."""
    together = QWidget()
    column = QVBoxLayout(together)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(text, "small"))
    column.addWidget(part)
    return together


def _size(item: QLayoutItem) -> QSize:
    return item.sizeHint().expandedTo(item.minimumSize())
