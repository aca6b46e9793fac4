"""How much supervision somebody had: what was logged of the meetings that were held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.meeting import MeetingKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from ipt_review.domain.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Attended:
    """That a person took part in a meeting that was held.

    Attributes:
        meeting: Id of the meeting, `person` of who took part.
        day: When it was held.
        minutes: How long it was; all of it counts for each who took part.
        tapes: Ids of the tapes of which clips were on its agenda.
    """

    meeting: UUID
    person: UUID
    day: date
    minutes: int
    kind: MeetingKind
    tapes: frozenset[UUID]


def attended(meetings: Iterable[Meeting]) -> list[Attended]:
    """Return who took part in which meetings that were held, by day.

    A meeting that was removed counts for nobody, even if it was held.
    """
    found = [
        Attended(
            meeting.id,
            person,
            agenda.held.day,
            agenda.held.minutes,
            agenda.kind,
            frozenset(clip.tape for clip in agenda.clips),
        )
        for meeting in meetings
        if (agenda := meeting.agenda).held is not None and not agenda.removed
        for person in dict.fromkeys(agenda.people)
    ]
    return sorted(found, key=lambda each: each.day)


def minutes_of(person: UUID, found: Iterable[Attended]) -> dict[MeetingKind, int]:
    """Return a person's minutes of supervision, alone and in groups."""
    total = dict.fromkeys(MeetingKind, 0)
    for each in found:
        if each.person == person:
            total[each.kind] += each.minutes
    return total
