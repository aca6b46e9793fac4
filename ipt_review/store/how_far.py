"""How far each coding is, told without reading what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import exists, func, select

from ipt_review.store.tables import coding, mark, rating

if TYPE_CHECKING:
    from sqlalchemy import Connection


class HowFar(NamedTuple):
    """How far a coding is.

    Attributes:
        marked: Whether anything is marked on the tape.
        rated: How many items are rated, 97, 98 and 99 among them.
    """

    marked: bool
    rated: int


def how_far(connection: Connection) -> dict[UUID, HowFar]:
    """Return how far each coding is; costs the same however many marks there are."""
    counted = select(rating.c.coding_id, func.count().label("n"))
    ratings = {
        row.coding_id: row.n
        for row in connection.execute(counted.group_by(rating.c.coding_id))
    }
    marked = exists().where(mark.c.coding_id == coding.c.id)
    rows = connection.execute(select(coding.c.id, coding.c.uid, marked.label("marked")))
    return {
        UUID(bytes=row.uid): HowFar(bool(row.marked), ratings.get(row.id, 0))
        for row in rows
    }
