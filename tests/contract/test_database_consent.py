"""What patients agreed to is kept with their cases, and so is what became of tapes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.consent import Consent, Use, Withdrawal
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.sampling import EventKind, StudyEvent
from tests.cluster import everywhere

if TYPE_CHECKING:
    from ipt_review.store.database import Database
    from tests.builders import SmallStudy

RESEARCH = frozenset({Use.RESEARCH})
ALL = frozenset(Use)


@everywhere
@pytest.mark.parametrize(
    "consent",
    [
        Consent(frozenset()),
        Consent(ALL, Withdrawal(RESEARCH, day=40), date(2031, 1, 2)),
        Consent(None, Withdrawal(ALL, on=date(2030, 5, 4))),
    ],
)
def test_a_consent_is_kept_and_taken_back_with_its_reason_in_the_trail(
    database: Database, small: SmallStudy, consent: Consent
) -> None:
    after = replace(small.case, consent=consent)
    step = RosterStep((RosterEdit(small.case, after),), reason="a letter came")

    database.roster.carry_out(step)
    assert database.cases() == [after]
    database.change_case(replace(after, planned_sessions=9))
    assert database.cases()[0].consent == consent
    database.change_case(after)
    database.roster.carry_out(step.reversed())

    assert database.cases() == [small.case]
    told = [entry for entry in database.trail.entries() if entry.reason]
    assert {entry.reason for entry in told} == {"a letter came"}
    assert database.trail.check(lambda _: None, bool).breaks == ()


@everywhere
def test_a_destroyed_recording_leaves_its_tape_its_codes_and_a_line_of_the_log(
    database: Database, small: SmallStudy
) -> None:
    event = StudyEvent(
        7,
        small.rater.id,
        EventKind.DESTROYED,
        small.tape.id,
        reason="a month is over",
    )

    database.roster.destroyed(small.tape.id, event)

    assert database.tapes() == [replace(small.tape, files=(), captions=None)]
    assert database.heads() == [small.head]
    assert database.samples.log() == [event]
    assert database.trail.check(lambda _: None, bool).breaks == ()
