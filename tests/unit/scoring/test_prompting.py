"""What became of prompts, from one showing of the form to the next."""

from __future__ import annotations

from uuid import UUID

from ipt_review.domain.rating import Rating
from ipt_review.scoring.evidence import CheckKind, SoftCheck
from ipt_review.scoring.prompting import (
    Outcome,
    Prompt,
    PromptEvent,
    news,
    standing,
    unanswered,
)

HIGH, SAME = CheckKind.HIGH_WITHOUT_EVENT, CheckKind.ALL_SAME


def logged(*happened: tuple[Prompt, Outcome]) -> list[PromptEvent]:
    return [PromptEvent(prompt, what, 1, UUID(int=2)) for prompt, what in happened]


def test_a_prompt_stands_about_the_value_that_was_given() -> None:
    (prompt,) = standing([SoftCheck(HIGH, ("a",))], {"a": Rating(5)})

    assert prompt == Prompt(HIGH, ("a",), 5)


def test_a_new_prompt_is_logged_once() -> None:
    prompt = Prompt(HIGH, ("a",), 5)
    ratings = {"a": Rating(5)}

    assert news([prompt], [], ratings) == [(prompt, Outcome.SHOWN)]
    assert news([prompt], logged((prompt, Outcome.SHOWN)), ratings) == []


def test_a_prompt_ends_when_its_rating_changes_or_when_its_marks_do() -> None:
    prompt = Prompt(HIGH, ("a",), 5)
    log = logged((prompt, Outcome.SHOWN))

    assert news([], log, {"a": Rating(2)}) == [(prompt, Outcome.RATING_CHANGED)]
    assert news([], log, {}) == [(prompt, Outcome.RATING_CHANGED)]
    assert news([], log, {"a": Rating(5)}) == [(prompt, Outcome.MARKS_CHANGED)]


def test_a_rating_that_changes_and_still_does_not_fit_is_asked_about_anew() -> None:
    before, after = Prompt(HIGH, ("a",), 5), Prompt(HIGH, ("a",), 6)

    assert news([after], logged((before, Outcome.SHOWN)), {"a": Rating(6)}) == [
        (before, Outcome.RATING_CHANGED),
        (after, Outcome.SHOWN),
    ]


def test_a_run_of_one_value_that_grows_is_the_same_prompt() -> None:
    run, longer = Prompt(SAME, ("a", "b"), 4), Prompt(SAME, ("a", "b", "c"), 4)
    ratings = {item: Rating(4) for item in "abc"}

    assert news([longer], logged((run, Outcome.SHOWN)), ratings) == []


def test_a_prompt_that_was_answered_can_be_shown_again() -> None:
    prompt = Prompt(HIGH, ("a",), 5)
    log = logged((prompt, Outcome.SHOWN), (prompt, Outcome.RATING_CHANGED))

    assert unanswered(log) == []
    assert unanswered([*log, *logged((prompt, Outcome.SHOWN))]) == [prompt]
