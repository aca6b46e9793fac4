"""Questions about the study, its cases, and their sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from ipt_review.domain.consent import NO_CONSENT
from ipt_review.store import trail
from ipt_review.store.consent_rows import consents, write_consent
from ipt_review.store.parts import parts_by_owner, write_parts
from ipt_review.store.tables import (
    agreed_focus,
    case_arm,
    case_facts,
    patient_case,
    row_id,
    session,
    severity,
    study,
    therapist,
)
from ipt_review.store.translate import (
    case_of,
    facts_fields,
    focus_fields,
    session_of,
    severity_fields,
    study_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.domain.study import Case, Session, Study


def the_study(connection: Connection) -> Study:
    """Return the one study of the file."""
    return study_of(connection.execute(select(study)).one())


def begin_study(connection: Connection, new: Study) -> None:
    """Write whose file this is."""
    connection.execute(
        insert(study).values(id=1, uid=new.id.bytes, title=new.title, code=new.code)
    )
    trail.note(connection, study.name, new.id, None, new)


def cases(connection: Connection) -> list[Case]:
    """Return all cases, by handle."""
    foci = parts_by_owner(connection, agreed_focus.c.patient_case_id)
    agreed = consents(connection)
    rows = connection.execute(
        select(
            patient_case,
            therapist.c.uid.label("therapist_uid"),
            case_facts.c.death,
            case_facts.c.recurrence_risk,
            case_facts.c.ending,
            case_arm.c.arm,
        )
        .join(therapist)
        .outerjoin(case_facts)
        .outerjoin(case_arm, case_arm.c.patient_case_id == patient_case.c.id)
        .order_by(patient_case.c.handle)
    )
    return [case_of(row, foci[row.id], agreed.get(row.id, NO_CONSENT)) for row in rows]


def add_case(connection: Connection, new: Case) -> None:
    """Add a case with its agreed foci."""
    key = connection.scalar(
        insert(patient_case)
        .values(
            uid=new.id.bytes,
            handle=new.handle,
            therapist_id=row_id(connection, therapist, new.therapist),
            planned_sessions=new.planned_sessions,
        )
        .returning(patient_case.c.id)
    )
    _write_below(connection, int(key or 0), new)
    trail.note(connection, patient_case.name, new.id, None, new)


def change_case(connection: Connection, changed: Case) -> None:
    """Write a case anew; whoever asks for it tells the audit trail."""
    key = row_id(connection, patient_case, changed.id)
    connection.execute(
        update(patient_case)
        .where(patient_case.c.id == key)
        .values(
            handle=changed.handle,
            therapist_id=row_id(connection, therapist, changed.therapist),
            planned_sessions=changed.planned_sessions,
        )
    )
    _write_below(connection, key, changed)


def sessions(
    connection: Connection, of: Collection[UUID] | None = None
) -> list[Session]:
    """Return all sessions, or those of some cases, by case and number."""
    joined = session.join(patient_case)
    asked = (
        select(session, patient_case.c.uid.label("case_uid"))
        .select_from(joined)
        .order_by(patient_case.c.handle, session.c.number)
    )
    only = None
    if of is not None:
        wanted = patient_case.c.uid.in_([each.bytes for each in of])
        asked = asked.where(wanted)
        only = select(session.c.id).select_from(joined).where(wanted)
    totals = parts_by_owner(connection, severity.c.session_id, only)
    return [session_of(row, totals[row.id]) for row in connection.execute(asked)]


def add_session(connection: Connection, new: Session) -> None:
    """Add a session with its severity totals."""
    key = connection.scalar(
        insert(session)
        .values(
            uid=new.id.bytes,
            case_id=row_id(connection, patient_case, new.case),
            number=new.number,
            phase=new.phase.value,
            day=new.day,
        )
        .returning(session.c.id)
    )
    _write_severity(connection, int(key or 0), new)
    trail.note(connection, session.name, new.id, None, new)


def change_session(connection: Connection, changed: Session) -> None:
    """Write a session anew; whoever asks for it tells the audit trail."""
    key = row_id(connection, session, changed.id)
    connection.execute(
        update(session)
        .where(session.c.id == key)
        .values(
            case_id=row_id(connection, patient_case, changed.case),
            number=changed.number,
            phase=changed.phase.value,
            day=changed.day,
        )
    )
    _write_severity(connection, key, changed)


def _write_below(connection: Connection, key: int, case: Case) -> None:
    """Write what belongs to a case: its arm, facts, consent and foci."""
    connection.execute(delete(case_arm).where(case_arm.c.patient_case_id == key))
    if case.arm:
        connection.execute(insert(case_arm).values(patient_case_id=key, arm=case.arm))
    connection.execute(delete(case_facts).where(case_facts.c.patient_case_id == key))
    fields = facts_fields(case.facts)
    if any(value is not None for value in fields.values()):
        connection.execute(insert(case_facts).values(patient_case_id=key, **fields))
    write_consent(connection, key, case.consent)
    foci = map(focus_fields, case.foci)
    write_parts(connection, agreed_focus.c.patient_case_id, key, foci)


def _write_severity(connection: Connection, key: int, of: Session) -> None:
    totals = map(severity_fields, of.severity)
    write_parts(connection, severity.c.session_id, key, totals)
