"""The table of rights as the workflow keeps it: a study, and everybody in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.coding import CodingHead, Perspective, Status
from ipt_review.domain.people import Person, Role
from ipt_review.domain.phase import Phase
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.roster import NameEdit, RosterStep
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import THERAPIST, Cue, Transcript
from ipt_review.store.database import Database
from ipt_review.study.assigning import Plan
from ipt_review.study.permissions import ANYBODYS, About, Act, NotAllowed, may
from ipt_review.workflow.codebooks.codebooks import adopt
from ipt_review.workflow.course.course import course_of
from ipt_review.workflow.course.course_keeping import CourseKeeper
from ipt_review.workflow.desk import Desk
from ipt_review.workflow.export.reporting import report
from ipt_review.workflow.library.consenting import record_destroyed
from ipt_review.workflow.library.organising import Arrival, find_again, take_in
from ipt_review.workflow.library.peopling import (
    WrongPin,
    must_be_pin,
    people_state,
    put_person,
    set_pin,
)
from ipt_review.workflow.library.rostering import Rostering
from ipt_review.workflow.rating.practicing import practice_of
from ipt_review.workflow.studies.assigning import NoRaterNow, give_out
from ipt_review.workflow.studies.study_rules import set_study_rules, study_rules
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Deed = Callable[[Desk, Person], object]

SMALL = SmallStudy()
LEADER = SMALL.rater
"""Who led the only session of the study, and has a draft on it."""
STRANGER, CODER = UUID(int=90), UUID(int=91)
SUBMITTED = CodingHead(
    UUID(int=92), SMALL.tape.id, CODER, Perspective.SUPERVISOR, SMALL.codebook.name
)
NAMED = RosterStep((), (NameEdit(LEADER.id, "", "Ann Example"),))
RENAMED = replace(LEADER, handle="R")
NOWHERE = Path("nowhere.mp4")
ARRIVAL = Arrival((NOWHERE,), "T01", "C01", 5, 12)


def course(desk: Desk, person: Person) -> CourseKeeper:
    return CourseKeeper(desk, SMALL.case.id, person)


def seated(deed: Callable[[Desk], object]) -> Deed:
    """Return what is done by whoever sits at the desk."""

    def do(desk: Desk, person: Person) -> object:
        desk.rights.person = person
        return deed(desk)

    return do


def import_words(desk: Desk, person: Person) -> None:
    """Give the tape another transcript, while sitting at a coding of one's own."""
    desk.rights.person = person
    own = replace(SUBMITTED, id=UUID(int=93), rater=person.id)
    desk.database.add_coding(own)
    words = Transcript((Cue(Span(0, len(person.handle)), THERAPIST, "Good morning."),))
    desk.sit_down(own.id).transcribing.take_in(words)


