"""Which codings of which tapes a person may lay beside each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.domain.consent import Consent, Use, Withdrawal
from ipt_review.domain.masking import Fact
from ipt_review.domain.people import Person, Role
from ipt_review.store.database import Database
from ipt_review.study.comparable import ONLY_ONE
from ipt_review.workflow.access.blinding import set_determined_first
from ipt_review.workflow.access.masking import set_kept_secret
from ipt_review.workflow.agreement.comparable_tapes import (
    FOCUS_HIDDEN,
    recording_of,
    tapes_to_compare,
)
from ipt_review.workflow.desk import Desk
from tests.builders import SmallStudy
from tests.sides import a_side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SMALL = SmallStudy()
CHIEF = Person(UUID(int=62), "CO-1", frozenset({Role.COORDINATOR}))
ONE, TWO = (a_side(name, [("grief", 0, 9_000)]) for name in ("R-1", "R-2"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Yield the desk of a study with two submitted codings of its one tape."""
    database = Database.create(tmp_path / "trial.iptstudy", SMALL.study)
    SMALL.put_into(database)
    for person in (CHIEF, ONE.rater, TWO.rater):
        database.add_person(person)
    for side in (ONE, TWO):
        database.add_whole_coding(side.coding)
    set_determined_first(database, None, 1, wanted=False)
    opened = Desk(database, {SMALL.codebook.name: SMALL.codebook}, lambda: 1_000)
    yield opened
    opened.close()


def seen(desk: Desk, person: Person) -> tuple[str, int, str]:
    """Return title, number of codings, and why there is nothing to compare."""
    (tape,) = tapes_to_compare(desk, person)
    return tape.title, len(tape.heads), tape.why


def test_who_submitted_sees_who_else_did_and_coordinators_see_both(desk: Desk) -> None:
    assert seen(desk, CHIEF) == ("C01 · session 4", 2, "")
    assert seen(desk, ONE.rater) == ("C01 · session 4", 2, "")


def test_a_rater_sees_nothing_of_tapes_that_they_did_not_code(desk: Desk) -> None:
    newcomer = Person(UUID(int=63), "R-3", frozenset({Role.RATER}))
    desk.database.add_person(newcomer)

    assert tapes_to_compare(desk, newcomer) == []


def test_what_is_hidden_from_a_rater_is_hidden_here_too(desk: Desk) -> None:
    set_kept_secret(desk.database, None, 1, [Fact.CASE])
    title, count, _ = seen(desk, ONE.rater)
    assert title.startswith("Tape T-")
    assert count == 2

    set_kept_secret(desk.database, None, 1, [Fact.CASE, Fact.RATERS])
    assert seen(desk, ONE.rater)[1:] == (1, ONLY_ONE)
    assert seen(desk, CHIEF) == ("C01 · session 4", 2, "")


@pytest.mark.parametrize("kind", [AssignmentKind.GOLD, AssignmentKind.REPEAT])
def test_a_hidden_gold_tape_or_repeat_looks_as_one_that_nobody_else_coded(
    desk: Desk, kind: AssignmentKind
) -> None:
    given = Assignment(UUID(int=71), SMALL.tape.id, ONE.rater.id, kind, 1)
    desk.database.assignments.add([given])

    assert seen(desk, ONE.rater)[1:] == (1, ONLY_ONE)


def test_whoever_still_has_to_judge_the_problem_areas_sees_no_coding(
    desk: Desk,
) -> None:
    set_determined_first(desk.database, None, 2, wanted=True)

    assert seen(desk, ONE.rater)[1:] == (0, FOCUS_HIDDEN)


def test_a_recording_that_consent_withholds_is_not_heard(desk: Desk) -> None:
    agreed = Consent(frozenset(Use))
    gone = replace(agreed, withdrawn=Withdrawal(frozenset(Use), day=3))
    (case,) = desk.database.cases()
    tape = desk.database.tapes()[0]
    assert recording_of(desk, CHIEF, tape) == (tape, "")

    desk.database.change_case(replace(case, consent=gone))
    heard, why = recording_of(desk, ONE.rater, tape)

    assert heard.files == ()
    assert why
