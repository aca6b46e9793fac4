"""Moving a whole study between a file and a server, compared row by row afterwards."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from psycopg import sql
from sqlalchemy import insert, select, text

from ipt_review.domain.problems import ReviewError
from ipt_review.store.tables import METADATA
from ipt_review.store.team.server import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row, Table

AT_A_TIME: Final = 2_000
"""How many rows are held in memory at once."""


class Digest(NamedTuple):
    """What a table holds: how many rows, and a hash over all of them in order."""

    rows: int
    sha256: str


class NotTheSame(ReviewError):
    """A study that did not arrive as it was sent."""

    def __init__(self, table: str, sent: Digest, arrived: Digest) -> None:
        super().__init__(
            f"The study did not arrive as it was sent: of “{table}”, {sent.rows} rows "
            f"were sent and {arrived.rows} arrived, or not the same ones.",
            "Nothing was kept at the other end; try again.",
        )


def to_server(source: Connection, target: Connection) -> dict[str, Digest]:
    """Copy all rows from a file to empty tables on a server; return what they were.

    Args:
        source: Reads the file, all of it as of one moment.
        target: In a transaction that writes on the server.

    Raises:
        NotTheSame: When other rows arrived than were sent.
    """
    raw = target.connection.driver_connection
    assert raw is not None  # noqa: S101 - it is open
    with raw.cursor() as cursor:
        for table in METADATA.sorted_tables:
            columns = sql.SQL(", ").join(sql.Identifier(c.name) for c in table.columns)
            name = sql.Identifier(SCHEMA, table.name)
            into = sql.SQL("COPY {} ({}) FROM STDIN").format(name, columns)
            with cursor.copy(into) as copy:
                for row in _rows(source, table):
                    copy.write_row(tuple(row))
    _count_on(target)
    return _compared(source, target, METADATA.sorted_tables)


def to_file(
    source: Connection, target: Connection, tables: Sequence[Table] | None = None
) -> dict[str, Digest]:
    """Copy all rows from a server to empty tables of a file; return what they were.

    Args:
        source: Reads the server, as one who sees everything, as of one moment.
        target: In a transaction that writes to the file.
        tables: Those of the file, when it is of an older version.

    Raises:
        NotTheSame: When other rows arrived than were sent.
    """
    tables = METADATA.sorted_tables if tables is None else tables
    for table in tables:
        chunk: list[dict[str, Any]] = []
        for row in _rows(source, table):
            chunk.append(dict(row._mapping))  # noqa: SLF001 - public, says SQLAlchemy
            if len(chunk) == AT_A_TIME:
                target.execute(insert(table), chunk)
                chunk = []
        if chunk:
            target.execute(insert(table), chunk)
    return _compared(source, target, tables)


def digest(connection: Connection, table: Table) -> Digest:
    """Return what a table holds, the same on both sides for the same content."""
    number, hashed = 0, hashlib.sha256()
    for row in _rows(connection, table):
        number += 1
        words = [each.hex() if isinstance(each, bytes) else each for each in row]
        hashed.update(json.dumps(words, ensure_ascii=False).encode())
    return Digest(number, hashed.hexdigest())


def _compared(
    source: Connection, target: Connection, tables: Sequence[Table]
) -> dict[str, Digest]:
    found: dict[str, Digest] = {}
    for table in tables:
        sent, arrived = digest(source, table), digest(target, table)
        if sent != arrived:
            raise NotTheSame(table.name, sent, arrived)
        found[table.name] = sent
    return found


def _rows(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    asked = select(table).order_by(*table.primary_key.columns)
    with connection.execute(asked.execution_options(yield_per=AT_A_TIME)) as rows:
        yield from rows


def _count_on(target: Connection) -> None:
    """Have new rows numbered from behind the last that was copied."""
    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            name = f"{SCHEMA}.{table.name}"
            target.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', "  # noqa: S608
                    f"'{column.name}'), GREATEST(MAX({column.name}), 1), "
                    f"MAX({column.name}) IS NOT NULL) FROM {name}"
                )
            )
