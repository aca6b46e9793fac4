"""Who sees a ledger and who enters things into it; and what of it can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.ledger import BadEntry
from ipt_review.domain.meeting import Held, MeetingChange, MeetingChangeKind
from ipt_review.domain.people import Person, Role
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.scoring.portfolio_line import State
from ipt_review.store.database import Database
from ipt_review.store.kept_ledger import StaleLedger
from ipt_review.study.permissions import NotAllowed
from ipt_review.workflow.desk import Desk
from ipt_review.workflow.supervision.ledger import (
    LedgerKeeper,
    OwnPortfolio,
    ledger_of,
    ledgers_seen,
)
from ipt_review.workflow.supervision.portfolio_templates import (
    own_template,
    set_own_template,
    shipped_templates,
    templates_of,
)
from tests.builders import SmallStudy
from tests.ledger_builders import MEETING
from tests.meeting_builders import a_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.domain.portfolio import Template
    from ipt_review.scoring.portfolio_line import Line

TODAY = date(2026, 5, 1)


SMALL = SmallStudy()
LEADER, WHOSE = SMALL.rater.handle, SMALL.therapist.id
OTHERS = (
    Person(UUID(int=20), "CO-1", frozenset({Role.COORDINATOR})),
    Person(UUID(int=21), "SV-1", frozenset({Role.SUPERVISOR})),
    Person(UUID(int=22), "T-09", frozenset({Role.TRAINEE})),
    Person(UUID(int=23), "REF", frozenset({Role.RATER})),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Yield a small study with somebody in each role; a trainee led its session."""
    made = Database.create(tmp_path / "small.iptstudy", SMALL.study)
    learner = replace(SMALL.rater, roles=frozenset({Role.TRAINEE}))
    replace(SMALL, rater=learner).put_into(made)
    for each in OTHERS:
        made.add_person(each)
    yield made
    made.close()


@pytest.fixture
def desk(database: Database) -> Desk:
    """Return the desk at it."""
    return Desk(database, {SMALL.codebook.name: SMALL.codebook}, lambda: 5)


def who(desk: Desk, handle: str) -> Person:
    return next(each for each in desk.database.people() if each.handle == handle)


def keeper(desk: Desk, handle: str) -> LedgerKeeper:
    return LedgerKeeper(desk, WHOSE, who(desk, handle), lambda: TODAY)


def line(desk: Desk, handle: str, template: Template, title: str) -> Line:
    found = ledger_of(desk, WHOSE, who(desk, handle), template).portfolio.lines
    return next(each for each in found if each.title.startswith(title))


def test_raters_see_no_ledger_and_trainees_none_but_their_own(desk: Desk) -> None:
    assert ledgers_seen(desk, who(desk, "REF")) == []
    assert ledgers_seen(desk, who(desk, "T-09")) == []
    for handle in (LEADER, "SV-1", "CO-1"):
        assert ledgers_seen(desk, who(desk, handle)) == [SMALL.therapist]
    with pytest.raises(NotAllowed):
        line(desk, "REF", shipped_templates()[0], "Hours")


def test_entries_can_be_undone_and_done_again_after_the_study_was_closed(
    desk: Desk, database: Database
) -> None:
    own = keeper(desk, LEADER)
    own.put(MEETING)
    own.put(replace(MEETING, minutes=60))
    own.undo()
    database.close()
    path = database.path
    again = Desk(Database.open(path), desk.codebooks, lambda: 6)
    own = keeper(again, LEADER)

    assert own.entry(MEETING.id) == MEETING
    own.redo()
    assert own.entry(MEETING.id) == replace(MEETING, minutes=60)
    assert (own.can_undo, own.can_redo) == (True, False)
    assert not keeper(again, "SV-1").can_undo
    own.remove(MEETING.id)
    own.remove(MEETING.id)
    own.undo()
    assert own.entry(MEETING.id) is not None
    again.close()


def test_nobody_undoes_what_somebody_else_has_changed_since(desk: Desk) -> None:
    own, other = keeper(desk, LEADER), keeper(desk, "SV-1")
    own.put(MEETING)
    other.put(replace(MEETING, minutes=45))

    with pytest.raises(StaleLedger):
        own.undo()

    other.undo()
    assert other.entry(MEETING.id) == MEETING
    own.undo()
    assert own.entry(MEETING.id) is None


def test_a_trainee_enters_hours_and_attests_nothing(desk: Desk) -> None:
    own, over = keeper(desk, LEADER), keeper(desk, "SV-1")

    assert (own.may_enter, over.may_attest) == ("", "")
    assert "may not attest" in own.may_attest
    with pytest.raises(NotAllowed):
        own.attest("case_reports")
    over.attest("case_reports", " Read. ")
    found = line(desk, LEADER, shipped_templates()[0], "A case report")
    assert found.state is State.THERE
    assert found.evidence[0].said == "Attested by SV-1: Read."
    with pytest.raises(NotAllowed):
        keeper(desk, "REF").put(MEETING)
    with pytest.raises(BadEntry, match="still to come"):
        own.put(replace(MEETING, day=date(2026, 5, 2)))
    with pytest.raises(BadEntry, match="cannot have lasted 0 minutes"):
        replace(MEETING, minutes=0)


def test_nobody_attests_anything_in_their_own_portfolio(desk: Desk) -> None:
    both = replace(SMALL.rater, roles=frozenset({Role.TRAINEE, Role.SUPERVISOR}))
    desk.database.roster.carry_out(RosterStep((RosterEdit(who(desk, LEADER), both),)))
    own = keeper(desk, LEADER)

    assert "own portfolio" in own.may_attest
    with pytest.raises(OwnPortfolio):
        own.attest("case_reports")
    own.put(MEETING)


def test_meetings_of_the_study_count_beside_what_was_entered(desk: Desk) -> None:
    led, learns = who(desk, "SV-1"), who(desk, LEADER)
    meeting = a_meeting(led.id, desk.database.tapes()[0].id)
    agenda = replace(
        meeting.agenda, people=(led.id, learns.id), held=Held(date(2026, 4, 1), 60)
    )
    held = MeetingChange(MeetingChangeKind.PLANNED, agenda, led.id, 1)
    desk.database.meetings.plan(replace(meeting, changes=(held,)))
    keeper(desk, LEADER).put(MEETING)

    found = line(desk, LEADER, shipped_templates()[0], "Hours")

    assert found.count == "2.5 of 10"
    assert found.evidence[1].text.endswith("supervision meeting")
    assert [each.entry for each in found.evidence] == [MEETING.id, None]


def test_a_coordinator_says_what_the_program_asks_for(desk: Desk) -> None:
    assert own_template(desk) is None
    mine = replace(shipped_templates()[1], title="Our program")

    with pytest.raises(NotAllowed):
        set_own_template(desk, mine, who(desk, "SV-1"))
    set_own_template(desk, mine, who(desk, "CO-1"))

    assert own_template(desk) == replace(mine, id="own")
    assert templates_of(desk) == (replace(mine, id="own"), *shipped_templates())
    before = len(list(desk.database.trail.entries()))
    set_own_template(desk, mine, who(desk, "CO-1"))
    assert len(list(desk.database.trail.entries())) == before