DEEDS: dict[Act, tuple[Deed, About]] = {
    Act.CODE: (lambda desk, who: desk.begin(SMALL.tape.id, who), About(LEADER.id)),
    Act.SUBMIT: (seated(lambda desk: desk.submit(SMALL.head.id)), About(LEADER.id)),
    Act.SEE_DRAFTS: (
        seated(lambda desk: desk.sit_down(SMALL.head.id)),
        About(LEADER.id),
    ),
    Act.SEE_SUBMITTED: (
        seated(lambda desk: desk.sit_down(SUBMITTED.id)),
        About(LEADER.id),
    ),
    Act.PRACTICE: (practice_of, ANYBODYS),
    Act.SEE_CASE: (
        lambda desk, who: course_of(desk, SMALL.case.id, who),
        About(LEADER.id),
    ),
    Act.CHANGE_COURSE: (
        lambda desk, who: course(desk, who).set_phase(
            SMALL.session.id, Phase.OPENING, "so it was"
        ),
        About(LEADER.id),
    ),
    Act.DETERMINE: (lambda desk, who: course(desk, who).determine(), About(LEADER.id)),
    Act.ADD_TAPE: (seated(lambda desk: take_in(desk, ARRIVAL)), About(LEADER.id)),
    Act.FIND_TAPE: (
        seated(lambda desk: find_again(desk, SMALL.tape, NOWHERE)),
        About(LEADER.id),
    ),
    Act.TRANSCRIBE: (import_words, About(LEADER.id)),
    Act.KEEP_CONSENT: (
        seated(lambda desk: record_destroyed(desk, SMALL.tape.id, "a month is over")),
        About(LEADER.id),
    ),
    Act.CHANGE_ROSTER: (
        seated(
            lambda desk: put_person(
                Rostering(desk), LEADER, replace(LEADER, handle="R")
            )
        ),
        ANYBODYS,
    ),
    Act.SEE_NAMES: (
        seated(lambda desk: Rostering(desk).carry_out(NAMED)),
        ANYBODYS,
    ),
    Act.CHANGE_SETTINGS: (
        lambda desk, who: set_study_rules(desk, study_rules(desk), who),
        ANYBODYS,
    ),
    Act.CHANGE_CODEBOOK: (seated(lambda desk: adopt(desk, desk.codebook)), ANYBODYS),
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Yield the desk of a study with a coordinator, and one session of the leader."""
    database = Database.create(tmp_path / "trial.iptstudy", SMALL.study)
    SMALL.put_into(database)
    chief = Person(UUID(int=99), "CO-9", frozenset({Role.COORDINATOR}))
    coder = Person(CODER, "SV-9", frozenset({Role.SUPERVISOR}))
    database.add_person(chief)
    database.add_person(coder)
    database.add_person(Person(STRANGER, "T-9", frozenset({Role.TRAINEE})))
    database.add_coding(SUBMITTED)
    database.set_status(SUBMITTED.id, Status.SUBMITTED, CODER, 1)
    opened = Desk(database, {SMALL.codebook.name: SMALL.codebook}, lambda: 5)
    yield opened
    opened.close()


def refused(deed: Deed, desk: Desk, person: Person) -> bool:
    """Say whether the workflow refuses this to this person, and not the thing itself.

    What else goes wrong, such as a recording that is not there, comes after that.
    """
    try:
        deed(desk, person)
    except NotAllowed:
        return True
    except (ReviewError, StopIteration, IndexError):
        return False
    return False


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("near", ["supervised", "stranger"])
def test_the_workflow_refuses_each_role_what_its_column_says(
    desk: Desk, role: Role, near: str
) -> None:
    supervised = frozenset({LEADER.id if near == "supervised" else STRANGER})
    person = Person(UUID(int=50), f"P-{role.value}", frozenset({role}), supervised)
    desk.database.add_person(person)

    found = {act: refused(deed, desk, person) for act, (deed, _) in DEEDS.items()}

    codes = role in (Role.SUPERVISOR, Role.TRAINEE, Role.RATER)
    assert found == {
        act: not may(person, act, about).allowed and (codes or act is not Act.CODE)
        for act, (_, about) in DEEDS.items()
    }  # who has no role that codes is told that first


@pytest.mark.parametrize("act", list(DEEDS))
def test_what_is_refused_to_the_retired_coordinator_leaves_no_trace(
    desk: Desk, act: Act
) -> None:
    """One who is active no more may do nothing at all, whatever their roles."""
    gone = Person(UUID(int=50), "CO-1", frozenset(Role), frozenset(), active=False)
    desk.database.add_person(gone)
    before = desk.holdings()
    deed, _ = DEEDS[act]

    assert refused(deed, desk, gone)
    after = desk.holdings()
    assert replace(after, heads=before.heads) == before


def test_a_person_takes_out_only_what_they_may_see(desk: Desk, tmp_path: Path) -> None:
    supervisor = Person(UUID(int=51), "SV-1", frozenset({Role.SUPERVISOR}))
    stranger = replace(supervisor, supervises=frozenset({STRANGER}))
    rater = Person(UUID(int=52), "R-1", frozenset({Role.RATER}))
    chief = next(each for each in desk.database.people() if each.handle == "CO-9")

    def taken(person: Person | None, *, full: bool = False) -> int:
        made = report(desk, tmp_path / "a.xlsx", full=full, person=person)
        return sum(1 for _ in made.results)

    assert taken(None) == taken(chief) == taken(chief, full=True) == 2
    assert taken(supervisor) == 1, "a draft of somebody else's goes to nobody else"
    assert taken(stranger) == 0
    assert taken(LEADER) == 1, "their own draft, and not yet what the other found"
    with pytest.raises(NotAllowed, match="R-1 may not export full data"):
        taken(rater, full=True)


def test_names_are_seen_and_pins_chosen_by_those_who_may(desk: Desk) -> None:
    chief = next(each for each in desk.database.people() if each.handle == "CO-9")
    desk.rights.person = chief
    Rostering(desk).carry_out(NAMED)
    assert people_state(desk).names == {LEADER.id: "Ann Example"}
    with pytest.raises(NotAllowed, match="Only R01 can choose their own PIN"):
        set_pin(desk, LEADER, "4711")

    desk.rights.person = LEADER
    assert people_state(desk).names is None
    set_pin(desk, LEADER, "4711")
    must_be_pin(desk, LEADER, " 4711 ")
    with pytest.raises(WrongPin):
        must_be_pin(desk, LEADER, "4712")
    with pytest.raises(NotAllowed):
        set_pin(desk, chief, "")
    desk.rights.person = chief
    set_pin(desk, LEADER, "")
    assert not people_state(desk).pinned


def test_tapes_are_given_to_nobody_who_has_retired(desk: Desk) -> None:
    chief = next(each for each in desk.database.people() if each.handle == "CO-9")
    desk.rights.person = chief
    gone = replace(LEADER, active=False)
    put_person(Rostering(desk), LEADER, gone)

    with pytest.raises(NoRaterNow, match="R01 is not an active rater"):
        give_out(desk, chief, [gone], Plan("seed"))
