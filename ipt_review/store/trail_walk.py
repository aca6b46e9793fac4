"""Walking through the audit trail, entry by entry, with what each is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from ipt_review.store.guarded import HISTORIES
from ipt_review.store.tables import METADATA, coding, person
from ipt_review.store.tables_trail import (
    coding_trail,
    study_trail,
    trail_seal,
)
from ipt_review.store.trail import (
    SEAL,
    is_of_coding,
    number_of,
    owner_of,
    sealed_words,
)
from ipt_review.store.trail_words import Uids, coding_words, row_words, study_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, Row, Table

    Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry of the trail, as it is found.

    Attributes:
        seq: Its number in its chain.
        kind: Table of the history, or noun.
        about: What it is about.
        row: The row of the history that it tells of, by column; None where it tells
            of none, or of one that is gone.
        row_seq: Number of that row among those of what it belongs to.
        gone: Whether that row is gone.
        words: What its hash is taken over.
        hash: As it is written.
        at: When, in ms since 1970 UTC.
        by: Who.
        what: What a noun was and is, as JSON.
        reason: Why.
    """

    seq: int
    kind: str
    about: str
    row: Columns | None
    row_seq: int | None
    gone: bool
    words: Mapping[str, Any]
    hash: bytes
    at: int | None
    by: UUID | None
    what: str = ""
    reason: str = ""


def histories(*, of_codings: bool) -> list[Table]:
    """Return the tables of the history whose rows stand in one kind of chain."""
    return [table for table in HISTORIES if is_of_coding(table) is of_codings]


def people_known(connection: Connection) -> Uids:
    """Return who is who, everybody looked up at once."""
    rows = connection.execute(select(person.c.id, person.c.uid))
    return Uids(
        connection, {(person.name, row.id): UUID(bytes=row.uid) for row in rows}
    )


def walk_coding(connection: Connection, key: int, uids: Uids) -> Iterator[Stop]:
    """Yield the entries of the coding with row key `key`, in their order."""
    chain = uids.of(coding, key)
    rows = rows_of_coding(connection, key)
    entries = connection.execute(
        select(coding_trail)
        .where(coding_trail.c.coding_id == key)
        .order_by(coding_trail.c.seq)
    )
    for entry in entries:
        row = rows.get((entry.kind, entry.row_seq))
        said = None
        if row is not None:
            said = row_words(METADATA.tables[entry.kind], row, uids)
        words = coding_words(chain, entry.seq, entry.kind, said)
        yield Stop(
            entry.seq,
            entry.kind,
            chain.hex,
            row,
            entry.row_seq,
            row is None,
            words,
            entry.hash,
            _at(row),
            _by(row, uids),
        )


def rows_of_coding(connection: Connection, key: int) -> dict[tuple[str, int], Columns]:
    """Return the history of the coding with row key `key`, by table and number."""
    return {
        (table.name, number_of(table, row._asdict())): row._asdict()
        for table in histories(of_codings=True)
        for row in connection.execute(select(table).where(table.c.coding_id == key))
    }


def rows_of_study(
    connection: Connection, uids: Uids
) -> dict[tuple[str, str, int], Columns]:
    """Return the histories of the study, by table, what they are of, and number."""
    found: dict[tuple[str, str, int], Columns] = {}
    for table in histories(of_codings=False):
        for row in connection.execute(select(table)):
            columns = row._asdict()
            number = number_of(table, columns)
            found[table.name, owner_of(table, columns, uids), number] = columns
    return found


def walk_study(connection: Connection, uids: Uids) -> Iterator[Stop]:
    """Yield the entries of the chain of the study, in their order."""
    rows = rows_of_study(connection, uids)
    seals = _seals(connection, uids)
    for entry in connection.execute(select(study_trail).order_by(study_trail.c.seq)):
        yield _stop(entry, rows, seals, uids)


def _stop(
    entry: Row[Any],
    rows: Mapping[tuple[str, str, int], Columns],
    seals: Mapping[int, list[tuple[UUID, int, bytes]]],
    uids: Uids,
) -> Stop:
    row: Columns | None = None
    said: object = None
    if entry.kind == SEAL:
        said = sealed_words(seals.get(entry.seq, []))
    elif entry.row_seq is not None:
        row = rows.get((entry.kind, entry.about, entry.row_seq))
        said = row and row_words(METADATA.tables[entry.kind], row, uids)
    by = None if entry.person_id is None else uids.of(person, entry.person_id)
    return Stop(
        entry.seq,
        entry.kind,
        entry.about,
        row,
        entry.row_seq,
        entry.row_seq is not None and row is None,
        study_words(entry._asdict(), by, said),
        entry.hash,
        entry.at_ms if row is None else _at(row),
        by if row is None else _by(row, uids),
        entry.what,
        entry.reason,
    )


def _seals(
    connection: Connection, uids: Uids
) -> Mapping[int, list[tuple[UUID, int, bytes]]]:
    found: defaultdict[int, list[tuple[UUID, int, bytes]]] = defaultdict(list)
    for row in connection.execute(select(trail_seal)):
        head = (uids.of(coding, row.coding_id), row.seq, row.hash)
        found[row.study_seq].append(head)
    return found


def _at(row: Columns | None) -> int | None:
    return None if row is None else row.get("at_ms")


def _by(row: Columns | None, uids: Uids) -> UUID | None:
    key = None if row is None else row.get("person_id")
    return None if key is None else uids.of(person, key)
