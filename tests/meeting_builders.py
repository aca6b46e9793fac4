"""Supervision meetings as somebody would plan them, for tests of what comes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.meeting import (
    Agenda,
    Clip,
    Held,
    Meeting,
    MeetingChange,
    MeetingChangeKind,
    MeetingKind,
    Purpose,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2026, 3, 4)


def a_clip(tape: UUID, by: UUID, number: int = 1, start: int = 61_000) -> Clip:
    """Return a clip of a minute and a half, with five minutes of talk."""
    title = "She says it “was fine”; ümlaut"
    return Clip(number, tape, start, start + 90_000, title, Purpose.QUESTION, 5, by)


def a_meeting(by: UUID, tape: UUID, others: Sequence[UUID] = ()) -> Meeting:
    """Return a meeting as it was planned, with one clip."""
    agenda = Agenda(
        DAY, MeetingKind.GROUP, (by, *others), 60, (a_clip(tape, by),), "Bring tea."
    )
    planned = MeetingChange(MeetingChangeKind.PLANNED, agenda, by, 10_000)
    return Meeting(UUID(int=81), (planned,))


def was_held(meeting: Meeting) -> MeetingChange:
    """Return the change that says that a meeting was held."""
    held = replace(meeting.agenda, held=Held(DAY, 55))
    return MeetingChange(MeetingChangeKind.EDITED, held, meeting.planned_by, 11_000)
