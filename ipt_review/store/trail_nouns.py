"""What the audit trail says that people, cases and tapes are now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ipt_review.domain.course import FactsSet, FociSet, PhaseSet, PlanSet, SeveritySet
from ipt_review.domain.people import Person, Therapist
from ipt_review.domain.study import Case, Session
from ipt_review.domain.tape import Tape
from ipt_review.domain.trail import Fault, TrailBreak
from ipt_review.store import codebooks, tapes, trail
from ipt_review.store.assignments import assignments, tape_codes
from ipt_review.store.cases import cases, sessions, the_study
from ipt_review.store.course_words import determination_text, edit_from
from ipt_review.store.determinations import determinations
from ipt_review.store.people import people, therapists
from ipt_review.store.tables import (
    codebook,
    coding,
    course_change,
    determination,
    determination_change,
    patient_case,
    person,
    session,
    study,
    tape,
    therapist,
)
from ipt_review.store.tables_assigning import assignment, tape_code
from ipt_review.store.trail_words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from sqlalchemy import Connection, Table

    from ipt_review.domain.roster import Entry
    from ipt_review.store.trail_walk import Stop

    Words = dict[str, Any]
    Place = tuple[str, str]

TABLE_OF: dict[type[Entry], Table] = {
    Person: person,
    Therapist: therapist,
    Case: patient_case,
    Session: session,
    Tape: tape,
}
NOUNS = (
    study,
    person,
    therapist,
    patient_case,
    session,
    tape,
    codebook,
    assignment,
    tape_code,
)


def note_changes(
    connection: Connection,
    changes: Iterable[tuple[Entry | None, Entry | None]],
    reason: str = "",
) -> None:
    """Tell the trail what entries of the roster were, and what they are."""
    said = []
    for before, after in changes:
        entry = after or before
        if entry is not None:
            kind = TABLE_OF[type(entry)].name
            said.append((kind, entry.id, _told(before), _told(after)))
    trail.note_all(connection, said, reason)


def _told(entry: Entry | None) -> object:
    return tapes.told(entry) if isinstance(entry, Tape) else entry


class Nouns:
    """Hears the entries of the study in their order, and keeps what came of them.

    Attributes:
        codings: By UUID as hex what each was when it was added.
    """

    def __init__(self) -> None:
        self.codings: dict[str, Words] = {}
        self._now: dict[Place, Words] = {}
        self._kept = {each.name for each in NOUNS}

    def hear(self, stop: Stop) -> None:
        """Take in one entry."""
        if stop.kind == coding.name:
            self.codings.setdefault(stop.about, json.loads(stop.what)["after"])
        elif stop.kind in self._kept:
            self._take(stop.kind, stop.about, json.loads(stop.what)["after"])
        elif stop.kind == course_change.name and stop.row is not None:
            self._follow(stop.about, stop.row["edit"])
        elif stop.kind == determination_change.name and stop.row is not None:
            after = json.loads(stop.row["after"])
            self._now[determination.name, stop.about] = after

    def compared(self, connection: Connection) -> Iterator[TrailBreak]:
        """Yield each noun that is stored otherwise, and each that is stored untold."""
        stored = stored_nouns(connection)
        for kind, about in sorted(stored.keys() | self._now.keys()):
            told, is_now = self._now.get((kind, about)), stored.get((kind, about))
            if told is None:
                yield TrailBreak(Fault.NOT_TOLD, None, None, kind, about)
            elif is_now is None or not _agree(told, is_now):
                yield TrailBreak(Fault.NOT_AS_TOLD, None, None, kind, about)

    def _take(self, kind: str, about: str, after: Words | None) -> None:
        if after is None:
            self._now.pop((kind, about), None)
        else:
            self._now[kind, about] = {**self._now.get((kind, about), {}), **after}

    def _follow(self, case: str, edit_text: str) -> None:
        """Do what a change of the course did."""
        edit = edit_from(edit_text)
        of_case = self._now.get((patient_case.name, case), {})
        match edit:
            case PhaseSet(uid, _, phase):
                self._session(uid)["phase"] = plain(phase)
            case SeveritySet(uid, _, after):
                totals = self._session(uid)["severity"]
                _put(totals, edit.scale, plain(after))
            case FociSet(_, foci):
                of_case["foci"] = plain(foci)
            case FactsSet(_, facts):
                of_case["facts"] = plain(facts)
            case PlanSet(_, planned):
                of_case["planned_sessions"] = planned

    def _session(self, uid: UUID) -> Words:
        return self._now.get((session.name, uid.hex), {"severity": []})


def stored_nouns(connection: Connection) -> dict[Place, Words]:
    """Return what is stored, as the trail tells of it."""
    found: dict[Place, Words] = {}
    for kind, values in (
        (study, [the_study(connection)]),
        (person, people(connection)),
        (therapist, therapists(connection)),
        (patient_case, cases(connection)),
        (session, sessions(connection)),
    ):
        found |= {(kind.name, each.id.hex): plain(each) for each in values}
    for each in tapes.tapes(connection):
        found[tape.name, each.id.hex] = plain(tapes.told(each))
    for row in connection.execute(select(codebook)):
        told = codebooks.told(row.title, row.text)
        found[codebook.name, f"{row.key} {row.version}"] = told
    for given in assignments(connection):
        found[assignment.name, given.id.hex] = plain(given)
    for (uid, number), word in tape_codes(connection).items():
        said = {"tape": uid.hex, "pass_number": number, "code": word}
        found[tape_code.name, f"{uid.hex} {number}"] = said
    for form in determinations(connection):
        after = json.loads(determination_text(form))
        found[determination.name, form.id.hex] = after
    return found


def _agree(told: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    """Compare what was told; an older entry does not know of later fields."""
    return all(stored.get(name) == value for name, value in told.items())


def _put(totals: list[Words], scale: str, total: Words | None) -> None:
    """Put a total in, out, or in the place of the one on its scale."""
    at = next((n for n, each in enumerate(totals) if each["scale"] == scale), None)
    if at is None and total is not None:
        totals.append(total)
    elif at is not None:
        totals[at : at + 1] = [] if total is None else [total]
