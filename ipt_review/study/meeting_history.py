"""What of a meeting a person can undo and do again, read from its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.meeting import MeetingChangeKind
from ipt_review.study.states import Way, states_around

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from ipt_review.domain.meeting import Agenda, MeetingChange
    from ipt_review.study.states import Doings

_WAYS = {
    MeetingChangeKind.EDITED: Way.EDITED,
    MeetingChangeKind.UNDONE: Way.UNDONE,
    MeetingChangeKind.REDONE: Way.REDONE,
}


def doings(changes: Iterable[MeetingChange], person: UUID) -> Doings[Agenda]:
    """Return what a person can undo and redo: what they did since others did something.

    So nobody takes back what somebody else entered.
    """
    return states_around(_lived(changes, person))


def _lived(
    changes: Iterable[MeetingChange], person: UUID
) -> Iterable[tuple[Way, Agenda]]:
    for change in changes:
        own = change.by == person
        yield _WAYS.get(change.kind, Way.BEGUN) if own else Way.BEGUN, change.agenda
