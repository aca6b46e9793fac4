"""The list of lanes: which are shown, in which order, how high; by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.ui.timeline.arrangement import AS_SHIPPED, STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import (
        QWidget,
    )

    from ipt_review.ui.timeline.arrangement import Arrangement
    from ipt_review.ui.timeline.lanes import Filled

_KEYS = "Space shows or hides. Ctrl+↑ and Ctrl+↓ move. + and − make higher or lower."
_ID = Qt.ItemDataRole.UserRole
_TALLER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_LOWER = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
_LONGEST = 18


class LaneMenu(QFrame):
    """Tells each choice at once; closes with Esc or a click beside it.

    Args:
        lanes: Every lane there is, hidden ones as well, in the order that is wanted.
    """

    chosen = Signal(object)

    def __init__(
        self, lanes: Sequence[Filled], arrangement: Arrangement, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("card")
        self.setAccessibleName("Lanes of the timeline")
        self._lanes = tuple(lanes)
        self._arrangement = arrangement
        self.list = LaneList()
        self.buttons: dict[str, QPushButton] = {}
        self._fill()
        self._build()
        self.list.itemChanged.connect(self._show_or_hide)
        self.list.moved.connect(self.move_lane)
        self.list.resized.connect(self.resize_lane)

    def popup(self, at: QPoint) -> None:
        """Open at a place on the screen, as far as there is room."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(at.x(), room.right() - self.width())
        y = min(at.y(), room.bottom() - self.height())
        self.move(max(x, room.left()), max(y, room.top()))
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def move_lane(self, by: int) -> None:
        """Move the lane that is picked `by` places down, or up."""
        lane = self._picked()
        if lane:
            self._choose(self._arrangement.with_moved(self._lanes, lane, by))

    def resize_lane(self, by: int) -> None:
        """Make the lane that is picked `by` steps higher, or lower."""
        lane = self._picked()
        if lane:
            size = self._arrangement.size(lane) + by * STEP
            self._choose(self._arrangement.with_size(lane, size))

    def as_shipped(self) -> None:
        """Show all lanes as the program orders them."""
        self._choose(AS_SHIPPED)

    def _picked(self) -> str:
        row = self.list.currentRow()
        return str(self.list.item(row).data(_ID)) if row >= 0 else ""

    def _choose(self, arrangement: Arrangement) -> None:
        picked = self._picked()
        self._arrangement = arrangement
        self._fill()
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == picked:
                self.list.setCurrentRow(row)
        self.chosen.emit(arrangement)

    def _fill(self) -> None:
        self.list.blockSignals(True)  # noqa: FBT003 - a switch of Qt's
        self.list.clear()
        for each in self._arrangement.arranged(self._lanes):
            size = self._arrangement.size(each.lane.id)
            more = "" if size == 1 else f"  ({size:.0%})".replace("%", " %")
            item = QListWidgetItem(each.lane.label + more)
            item.setData(_ID, each.lane.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            shown = each.lane.id not in self._arrangement.hidden
            state = Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)  # noqa: FBT003

    def _show_or_hide(self, item: QListWidgetItem) -> None:
        shown = item.checkState() is Qt.CheckState.Checked
        lane = str(item.data(_ID))
        self._arrangement = self._arrangement.with_shown(lane, shown=shown)
        self.chosen.emit(self._arrangement)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.list)
        row = QHBoxLayout()
        for name, words, do in (
            ("up", "Up", lambda: self.move_lane(-1)),
            ("down", "Down", lambda: self.move_lane(1)),
            ("higher", "Higher", lambda: self.resize_lane(1)),
            ("lower", "Lower", lambda: self.resize_lane(-1)),
            ("shipped", "All as before", self.as_shipped),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, do=do: do())
            self.buttons[name] = button
            row.addWidget(button)
        column.addLayout(row)
        hint = QLabel(_KEYS)
        hint.setObjectName("muted")
        column.addWidget(hint)


class LaneList(QListWidget):
    """Hears the keys that move and resize."""

    moved = Signal(int)
    resized = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Lanes of the timeline")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (*_TALLER, *_LOWER):
            self.resized.emit(1 if event.key() in _TALLER else -1)
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        rows = min(self.count(), _LONGEST)
        return QSize(320, rows * max(self.sizeHintForRow(0), 20) + 8)
