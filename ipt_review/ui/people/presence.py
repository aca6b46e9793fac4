"""Who sits at the desk of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.domain.people import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk


class Presence(QObject):
    """Knows who works in the study that is open, and tells its desk."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._person: Person | None = None
        self._entered: UUID | None = None
        self._expected: UUID | None = None

    @property
    def person(self) -> Person | None:
        """Who works in the study, if one is open and has anybody."""
        return self._person

    def sit_down(self, person: Person | None) -> None:
        """Have this person work from now on."""
        self._person = person
        if self._desk is not None:
            self._desk.rights.person = person
            here = None if person is None else person.id
            self._desk.database.trail.at_work = self._entered or here

    def expect(self, person: UUID | None) -> None:
        """Have this person work in the study that is met next; None: who is likely."""
        self._expected = person

    def meet(self, desk: Desk, people: Sequence[Person]) -> None:
        """Have whoever said so, or is most likely to come, work in this study."""
        self._desk = desk
        self._entered = desk.database.myself()
        whom = self._entered or self._expected
        known = next((each for each in people if each.id == whom), None)
        self._expected = None
        self.sit_down(known or _first_reviewer(people))

    def renew(self) -> None:
        """Take up what has become of whoever is at the desk."""
        if self._desk is not None and self._person is not None:
            people = {each.id: each for each in self._desk.database.people()}
            self.sit_down(people.get(self._person.id))

    def leave(self) -> None:
        """Let go of the study."""
        self._desk = None


def _first_reviewer(people: Sequence[Person]) -> Person | None:
    """Return who is most likely to sit down: a supervisor before anybody else."""
    here = [each for each in people if each.active]
    supervisors = [each for each in here if Role.SUPERVISOR in each.roles]
    return next(iter((*supervisors, *here)), None)
