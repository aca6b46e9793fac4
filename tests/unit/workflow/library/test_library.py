"""What the library says of a session follows from what the study holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.coding import Status
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import Case
from ipt_review.store.how_far import HowFar
from ipt_review.workflow.desk import Holdings
from ipt_review.workflow.library.library import (
    LibraryFilter,
    Looking,
    Progress,
    Standing,
    Stock,
    library_rows,
    progress_of,
)
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from ipt_review.domain.coding import CodingHead

SMALL = SmallStudy()
OTHER = Person(UUID(int=30), "A00", frozenset({Role.RATER}))
NOW = 1_000_000
MARKED = HowFar(marked=True, rated=0)
RATED = HowFar(marked=False, rated=3)


@dataclass(frozen=True)
class Task:
    tape: UUID
    rater: UUID
    due: int | None = None
    withdrawn: bool = False


def holdings(*heads: CodingHead) -> Holdings:
    return Holdings(
        SMALL.study,
        (OTHER, SMALL.rater),
        (SMALL.therapist,),
        (SMALL.case,),
        (SMALL.session,),
        (SMALL.tape,),
        heads,
        determined_first=False,
    )


def standings(stock: Stock, looking: Looking | None = None) -> set[Standing]:
    (row,) = library_rows(stock, looking or Looking(now=NOW))
    return set(row.standings)


def test_a_session_goes_from_not_begun_to_submitted() -> None:
    head = SMALL.head
    draft, done = holdings(head), holdings(replace(head, status=Status.SUBMITTED))

    assert standings(Stock(draft)) == {Standing.NOT_BEGUN}
    assert standings(Stock(draft, {head.id: MARKED})) == {Standing.CODED}
    assert standings(Stock(draft, {head.id: RATED})) == {Standing.RATED}
    assert standings(Stock(done, {head.id: HowFar(marked=True, rated=3)})) == {
        Standing.CODED,
        Standing.RATED,
        Standing.SUBMITTED,
    }
    assert standings(Stock(replace(draft, tapes=()))) == {Standing.NO_TAPE}


def test_a_recording_that_was_not_found_is_told() -> None:
    file = SMALL.tape.files[1].path

    found = standings(Stock(holdings()), Looking(lost=frozenset({file})))

    assert found == {Standing.LOST, Standing.NOT_BEGUN}


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (Task(SMALL.tape.id, OTHER.id), set()),
        (Task(SMALL.tape.id, OTHER.id, NOW + 1), {Standing.DUE}),
        (Task(SMALL.tape.id, OTHER.id, NOW - 1), {Standing.DUE, Standing.OVERDUE}),
        (Task(SMALL.tape.id, OTHER.id, NOW - 1, withdrawn=True), set()),
        (Task(SMALL.tape.id, SMALL.rater.id, NOW - 1), set()),
    ],
    ids=["no day", "in time", "late", "withdrawn", "done"],
)
def test_a_tape_is_due_until_its_rater_has_submitted(
    task: Task, expected: set[Standing]
) -> None:
    done = replace(SMALL.head, status=Status.SUBMITTED)
    far = {done.id: HowFar(marked=True, rated=0)}

    found = standings(Stock(holdings(done), far, (task,)))

    assert found == {Standing.CODED, Standing.SUBMITTED} | expected


def test_therapists_without_cases_and_cases_without_sessions_have_a_line() -> None:
    therapist = Therapist(UUID(int=40), "T99")
    case = Case(UUID(int=41), "C99", SMALL.therapist.id, 12)
    held = replace(
        holdings(),
        therapists=(SMALL.therapist, therapist),
        cases=(SMALL.case, case),
    )

    rows = library_rows(Stock(held), Looking())

    assert [(r.therapist.handle, r.case and r.case.handle) for r in rows] == [
        ("T01", "C01"),
        ("T01", "C99"),
        ("T99", None),
    ]
    assert [row.id for row in rows] == [SMALL.session.id, case.id, therapist.id]


def test_a_rater_who_must_not_know_the_focus_is_not_told() -> None:
    blind = replace(holdings(), determined_first=True)

    (row,) = library_rows(Stock(blind), Looking(OTHER))
    (seen,) = library_rows(Stock(blind), Looking())

    assert row.focus is None
    assert seen.focus == ("role_dispute", "grief")


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (LibraryFilter(), True),
        (LibraryFilter("grief T01"), True),
        (LibraryFilter("grief T02"), False),
        (LibraryFilter(therapists=frozenset({SMALL.therapist.id})), True),
        (LibraryFilter(cases=frozenset({UUID(int=99)})), False),
        (LibraryFilter(phases=frozenset({Phase.MIDDLE, Phase.OPENING})), True),
        (LibraryFilter(phases=frozenset({Phase.OPENING})), False),
        (LibraryFilter(standings=frozenset({Standing.NOT_BEGUN})), True),
        (LibraryFilter(standings=frozenset({Standing.SUBMITTED})), False),
        (LibraryFilter(raters=frozenset({SMALL.rater.id})), True),
        (LibraryFilter("t01", raters=frozenset({OTHER.id})), True),
        (LibraryFilter(raters=frozenset({UUID(int=98)})), False),
    ],
)
def test_a_filter_lets_pass_what_is_all_that_it_asks_for(
    wanted: LibraryFilter, *, passes: bool
) -> None:
    given = (Task(SMALL.tape.id, OTHER.id),)
    rows = library_rows(Stock(holdings(SMALL.head), {}, given), Looking())

    found = wanted.sifted(rows, ["t01 · c01 · 4 of 12 · grief"])

    assert found == ([0] if passes else [])
    assert bool(wanted) == (wanted != LibraryFilter())


def test_progress_counts_tapes_for_each_rater_and_once_for_the_study() -> None:
    mine = replace(SMALL.head, status=Status.SUBMITTED)
    theirs = replace(SMALL.head, id=UUID(int=50), rater=OTHER.id)
    again = replace(mine, id=UUID(int=51), pass_number=2, status=Status.DRAFT)
    far = {
        mine.id: HowFar(marked=True, rated=4),
        theirs.id: HowFar(marked=True, rated=0),
    }
    tasks = (Task(SMALL.tape.id, OTHER.id, NOW - 1), Task(SMALL.tape.id, mine.rater, 1))
    stock = Stock(holdings(mine, theirs, again), far, tasks)

    raters, study = progress_of(library_rows(stock, Looking(now=NOW)), NOW)

    assert raters == {
        SMALL.rater.id: Progress(1, 1, 1, 1, 0),
        OTHER.id: Progress(1, 1, 0, 0, 1),
    }
    assert study == Progress(1, 1, 1, 1, 1)
