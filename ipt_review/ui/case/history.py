"""The history of a case: who changed what, when, from what to what, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from ipt_review.ui.case import words
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.course.course import Course

NOTHING = "Nothing was changed since the case was entered."


class History(QFrame):
    """Lists changes, the newest first. They can only be added to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.list = QListWidget()
        self.list.setAccessibleName("History of the case")
        self.list.setWordWrap(True)
        self._none = label(NOTHING, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 8, 8)
        column.setSpacing(6)
        column.addWidget(label("Changes", "section"))
        column.addWidget(self._none)
        column.addWidget(self.list, 1)

    def show_course(self, course: Course) -> None:
        """Show the history of this case as far as this person may see it."""
        handles = {key: person.handle for key, person in course.people.items()}
        self.list.clear()
        for change in reversed(course.changes):
            text = words.changed(change, course)
            why = f" “{change.reason}”" if change.reason else ""
            QListWidgetItem(f"{text}{why}\n{words.signed(change, handles)}", self.list)
        self._none.setVisible(not course.changes)
