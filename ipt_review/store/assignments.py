"""Questions about assignments and the codes of tapes, and keeping them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import insert, select, update

from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.store import trail
from ipt_review.store.kept import Kept
from ipt_review.store.samples import log_events
from ipt_review.store.tables import person, row_id, tape
from ipt_review.store.tables_assigning import assignment, tape_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

    from ipt_review.domain.sampling import StudyEvent

GIVEN, WITHDRAWN = {"withdrawn": False}, {"withdrawn": True}
"""What the audit trail keeps of a withdrawal; its reason is in the study's log."""


class KeptAssignments(Kept):
    """Who was given which tape; each change is one transaction, with its log."""

    def all(self) -> list[Assignment]:
        """Return all assignments, withdrawn ones too, by rater and place."""
        with self._reads() as connection:
            return assignments(connection)

    def add(self, new: Iterable[Assignment], events: Iterable[StudyEvent] = ()) -> None:
        """Keep new assignments, and the lines that the log gets with them."""
        with self._writes() as connection:
            _add(connection, new)
            log_events(connection, events)

    def withdraw(
        self,
        gone: Iterable[UUID],
        instead: Iterable[Assignment],
        events: Iterable[StudyEvent],
    ) -> None:
        """Take assignments back, put others in their place, and note it in the log.

        Raises:
            KeyError: When the study has no such assignment.
        """
        with self._writes() as connection:
            for uid in gone:
                key = row_id(connection, assignment, uid)
                connection.execute(
                    update(assignment).where(assignment.c.id == key).values(withdrawn=1)
                )
                trail.note(connection, assignment.name, uid, GIVEN, WITHDRAWN)
            _add(connection, instead)
            log_events(connection, events)

    def codes(self) -> dict[tuple[UUID, int], str]:
        """Return what tapes are called for blinded raters, by tape and pass."""
        with self._reads() as connection:
            return tape_codes(connection)

    def add_codes(self, codes: dict[tuple[UUID, int], str]) -> None:
        """Keep what tapes are called from now on, by tape and pass."""
        with self._writes() as connection:
            for (uid, number), code in codes.items():
                key = row_id(connection, tape, uid)
                connection.execute(
                    insert(tape_code).values(tape_id=key, pass_number=number, code=code)
                )
                said = {"tape": uid, "pass_number": number, "code": code}
                about = f"{uid.hex} {number}"
                trail.note(connection, tape_code.name, about, None, said)


def assignments(connection: Connection) -> list[Assignment]:
    """Return all assignments, withdrawn ones too, by rater and place."""
    rows = connection.execute(
        select(
            assignment, tape.c.uid.label("tape_uid"), person.c.uid.label("rater_uid")
        )
        .join(tape, assignment.c.tape_id == tape.c.id)
        .join(person, assignment.c.rater_id == person.c.id)
        .order_by(assignment.c.rater_id, assignment.c.sequence)
    )
    return [_assignment_of(row) for row in rows]


def tape_codes(connection: Connection) -> dict[tuple[UUID, int], str]:
    """Return what tapes are called for blinded raters, by tape and pass."""
    rows = connection.execute(select(tape_code, tape.c.uid).join(tape))
    return {(UUID(bytes=row.uid), row.pass_number): row.code for row in rows}


def _add(connection: Connection, new: Iterable[Assignment]) -> None:
    given = [*new]
    for each in given:
        connection.execute(
            insert(assignment).values(
                uid=each.id.bytes,
                tape_id=row_id(connection, tape, each.tape),
                rater_id=row_id(connection, person, each.rater),
                kind=each.kind.value,
                sequence=each.sequence,
                pass_number=each.pass_number,
                due_ms=each.due,
                withdrawn=int(each.withdrawn),
            )
        )
    told = [(assignment.name, each.id, None, each) for each in given]
    trail.note_all(connection, told)


def _assignment_of(row: Row[Any]) -> Assignment:
    return Assignment(
        UUID(bytes=row.uid),
        UUID(bytes=row.tape_uid),
        UUID(bytes=row.rater_uid),
        AssignmentKind(row.kind),
        row.sequence,
        row.pass_number,
        row.due_ms,
        bool(row.withdrawn),
    )
