"""The comments on a tape that can go on its feedback page, each on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ipt_review.domain.comment import CommentKind
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.keys import keep_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.comment import Comment
    from ipt_review.domain.feedback import Content

NUMBER = Qt.ItemDataRole.UserRole
KINDS = {
    CommentKind.STRENGTH: "Strength",
    CommentKind.TO_TRY: "To try",
    CommentKind.MISSED: "Missed opportunity",
}


class CommentChoice(QListWidget):
    """A check in front of a comment puts it on the page.

    Signals:
        chosen: The comment with this number should be on the page, or not.
    """

    chosen = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Comments that can go on the page")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: Sequence[Comment] = ()
        keep_keys(self, "Space", "Up", "Down", "Home", "End")
        self.itemChanged.connect(self._tell)

    def show_comments(
        self, comments: Sequence[Comment], content: Content, *, allowed: bool
    ) -> None:
        """Show comments, those on the page with a check."""
        on_page = {point.comment for point in content.points}
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        if comments != self._shown or self.count() != len(comments):
            self._shown = comments
            self.clear()
            for comment in comments:
                item = QListWidgetItem(_words(comment), self)
                item.setData(NUMBER, comment.number)
                item.setToolTip(_words(comment))
        for row, comment in enumerate(comments):
            item = self.item(row)
            checked = comment.number in on_page
            states = Qt.CheckState
            item.setCheckState(states.Checked if checked else states.Unchecked)
            can = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(can | Qt.ItemFlag.ItemIsUserCheckable if allowed else can)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own

    def _tell(self, item: QListWidgetItem) -> None:
        checked = item.checkState() is Qt.CheckState.Checked
        self.chosen.emit(int(item.data(NUMBER)), checked)


def _words(comment: Comment) -> str:
    said = comment.text or comment.wording
    return f"{show_seconds(comment.start)}  {KINDS[comment.kind]}: {said}"
