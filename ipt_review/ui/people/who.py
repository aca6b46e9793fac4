"""Asks who is at the desk, and for their PIN where they have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from ipt_review.domain.problems import ReviewError
from ipt_review.study.pins import MEANING
from ipt_review.ui import wording
from ipt_review.ui.parts import label
from ipt_review.ui.vault.fields import hidden_line, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person

WIDTH = 420
WHO = "Who are you? Everything that you do in this study is kept under your id."


class WhoDialog(QDialog):
    """Lets somebody say who they are; a wrong PIN is told, and the question stays.

    Args:
        people: Of whom it can be one.
        pinned: Who of them is asked for a PIN.
        likely: Who it probably is.
        check: Raises a `ReviewError` when that is not the PIN of this person.
    """

    def __init__(
        self,
        people: Sequence[Person],
        pinned: AbstractSet[UUID],
        likely: UUID | None,
        check: Callable[[Person, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who is at the desk")
        self.setMinimumWidth(WIDTH)
        self._pinned, self._check = pinned, check
        self.list = QListWidget()
        self.list.setAccessibleName("People of the study")
        for each in people:
            item = QListWidgetItem(wording.person(each), self.list)
            item.setData(Qt.ItemDataRole.UserRole, each)
            if each.id == likely:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.pin = hidden_line("PIN")
        self.pin.setPlaceholderText("PIN")
        self.pin.setToolTip(MEANING)
        self.problem = label("", "bad", wrap=True)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)
        self.list.itemActivated.connect(self._take)
        self.list.currentRowChanged.connect(self._ask_for_pin)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for part in (label(WHO, wrap=True), self.list, self.pin, self.problem):
            column.addWidget(part)
        column.addWidget(self.buttons)
        self._ask_for_pin()

    @property
    def person(self) -> Person:
        """Who is picked."""
        picked: Person = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return picked

    def _ask_for_pin(self) -> None:
        self.pin.clear()
        self.problem.clear()
        self.pin.setVisible(self.person.id in self._pinned)

    def _take(self) -> None:
        if self.person.id in self._pinned:
            self.pin.setFocus()
        else:
            self._try()

    def _try(self) -> None:
        try:
            self._check(self.person, self.pin.text())
        except ReviewError as problem:
            say(self.problem, str(problem), "bad")
            self.pin.setFocus()
            self.pin.selectAll()
        else:
            self.pin.clear()
            self.accept()
