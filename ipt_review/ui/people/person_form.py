"""The form on which a person of the study is added or changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.people import Person, Role
from ipt_review.study.handles import check_handle
from ipt_review.ui import wording
from ipt_review.ui.library.forms import EntryForm
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

MOST_LINES = 6
NAMES = (
    "The name is kept apart from everything else, for those who coordinate the study; "
    "it is in no export and no log. Everywhere else the id stands."
)
SUPERVISES = "Without a check mark, a supervisor supervises everybody."
EXAMPLE = "R-07"


class PersonForm(EntryForm):
    """Asks for a person: id, name, roles, whom they supervise, whether they are here.

    Args:
        people: Everybody in the study.
        before: Who is changed; None for somebody new.
        name: What they are called so far; None for whoever may not see names.
        keep: Keeps person and name; raises a `ReviewError` when it cannot.
    """

    def __init__(
        self,
        people: Sequence[Person],
        before: Person | None,
        name: str | None,
        keep: Callable[[Person, str | None], object],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Person {before.handle}" if before else "Add a person"
        super().__init__(
            title, lambda entry: keep(cast("Person", entry), self.named()), parent
        )
        self._before = before or Person(uuid4(), "", frozenset())
        self.handle = QLineEdit(self._before.handle)
        self.handle.setPlaceholderText(EXAMPLE)
        self.handle.setAccessibleName("Id of the person")
        self.name = QLineEdit(name or "")
        self.name.setAccessibleName("Name")
        self._sees_names = name is not None
        self.roles = {
            role: QCheckBox(wording.ROLES[role].capitalize()) for role in Role
        }
        self.below = QListWidget()
        self.below.setAccessibleName("Supervises")
        self.active = QCheckBox("Works in the study")
        self.active.setChecked(self._before.active)
        self._fill(people)
        self._lay_out()
        self.roles[Role.SUPERVISOR].toggled.connect(self.below.setEnabled)

    def named(self) -> str | None:
        """Return the name as it was typed; None where it is not to be seen."""
        return self.name.text() if self._sees_names else None

    @override
    def entry(self) -> Person:
        """Return the person.

        Raises:
            BadHandle: When the id cannot be one.
        """
        roles = frozenset(role for role, box in self.roles.items() if box.isChecked())
        return replace(
            self._before,
            handle=check_handle(self.handle.text(), "person"),
            roles=roles,
            supervises=self._ticked() if Role.SUPERVISOR in roles else frozenset(),
            active=self.active.isChecked(),
        )

    def _ticked(self) -> frozenset[UUID]:
        items = [self.below.item(row) for row in range(self.below.count())]
        return frozenset(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _fill(self, people: Sequence[Person]) -> None:
        for role, box in self.roles.items():
            box.setChecked(role in self._before.roles)
        for each in people:
            if each.id == self._before.id:
                continue
            item = QListWidgetItem(wording.person(each), self.below)
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            ticked = each.id in self._before.supervises
            state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
        line = self.below.sizeHintForRow(0) if self.below.count() else 0
        self.below.setFixedHeight(min(self.below.count(), MOST_LINES) * line + 6)
        self.below.setEnabled(Role.SUPERVISOR in self._before.roles)

    def _lay_out(self) -> None:
        boxes = QWidget()
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        for box in self.roles.values():
            column.addWidget(box)
        self.form.addRow("Id", self.handle)
        if self._sees_names:
            self.form.addRow("Name", self.name)
            self.form.addRow("", label(NAMES, "muted", wrap=True))
        self.form.addRow("Roles", boxes)
        if self.below.count():
            self.form.addRow("Supervises", self.below)
            self.form.addRow("", label(SUPERVISES, "muted", wrap=True))
        self.form.addRow("", self.active)
