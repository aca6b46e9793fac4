"""Supervision meetings: planned, filled with clips, and seen by those they concern."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from ipt_review.domain.consent import Consent, Use
from ipt_review.domain.masking import Fact
from ipt_review.domain.meeting import (
    Held,
    MeetingKind,
    NoSuchMinutes,
    NotAStretch,
    Purpose,
)
from ipt_review.domain.people import Person, Role
from ipt_review.domain.timecode import Span
from ipt_review.study.consent import ConsentRules
from ipt_review.study.permissions import NotAllowed
from ipt_review.workflow.access.masking import BlindedHere, set_kept_secret
from ipt_review.workflow.files.opening import make_demo, open_study
from ipt_review.workflow.library.consenting import record_destroyed, set_consent_rules
from ipt_review.workflow.supervision.agenda_reading import DESTROYED, read_agenda
from ipt_review.workflow.supervision.meetings import (
    Meetings,
    Moment,
    NoSuchMeeting,
    NotInTheMeeting,
)
from tests.meeting_builders import a_clip, a_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.domain.meeting import Meeting
    from ipt_review.workflow.desk import Desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo study; copy it, and leave it as it is."""
    path = tmp_path_factory.mktemp("demo") / "demo.iptstudy"
    make_demo(path)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    """Yield the demo study, open."""
    path = tmp_path / "demo.iptstudy"
    shutil.copy(made, path)
    desk = open_study(path)
    yield desk
    desk.close()


def somebody(desk: Desk, *roles: Role) -> Person:
    """Return one who has these roles, added to the study now."""
    made = Person(uuid4(), "-".join(role.name for role in roles), frozenset(roles))
    desk.database.add_person(made)
    return made


def handle(desk: Desk, name: str) -> Person:
    return next(each for each in desk.database.people() if each.handle == name)


def tape_of(desk: Desk, session: int, case: str = "C-012") -> UUID:
    cases = {each.id for each in desk.database.cases() if each.handle == case}
    ids = {
        each.id
        for each in desk.database.sessions()
        if each.number == session and each.case in cases
    }
    return next(tape.id for tape in desk.database.tapes() if tape.session in ids)


def moment(desk: Desk, session: int = 5, start: int = 61_000) -> Moment:
    tape = tape_of(desk, session)
    return Moment(tape, Span(start, start + 90_000), "Silence", Purpose.TO_TRY)


@pytest.fixture
def mine(desk: Desk) -> Meetings:
    """Return the meetings as the supervisor of the demo sees them."""
    return Meetings(desk, handle(desk, "SV-1"))


def learner(desk: Desk) -> Person:
    """Return the trainee who leads case C-012."""
    cases = {each.handle: each.therapist for each in desk.database.cases()}
    led = {each.id: each.person for each in desk.database.therapists()}
    wanted = led[cases["C-012"]]
    return next(each for each in desk.database.people() if each.id == wanted)


def planned(
    mine: Meetings, *people: Person, kind: MeetingKind = MeetingKind.INDIVIDUAL
) -> Meeting:
    meeting = mine.plan(kind)
    who = (mine.person.id, *(each.id for each in people))
    return mine.change(meeting.id, lambda agenda: replace(agenda, people=who))


def test_clips_of_several_tapes_are_ordered_timed_and_taken_back(
    desk: Desk, mine: Meetings
) -> None:
    meeting = planned(mine)
    first = mine.put(meeting.id, moment(desk), 20)
    second = mine.put(meeting.id, moment(desk, 8), 25)
    assert (first.number, second.number) == (1, 2)

    mine.change(meeting.id, lambda agenda: agenda.moved(2, -1))
    read = read_agenda(desk, mine, mine.one(meeting.id))

    assert [each.of for each in read.clips] == [
        "C-012 · session 8",
        "C-012 · session 5",
    ]
    assert read.time.told == "48 of 60 min: clips 3:00, talk 45 min."
    mine.change(meeting.id, lambda agenda: replace(agenda, minutes=45))
    told = read_agenda(desk, mine, mine.one(meeting.id)).time.told
    assert told.endswith(" 3 min more than there are.")

    mine.undo(meeting.id)
    mine.undo(meeting.id)
    assert mine.one(meeting.id).agenda.clips == (first, second)
    mine.redo(meeting.id)
    assert mine.one(meeting.id).agenda.clips == (second, first)
    again = Meetings(desk, mine.person)  # undo survives a restart
    again.undo(meeting.id)
    again.undo(meeting.id)
    assert again.one(meeting.id).agenda.clips == (first,)
    third = again.put(meeting.id, moment(desk, 8), 5)
    assert third.number == 3  # a number is never used twice


