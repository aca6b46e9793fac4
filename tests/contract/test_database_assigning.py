"""Samples, assignments, versions and the freeze are kept whole, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.domain.coding import Status
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.guess import TreatmentGuess
from ipt_review.domain.mark import Mark
from ipt_review.domain.sampling import (
    Amount,
    Draw,
    Drawn,
    EventKind,
    Factor,
    StudyEvent,
)
from ipt_review.domain.timecode import Span
from ipt_review.domain.version import Freeze, KeptVersion
from ipt_review.store.problems import StudyFrozen
from ipt_review.workflow.access.others import is_kept_back

if TYPE_CHECKING:
    from ipt_review.store.database import Database
    from tests.builders import SmallStudy

RATER, TAPE = UUID(int=2), UUID(int=6)
NOBODY = UUID(int=99)
DRAW = Draw(
    UUID(int=50),
    1,
    "a seed",
    (Factor.THERAPIST, Factor.ARM),
    Amount(percent=20),
    1_000,
    RATER,
    7,
    (Drawn(TAPE, ("T01", "IPT")),),
)
EVENT = StudyEvent(1_000, RATER, EventKind.DRAWN, TAPE, RATER, "why", "what")
GIVEN = Assignment(UUID(int=51), TAPE, RATER, AssignmentKind.DOUBLE, 1, due=9_000)


def test_a_sample_and_its_log_are_read_back_as_they_were_drawn(
    database: Database,
) -> None:
    database.samples.add(DRAW, EVENT)
    instead = Drawn(TAPE, ("T01", "IPT"), replaces=TAPE)
    later = replace(EVENT, tape=None, about=None, kind=EventKind.REPLACED)
    database.samples.replace(DRAW.id, instead, [later])
    by_count = replace(
        DRAW, id=UUID(int=60), number=2, amount=Amount(tapes=3), factors=(), drawn=()
    )
    database.samples.add(by_count, EVENT)

    assert database.samples.all() == [
        replace(DRAW, drawn=(*DRAW.drawn, instead)),
        by_count,
    ]
    assert database.samples.log() == [EVENT, later, EVENT]


def test_nothing_of_a_sample_is_kept_when_its_log_cannot_be(
    database: Database,
) -> None:
    with pytest.raises(KeyError):
        database.samples.add(DRAW, replace(EVENT, by=NOBODY))

    assert database.samples.all() == []
    assert database.samples.log() == []


def test_assignments_are_withdrawn_and_handed_on_with_the_log(
    database: Database,
) -> None:
    database.assignments.add([GIVEN], [EVENT])
    again = replace(GIVEN, id=UUID(int=52), sequence=2, pass_number=2, due=None)
    database.assignments.withdraw([GIVEN.id], [again], [EVENT])

    assert database.assignments.all() == [replace(GIVEN, withdrawn=True), again]
    assert len(database.samples.log()) == 2
    with pytest.raises(KeyError):
        database.assignments.withdraw([NOBODY], [], [EVENT])
    assert len(database.samples.log()) == 2


def test_codes_of_tapes_stay_with_tape_and_pass(database: Database) -> None:
    codes = {(TAPE, 1): "T-7F3K", (TAPE, 2): "T-Q2WE"}
    database.assignments.add_codes(codes)

    assert database.assignments.codes() == codes


def test_a_coding_that_is_opened_again_is_a_draft_and_what_it_was_stays(
    database: Database, small: SmallStudy
) -> None:
    coding = small.head.id
    database.set_status(coding, Status.SUBMITTED, RATER, 1_000)
    kept = KeptVersion(1, 2_000, RATER, "a slip", '{"coding":1}')
    database.closings.reopen(coding, kept, EVENT)

    assert database.coding(coding).head.status is Status.DRAFT
    assert database.closings.versions(coding) == [kept]
    database.record(coding, Step((MarkEdit(1, None, MARK),)), RATER, 3_000)


MARK = Mark(1, "link_mood", 0, 0)


def test_what_was_played_and_guessed_is_kept_with_the_coding(
    database: Database, small: SmallStudy
) -> None:
    coding, spans = small.head.id, (Span(0, 5_000), Span(9_000, 12_000))
    database.closings.keep_played(coding, (Span(1, 2),))
    database.closings.keep_played(coding, spans)
    first = TreatmentGuess(coding, "IPT", 2, 1_000)
    database.closings.guess(first)
    database.closings.guess(replace(first, arm="", certainty=None))

    assert database.closings.played(coding) == spans
    assert database.closings.guesses() == {
        coding: replace(first, arm="", certainty=None)
    }


def test_a_frozen_study_takes_no_change_until_the_freeze_is_lifted(
    database: Database, small: SmallStudy
) -> None:
    frozen = Freeze(1_000, RATER, "the analysis begins", frozen=True, manifest="{}")
    thawed = replace(frozen, frozen=False, manifest="")
    step = Step((MarkEdit(1, None, MARK),))
    database.closings.set_frozen(frozen, EVENT)

    assert [database.is_writable] == [False]
    with pytest.raises(StudyFrozen, match="lift the freeze"):
        database.record(small.head.id, step, RATER, 2_000)
    with pytest.raises(StudyFrozen):
        database.add_case(replace(small.case, id=UUID(int=70), handle="C70"))
    assert database.coding(small.head.id).marks == {}

    database.closings.set_frozen(thawed, EVENT)
    database.record(small.head.id, step, RATER, 2_000)
    assert [database.is_writable] == [True]
    assert database.closings.freezes() == [frozen, thawed]


@pytest.mark.parametrize("kind", AssignmentKind)
def test_what_others_found_stays_closed_on_gold_tapes_and_repeats(
    database: Database, small: SmallStudy, kind: AssignmentKind
) -> None:
    database.assignments.add([replace(GIVEN, kind=kind)])
    (review,) = database.reviews()

    hidden = kind in (AssignmentKind.GOLD, AssignmentKind.REPEAT)
    assert is_kept_back(database, review) is hidden
    another = replace(review, rater=replace(small.rater, id=NOBODY))
    assert not is_kept_back(database, another)
