from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.coding import Coding
from ipt_review.domain.mark import Mark
from ipt_review.domain.timecode import Span
from ipt_review.workflow.coding.coding_session import BeyondTape, CodingSession
from ipt_review.workflow.coding.keying import state_at
from ipt_review.workflow.coding.passage_keying import press_over
from tests.builders import SmallStudy, a_codebook

if TYPE_CHECKING:
    from ipt_review.domain.edit import Step

BOOK = a_codebook()
HEAD = SmallStudy().head
PASSAGE = Span(10_000, 20_000)


def coding(*marks: Mark) -> Coding:
    return Coding(HEAD, {mark.number: mark for mark in marks})


def after(before: Coding, code: str, span: Span = PASSAGE) -> list[Mark]:
    """Return the marks after a press, in the order of the tape."""
    step = press_over(before, BOOK, code, span, max(before.marks, default=0) + 1)
    return (step.apply(before) if step else before).timeline()


def test_a_point_stands_where_the_passage_begins() -> None:
    assert after(coding(), "link_mood") == [Mark(1, "link_mood", 10_000, 10_000)]


def test_an_interval_covers_the_passage_and_leaves_an_open_one_alone() -> None:
    going_on = Mark(1, "role_play", 5_000, None)
    assert after(coding(going_on), "role_play") == [
        going_on,
        Mark(2, "role_play", 10_000, 20_000),
    ]


@pytest.mark.parametrize("code", ["link_mood", "role_play", "grief"])
def test_the_same_mark_twice_changes_nothing(code: str) -> None:
    once = after(coding(), code)
    assert after(coding(*once), code) == once


def test_a_state_holds_over_the_passage_and_what_held_before_goes_on() -> None:
    marks = after(coding(Mark(1, "grief", 0, None, "Her mother.")), "off_focus")
    assert marks == [
        Mark(1, "grief", 0, 10_000, "Her mother."),
        Mark(2, "off_focus", 10_000, 20_000),
        Mark(3, "grief", 20_000, None),
    ]


def test_states_within_the_passage_make_way() -> None:
    marks = after(
        coding(
            Mark(1, "grief", 5_000, 12_000),
            Mark(2, "unclear", 12_000, 15_000),
            Mark(3, "grief", 15_000, 30_000, "Later."),
        ),
        "off_focus",
    )
    assert marks == [
        Mark(1, "grief", 5_000, 10_000),
        Mark(4, "off_focus", 10_000, 20_000),
        Mark(3, "grief", 20_000, 30_000, "Later."),
    ]


def test_a_state_grows_together_with_its_own() -> None:
    marks = after(
        coding(Mark(1, "grief", 5_000, 12_000, "A"), Mark(2, "grief", 18_000, None)),
        "grief",
    )
    assert marks == [Mark(1, "grief", 5_000, None, "A")]


BOUTS = st.lists(
    st.tuples(st.sampled_from(["grief", "off_focus", "unclear"]), st.integers(1, 9)),
    max_size=8,
)


@given(
    BOUTS,
    st.sampled_from(["open", "closed"]),
    st.sampled_from(["grief", "off_focus", "unclear"]),
    st.integers(0, 30),
    st.integers(1, 30),
)
def test_exactly_one_state_holds_and_it_is_the_pressed_one_just_over_the_passage(
    bouts: list[tuple[str, int]], ends: str, state: str, start: int, length: int
) -> None:
    marks, at = [], 0
    for number, (code, lasts) in enumerate(bouts, start=1):
        last = number == len(bouts) and ends == "open"
        marks.append(Mark(number, code, at, None if last else at + lasts))
        at += lasts
    before, span = coding(*marks), Span(start, start + length)
    step = press_over(before, BOOK, state, span, len(marks) + 1)
    result = step.apply(before) if step else before
    for moment in range(70):
        holding = [
            mark
            for mark in result.marks.values()
            if mark.start <= moment and (mark.end is None or moment < mark.end)
        ]
        assert len(holding) <= 1
        expected = (
            state
            if span.start <= moment < span.end
            else state_at(before, BOOK.focus, moment)
        )
        assert state_at(result, BOOK.focus, moment) == expected
    if step:
        assert step.reversed().apply(result) == before


def test_a_passage_beyond_the_tape_is_refused_and_one_across_its_end_is_cut() -> None:
    kept: list[Step] = []
    session = CodingSession(coding(), BOOK, 15_000, [], kept.append)

    assert session.press_over("role_play", PASSAGE) == 1
    assert session.coding.marks[1] == Mark(1, "role_play", 10_000, 15_000)
    with pytest.raises(BeyondTape):
        session.press_over("role_play", Span(15_000, 16_000))
    assert len(kept) == 1
