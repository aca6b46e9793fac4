"""The opening checklist over the opening sessions together, by perspective."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.coding import Coding, CodingHead, Perspective
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import Rating
from ipt_review.domain.review import Review
from ipt_review.domain.study import Case, Session, Study
from ipt_review.domain.tape import Tape
from ipt_review.scoring.checklist import TaskState, opening_checklists
from ipt_review.scoring.places import Place
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from ipt_review.scoring.checklist import Checklist, Task

BOOK = the_shipped_codebook()
CASE = Case(UUID(int=1), "C01", UUID(int=2), 16)


def review(
    number: int,
    ratings: dict[str, int] | None = None,
    marks: tuple[Mark, ...] = (),
    perspective: Perspective = Perspective.SUPERVISOR,
) -> Review:
    session = Session(UUID(int=100 + number), CASE.id, number, Phase.OPENING)
    tape = Tape(UUID(int=200 + number), session.id, 3_000_000)
    person = Person(UUID(int=3), "SV", frozenset({Role.SUPERVISOR}))
    head = CodingHead(UUID(int=4), tape.id, person.id, perspective, BOOK.name)
    rated = {item: Rating(value) for item, value in (ratings or {}).items()}
    return Review(
        Study(UUID(int=5), "Study", "S"),
        Therapist(UUID(int=2), "T01"),
        CASE,
        session,
        tape,
        person,
        Coding(head, {mark.number: mark for mark in marks}, rated),
    )


def only(reviews: list[Review]) -> Checklist:
    (found,) = opening_checklists(reviews, BOOK)
    return found


def task(found: Checklist, item: str) -> Task:
    return next(each for each in found.tasks if each.item == item)


def test_there_are_nine_tasks_each_due_by_session_three() -> None:
    found = only([review(1)])
    assert len(found.tasks) == 9
    assert {each.due for each in found.tasks} == {3}
    assert {each.state for each in found.tasks} == {TaskState.NOT_YET}


def test_a_task_counts_in_the_first_session_in_which_it_was_rated_four() -> None:
    reviews = [
        review(number, {"adh_hope": score})
        for number, score in ((1, 3), (2, 4), (3, 6))
    ]
    hope = task(only(reviews), "adh_hope")
    assert hope.first == Place(2, None, 4)
    assert hope.state is TaskState.DONE


def test_a_code_that_speaks_for_it_is_enough() -> None:
    marks = (Mark(1, "sick_role", 9_000, 9_000), Mark(2, "sick_role", 4_000, 4_000))
    found = task(only([review(1, {"adh_sick_role": 2}, marks)]), "adh_sick_role")
    assert found.first == Place(1, 4_000, 2)


def test_a_code_that_is_only_evidence_is_not() -> None:
    marks = (Mark(1, "support_use", 9_000, 9_000),)
    found = only([review(1, None, marks)])
    assert task(found, "adh_inventory").first is None


def test_late_and_missing_are_said_only_when_the_whole_opening_was_coded() -> None:
    whole = [review(n) for n in (1, 2, 3)] + [review(5, {"adh_contract": 5})]
    found = only(whole)
    assert task(found, "adh_contract").state is TaskState.LATE
    assert task(found, "adh_time_limit").state is TaskState.MISSING
    assert found.coded == (1, 2, 3)
    gap = only([each for each in whole if each.session.number != 2])
    assert {each.state for each in gap.tasks} == {TaskState.UNKNOWN}
    assert gap.coded == (1, 3)


def test_perspectives_are_never_pooled() -> None:
    mine = review(1, {"adh_illness": 5})
    theirs = review(1, {"adh_hope": 5}, perspective=Perspective.TRAINEE_SELF)
    supervisor, trainee = opening_checklists([mine, theirs], BOOK)
    assert supervisor.perspective is Perspective.SUPERVISOR
    assert [each.item for each in supervisor.tasks if each.first] == ["adh_illness"]
    assert [each.item for each in trainee.tasks if each.first] == ["adh_hope"]
    assert supervisor.done == trainee.done == 1


def test_not_applicable_is_never_a_score() -> None:
    found = only([review(1, {"adh_formulation": 97, "adh_contract": 99})])
    assert task(found, "adh_formulation").first is None
    assert task(found, "adh_contract").first is None


def test_the_threshold_is_the_codebooks() -> None:
    strict = replace(BOOK, thresholds=replace(BOOK.thresholds, met=6))
    (found,) = opening_checklists([review(1, {"adh_hope": 5})], strict)
    assert task(found, "adh_hope").first is None
