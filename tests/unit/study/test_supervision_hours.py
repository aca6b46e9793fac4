"""What was logged of meetings counts for each who took part."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from ipt_review.domain.meeting import MeetingKind
from ipt_review.study.supervision_hours import attended, minutes_of
from tests.meeting_builders import DAY, a_meeting, was_held

ANN, BO, TAPE = (UUID(int=number) for number in (1, 2, 3))


def test_minutes_count_for_each_who_took_part_once_a_meeting_was_held() -> None:
    planned = a_meeting(ANN, TAPE, [BO])
    held = replace(planned, changes=(*planned.changes, was_held(planned)))
    off = replace(was_held(planned), agenda=replace(held.agenda, removed=True))

    found = attended([planned, held])

    assert [(each.person, each.day, each.minutes) for each in found] == [
        (ANN, DAY, 55),
        (BO, DAY, 55),
    ]
    assert found[0].tapes == {TAPE}
    assert minutes_of(BO, found) == {MeetingKind.INDIVIDUAL: 0, MeetingKind.GROUP: 55}
    assert attended([planned, replace(held, changes=(*held.changes, off))]) == []
