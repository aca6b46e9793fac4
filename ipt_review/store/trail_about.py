"""Everything that the audit trail tells of one coding, out of both chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.store.tables import coding, row_id
from ipt_review.store.tables_packages import APPEND_ONLY as OF_PACKAGES
from ipt_review.store.trail_walk import people_known, walk_coding, walk_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.store.trail_walk import Stop

_OF_PACKAGES = {table.name for table in OF_PACKAGES}


def stops_about(connection: Connection, uid: UUID) -> list[Stop]:
    """Return what was told of a coding, in the order of time.

    Raises:
        KeyError: When the study has no such coding.
    """
    key, uids = row_id(connection, coding, uid), people_known(connection)
    found = [*_of_study(connection, key, uid), *walk_coding(connection, key, uids)]
    return sorted(found, key=lambda stop: stop.at or 0)


def _of_study(connection: Connection, key: int, uid: UUID) -> Iterator[Stop]:
    for stop in walk_study(connection, people_known(connection)):
        begun = stop.kind == coding.name and stop.about == uid.hex
        row = stop.row or {}
        if begun or (stop.kind in _OF_PACKAGES and row.get("coding_id") == key):
            yield stop
