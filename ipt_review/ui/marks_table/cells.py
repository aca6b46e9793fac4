"""How single cells of the table are painted and edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)
from typing_extensions import override

from ipt_review.ui.keys import keep_keys
from ipt_review.ui.marks_table.model import COLOR
from ipt_review.ui.theme import SMALL_SIZE, mono, sans, seen_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ipt_review.ui.marks_table.model import Index
    from ipt_review.ui.theme import Theme

Choices = list[tuple[str, object]]
"""What can be chosen in a cell: how it is called, and what it stands for."""

EDIT = Qt.ItemDataRole.EditRole
NOTE_LINES = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoiceDelegate(QStyledItemDelegate):
    """Has a cell chosen from a list that opens at once.

    Args:
        offer: Returns what can be chosen for the cell.
    """

    def __init__(self, offer: Callable[[Index], Choices], parent: QWidget) -> None:
        super().__init__(parent)
        self._offer = offer

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        box = QComboBox(parent)
        box.setFont(sans(SMALL_SIZE))
        keep_keys(box, "Esc")
        for name, value in self._offer(index):
            box.addItem(name, value)
        box.activated.connect(lambda _place: self._take(box))
        return box

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            values = [editor.itemData(place) for place in range(editor.count())]
            now = index.data(EDIT)
            editor.setCurrentIndex(values.index(now) if now in values else -1)
            editor.showPopup()

    @override
    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, QComboBox) and editor.currentIndex() >= 0:
            model.setData(index, editor.currentData(), EDIT)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place: Any = option
        editor.setGeometry(place.rect)

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)
        table = self.parent()
        if isinstance(table, QWidget):  # the list that was open took the keyboard
            table.setFocus(Qt.FocusReason.OtherFocusReason)


class LabelDelegate(ChoiceDelegate):
    """Paints a label behind a bar in the color of its group."""

    def __init__(
        self, theme: Theme, offer: Callable[[Index], Choices], parent: QWidget
    ) -> None:
        super().__init__(offer, parent)
        self._theme = theme

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        color = index.data(COLOR)
        if not isinstance(color, str):
            super().paint(painter, option, index)
            return
        rect: Any = option.rect
        state: Any = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self._theme.picked))
        bar = QRectF(rect.left(), rect.top() + 5, 3, rect.height() - 10)
        painter.fillRect(bar, QColor(seen_on(color, self._theme.card)))
        painter.setPen(QColor(self._theme.text))
        painter.setFont(sans(SMALL_SIZE))
        room = rect.adjusted(9, 0, -2, 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self._theme.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()


class TimeDelegate(QStyledItemDelegate):
    """Has a time typed; Esc leaves it as it was."""

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setFont(mono(SMALL_SIZE))
        field.setProperty("kind", "cell")
        keep_keys(field, "Esc")
        return field


class NoteDelegate(QStyledItemDelegate):
    """Has a note written over the cells below it: Enter saves, Shift+Enter breaks."""

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        field = QPlainTextEdit(parent)
        field.setFont(sans(SMALL_SIZE))
        field.setTabChangesFocus(True)
        field.setAccessibleName("Note")
        keep_keys(field, "Esc")
        return field

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(str(index.data(EDIT) or ""))
            cursor = editor.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            editor.setTextCursor(cursor)

    @override
    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText().strip(), EDIT)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place: Any = option
        rect = QRect(place.rect)
        rect.setHeight(NOTE_LINES * editor.fontMetrics().lineSpacing() + 16)
        parent = editor.parentWidget()
        within = rect if parent is None else parent.rect()
        rect.setWidth(min(max(rect.width(), 260), within.width()))
        rect.moveRight(min(rect.right(), within.right()))
        rect.moveBottom(min(rect.bottom(), max(within.bottom(), rect.height())))
        editor.setGeometry(rect)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if (
                event.key() in _ENTER
                and not shift
                and isinstance(watched, QPlainTextEdit)
            ):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(watched, event)
