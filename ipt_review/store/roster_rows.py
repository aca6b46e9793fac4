"""What a roster consists of, as rows of the tables."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003 - singledispatch reads the annotations

from ipt_review.domain.consent import NO_CONSENT
from ipt_review.domain.people import Person, Therapist
from ipt_review.domain.study import Case, Session
from ipt_review.domain.tape import Tape
from ipt_review.store.consent_rows import consent_fields
from ipt_review.store.tables import (
    agreed_focus,
    case_arm,
    case_facts,
    media_file,
    person_role,
    severity,
)
from ipt_review.store.tables_consent import case_consent
from ipt_review.store.tables_people import person_retired, supervision
from ipt_review.store.translate import (
    facts_fields,
    file_fields,
    focus_fields,
    severity_fields,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Table

    Fields = dict[str, Any]
    Keys = Mapping[UUID, int]
    Part = tuple[Table, Fields]


@singledispatch
def fields_of(entry: object, keys: Keys) -> Fields:
    """Write one entry as a row, given the keys of what it belongs to.

    Raises:
        KeyError: When what it belongs to is not among them.
    """
    raise TypeError(entry, keys)


@fields_of.register(Person)
def _(entry: Person, _keys: Keys) -> Fields:
    return {"uid": entry.id.bytes, "handle": entry.handle}


@fields_of.register(Therapist)
def _(entry: Therapist, keys: Keys) -> Fields:
    human = None if entry.person is None else keys[entry.person]
    return {"uid": entry.id.bytes, "handle": entry.handle, "person_id": human}


@fields_of.register(Case)
def _(entry: Case, keys: Keys) -> Fields:
    return {
        "uid": entry.id.bytes,
        "handle": entry.handle,
        "therapist_id": keys[entry.therapist],
        "planned_sessions": entry.planned_sessions,
    }


@fields_of.register(Session)
def _(entry: Session, keys: Keys) -> Fields:
    return {
        "uid": entry.id.bytes,
        "case_id": keys[entry.case],
        "number": entry.number,
        "phase": entry.phase.value,
        "day": entry.day,
    }


@fields_of.register(Tape)
def _(entry: Tape, keys: Keys) -> Fields:
    return {
        "uid": entry.id.bytes,
        "session_id": keys[entry.session],
        "length_ms": entry.length,
        "captions": None if entry.captions is None else str(entry.captions),
    }


@singledispatch
def parts_of(entry: object, keys: Keys) -> list[Part]:
    """Return the rows that belong to an entry, given the keys of all of its kind."""
    raise TypeError(entry, keys)


@parts_of.register(Person)
def _(entry: Person, keys: Keys) -> list[Part]:
    found: list[Part] = [(person_role, {"role": role.value}) for role in entry.roles]
    found += [(supervision, {"supervisee_id": keys[of]}) for of in entry.supervises]
    return found if entry.active else [*found, (person_retired, {})]


@parts_of.register(Therapist)
def _(_entry: Therapist, _keys: Keys) -> list[Part]:
    return []


@parts_of.register(Case)
def _(entry: Case, _keys: Keys) -> list[Part]:
    found = _numbered(agreed_focus, map(focus_fields, entry.foci))
    facts = facts_fields(entry.facts)
    if any(value is not None for value in facts.values()):
        found.append((case_facts, facts))
    if entry.arm:
        found.append((case_arm, {"arm": entry.arm}))
    if entry.consent != NO_CONSENT:
        found.append((case_consent, consent_fields(entry.consent)))
    return found


@parts_of.register(Session)
def _(entry: Session, _keys: Keys) -> list[Part]:
    return _numbered(severity, map(severity_fields, entry.severity))


@parts_of.register(Tape)
def _(entry: Tape, _keys: Keys) -> list[Part]:
    return _numbered(media_file, map(file_fields, entry.files))


def _numbered(part: Table, rows: Iterable[Fields]) -> list[Part]:
    return [(part, {"position": at, **fields}) for at, fields in enumerate(rows)]
