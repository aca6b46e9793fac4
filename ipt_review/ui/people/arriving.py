"""Who sits down when a study is opened, and how another person takes over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.ui.people.peopling import Peopling
from ipt_review.ui.people.who import WhoDialog
from ipt_review.workflow.library.peopling import (
    asks_who,
    must_be_pin,
    people_state,
    pin_of,
    who_may_sit,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtCore import QSettings

    from ipt_review.domain.people import Person
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.people.presence import Presence
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.rostering import Rostering

KEY = "who"
NO_CHOICE = (
    "There is nobody else to choose. “People…” in the Study menu adds people; in a "
    "team study, the login says who one is."
)


class Arriving(QObject):
    """Asks who one is, where the study wants that, and for a PIN.

    Args:
        window: Over which it is asked.
        presence: Knows who is at the desk.
        settings: Remembers on this computer who it was last.
        rostering: Returns what changes the people of the study that is open.

    Signals:
        chosen: Another person sits down.
        stayed: Whoever was at the desk still is, perhaps with other roles.
    """

    chosen = Signal(object)
    stayed = Signal()

    def __init__(
        self,
        window: MainWindow,
        presence: Presence,
        settings: QSettings,
        rostering: Callable[[], Rostering | None],
    ) -> None:
        super().__init__(window)
        self._window, self._presence, self._settings = window, presence, settings
        self._rostering = rostering
        self._peopling = Peopling(window, rostering)
        self._peopling.changed.connect(self._renew)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"study.who": self.change, **self._peopling.doings()}

    def admit(self, desk: Desk) -> bool:
        """Ask who opens a study; say whether somebody was named, or need not be."""
        people = who_may_sit(desk)
        if not people or not asks_who(desk):
            self._presence.expect(None)
            return True
        person = self._ask(desk, people, self._last(desk))
        self._presence.expect(person.id if person is not None else None)
        return person is not None

    def change(self) -> None:
        """Ask who sits down in place of whoever is at the desk."""
        desk, here = self._desk(), self._presence.person
        if desk is None:
            return
        people = who_may_sit(desk)
        if not people:
            self._window.banner.tell(NO_CHOICE)
            return
        person = self._ask(desk, people, here.id if here is not None else None)
        if person is not None:
            self.chosen.emit(person)

    def take_over(self, person: Person) -> None:
        """Have somebody sit down who was chosen from a list, by their PIN."""
        desk, here = self._desk(), self._presence.person
        if desk is None:
            return
        same = here is not None and here.id == person.id
        if same or pin_of(desk, person) is None:
            self._remember(desk, person)
            self.chosen.emit(person)
        elif self._ask(desk, [person], person.id) is not None:
            self.chosen.emit(person)
        else:
            self.stayed.emit()

    def _desk(self) -> Desk | None:
        rostering = self._rostering()
        return rostering.desk if rostering is not None else None

    def _renew(self) -> None:
        self._presence.renew()
        self.stayed.emit()

    def _ask(
        self, desk: Desk, people: Sequence[Person], likely: UUID | None
    ) -> Person | None:
        pinned = people_state(desk).pinned
        check = partial(must_be_pin, desk)
        dialog = WhoDialog(people, pinned, likely, check, self._window)
        accepted = dialog.exec() == WhoDialog.DialogCode.Accepted
        person = dialog.person if accepted else None
        dialog.deleteLater()
        if person is not None:
            self._remember(desk, person)
        return person

    def _last(self, desk: Desk) -> UUID | None:
        known = str(self._settings.value(f"{KEY}/{desk.database.study().id}", ""))
        people = desk.database.people()
        return next((each.id for each in people if str(each.id) == known), None)

    def _remember(self, desk: Desk, person: Person) -> None:
        name = f"{KEY}/{desk.database.study().id}"
        self._settings.setValue(name, str(person.id))