def test_a_trainee_sees_their_meetings_brings_clips_and_changes_nothing_else(
    desk: Desk, mine: Meetings
) -> None:
    trainee, other = learner(desk), somebody(desk, Role.TRAINEE)
    meeting, without = planned(mine, trainee, other), planned(mine)
    shown = mine.put(meeting.id, moment(desk), 5)
    theirs, stranger = Meetings(desk, trainee), Meetings(desk, other)

    assert [each.id for each in theirs.all()] == [meeting.id]
    with pytest.raises(NoSuchMeeting):
        theirs.one(without.id)
    own = theirs.put(meeting.id, moment(desk, 8), 5)
    theirs.change(meeting.id, lambda agenda: agenda.moved(own.number, -1))
    with pytest.raises(NotAllowed, match="plan supervision meetings"):
        theirs.change(meeting.id, lambda agenda: agenda.without_clip(shown.number))
    with pytest.raises(NotAllowed):
        theirs.change(meeting.id, lambda agenda: replace(agenda, held=_held()))
    with pytest.raises(NotAllowed):
        theirs.plan()
    with pytest.raises(NotAllowed, match="put moments of a tape"):
        stranger.put(meeting.id, moment(desk), 5)

    read = read_agenda(desk, stranger, stranger.one(meeting.id))
    assert (read.clips, read.left_out) == ((), 2)  # somebody else's tapes
    mine.undo(meeting.id)  # others did something since: nothing is taken back
    assert mine.one(meeting.id).agenda.clips == (own, shown)


def _held() -> Held:
    return Held(date(2026, 3, 4), 55)


def test_no_rater_has_to_do_with_meetings_nor_sees_them_blind(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        Meetings(desk, somebody(desk, Role.RATER))
    with pytest.raises(NotAllowed):
        Meetings(desk, somebody(desk, Role.ADJUDICATOR))
    both = somebody(desk, Role.RATER, Role.TRAINEE)
    assert Meetings(desk, both).all() == []

    set_kept_secret(desk.database, None, 1, {Fact.ARM})

    with pytest.raises(BlindedHere):
        Meetings(desk, both)
    supervisor = Meetings(desk, handle(desk, "SV-1"))
    names = {each.handle for each in supervisor.company()}
    assert {"SV-1", "RATER-TRAINEE"} <= names
    assert "RATER" not in names


def agree(desk: Desk, *uses: Use) -> None:
    case = next(each for each in desk.database.cases() if each.handle == "C-012")
    desk.database.change_case(replace(case, consent=Consent(frozenset(uses))))


def test_consent_to_supervision_is_not_consent_to_be_heard_in_a_group(
    desk: Desk, mine: Meetings
) -> None:
    alone, group = planned(mine), planned(mine, kind=MeetingKind.GROUP)
    agree(desk, Use.SUPERVISION)
    mine.put(alone.id, moment(desk), 5)
    with pytest.raises(NotInTheMeeting, match="not cover teaching"):
        mine.put(group.id, moment(desk), 5)

    set_consent_rules(desk, ConsentRules(covers_groups=True), None)
    mine.put(group.id, moment(desk), 5)
    set_consent_rules(desk, ConsentRules(), None)
    (kept_out,) = read_agenda(desk, mine, mine.one(group.id)).clips
    assert "not heard in a group" in kept_out.why_not
    assert kept_out.cues == ()

    agree(desk, Use.RESEARCH)
    with pytest.raises(NotInTheMeeting, match="not cover supervision"):
        mine.put(alone.id, moment(desk), 5)


def test_a_destroyed_recording_leaves_the_words_of_its_clips(
    desk: Desk, mine: Meetings
) -> None:
    meeting = planned(mine)
    mine.put(meeting.id, moment(desk), 5)
    (before,) = read_agenda(desk, mine, mine.one(meeting.id)).clips
    assert before.why_not == ""
    assert before.cues

    desk.sit_down(desk.begin(tape_of(desk, 5), mine.person))  # its words are kept now
    desk.rights.person = mine.person
    record_destroyed(desk, tape_of(desk, 5), "The cycle is over.")

    (after,) = read_agenda(desk, mine, mine.one(meeting.id)).clips
    assert after.why_not == DESTROYED
    assert after.cues == before.cues


def test_a_clip_and_a_meeting_take_a_time_that_can_be() -> None:
    clip = a_clip(UUID(int=1), UUID(int=2))
    with pytest.raises(NotAStretch):
        replace(clip, end=clip.start)
    with pytest.raises(NoSuchMinutes):
        replace(clip, talk=601)
    with pytest.raises(NoSuchMinutes):
        replace(a_meeting(UUID(int=1), UUID(int=2)).agenda, minutes=0)
    with pytest.raises(NoSuchMinutes):
        Held(date(2026, 3, 4), 0)
