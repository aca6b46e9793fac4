"""Questions about the people and the therapists of a study."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from ipt_review.store import trail
from ipt_review.store.tables import person, person_role, row_id, therapist
from ipt_review.store.translate import person_of, therapist_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ipt_review.domain.people import Person, Therapist


def people(connection: Connection) -> list[Person]:
    """Return everybody, by handle."""
    rows = connection.execute(
        select(person, person_role.c.role)
        .outerjoin(person_role)
        .order_by(person.c.handle, person_role.c.role)
    )
    return [
        person_of(same[0], [row.role for row in same if row.role])
        for same in (list(rows) for _, rows in groupby(rows, lambda row: row.id))
    ]


def add_person(connection: Connection, new: Person) -> None:
    """Add a person with their roles."""
    key = connection.scalar(
        insert(person)
        .values(uid=new.id.bytes, handle=new.handle)
        .returning(person.c.id)
    )
    for role in new.roles:
        connection.execute(insert(person_role).values(person_id=key, role=role.value))
    trail.note(connection, person.name, new.id, None, new)


def change_person(connection: Connection, changed: Person) -> None:
    """Write a person anew, with their roles."""
    key = row_id(connection, person, changed.id)
    connection.execute(
        update(person).where(person.c.id == key).values(handle=changed.handle)
    )
    connection.execute(delete(person_role).where(person_role.c.person_id == key))
    for role in changed.roles:
        connection.execute(insert(person_role).values(person_id=key, role=role.value))


def therapists(connection: Connection) -> list[Therapist]:
    """Return all therapists, by handle."""
    rows = connection.execute(
        select(therapist, person.c.uid.label("person_uid"))
        .outerjoin(person)
        .order_by(therapist.c.handle)
    )
    return [therapist_of(row) for row in rows]


def add_therapist(connection: Connection, new: Therapist) -> None:
    """Add a therapist."""
    human = None if new.person is None else row_id(connection, person, new.person)
    connection.execute(
        insert(therapist).values(uid=new.id.bytes, handle=new.handle, person_id=human)
    )
    trail.note(connection, therapist.name, new.id, None, new)


def change_therapist(connection: Connection, changed: Therapist) -> None:
    """Write a therapist anew."""
    human = changed.person
    connection.execute(
        update(therapist)
        .where(therapist.c.id == row_id(connection, therapist, changed.id))
        .values(
            handle=changed.handle,
            person_id=None if human is None else row_id(connection, person, human),
        )
    )
