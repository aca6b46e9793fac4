"""Parts that belong to one row and have an order: foci, totals, files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Column, Connection, Row, Select

    Fields = Mapping[str, object]


def parts_by_owner(
    connection: Connection, owner: Column[Any], only: Select[Any] | None = None
) -> defaultdict[int, list[Row[Any]]]:
    """Return the rows of a table by what they belong to, in their order.

    Args:
        connection: Of the study.
        owner: The column that names what a part belongs to.
        only: Chooses the keys of those whose parts are read; all of them without it.
    """
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    table = owner.table
    asked = select(table).order_by(table.c.position)
    for row in connection.execute(
        asked if only is None else asked.where(owner.in_(only))
    ):
        found[getattr(row, owner.name)].append(row)
    return found


def write_parts(
    connection: Connection, owner: Column[Any], key: int, parts: Iterable[Fields]
) -> None:
    """Write the parts of one row anew, in this order."""
    connection.execute(delete(owner.table).where(owner == key))
    rows = [
        {owner.name: key, "position": position, **fields}
        for position, fields in enumerate(parts)
    ]
    if rows:
        connection.execute(insert(owner.table), rows)
