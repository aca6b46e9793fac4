"""The people of a study, as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QVBoxLayout,
)

from ipt_review.domain.people import Role
from ipt_review.ui import wording
from ipt_review.ui.parts import button, label
from ipt_review.ui.study.table import TextTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person
    from ipt_review.workflow.library.peopling import PeopleState

SIZE = (860, 460)
HEADERS = ("Id", "Name", "Roles", "Supervises", "State", "PIN")
NAME, PIN = HEADERS.index("Name"), HEADERS.index("PIN")
INTRO = (
    "People are known by ids everywhere. Somebody who leaves is retired, and not "
    "removed: what they coded stays theirs, and nothing more is assigned to them."
)
CLOSES = "Their login to the server is closed at once, and opened when they return."
ASKS = "Ask who is at the desk when this study is opened"
HIDDEN = "•••"
DOINGS = (
    ("add", "Add…", "Ins"),
    ("change", "Change…", "Return"),
    ("retire", "Retire", ""),
    ("remove", "Remove", "Del"),
    ("pin", "PIN…", ""),
    ("undo", "Undo", "Ctrl+Z"),
    ("redo", "Redo", "Ctrl+Shift+Z"),
)


class PeopleDialog(QDialog):
    """Lists everybody; what is to be done is told, and the table is shown anew.

    Signals:
        wanted: What is to be done, by its name in `DOINGS`.
        asks_chosen: Whether it is to be asked who opens the study.
    """

    wanted = Signal(str)
    asks_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("People")
        self.resize(*SIZE)
        self._state: PeopleState | None = None
        self.table = TextTable("People of the study", HEADERS)
        self.names = QCheckBox("Show names")
        self.asks = QCheckBox(ASKS)
        self.said = label("", "bad", wrap=True)
        self.said.hide()
        self.buttons = {name: button(text) for name, text, _key in DOINGS}
        self._logins = label(CLOSES, "muted", wrap=True)
        self._build()
        self.table.picked.connect(self._show_picked)
        self.table.chosen.connect(lambda _row: self._want("change"))
        self.names.toggled.connect(self._show_table)
        self.asks.clicked.connect(self.asks_chosen)

    def picked(self) -> Person | None:
        """Return who is picked."""
        people = self._state.people if self._state is not None else ()
        row = self.table.row
        return people[row] if 0 <= row < len(people) else None

    def show_state(
        self, state: PeopleState, *, asks: bool, can_undo: bool, can_redo: bool
    ) -> None:
        """Show everybody as they are now."""
        self._state = state
        self.names.setVisible(state.names is not None)
        self.table.setColumnHidden(NAME, state.names is None)
        self.table.setColumnHidden(PIN, state.has_logins)
        self.buttons["pin"].setHidden(state.has_logins)
        self.asks.setHidden(state.has_logins)
        self._logins.setVisible(state.has_logins)
        self.asks.setChecked(asks)
        self.buttons["undo"].setEnabled(can_undo)
        self.buttons["redo"].setEnabled(can_redo)
        self.tell("")
        self._show_table()

    def tell(self, words: str) -> None:
        """Say why something could not be done; nothing when it could."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _show_table(self) -> None:
        state = self._state
        if state is None:
            return
        handles = {each.id: each.handle for each in state.people}
        names = state.names or {}
        shown = self.names.isChecked()
        self.table.show_rows(
            [
                (
                    each.handle,
                    names.get(each.id, "") if shown else HIDDEN * (each.id in names),
                    ", ".join(
                        wording.ROLES[role] for role in Role if role in each.roles
                    ),
                    _supervised(each, handles),
                    "works in the study" if each.active else "retired",
                    "asked" if each.id in state.pinned else "",
                )
                for each in state.people
            ]
        )

    def _show_picked(self) -> None:
        person = self.picked()
        retire = self.buttons["retire"]
        retire.setText("Retire" if person is None or person.active else "Return")
        for name in ("change", "retire", "remove", "pin"):
            self.buttons[name].setEnabled(person is not None)

    def _want(self, name: str) -> None:
        self.wanted.emit(name)

    def _build(self) -> None:
        kinds = QDialogButtonBox.StandardButton
        closing = QDialogButtonBox(kinds.Close)
        closing.rejected.connect(self.reject)
        row = QHBoxLayout()
        for name, _text, key in DOINGS:
            made = self.buttons[name]
            made.setAutoDefault(False)
            made.clicked.connect(partial(self._pressed, name))
            row.addWidget(made)
            if key and name != "change":  # Enter is the table's own
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.activated.connect(partial(self._pressed, name))
                made.setToolTip(key)
        row.addStretch(1)
        row.addWidget(closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(INTRO, "muted", wrap=True))
        column.addWidget(self._logins)
        column.addWidget(self.table, 1)
        column.addWidget(self.names)
        column.addWidget(self.asks)
        column.addWidget(self.said)
        column.addLayout(row)

    def _pressed(self, name: str, *_told: object) -> None:
        if self.buttons[name].isEnabled():
            self._want(name)


def _supervised(person: Person, handles: Mapping[UUID, str]) -> str:
    if Role.SUPERVISOR not in person.roles:
        return ""
    below = sorted(handles[each] for each in person.supervises)
    return ", ".join(below) or "everybody"
