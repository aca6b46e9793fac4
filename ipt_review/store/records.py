"""The whole history of one coding: read out of a study, checked, and written into one.

A coding that began with nothing follows from its history alone, so that is all that
travels; the hashes are those of the audit trail, the same in every study.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, delete, insert, select, update

from ipt_review.domain.coding import Coding, Status
from ipt_review.domain.edit import Step
from ipt_review.domain.package import CodingRecord, RecordEntry
from ipt_review.domain.package_problems import BrokenRecord, NewerPackage
from ipt_review.domain.timecode import Span
from ipt_review.store.codings import one_coding
from ipt_review.store.new_codings import write_content
from ipt_review.store.step_words import step_from
from ipt_review.store.tables import (
    METADATA,
    coding,
    comment,
    mark,
    person,
    rating,
    row_id,
    status_change,
    step,
)
from ipt_review.store.tables_assigning import played_span
from ipt_review.store.tables_trail import coding_trail
from ipt_review.store.trail import number_column
from ipt_review.store.trail_walk import histories, people_known, walk_coding
from ipt_review.store.trail_words import begin_hash, coding_words, next_hash
from ipt_review.study.unwinding import unwound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Column, Connection, Table


_AT_ONCE: Final = 500


def record_of(connection: Connection, uid: UUID) -> CodingRecord | None:
    """Return the history of a coding; None for one that did not begin with nothing.

    Raises:
        KeyError: When the study has no such coding.
    """
    key = row_id(connection, coding, uid)
    uids = people_known(connection)
    stops = [*walk_coding(connection, key, uids)]
    made = one_coding(connection, uid)
    entries = tuple(
        RecordEntry(stop.kind, stop.words["row"] or {}, stop.hash) for stop in stops
    )
    head = replace(made.head, status=Status.DRAFT)
    before = unwound(made, steps_of(entries))
    if before is None or not _is_empty(before):
        return None
    rows = connection.execute(
        select(played_span)
        .where(played_span.c.coding_id == key)
        .order_by(played_span.c.start_ms)
    )
    played = tuple(Span(row.start_ms, row.end_ms) for row in rows)
    return CodingRecord(head, entries, played)


def steps_of(entries: Iterable[RecordEntry]) -> list[Step]:
    """Return the steps among entries, in order."""
    return [
        step_from(each.row["edits"], each.row["move"])
        for each in entries
        if each.kind == step.name
    ]


def status_after(entries: Sequence[RecordEntry]) -> Status:
    """Return how far the rater is after all entries."""
    said = [each.row["status"] for each in entries if each.kind == status_change.name]
    return Status(said[-1]) if said else Status.DRAFT


def coding_of(record: CodingRecord) -> Coding:
    """Return what a history leads to."""
    made = Coding(replace(record.head, status=Status.DRAFT))
    edits = [edit for each in steps_of(record.entries) for edit in each.edits]
    made = Step(tuple(edits)).apply(made)  # in one go: many steps are slow one by one
    status = status_after(record.entries)
    return replace(made, head=replace(made.head, status=status))


def must_hold(record: CodingRecord) -> Coding:
    """Check a history from its first entry to its last; return what it leads to.

    Raises:
        NewerPackage: When it tells of something that this version does not know.
        BrokenRecord: When a hash, a number, or an edit does not follow from what
            stands before it.
    """
    uid = record.head.id
    known = {
        table.name: table
        for table in histories(of_codings=True)
        if _stands_alone(table)
    }
    before, numbers = begin_hash(uid.hex), dict.fromkeys(known, 0)
    for seq, entry in enumerate(record.entries, start=1):
        table = known.get(entry.kind)
        if table is None or not {*entry.row} - {"table"} <= {*table.columns.keys()}:
            raise NewerPackage
        before = next_hash(before, coding_words(uid, seq, entry.kind, {**entry.row}))
        numbers[entry.kind] += 1
        placed = (entry.row.get("table"), entry.row.get("coding_id"))
        number = entry.row.get(number_column(table).name)
        told = (before, placed, number)
        if told != (entry.hash, (table.name, uid.hex), numbers[entry.kind]):
            raise BrokenRecord
        _must_fit(table, entry.row)
    try:
        made = coding_of(record)
        start = unwound(made, steps_of(record.entries))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise BrokenRecord from error
    if start is None or not _is_empty(start):
        raise BrokenRecord
    return made


def write_on(connection: Connection, record: CodingRecord) -> None:
    """Have a coding go on as its history does, which the study has the beginning of.

    Args:
        connection: In a transaction that writes.
        record: Was checked.

    Raises:
        KeyError: When it tells of somebody who is not in the study.
        UnknownWord: When the codebook lacks a code or item.
    """
    uid = record.head.id
    key = row_id(connection, coding, uid)
    have = len(hashes_here(connection, key))
    added = record.entries[have:]
    known = connection.execute(select(person.c.uid, person.c.id))
    people = {bytes(row.uid).hex(): row.id for row in known}
    for table in histories(of_codings=True):
        rows = [
            _columns(table, each.row, key, people)
            for each in added
            if each.kind == table.name
        ]
        if rows:
            connection.execute(insert(table), rows)
    entries = [
        {
            "coding_id": key,
            "seq": seq,
            "kind": each.kind,
            "row_seq": each.row[number_column(METADATA.tables[each.kind]).name],
            "hash": each.hash,
        }
        for seq, each in enumerate(added, start=have + 1)
    ]
    if entries:
        connection.execute(insert(coding_trail), entries)
        _put(connection, key, coding_of(record))


def hashes_here(connection: Connection, key: int) -> list[bytes]:
    """Return the hashes of the coding with row key `key`, in order."""
    found = connection.scalars(
        select(coding_trail.c.hash)
        .where(coding_trail.c.coding_id == key)
        .order_by(coding_trail.c.seq)
    )
    return [bytes(each) for each in found]


def _put(connection: Connection, key: int, made: Coding) -> None:
    """Have a coding hold just this."""
    for table in (mark, rating, comment):
        connection.execute(delete(table).where(table.c.coding_id == key))
    connection.execute(
        update(coding)
        .where(coding.c.id == key)
        .values(status=made.head.status.value, comment=made.session_comment)
    )
    write_content(connection, key, made)


def _columns(
    table: Table, words: Mapping[str, Any], key: int, people: Mapping[str, int]
) -> dict[str, Any]:
    """Return a row of the history out of its words."""
    return {
        column.name: _value(column, words.get(column.name), key, people)
        for column in table.columns
    }


def _value(column: Column[Any], said: Any, key: int, people: Mapping[str, int]) -> Any:
    if said is None:
        return None if column.nullable else ""
    for reference in column.foreign_keys:
        return people[said] if reference.column.table is person else key
    return said


def _must_fit(table: Table, words: Mapping[str, Any]) -> None:
    """Make sure that each column can hold what is said, and says what it must.

    Raises:
        BrokenRecord: When it cannot.
    """
    for column in table.columns:
        said = words.get(column.name)
        is_number = isinstance(column.type, Integer) and not column.foreign_keys
        if said is None:
            missing = is_number and not column.nullable
        else:
            missing = type(said) is not (int if is_number else str)
        if missing:
            raise BrokenRecord


def _stands_alone(table: Table) -> bool:
    """Say whether the rows of a history are about one coding and people alone.

    Those of a consensus are about others' codings too, and never travel.
    """
    others = (key for key in table.foreign_keys if key.column.table is not person)
    return all(key.parent.name == "coding_id" for key in others)


def _is_empty(made: Coding) -> bool:
    return not (made.marks or made.ratings or made.comments or made.session_comment)
