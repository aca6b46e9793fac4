"""Names and PINs of people: what nothing else in a study refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, insert, select

from ipt_review.domain.people import Pin
from ipt_review.store import trail
from ipt_review.store.kept import Kept
from ipt_review.store.problems import StaleRoster
from ipt_review.store.tables import person, row_id
from ipt_review.store.tables_people import person_name, person_pin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from ipt_review.domain.roster import NameEdit


class KeptPeople(Kept):
    """Who is called how, and who has a PIN."""

    def names(self) -> dict[UUID, str]:
        """Return the names that are kept, by person; on a server for coordinators."""
        with self._reads() as connection:
            return _names(connection)

    def pins(self) -> dict[UUID, Pin]:
        """Return what PINs are recognized by, by person."""
        with self._reads() as connection:
            rows = connection.execute(select(person.c.uid, person_pin).join(person_pin))
            return {UUID(bytes=row.uid): Pin(row.salt, row.hash) for row in rows}

    def set_pin(self, whose: UUID, pin: Pin | None) -> None:
        """Have a person asked for this PIN from now on, or for none.

        Raises:
            KeyError: When the study has no such person.
        """
        with self._writes() as connection:
            key = row_id(connection, person, whose)
            mine = person_pin.c.person_id == key
            before = connection.execute(select(person_pin).where(mine)).first()
            connection.execute(delete(person_pin).where(mine))
            if pin is not None:
                fields = {"person_id": key, "salt": pin.salt, "hash": pin.hash}
                connection.execute(insert(person_pin).values(fields))
            was, now = {"asked": before is not None}, {"asked": pin is not None}
            trail.note(connection, person_pin.name, whose, was, now)


def _names(connection: Connection) -> dict[UUID, str]:
    rows = connection.execute(
        select(person.c.uid, person_name.c.name).join(person_name)
    )
    return {UUID(bytes=row.uid): row.name for row in rows}


def change_names(connection: Connection, edits: Iterable[NameEdit]) -> None:
    """Write, change or remove names; the trail is told that, and never a name.

    Raises:
        StaleRoster: When a name is stored other than an edit started from.
    """
    edits = [*edits]
    if not edits:
        return
    stored = _names(connection)
    for edit in edits:
        if stored.get(edit.person, "") != edit.before:
            raise StaleRoster
        key = row_id(connection, person, edit.person)
        connection.execute(delete(person_name).where(person_name.c.person_id == key))
        if edit.after:
            row = {"person_id": key, "name": edit.after}
            connection.execute(insert(person_name).values(row))
    said = [
        (
            person_name.name,
            edit.person,
            {"named": bool(edit.before)},
            {"named": bool(edit.after)},
        )
        for edit in edits
    ]
    trail.note_all(connection, said)
