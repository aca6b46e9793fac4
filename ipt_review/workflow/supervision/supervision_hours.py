"""The one place that says when a therapist was supervised, wherever it was entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.ledger import SupervisionTime
from ipt_review.study.ledger_history import entries_now
from ipt_review.study.supervision_hours import attended

if TYPE_CHECKING:
    from ipt_review.domain.people import Therapist
    from ipt_review.store.database import Database


def entered_hours(database: Database, therapist: Therapist) -> list[SupervisionTime]:
    """Return the time that was entered into a therapist's ledger by hand."""
    changes = database.ledgers.changes(therapist.id)
    return [e for e in entries_now(changes) if isinstance(e, SupervisionTime)]


def meetings_of(database: Database, therapist: Therapist) -> list[SupervisionTime]:
    """Return the meetings of the study that were held and that a therapist was in.

    A meeting is about a case when all of its clips are from tapes of that case.
    """
    if therapist.person is None:
        return []
    meetings = database.meetings.all()
    led = {each.id: each.planned_by for each in meetings}
    sessions = {each.id: each.case for each in database.sessions()}
    case_of = {tape.id: sessions[tape.session] for tape in database.tapes()}
    found = []
    for each in attended(meetings):
        if each.person != therapist.person or led[each.meeting] == therapist.person:
            continue
        cases = {case_of[tape] for tape in each.tapes if tape in case_of}
        case = cases.pop() if len(cases) == 1 else None
        found.append(
            SupervisionTime(
                each.meeting, each.day, each.minutes, each.kind, led[each.meeting], case
            )
        )
    return found
