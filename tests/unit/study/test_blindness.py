from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from ipt_review.domain.coding import Perspective
from ipt_review.domain.determination import Determination
from ipt_review.study.blindness import hides_focus

CASE, RATER = UUID(int=1), UUID(int=2)
DRAFT = Determination(UUID(int=3), CASE, RATER)


def hidden(*forms: Determination, perspective: Perspective | None) -> bool:
    return hides_focus(perspective, CASE, RATER, forms)


def test_a_study_rater_with_a_draft_does_not_see_the_focus() -> None:
    assert hidden(DRAFT, perspective=Perspective.STUDY_RATER)


def test_the_focus_shows_once_the_determination_is_submitted() -> None:
    submitted = replace(DRAFT, submitted=True)
    assert not hidden(submitted, perspective=Perspective.STUDY_RATER)


def test_without_a_form_there_is_nothing_to_hide_it_for() -> None:
    assert not hidden(perspective=Perspective.STUDY_RATER)


def test_drafts_of_others_and_of_other_cases_hide_nothing() -> None:
    others = replace(DRAFT, rater=UUID(int=9)), replace(DRAFT, case=UUID(int=9))
    assert not hidden(*others, perspective=Perspective.STUDY_RATER)


@pytest.mark.parametrize(
    "perspective",
    [*(each for each in Perspective if each is not Perspective.STUDY_RATER), None],
    ids=str,
)
def test_everybody_else_always_sees_it(perspective: Perspective | None) -> None:
    assert not hidden(DRAFT, perspective=perspective)
