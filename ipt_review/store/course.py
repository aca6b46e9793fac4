"""Changing the course of a case: what is stored and its history in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ipt_review.domain.course import FactsSet, FociSet, PhaseSet, PlanSet, SeveritySet
from ipt_review.store import trail
from ipt_review.store.cases import cases, change_case, change_session, sessions
from ipt_review.store.course_words import change_of, edit_text
from ipt_review.store.problems import StaleCourse
from ipt_review.store.tables import course_change, patient_case, person, row_id

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.domain.course import CourseChange
    from ipt_review.domain.study import Case, Session, Severity


def record_change(connection: Connection, change: CourseChange) -> None:
    """Write a change of a course and its line in the history.

    Raises:
        StaleCourse: When something is stored other than the change started from.
        KeyError: When the study has no such case, session or person.
    """
    case = next((each for each in cases(connection) if each.id == change.case), None)
    if case is None:
        raise KeyError(patient_case.name, change.case)
    match change.edit:
        case PhaseSet(uid, before, after):
            session = _session(connection, case, uid)
            _must_be(session.phase, before)
            change_session(connection, replace(session, phase=after))
        case SeveritySet() as edit:
            _write_total(connection, _session(connection, case, edit.session), edit)
        case FociSet(was, now):
            _must_be(case.foci, was)
            change_case(connection, replace(case, foci=now))
        case FactsSet(old, new):
            _must_be(case.facts, old)
            change_case(connection, replace(case, facts=new))
        case PlanSet(planned, planned_now):
            _must_be(case.planned_sessions, planned)
            change_case(connection, replace(case, planned_sessions=planned_now))
    _append(connection, change)


def changes(connection: Connection, case: UUID) -> list[CourseChange]:
    """Return everything that was changed in the course of a case, as it happened.

    Raises:
        KeyError: When the study has no such case.
    """
    key = row_id(connection, patient_case, case)
    rows = connection.execute(
        select(
            course_change,
            patient_case.c.uid.label("case_uid"),
            person.c.uid.label("person_uid"),
        )
        .select_from(course_change)
        .join(patient_case)
        .join(person)
        .where(course_change.c.patient_case_id == key)
        .order_by(course_change.c.seq)
    )
    return [change_of(row) for row in rows]


def _write_total(connection: Connection, session: Session, edit: SeveritySet) -> None:
    """Put one total of a session in, out, or in the place of the one before."""
    _must_be(session.severity_on(edit.scale), edit.before)
    totals: list[Severity] = []
    for each in session.severity:
        if each.scale != edit.scale:
            totals.append(each)
        elif edit.after is not None:
            totals.append(edit.after)
    if edit.before is None and edit.after is not None:
        totals.append(edit.after)
    change_session(connection, replace(session, severity=tuple(totals)))


def _session(connection: Connection, case: Case, uid: UUID) -> Session:
    for each in sessions(connection):
        if (each.id, each.case) == (uid, case.id):
            return each
    raise KeyError("session", uid)


def _must_be(stored: object, before: object) -> None:
    if stored != before:
        raise StaleCourse


def _append(connection: Connection, change: CourseChange) -> None:
    key = row_id(connection, patient_case, change.case)
    said = {
        "at_ms": change.at,
        "person_id": row_id(connection, person, change.by),
        "reason": change.reason,
        "edit": edit_text(change.edit),
    }
    trail.append(connection, course_change, key, said)
