"""Questions about problem-area determinations, and writing them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from ipt_review.domain.determination import DeterminationChange, DeterminationClosed
from ipt_review.store import trail
from ipt_review.store.course_words import (
    determination_fields,
    determination_from,
    determination_of,
    determination_text,
    judgment_fields,
)
from ipt_review.store.problems import StaleCourse
from ipt_review.store.tables import (
    area_judgment,
    determination,
    determination_change,
    patient_case,
    person,
    row_id,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from ipt_review.domain.determination import Determination


def determinations(connection: Connection) -> list[Determination]:
    """Return all determinations, drafts too, the one begun last at the end."""
    areas: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(area_judgment)):
        areas[row.determination_id].append(row)
    rows = connection.execute(
        select(
            determination,
            patient_case.c.uid.label("case_uid"),
            person.c.uid.label("rater_uid"),
        )
        .join(patient_case)
        .join(person)
        .order_by(determination.c.id)
    )
    return [determination_of(row, areas[row.id]) for row in rows]


def add_determination(connection: Connection, new: Determination, at: int) -> None:
    """Add a determination, and its first line in its history.

    Raises:
        KeyError: When the study has no such case or rater.
    """
    key = connection.scalar(
        insert(determination)
        .values(
            uid=new.id.bytes,
            patient_case_id=row_id(connection, patient_case, new.case),
            rater_id=row_id(connection, person, new.rater),
            **determination_fields(new),
        )
        .returning(determination.c.id)
    )
    _write_areas(connection, int(key or 0), new)
    _append(connection, int(key or 0), new, at)


def change_determination(
    connection: Connection, before: Determination, after: Determination, at: int
) -> None:
    """Write a determination anew, with its line in the history.

    Raises:
        DeterminationClosed: When it was submitted.
        StaleCourse: When something is stored other than `before`.
        KeyError: When the study has no such determination.
    """
    key = row_id(connection, determination, after.id)
    stored = next(each for each in determinations(connection) if each.id == after.id)
    if stored.submitted:
        raise DeterminationClosed
    if stored != before:
        raise StaleCourse
    connection.execute(
        update(determination)
        .where(determination.c.id == key)
        .values(**determination_fields(after))
    )
    connection.execute(
        delete(area_judgment).where(area_judgment.c.determination_id == key)
    )
    _write_areas(connection, key, after)
    _append(connection, key, after, at)


def _write_areas(connection: Connection, key: int, of: Determination) -> None:
    for area, judgment in of.areas.items():
        connection.execute(
            insert(area_judgment).values(
                determination_id=key, area=area, **judgment_fields(judgment)
            )
        )


def _append(connection: Connection, key: int, of: Determination, at: int) -> None:
    said = {
        "at_ms": at,
        "person_id": row_id(connection, person, of.rater),
        "after": determination_text(of),
    }
    trail.append(connection, determination_change, key, said)


def determination_history(connection: Connection) -> list[DeterminationChange]:
    """Return every state that a determination ever had, by form and in their order."""
    rows = connection.execute(
        select(
            determination_change,
            determination.c.uid,
            patient_case.c.uid.label("case_uid"),
            person.c.uid.label("rater_uid"),
        )
        .join(
            determination, determination_change.c.determination_id == determination.c.id
        )
        .join(patient_case)
        .join(person, determination_change.c.person_id == person.c.id)
        .order_by(determination.c.id, determination_change.c.seq)
    )
    return [
        DeterminationChange(determination_from(row), row.at_ms, row.seq) for row in rows
    ]
