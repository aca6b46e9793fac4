"""What is done with the people of a study in the window."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.people.dialog import PeopleDialog
from ipt_review.ui.people.person_form import PersonForm
from ipt_review.ui.people.pin_dialog import PinDialog
from ipt_review.workflow.library.peopling import (
    asks_who,
    people_state,
    pin_of,
    put_person,
    remove_person,
    set_asks_who,
    set_pin,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.rostering import Rostering

REMOVE_PIN = "Only {handle} can choose their own PIN. Remove the one that they have?"


class Peopling(QObject):
    """Shows the people of a study, and changes them.

    Args:
        window: Over which it is asked.
        rostering: Returns what changes the study that is open, if one is.

    Signals:
        changed: Somebody in the study is another than before.
    """

    changed = Signal()

    def __init__(
        self, window: QWidget, rostering: Callable[[], Rostering | None]
    ) -> None:
        super().__init__(window)
        self._window, self._rostering = window, rostering

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"study.people": self.show, "study.pin": self.choose_pin}

    def choose_pin(self) -> None:
        """Ask whoever is at the desk for a PIN of their own."""
        rostering = self._rostering()
        if rostering is None or rostering.desk.rights.person is None:
            return
        person, desk = rostering.desk.rights.person, rostering.desk
        ask_for_pin(desk, person, self._window)

    def show(self) -> None:
        """Show everybody, until the dialog is closed."""
        rostering = self._rostering()
        if rostering is None:
            return
        dialog = PeopleDialog(self._window)
        _Visit(dialog, rostering)
        dialog.exec()
        dialog.deleteLater()
        self.changed.emit()


class _Visit(QObject):
    """What happens while the dialog is open."""

    def __init__(self, dialog: PeopleDialog, rostering: Rostering) -> None:
        super().__init__(dialog)
        self._dialog, self._rostering = dialog, rostering
        self._doings: dict[str, Callable[[], object]] = {
            "add": partial(self._ask, None),
            "change": self._change,
            "retire": partial(self._with_picked, self._retire),
            "remove": partial(self._with_picked, partial(remove_person, rostering)),
            "pin": partial(self._with_picked, self._choose_pin),
            "undo": rostering.undo,
            "redo": rostering.redo,
        }
        dialog.wanted.connect(self._do)
        dialog.asks_chosen.connect(self._choose_asking)
        self._show()

    @property
    def _desk(self) -> Desk:
        return self._rostering.desk

    def _do(self, name: str) -> None:
        self._try(self._doings[name])

    def _try(self, doing: Callable[[], object]) -> None:
        try:
            doing()
        except ReviewError as problem:
            self._dialog.tell(str(problem))
        else:
            self._show()

    def _show(self) -> None:
        self._dialog.show_state(
            people_state(self._desk),
            asks=asks_who(self._desk),
            can_undo=bool(self._rostering.done),
            can_redo=bool(self._rostering.undone),
        )

    def _with_picked(self, doing: Callable[[Person], object]) -> None:
        person = self._dialog.picked()
        if person is not None:
            doing(person)

    def _change(self) -> None:
        self._with_picked(self._ask)

    def _ask(self, before: Person | None) -> None:
        state = people_state(self._desk)
        name = None
        if state.names is not None:
            name = state.names.get(before.id, "") if before is not None else ""
        keep = partial(put_person, self._rostering, before)
        form = PersonForm(state.people, before, name, keep, self._dialog)
        form.exec()
        form.deleteLater()

    def _retire(self, person: Person) -> None:
        put_person(self._rostering, person, replace(person, active=not person.active))

    def _choose_pin(self, person: Person) -> None:
        here = self._desk.rights.person
        if here is None or here.id == person.id:
            ask_for_pin(self._desk, person, self._dialog)
        elif pin_of(self._desk, person) is not None and self._agree(person):
            set_pin(self._desk, person, "")

    def _agree(self, person: Person) -> bool:
        """Ask whether the PIN of somebody else is to be removed."""
        kinds = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._dialog,
            "Remove a PIN",
            REMOVE_PIN.format(handle=person.handle),
            kinds.Yes | kinds.No,
            kinds.No,
        )
        return answer == kinds.Yes

    def _choose_asking(self, wanted: bool) -> None:  # noqa: FBT001 - a signal of Qt
        self._try(partial(set_asks_who, self._desk, wanted=wanted))


def ask_for_pin(desk: Desk, person: Person, parent: QWidget) -> None:
    """Ask whoever is at the desk for a PIN of their own."""
    dialog = PinDialog(person.handle, partial(set_pin, desk, person), parent)
    dialog.exec()
    dialog.deleteLater()
