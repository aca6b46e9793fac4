from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.coding import Perspective, Status
from ipt_review.study.seeing import may_see
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from ipt_review.domain.coding import CodingHead

OWN = SmallStudy().head
P, S = Perspective, Status


def a_head(
    perspective: Perspective, status: Status, number: int = 77, rater: int = 78
) -> CodingHead:
    return replace(
        OWN,
        id=UUID(int=number),
        rater=UUID(int=rater),
        perspective=perspective,
        status=status,
    )


@pytest.mark.parametrize("own", list(Perspective))
@pytest.mark.parametrize("other", list(Perspective))
def test_nobody_sees_a_draft(own: Perspective, other: Perspective) -> None:
    mine = a_head(own, S.SUBMITTED)

    assert not may_see(mine, a_head(other, S.DRAFT, 80, 81))


def test_study_raters_see_each_other_only_when_both_have_submitted() -> None:
    draft, done = a_head(P.STUDY_RATER, S.DRAFT), a_head(P.STUDY_RATER, S.SUBMITTED)
    other = a_head(P.STUDY_RATER, S.SUBMITTED, 80, 81)

    assert not may_see(draft, other)
    assert may_see(done, other)


@pytest.mark.parametrize("other", [P.TRAINEE_SELF, P.SUPERVISOR])
def test_a_supervisor_sees_a_submitted_review_after_submitting(
    other: Perspective,
) -> None:
    review = a_head(other, S.SUBMITTED, 80, 81)

    assert not may_see(a_head(P.SUPERVISOR, S.DRAFT), review)
    assert may_see(a_head(P.SUPERVISOR, S.SUBMITTED), review)


def test_a_trainee_sees_the_supervision_once_the_self_review_is_submitted() -> None:
    supervision = a_head(P.SUPERVISOR, S.LOCKED, 80, 81)

    assert not may_see(a_head(P.TRAINEE_SELF, S.DRAFT), supervision)
    assert may_see(a_head(P.TRAINEE_SELF, S.SUBMITTED), supervision)


def test_trainees_and_study_raters_never_see_each_other() -> None:
    trainee, rater = (
        a_head(P.TRAINEE_SELF, S.LOCKED),
        a_head(P.STUDY_RATER, S.LOCKED, 80, 81),
    )

    assert not may_see(trainee, rater)
    assert not may_see(rater, trainee)


def test_what_is_on_another_tape_or_one_s_own_is_no_other_coding() -> None:
    done = a_head(P.SUPERVISOR, S.SUBMITTED)
    elsewhere = replace(a_head(P.TRAINEE_SELF, S.SUBMITTED, 80, 81), tape=UUID(int=99))

    assert not may_see(done, elsewhere)
    assert not may_see(done, done)


def test_who_practices_sees_the_reference_only_after_the_pass() -> None:
    draft, done = a_head(P.PRACTICE, S.DRAFT), a_head(P.PRACTICE, S.SUBMITTED)
    reference = a_head(P.GOLD_STANDARD, S.LOCKED, 80, 81)
    trainee = a_head(P.TRAINEE_SELF, S.SUBMITTED, 80, 81)

    assert not may_see(draft, reference)
    assert may_see(done, reference)
    assert not may_see(done, trainee)
