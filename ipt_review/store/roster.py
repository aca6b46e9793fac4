"""Changing who and what is in a study: many things at once, all of them or nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from ipt_review.domain.people import Person, Therapist
from ipt_review.domain.roster import ENTRY_KINDS
from ipt_review.domain.study import Case, Session
from ipt_review.domain.tape import Tape
from ipt_review.store import cases, people, tapes
from ipt_review.store.custody import KeptCustody
from ipt_review.store.how_far import how_far
from ipt_review.store.in_the_way import PARTS, must_be_free
from ipt_review.store.names_and_pins import change_names
from ipt_review.store.problems import StaleRoster
from ipt_review.store.roster_rows import fields_of, parts_of
from ipt_review.store.tables import patient_case, person, session, tape, therapist
from ipt_review.store.trail_nouns import note_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection, Table

    from ipt_review.domain.roster import Entry, RosterEdit, RosterStep
    from ipt_review.store.how_far import HowFar

    Fields = dict[str, Any]

TABLES: dict[type[Entry], Table] = {
    Person: person,
    Therapist: therapist,
    Case: patient_case,
    Session: session,
    Tape: tape,
}
_READ: dict[type[Entry], Callable[[Connection], Sequence[Entry]]] = {
    Person: people.people,
    Therapist: people.therapists,
    Case: cases.cases,
    Session: cases.sessions,
    Tape: tapes.tapes,
}
_CHANGE: dict[type[Entry], Callable[[Connection, Any], None]] = {
    Person: people.change_person,
    Therapist: people.change_therapist,
    Case: cases.change_case,
    Session: cases.change_session,
    Tape: tapes.change_tape,
}


class KeptRoster(KeptCustody):
    """Who and what is in a study; each step is one transaction."""

    def how_far(self) -> dict[UUID, HowFar]:
        """Return how far each coding is, by its id."""
        with self._reads() as connection:
            return how_far(connection)

    def carry_out(self, step: RosterStep) -> None:
        """Make a change, all of it or nothing.

        Raises:
            StaleRoster: When something is stored other than the step started from.
            StillNeeded: When something is to leave that other work rests on.
            KeyError: When something refers to what the study does not have.
        """
        with self._writes() as connection:
            _must_be_as_before(connection, step.edits)
            change_names(connection, [name for name in step.names if not name.after])
            for kind in reversed(ENTRY_KINDS):
                _take_out(connection, kind, step.edits)
            for kind in ENTRY_KINDS:
                _put_in(connection, kind, step.added(kind))
                _change(connection, kind, step.edits)
            change_names(connection, [name for name in step.names if name.after])
            changes = [(edit.before, edit.after) for edit in step.edits]
            note_changes(connection, changes, step.reason)


def _must_be_as_before(connection: Connection, edits: Iterable[RosterEdit]) -> None:
    """Make sure that what is to change or leave is stored just so.

    Raises:
        StaleRoster: When it is not.
    """
    wanted: defaultdict[type[Entry], list[Entry]] = defaultdict(list)
    for edit in edits:
        if edit.before is not None:
            wanted[type(edit.before)].append(edit.before)
    for kind, before in wanted.items():
        stored = {each.id: each for each in _READ[kind](connection)}
        if any(stored.get(each.id) != each for each in before):
            raise StaleRoster


def _take_out(
    connection: Connection, kind: type[Entry], edits: Iterable[RosterEdit]
) -> None:
    leaving = [
        edit.before
        for edit in edits
        if edit.after is None and isinstance(edit.before, kind)
    ]
    if not leaving:
        return
    table = TABLES[kind]
    keys = _keys(connection, table)
    for entry in leaving:
        key = keys[entry.id]
        must_be_free(connection, table, key, entry)
        for part in PARTS[table.name]:
            owner = part.c[f"{table.name}_id"]
            connection.execute(delete(part).where(owner == key))
        connection.execute(delete(table).where(table.c.id == key))


def _change(
    connection: Connection, kind: type[Entry], edits: Iterable[RosterEdit]
) -> None:
    for edit in edits:
        if edit.before is not None and isinstance(edit.after, kind):
            _CHANGE[kind](connection, edit.after)


def _put_in(
    connection: Connection, kind: type[Entry], arriving: Sequence[Entry]
) -> None:
    """Add many of a kind in a few statements."""
    if not arriving:
        return
    table = TABLES[kind]
    above = _ABOVE.get(kind)
    known = _keys(connection, above) if above is not None else {}
    rows = [fields_of(entry, known) for entry in arriving]
    connection.execute(insert(table), rows)
    keys = _keys(connection, table)
    below: defaultdict[Table, list[Fields]] = defaultdict(list)
    for entry in arriving:
        for part, fields in parts_of(entry, keys):
            owner = {f"{table.name}_id": keys[entry.id]}
            below[part].append({**owner, **fields})
    for part, fields_of_all in below.items():
        connection.execute(insert(part), fields_of_all)


_ABOVE: dict[type[Entry], Table] = {
    Therapist: person,
    Case: therapist,
    Session: patient_case,
    Tape: session,
}
"""What each of a kind belongs to."""


def _keys(connection: Connection, table: Table) -> dict[UUID, int]:
    """Return the row key of everything in a table."""
    rows = connection.execute(select(table.c.uid, table.c.id))
    return {UUID(bytes=row.uid): row.id for row in rows}
