"""Supervision meetings are kept with their history, in a file and on a server."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.people import Person, Role
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.store.in_the_way import StillNeeded
from tests.cluster import everywhere
from tests.meeting_builders import a_clip, a_meeting, was_held
from tests.team_study import a_team, someone

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.store.database import Database
    from tests.builders import SmallStudy
    from tests.cluster import Cluster


@everywhere
def test_a_meeting_is_read_back_with_its_history(
    database: Database, small: SmallStudy
) -> None:
    meeting = a_meeting(small.rater.id, small.tape.id)
    database.meetings.plan(meeting)
    database.meetings.change(meeting.id, was_held(meeting))

    whole = replace(meeting, changes=(*meeting.changes, was_held(meeting)))
    assert database.meetings.all() == [whole]
    assert database.meetings.one(meeting.id) == whole
    assert database.meetings.one(small.tape.id) is None
    assert database.trail.check(lambda _: None, lambda: False).breaks == ()


def test_nobody_leaves_a_study_who_is_named_in_a_meeting(
    database: Database, small: SmallStudy
) -> None:
    guest = Person(small.case.id, "GUEST", frozenset({Role.TRAINEE}))
    database.add_person(guest)
    database.meetings.plan(a_meeting(small.rater.id, small.tape.id, [guest.id]))

    with pytest.raises(StillNeeded, match="1 place in a supervision meeting"):
        database.roster.carry_out(RosterStep((RosterEdit(guest, None),)))


def test_on_a_server_a_meeting_is_for_those_who_take_part(
    cluster: Cluster, tmp_path: Path
) -> None:
    team = a_team(
        cluster,
        tmp_path,
        [someone("LEARN", Role.TRAINEE), someone("OTHER", Role.TRAINEE)],
    )
    me, learner = team.people["SUPER"].id, team.people["LEARN"].id
    with closing(team.enter("SUPER")) as mine:
        tape = mine.tapes()[0].id
        meeting = a_meeting(me, tape, [learner, team.people["B"].id])
        mine.meetings.plan(meeting)
    with closing(team.enter("LEARN")) as theirs:
        assert theirs.meetings.all() == [meeting]
        wider = meeting.agenda.with_clip(a_clip(tape, learner, 2))
        more = replace(was_held(meeting), agenda=wider, by=learner)
        theirs.meetings.change(meeting.id, more)
        with pytest.raises(ReviewError):
            theirs.meetings.change(meeting.id, was_held(meeting))  # in another's name
        with pytest.raises(ReviewError):
            theirs.meetings.plan(replace(a_meeting(learner, tape), id=tape))
    whole = replace(meeting, changes=(*meeting.changes, more))
    for handle, seen in (("COORD", [whole]), ("OTHER", []), ("B", []), ("JUDGE", [])):
        with closing(team.enter(handle)) as database:
            assert database.meetings.all() == seen, handle
    with closing(team.enter("SUPER")) as mine:
        without = replace(was_held(whole), agenda=replace(wider, people=(me,)))
        mine.meetings.change(meeting.id, without)
    with closing(team.enter("LEARN")) as gone:
        assert gone.meetings.all() == []
