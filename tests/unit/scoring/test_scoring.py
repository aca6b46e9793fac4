"""Scoring whole reviews, and what other sessions of a case say about one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.codebook import Need, Phase
from ipt_review.domain.coding import Coding, CodingHead, Perspective
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Therapist
from ipt_review.domain.rating import Rating
from ipt_review.domain.review import Review
from ipt_review.domain.study import AgreedFocus, Case, Session, Severity, Study
from ipt_review.domain.tape import Tape
from ipt_review.scoring.scoring import score
from ipt_review.scoring.setting import setting_of
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from ipt_review.scoring.applicability import Setting

BOOK = the_shipped_codebook()
CASE = Case(UUID(int=1), "C01", UUID(int=2), 14)
OPENING, MIDDLE, ENDING = Phase.OPENING, Phase.MIDDLE, Phase.TERMINATION


def a_review(
    number: int,
    phase: Phase = OPENING,
    *,
    case: Case = CASE,
    rater: int = 3,
    perspective: Perspective = Perspective.STUDY_RATER,
    hamd: int | None = None,
    **ratings: int,
) -> Review:
    severity = () if hamd is None else (Severity("hamd17", hamd),)
    session = Session(UUID(int=100 + number), case.id, number, phase, severity=severity)
    tape = Tape(UUID(int=200 + number), session.id, 3_000_000)
    head = CodingHead(
        UUID(int=300 + number), tape.id, UUID(int=rater), perspective, BOOK.name
    )
    values = {item: Rating(value) for item, value in ratings.items()}
    return Review(
        Study(UUID(int=9), "Study", "S"),
        Therapist(case.therapist, "T01"),
        case,
        session,
        tape,
        Person(UUID(int=rater), "R", frozenset()),
        Coding(head, ratings=values),
    )


def setting_in(review: Review, *others: Review) -> Setting:
    return setting_of(review, [review, *others], BOOK)


def test_a_first_session_is_not_known_to_be_the_last_of_the_opening() -> None:
    assert not setting_in(a_review(1)).last_opening
    assert not setting_in(a_review(1), a_review(5, MIDDLE)).last_opening


def test_the_opening_ends_at_its_limit() -> None:
    assert setting_in(a_review(3)).last_opening


def test_the_opening_ends_before_a_session_of_the_middle() -> None:
    assert setting_in(a_review(2), a_review(3, MIDDLE)).last_opening


def test_the_opening_ends_with_the_agreement() -> None:
    agreed = replace(CASE, foci=(AgreedFocus("grief", 2),))
    assert setting_in(a_review(2, case=agreed)).last_opening
    assert not setting_in(a_review(1, case=agreed)).last_opening


def test_the_opening_does_not_end_before_another_of_its_sessions() -> None:
    assert not setting_in(a_review(3), a_review(4)).last_opening


def test_a_middle_session_is_not_the_last_of_the_opening() -> None:
    assert not setting_in(a_review(4, MIDDLE)).last_opening


def test_a_task_done_on_another_opening_tape_counts_for_the_same_rater_only() -> None:
    earlier = a_review(1, adh_sick_role=4)
    assert setting_in(a_review(3), earlier).achieved_earlier == {"adh_sick_role"}
    assert not setting_in(a_review(3, rater=8), earlier).achieved_earlier
    own = a_review(3, perspective=Perspective.TRAINEE_SELF)
    assert not setting_in(own, earlier).achieved_earlier


def test_a_task_touched_or_done_in_this_session_or_another_case_does_not() -> None:
    other_case = replace(CASE, id=UUID(int=50))
    others = (
        a_review(1, adh_sick_role=3),
        a_review(2, case=other_case, adh_illness=6),
        a_review(4, MIDDLE, adh_inventory=6),
    )
    review = a_review(3, adh_contract=7)
    assert not setting_in(review, *others).achieved_earlier


def test_a_total_below_the_remission_line_says_that_the_patient_improved() -> None:
    assert setting_in(a_review(13, ENDING, hamd=7)).met == {
        Need.SCALE_DUE_OR_USED: True,
        Need.IMPROVED: True,
    }


def test_a_total_on_the_remission_line_says_that_the_patient_is_not_well() -> None:
    assert setting_in(a_review(13, ENDING, hamd=8)).met == {
        Need.SCALE_DUE_OR_USED: True,
        Need.NOT_WELL: True,
    }


def test_the_latest_total_so_far_counts() -> None:
    others = (
        a_review(1, hamd=24),
        a_review(11, MIDDLE, hamd=6),
        a_review(14, ENDING, hamd=20),
    )
    assert setting_in(a_review(13, ENDING), *others).met == {Need.IMPROVED: True}


def test_without_a_total_nothing_is_known() -> None:
    assert setting_in(a_review(13, ENDING)).met == {}


def test_reviews_are_scored_in_the_light_of_their_case() -> None:
    first = a_review(1, adh_illness=6, adh_sick_role=5, adh_formulation=1)
    third = a_review(3, adh_illness=1, adh_sick_role=1, adh_formulation=1)
    results = score([first, third], {BOOK.name: BOOK})
    assert [result.review for result in results] == [first, third]
    early, late = (result.scores.counted for result in results)
    assert early["adh_formulation"].value == 97
    assert late["adh_formulation"].value == 1
    assert late["adh_illness"].value == late["adh_sick_role"].value == 97


def test_a_result_has_counts_and_focus_time_of_its_marks() -> None:
    case = replace(CASE, foci=(AgreedFocus("grief", 3),))
    review = a_review(6, MIDDLE, case=case)
    marks = {
        1: Mark(1, "grief", 0, 900_000),
        2: Mark(2, "off_focus", 900_000, 1_200_000),
        3: Mark(3, "affect_named", 5_000, 5_000),
    }
    review = replace(review, coding=replace(review.coding, marks=marks))
    (result,) = score([review], {BOOK.name: BOOK})
    assert result.focus.on_focus == 75.0
    assert result.tallies["affect_named"].count == 1
    assert result.tallies["affect_named"].per_ten_minutes == 0.2
