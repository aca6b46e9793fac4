"""Writing the audit trail, in the transaction of what it tells."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, true

from ipt_review.domain.trail import TrailHead
from ipt_review.store.tables import coding
from ipt_review.store.tables import person as person_table
from ipt_review.store.tables_trail import coding_trail, study_trail, trail_seal
from ipt_review.store.trail_words import (
    STUDY,
    Uids,
    begin_hash,
    canonical,
    coding_words,
    next_hash,
    plain,
    row_words,
    study_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Column, Connection, Row, Table

    Known = Mapping[tuple[str, int], UUID]

AT_WORK: Final = "at_work"
"""Option of a connection: who writes on it (a UUID), where that is known."""

_LAST_OF_CODING: Final = (
    select(coding_trail.c.seq, coding_trail.c.hash)
    .where(coding_trail.c.coding_id == bindparam("key"))
    .order_by(coding_trail.c.seq.desc())
    .limit(1)
)
_INTO_CODING: Final = insert(coding_trail)

_CHAIN_OF_STUDY: Final = int.from_bytes(b"IPTtrail")
"""Number of the lock under which a server adds to the chain of the study."""

SEAL: Final = "seal"
"""Kind of the entries in which the study's chain takes in the heads of the codings'."""


def append(
    connection: Connection,
    history: Table,
    owner: int | str | None,
    row: Mapping[str, Any],
    known: Known | None = None,
) -> int:
    """Add a row to a history, and its entry to the trail; return its number.

    Args:
        connection: In a transaction that writes.
        history: A table to which rows are only added; its primary key is what the row
            belongs to, and a number; or a number alone.
        owner: What the row belongs to, as it stands in the first column of that key;
            None where there is none.
        row: The other columns.
        known: UUIDs that need not be looked up.
    """
    column, number = owner_column(history), number_column(history)
    numbers = select(func.max(number))
    last = connection.scalar(
        numbers if column is None else numbers.where(column == owner)
    )
    fields = {number.name: (last or 0) + 1, **row}
    if column is not None:
        fields[column.name] = owner
    connection.execute(insert(history), fields)
    link(connection, history, [fields], Uids(connection, known))
    return int(fields[number.name])


def owner_column(history: Table) -> Column[Any] | None:
    """Return the column that says what a row of a history belongs to, if any does."""
    key = [*history.primary_key.columns]
    return key[0] if len(key) > 1 else None


def number_column(history: Table) -> Column[Any]:
    """Return the column that numbers the rows of what they belong to."""
    *_, last = history.primary_key.columns
    return last


def number_of(history: Table, row: Mapping[str, Any]) -> int:
    """Return the number of a row among those of what it belongs to."""
    return int(row[number_column(history).name])


def is_of_coding(history: Table) -> bool:
    """Say whether the rows of a history stand in the chains of codings."""
    column = owner_column(history)
    keys = set() if column is None else column.foreign_keys
    return any(key.column.table is coding for key in keys)


def owner_of(history: Table, row: Mapping[str, Any], uids: Uids) -> str:
    """Return what a row of a history belongs to: a UUID as hex, a name, or nothing."""
    column = owner_column(history)
    if column is None:
        return ""
    for key in column.foreign_keys:
        return uids.of(key.column.table, row[column.name]).hex
    return str(row[column.name])


def link(
    connection: Connection,
    history: Table,
    rows: Iterable[Mapping[str, Any]],
    uids: Uids | None = None,
) -> None:
    """Add entries to the trail for rows that the history has, in their order."""
    uids = uids or Uids(connection)
    if is_of_coding(history):
        for row in rows:
            _link_coding(connection, history, row, uids)
        return
    entries = []
    for row in rows:
        about, number = owner_of(history, row, uids), number_of(history, row)
        entry = {"kind": history.name, "about": about, "row_seq": number}
        entries.append((entry, row_words(history, row, uids)))
    _add_to_study(connection, entries, None)


def _link_coding(
    connection: Connection, history: Table, row: Mapping[str, Any], uids: Uids
) -> None:
    key = row[history.primary_key.columns[0].name]
    last = last_of(connection, key)
    chain = uids.of(coding, key)
    seq = last.seq + 1 if last else 1
    said = coding_words(chain, seq, history.name, row_words(history, row, uids))
    fields = {
        "coding_id": key,
        "seq": seq,
        "kind": history.name,
        "row_seq": number_of(history, row),
        "hash": next_hash(last.hash if last else begin_hash(chain.hex), said),
    }
    connection.execute(_INTO_CODING, fields)


def last_of(connection: Connection, key: int) -> Row[Any, Any] | None:
    """Return the last entry of the coding with row key `key`."""
    return connection.execute(_LAST_OF_CODING, {"key": key}).one_or_none()


def note(
    connection: Connection,
    kind: str,
    about: UUID | str,
    before: object,
    after: object,
    reason: str = "",
) -> None:
    """Add an entry for something that has no history of its own.

    Who did it and when says the connection (`AT_WORK`).

    Args:
        connection: In a transaction that writes.
        kind: The noun.
        about: Which one.
        before: What it was, as a domain value or plain; None where it is new.
        after: What it is; None where it is gone.
        reason: Why, in the person's words.
    """
    note_all(connection, [(kind, about, before, after)], reason)


def note_all(
    connection: Connection,
    changes: Iterable[tuple[str, UUID | str, object, object]],
    reason: str = "",
) -> None:
    """Add entries for many such things: noun, which one, before and after."""
    entries = [
        {
            "kind": kind,
            "about": about.hex if isinstance(about, UUID) else about,
            "at_ms": _now(),
            "what": canonical({"before": plain(before), "after": plain(after)}),
            "reason": reason,
        }
        for kind, about, before, after in changes
    ]
    rows = [(each, None) for each in entries]
    _add_to_study(connection, rows, _at_work(connection))


def seal(connection: Connection, only: int | None = None) -> None:
    """Take the heads of codings into the chain of the study.

    Where none has gone on since, nothing is written.

    Args:
        connection: In a transaction that writes.
        only: Row key of the one coding that is meant; None for all.
    """
    grown = _grown(connection, only)
    if grown:
        sealed = sealed_words((UUID(bytes=row.uid), row.seq, row.hash) for row in grown)
        entry = {"kind": SEAL, "at_ms": _now()}
        at = _add_to_study(connection, [(entry, sealed)], _at_work(connection))
        rows = [
            {"coding_id": row.id, "seq": row.seq, "study_seq": at, "hash": row.hash}
            for row in grown
        ]
        connection.execute(insert(trail_seal), rows)


def sealed_words(heads: Any) -> list[list[Any]]:
    """Return heads of codings (UUID, entries, hash) as a seal is hashed over."""
    return sorted([uid.hex, seq, hashed.hex()] for uid, seq, hashed in heads)


def head(connection: Connection) -> TrailHead:
    """Return the head of the trail as it was sealed last."""
    last = _last_of_study(connection)
    entries = connection.scalar(select(func.sum(_entries().c.entries))) or 0
    if last is None:
        return TrailHead(int(entries), begin_hash(STUDY).hex())
    return TrailHead(int(entries) + last.seq, last.hash.hex())


def _entries() -> Any:
    """Say by coding how many entries it has, without walking through them."""
    newest = (
        select(func.max(coding_trail.c.seq))
        .where(coding_trail.c.coding_id == coding.c.id)
        .scalar_subquery()
    )
    return select(coding.c.id, coding.c.uid, newest.label("entries")).subquery()


def _grown(connection: Connection, only: int | None) -> list[Row[Any]]:
    """Return the heads of the codings that have gone on since they were sealed."""
    now = _entries()
    meant = true() if only is None else now.c.id == only
    sealed = (
        select(func.coalesce(func.max(trail_seal.c.seq), 0))
        .where(trail_seal.c.coding_id == now.c.id)
        .scalar_subquery()
    )
    return [
        *connection.execute(
            select(now.c.id, now.c.uid, coding_trail.c.seq, coding_trail.c.hash)
            .join(coding_trail, coding_trail.c.coding_id == now.c.id)
            .where(meant, coding_trail.c.seq == now.c.entries, now.c.entries > sealed)
        )
    ]


_NOTHING: Final = {
    "about": "",
    "row_seq": None,
    "at_ms": None,
    "what": "",
    "reason": "",
}
"""What an entry of the study says where it says nothing."""


def _last_of_study(connection: Connection) -> Row[Any, Any] | None:
    return connection.execute(
        select(study_trail.c.seq, study_trail.c.hash)
        .order_by(study_trail.c.seq.desc())
        .limit(1)
    ).one_or_none()


def _add_to_study(
    connection: Connection,
    entries: Sequence[tuple[Mapping[str, Any], object]],
    by: UUID | None,
) -> int:
    """Add entries, each with the row that it is about; return the last number."""
    _take_turns(connection)
    last = _last_of_study(connection)
    seq, hashed = (last.seq, last.hash) if last else (0, begin_hash(STUDY))
    human = _human(connection, by)
    by = None if human is None else by
    rows = []
    for entry, row in entries:
        seq += 1
        fields = {**_NOTHING, **entry, "seq": seq}
        hashed = next_hash(hashed, study_words(fields, by, row))
        rows.append({**fields, "person_id": human, "hash": hashed})
    if rows:
        connection.execute(insert(study_trail), rows)
    return int(seq)


def _human(connection: Connection, by: UUID | None) -> int | None:
    """Return the row key of a person; None for one who has just left the study."""
    if by is None:
        return None
    is_them = person_table.c.uid == by.bytes
    return connection.scalar(select(person_table.c.id).where(is_them))


def _take_turns(connection: Connection) -> None:
    """Wait until nobody else adds to the chain of the study; in a file nobody can."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_CHAIN_OF_STUDY)))


def _at_work(connection: Connection) -> UUID | None:
    by = connection.get_execution_options().get(AT_WORK)
    return by if isinstance(by, UUID) else None


def _now() -> int:
    return time.time_ns() // 1_000_000
