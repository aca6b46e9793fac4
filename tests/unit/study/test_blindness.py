from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from ipt_review.domain.coding import Perspective
from ipt_review.domain.determination import Determination
from ipt_review.study.blindness import hides_focus

CASE, RATER = UUID(int=1), UUID(int=2)
DRAFT = Determination(UUID(int=3), CASE, RATER)


def hidden(
    *forms: Determination, perspective: Perspective | None, first: bool = True
) -> bool:
    return hides_focus(perspective, CASE, RATER, forms, determined_first=first)


@pytest.mark.parametrize("first", [True, False])
def test_a_study_rater_with_a_draft_does_not_see_the_focus(*, first: bool) -> None:
    assert hidden(DRAFT, perspective=Perspective.STUDY_RATER, first=first)


def test_the_focus_shows_once_the_determination_is_submitted() -> None:
    submitted = replace(DRAFT, submitted=True)
    assert not hidden(submitted, perspective=Perspective.STUDY_RATER)


@pytest.mark.parametrize("first", [True, False])
def test_without_a_form_it_hangs_on_what_the_study_asks(*, first: bool) -> None:
    assert hidden(perspective=Perspective.STUDY_RATER, first=first) is first


@pytest.mark.parametrize("submitted", [True, False])
def test_forms_of_others_and_of_other_cases_change_nothing(*, submitted: bool) -> None:
    form = replace(DRAFT, submitted=submitted)
    others = replace(form, rater=UUID(int=9)), replace(form, case=UUID(int=9))
    assert hidden(*others, perspective=Perspective.STUDY_RATER)
    assert not hidden(*others, perspective=Perspective.STUDY_RATER, first=False)


@pytest.mark.parametrize(
    "perspective",
    [*(each for each in Perspective if each is not Perspective.STUDY_RATER), None],
    ids=str,
)
def test_everybody_else_always_sees_it(perspective: Perspective | None) -> None:
    assert not hidden(DRAFT, perspective=perspective)
