"""The bar at the bottom: what has changed, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from ipt_review.ui import wording
from ipt_review.ui.codebook.words import change_of
from ipt_review.ui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.study.codebook_difference import Difference

REF = Qt.ItemDataRole.UserRole
_HEIGHT = 190


class Foot(QFrame):
    """Counts and lists changes; has Undo, Import, Export and Adopt.

    Signals:
        looked_up: The entry of a change that was picked in the list.
    """

    looked_up = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.count = label("No changes", "title")
        self.fold = button("What changes ▴", "fold")
        self.fold.setCheckable(True)
        self.undo = button("Undo", tip="Take the last change back (Ctrl+Z)")
        self.take_in = button("Import…", tip="A codebook (.yaml) or a form (.xlsx)")
        self.give_out = button("Export…", tip="A codebook (.yaml) or a form (.xlsx)")
        self.adopt = button("Adopt as a new version", "primary")
        self.saying = label("", "small", wrap=True)
        self.saying.hide()
        self.list = self._make_list()
        self._build()
        self.fold.toggled.connect(self._show_list)
        self.list.itemActivated.connect(self._tell)
        self.list.itemClicked.connect(self._tell)

    def show_changes(
        self, found: Sequence[Difference], *, can_undo: bool, sound: bool
    ) -> None:
        """Show what is changed.

        Args:
            found: The changes against the version in use.
            can_undo: Whether one can be taken back.
            sound: Whether all that was typed is accepted.
        """
        many = wording.how_many(len(found), "change")
        self.count.setText(many if found else "No changes")
        self.fold.setEnabled(bool(found))
        self.undo.setEnabled(can_undo)
        self.adopt.setEnabled(bool(found) and sound)
        self.adopt.setToolTip("" if sound else "Correct what is marked in red first.")
        self.list.clear()
        for difference in found:
            row = QTreeWidgetItem(self.list, list(change_of(difference)))
            row.setData(0, REF, difference.ref)
            for column in (2, 3):
                row.setToolTip(column, row.text(column))
        if not found:
            self.fold.setChecked(False)

    def tell(self, sentence: str, *, good: bool = True) -> None:
        """Say what came of Adopt, Import or Export."""
        self.saying.setText(sentence)
        self.saying.setVisible(bool(sentence))
        self.saying.setProperty("kind", "good" if good else "bad")
        self.saying.style().unpolish(self.saying)
        self.saying.style().polish(self.saying)

    def _show_list(self, unfolded: bool) -> None:  # noqa: FBT001 - a signal hands it over
        self.list.setVisible(unfolded)
        self.fold.setText("What changes ▾" if unfolded else "What changes ▴")

    def _tell(self, item: QTreeWidgetItem) -> None:
        self.looked_up.emit(item.data(0, REF))

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName("Changes that are not adopted yet")
        made.setHeaderLabels(["Entry", "Field", "Before", "After"])
        made.setRootIsDecorated(False)
        made.setAlternatingRowColors(True)
        made.setFixedHeight(_HEIGHT)
        header = made.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((300, 190, 420)):
            made.setColumnWidth(column, width)
        made.hide()
        return made

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addWidget(self.fold)
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(self.take_in)
        row.addWidget(self.give_out)
        row.addSpacing(8)
        row.addWidget(self.adopt)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self.list)
        column.addWidget(self.saying)
        column.addLayout(row)
