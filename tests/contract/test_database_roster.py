"""Who and what is in a study changes in steps that are whole or not there at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.edit import MarkEdit, RatingEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Pin, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import Rating
from ipt_review.domain.roster import NameEdit, RosterEdit, RosterStep
from ipt_review.domain.study import AgreedFocus, Case, CaseFacts, Session, Severity
from ipt_review.domain.tape import Tape
from ipt_review.store.how_far import HowFar
from ipt_review.store.in_the_way import StillNeeded
from ipt_review.store.problems import StaleRoster
from tests.cluster import everywhere

if TYPE_CHECKING:
    from ipt_review.domain.roster import Entry
    from ipt_review.store.database import Database
    from tests.builders import SmallStudy

PERSON = Person(
    UUID(int=20),
    "R02",
    frozenset({Role.RATER, Role.SUPERVISOR}),
    frozenset({UUID(int=2)}),
)
THERAPIST = Therapist(UUID(int=21), "T02", PERSON.id)
FOCI = (AgreedFocus("grief", 2),)
CASE = Case(UUID(int=22), "C02", UUID(int=21), 16, FOCI, CaseFacts(death=True), "IPT")
SESSION = Session(
    UUID(int=23), UUID(int=22), 1, Phase.OPENING, 1, (Severity("phq9", 20),)
)


def adding(*entries: Entry) -> RosterStep:
    return RosterStep(tuple(RosterEdit(None, entry) for entry in entries))


def held(database: Database) -> list[list[Entry]]:
    """Return everything in the roster, read anew."""
    return [
        list(database.people()),
        list(database.therapists()),
        list(database.cases()),
        list(database.sessions()),
        list(database.tapes()),
    ]


def test_a_step_brings_in_many_things_that_refer_to_each_other(
    database: Database, small: SmallStudy
) -> None:
    tape = replace(small.tape, id=UUID(int=24), session=SESSION.id)

    database.roster.carry_out(adding(tape, SESSION, CASE, THERAPIST, PERSON))

    assert held(database) == [
        [small.rater, PERSON],
        [small.therapist, THERAPIST],
        [small.case, CASE],
        [small.session, SESSION],
        [small.tape, tape],
    ]


def test_taking_a_step_back_leaves_the_study_as_it_was(
    database: Database, small: SmallStudy
) -> None:
    before = held(database)
    tape = Tape(UUID(int=24), SESSION.id, 9)
    arrival = adding(PERSON, THERAPIST, CASE, SESSION, tape)
    change = RosterStep(
        (
            RosterEdit(small.case, replace(small.case, handle="C09", arm="Control")),
            RosterEdit(small.rater, replace(small.rater, roles=frozenset())),
            RosterEdit(small.therapist, replace(small.therapist, person=PERSON.id)),
            RosterEdit(small.session, replace(small.session, number=5, severity=())),
        )
    )

    database.roster.carry_out(arrival)
    database.roster.carry_out(change)
    assert [case.handle for case in database.cases()] == ["C02", "C09"]
    assert database.sessions()[1].severity == ()
    database.roster.carry_out(change.reversed())
    database.roster.carry_out(arrival.reversed())

    assert held(database) == before


def test_nothing_of_a_step_is_kept_when_a_part_of_it_is_refused(
    database: Database, small: SmallStudy
) -> None:
    before = held(database)
    gone = RosterEdit(small.tape, None)

    with pytest.raises(StillNeeded) as refused:
        database.roster.carry_out(RosterStep((*adding(PERSON, THERAPIST).edits, gone)))

    assert "This tape cannot be removed, because 1 coding would" in str(refused.value)
    assert held(database) == before


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        (
            "rater",
            "Person R01 cannot be removed, because 1 entry as a therapist and 1 ",
        ),
        ("therapist", "Therapist T01 cannot be removed, because 1 case would be"),
        ("case", "Case C01 cannot be removed, because 1 session would be lost"),
        ("session", "Session 4 cannot be removed, because 1 tape would be lost"),
    ],
)
def test_what_other_work_rests_on_stays_and_says_why(
    database: Database, small: SmallStudy, noun: str, said: str
) -> None:
    leaving = RosterStep((RosterEdit(getattr(small, noun), None),))

    with pytest.raises(StillNeeded) as refused:
        database.roster.carry_out(leaving)

    assert said in str(refused.value)


def test_a_change_that_started_from_something_else_is_refused(
    database: Database, small: SmallStudy
) -> None:
    database.change_case(replace(small.case, planned_sessions=14))

    with pytest.raises(StaleRoster):
        database.roster.carry_out(
            RosterStep((RosterEdit(small.case, replace(small.case, arm="IPT")),))
        )

    assert database.cases()[0].arm == ""


def test_how_far_a_coding_is_is_told_without_reading_it(
    database: Database, small: SmallStudy
) -> None:
    assert database.roster.how_far() == {small.head.id: HowFar(marked=False, rated=0)}

    edits = (
        MarkEdit(1, None, Mark(1, "grief", 0, None)),
        RatingEdit("adh_link", None, Rating(5)),
    )
    database.record(small.head.id, Step(edits), small.rater.id, 1)

    assert database.roster.how_far() == {small.head.id: HowFar(marked=True, rated=1)}


def test_a_person_retires_and_returns_and_may_not_leave_while_somebody_supervises_them(
    database: Database, small: SmallStudy
) -> None:
    retired = replace(small.rater, active=False)
    database.roster.carry_out(adding(PERSON))

    database.roster.carry_out(RosterStep((RosterEdit(small.rater, retired),)))
    assert database.people() == [retired, PERSON]
    with pytest.raises(StillNeeded, match="1 place under a supervisor"):
        database.roster.carry_out(RosterStep((RosterEdit(retired, None),)))
    database.roster.carry_out(RosterStep((RosterEdit(retired, small.rater),)))

    assert database.people() == [small.rater, PERSON]
    assert database.trail.check(lambda _: None, bool).breaks == ()


@everywhere
def test_names_are_kept_apart_and_no_entry_of_the_trail_has_one(
    database: Database, small: SmallStudy
) -> None:
    named = RosterStep((), (NameEdit(small.rater.id, "", "Ada Example"),))
    arrival = replace(adding(PERSON), names=(NameEdit(PERSON.id, "", "Bo Example"),))

    database.roster.carry_out(named)
    database.roster.carry_out(arrival)
    assert database.private.names() == {
        small.rater.id: "Ada Example",
        PERSON.id: "Bo Example",
    }
    with pytest.raises(StaleRoster):
        database.roster.carry_out(named)
    database.roster.carry_out(arrival.reversed())

    assert database.private.names() == {small.rater.id: "Ada Example"}
    told = [str(entry.what) for entry in database.trail.entries()]
    assert any("named" in what for what in told)
    assert not any("Example" in what for what in told)


@everywhere
def test_a_pin_is_recognized_by_a_salted_hash_and_can_be_removed(
    database: Database, small: SmallStudy
) -> None:
    pin = Pin(b"salt", b"hash")

    database.private.set_pin(small.rater.id, Pin(b"other", b"older"))
    database.private.set_pin(small.rater.id, pin)
    assert database.private.pins() == {small.rater.id: pin}
    database.private.set_pin(small.rater.id, None)

    assert database.private.pins() == {}
