"""What tapes are called, for those who may know everything and for others."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Holdings


class TapeNames:
    """What tapes are called for those who may know everything: case and session."""

    def __init__(self, held: Holdings) -> None:
        cases = {case.id: case.handle for case in held.cases}
        sessions = {each.id: each for each in held.sessions}
        self._names = {
            tape.id: f"Case {cases[session.case]}, session {session.number}"
            for tape in held.tapes
            for session in (sessions[tape.session],)
        }
        self._people = {each.id: each.handle for each in held.people}

    def tape(self, tape: UUID | None) -> str:
        """Return what a tape is called, nothing for none."""
        return self._names.get(tape, "") if tape else ""

    def person(self, person: UUID | None) -> str:
        """Return the handle of a person, nothing for nobody."""
        return self._people.get(person, "") if person else ""


def names_for(held: Holdings, person: Person, tapes: Iterable[UUID]) -> dict[UUID, str]:
    """Return what tapes are called for a person: case and session, or their codes."""
    known, names = TapeNames(held), dict[UUID, str]()
    for tape in tapes:
        mask = held.masks.of(person, tape)
        names[tape] = f"Tape {mask.code}" if mask.hides_place else known.tape(tape)
    return names
