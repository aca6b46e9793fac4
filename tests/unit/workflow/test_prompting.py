"""Prompts of a real study: logged as raters are shown them, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.people import Role
from ipt_review.scoring.evidence import CheckKind
from ipt_review.scoring.prompting import Outcome
from ipt_review.workflow.files.opening import make_demo, open_study
from ipt_review.workflow.prompting import has_prompts, log_shown, set_prompts, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk, Seat

ROLE_PLAY = "adh_role_play"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Yield the demo study, open."""
    path = tmp_path / "demo.iptstudy"
    make_demo(path)
    desk = open_study(path)
    yield desk
    desk.close()


@pytest.fixture
def seat(desk: Desk) -> Seat:
    """Return the supervisor's seat at a coding with marks, none of them role play."""
    held = desk.holdings()
    tape = next(each for each in held.tapes if each.files)
    seat = desk.sit_down(desk.begin(tape.id, _supervisor(desk)))
    for mark in list(seat.session.coding.marks.values()):
        if mark.code == "role_play":
            seat.session.remove(mark.number)
    if not seat.session.coding.marks:
        seat.session.press("mood_event_link", 1_000)
    return seat


def _supervisor(desk: Desk) -> Person:
    people = desk.holdings().people
    return next(each for each in people if Role.SUPERVISOR in each.roles)


def look(desk: Desk, seat: Seat) -> None:
    """Have the rater see the form."""
    coding = seat.session.coding
    log = desk.database.prompt_log(coding.head.id)
    happened = shown(seat.codebook, coding, log, desk.now())
    log_shown(desk.database, coding.head.id, happened)


def about_role_play(desk: Desk, seat: Seat) -> list[tuple[Outcome, int]]:
    """Return what was logged about the role play item, and the values."""
    return [
        (event.outcome, event.prompt.value)
        for event in desk.database.prompt_log(seat.session.coding.head.id)
        if event.prompt.items == (ROLE_PLAY,)
    ]


def test_a_prompt_that_was_shown_and_answered_is_logged_with_who_and_which(
    desk: Desk, seat: Seat
) -> None:
    seat.session.rate(ROLE_PLAY, 6)
    look(desk, seat)
    look(desk, seat)
    seat.session.rate(ROLE_PLAY, 2)
    look(desk, seat)

    assert about_role_play(desk, seat) == [
        (Outcome.SHOWN, 6),
        (Outcome.RATING_CHANGED, 6),
    ]
    (event, *_) = (
        each
        for each in desk.database.prompt_log(seat.session.coding.head.id)
        if each.prompt.items == (ROLE_PLAY,)
    )
    assert event.by == seat.review.rater.id
    assert event.prompt.kind is CheckKind.HIGH_WITHOUT_EVENT


def test_a_prompt_that_stands_when_the_coding_is_submitted_was_kept(
    desk: Desk, seat: Seat
) -> None:
    seat.session.rate(ROLE_PLAY, 6)
    look(desk, seat)

    desk.submit(seat.session.coding.head.id)

    assert about_role_play(desk, seat) == [(Outcome.SHOWN, 6), (Outcome.KEPT, 6)]


def test_a_prompt_that_nobody_saw_is_not_logged(desk: Desk, seat: Seat) -> None:
    seat.session.rate(ROLE_PLAY, 6)

    desk.submit(seat.session.coding.head.id)

    assert about_role_play(desk, seat) == []


def test_a_study_without_prompts_logs_none(desk: Desk, seat: Seat) -> None:
    assert has_prompts(desk.database)
    set_prompts(desk.database, seat.review.rater.id, desk.now(), wanted=False)

    seat.session.rate(ROLE_PLAY, 6)
    look(desk, seat)
    desk.submit(seat.session.coding.head.id)

    assert not has_prompts(desk.database)
    assert desk.database.prompt_log(seat.session.coding.head.id) == []


def test_the_setting_belongs_to_the_study_and_outlives_the_program(
    desk: Desk,
) -> None:
    set_prompts(desk.database, None, desk.now(), wanted=False)
    path = desk.database.path
    desk.close()

    again = open_study(path)

    assert not has_prompts(again.database)
    again.close()
