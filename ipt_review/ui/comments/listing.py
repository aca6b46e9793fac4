"""The comments of a coding as a list, in the order of the tape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from ipt_review.ui.comments.words import SHORT, SIGNS, color_of, in_a_line, where
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.theme import SMALL_SIZE, mono, sans

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.comment import Comment, CommentKind
    from ipt_review.ui.theme import Theme

PLACE, KIND, TEXT = range(3)
HEADERS = ("Where", "Kind", "Comment")
ROW = 26

Index = QModelIndex | QPersistentModelIndex


class CommentsModel(QAbstractTableModel):
    """Comments, all of them or of one kind."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._comments: list[Comment] = []
        self._codebook: Codebook | None = None

    def show_coding(
        self, codebook: Codebook, coding: Coding, kind: CommentKind | None
    ) -> None:
        """List the comments of this coding, only those of `kind` unless it is None."""
        found = [
            each
            for each in coding.comments_in_order()
            if kind is None or each.kind is kind
        ]
        if found == self._comments and codebook is self._codebook:
            return
        self.beginResetModel()
        self._comments, self._codebook = found, codebook
        self.endResetModel()

    def comment_at(self, row: int) -> Comment | None:
        """Return the comment in this row."""
        return self._comments[row] if 0 <= row < len(self._comments) else None

    def row_of(self, number: int | None) -> int | None:
        """Return the row of the comment with this number."""
        for row, comment in enumerate(self._comments):
            if comment.number == number:
                return row
        return None

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._comments)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return len(HEADERS)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == 0:
            return HEADERS[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        comment = self._comments[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(comment, index.column())
        if role == Qt.ItemDataRole.FontRole:
            return mono(SMALL_SIZE) if index.column() == PLACE else sans(SMALL_SIZE)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == KIND:
            return QColor(color_of(comment.kind, self._theme))
        return None

    def _text(self, comment: Comment, column: int) -> str:
        if column == PLACE:
            return where(comment.start, comment.start)
        if column == KIND:
            return f"{SIGNS[comment.kind]} {SHORT[comment.kind]}"
        return in_a_line(comment, self._codebook) if self._codebook else ""


class CommentsList(QTableView):
    """Picks comments; holds no truth of its own.

    Signals:
        picked: The number of the comment that one walks to.
        opened: The number of the comment to be edited.
        play_wanted: The number of the comment to be heard.
        remove_wanted: The number of the comment to be taken away.
    """

    picked = Signal(int)
    opened = Signal(int)
    play_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comments = CommentsModel(theme, self)
        self.setModel(self.comments)
        self.setAccessibleName("Comments on the tape")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        sizes = self.horizontalHeader()
        sizes.setSectionResizeMode(PLACE, QHeaderView.ResizeMode.Fixed)
        sizes.setSectionResizeMode(KIND, QHeaderView.ResizeMode.Fixed)
        sizes.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(PLACE, 70)
        self.setColumnWidth(KIND, 92)
        self.setMinimumHeight(4 * ROW)
        keep_keys(self, "Return", "Enter", "Del")
        self._quiet = False
        self.selectionModel().currentRowChanged.connect(self._tell_picked)
        self.doubleClicked.connect(lambda _at: self._tell(self.play_wanted))

    def show_coding(
        self, codebook: Codebook, coding: Coding, kind: CommentKind | None
    ) -> None:
        """List the comments of this coding; the picked one stays picked."""
        number = self.number()
        self._quiet = True
        self.comments.show_coding(codebook, coding, kind)
        self._quiet = False
        self.pick(number)

    def number(self) -> int | None:
        """Return the number of the comment that is picked."""
        comment = self.comments.comment_at(self.currentIndex().row())
        return None if comment is None else comment.number

    def pick(self, number: int | None) -> None:
        """Show which comment is picked, without telling anybody."""
        row = self.comments.row_of(number)
        self._quiet = True
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif row != self.currentIndex().row():
            self.selectRow(row)
            self.scrollTo(self.comments.index(row, TEXT))
        self._quiet = False

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 8 * ROW)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.opened)
        elif event.key() == Qt.Key.Key_Delete:
            self._tell(self.remove_wanted)
        else:
            super().keyPressEvent(event)

    def _tell_picked(self) -> None:
        if not self._quiet:
            self._tell(self.picked)

    def _tell(self, signal: Any) -> None:
        number = self.number()
        if number is not None:
            signal.emit(number)
