"""Questions about the people and the therapists of a study."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from ipt_review.domain.people import Person, Role
from ipt_review.store import trail
from ipt_review.store.tables import person, person_role, row_id, therapist
from ipt_review.store.tables_people import person_retired, supervision
from ipt_review.store.translate import therapist_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ipt_review.domain.people import Therapist


def people(connection: Connection) -> list[Person]:
    """Return everybody, by handle."""
    rows = connection.execute(select(person).order_by(person.c.handle)).all()
    uids = {row.id: UUID(bytes=row.uid) for row in rows}
    roles, below = defaultdict[int, set[Role]](set), defaultdict[int, set[UUID]](set)
    for row in connection.execute(select(person_role)):
        roles[row.person_id].add(Role(row.role))
    for row in connection.execute(select(supervision)):
        below[row.person_id].add(uids[row.supervisee_id])
    gone = set(connection.scalars(select(person_retired.c.person_id)))
    return [
        Person(
            uids[row.id],
            row.handle,
            frozenset(roles[row.id]),
            frozenset(below[row.id]),
            active=row.id not in gone,
        )
        for row in rows
    ]


def add_person(connection: Connection, new: Person) -> None:
    """Add a person with their roles, and whom they supervise."""
    key = connection.scalar(
        insert(person)
        .values(uid=new.id.bytes, handle=new.handle)
        .returning(person.c.id)
    )
    _write_below(connection, int(key or 0), new)
    trail.note(connection, person.name, new.id, None, new)


def change_person(connection: Connection, changed: Person) -> None:
    """Write a person anew; whoever asks for it tells the audit trail."""
    key = row_id(connection, person, changed.id)
    connection.execute(
        update(person).where(person.c.id == key).values(handle=changed.handle)
    )
    _write_below(connection, key, changed)


def _write_below(connection: Connection, key: int, of: Person) -> None:
    """Write what belongs to a person: roles, supervisees, and whether they retired."""
    for part in (person_role, supervision):
        connection.execute(delete(part).where(part.c.person_id == key))
    roles = [{"person_id": key, "role": role.value} for role in of.roles]
    below = [
        {"person_id": key, "supervisee_id": row_id(connection, person, each)}
        for each in of.supervises
    ]
    for part, rows in ((person_role, roles), (supervision, below)):
        if rows:
            connection.execute(insert(part), rows)
    is_gone = select(person_retired).where(person_retired.c.person_id == key)
    if of.active:
        connection.execute(
            delete(person_retired).where(person_retired.c.person_id == key)
        )
    elif connection.execute(is_gone).first() is None:
        connection.execute(insert(person_retired).values(person_id=key))


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
