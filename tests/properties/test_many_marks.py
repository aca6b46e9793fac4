"""What is done to many marks at once is one step: whole or not at all, and undone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ipt_review.domain.coding import Coding
from ipt_review.domain.mark import Certainty, Direction, Quality
from ipt_review.domain.problems import ReviewError
from ipt_review.workflow.coding import many, pasting, retiming
from ipt_review.workflow.coding.coding_session import CodingSession
from tests.builders import SmallStudy, a_codebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.edit import Step

LENGTH = 600_000
PLAIN = a_codebook()
SMALL = SmallStudy(
    codebook=replace(
        PLAIN,
        codes=tuple(replace(c, directed=c.id == "link_mood") for c in PLAIN.codes),
    )
)
WORDS = ("link_mood", "role_play", "explore_options", "grief", "off_focus", "unclear")

moments = st.integers(0, LENGTH)
amounts = st.integers(-2 * LENGTH, 2 * LENGTH)
picks = st.sets(st.integers(1, 30))
notes = st.text(max_size=12)


@st.composite
def codings(draw: DrawFn) -> Coding:
    """Return what somebody coded by key, with notes."""
    session = CodingSession(
        Coding(SMALL.head), SMALL.codebook, LENGTH, (), lambda _step: None
    )
    for word, at in draw(
        st.lists(st.tuples(st.sampled_from(WORDS), moments), max_size=25)
    ):
        session.press(word, at)
    marks = {
        number: replace(
            mark,
            note=draw(notes),
            quality=draw(st.none() | st.sampled_from(Quality)),
            certainty=draw(st.none() | st.sampled_from(Certainty)),
            direction=draw(st.sampled_from(Direction))
            if mark.code == "link_mood" and draw(st.booleans())
            else None,
        )
        for number, mark in session.coding.marks.items()
    }
    return replace(session.coding, marks=marks)


def tried(doing: Callable[[], Step | None]) -> Step | None:
    """Return the step, or None where it was refused with a sentence."""
    try:
        return doing()
    except ReviewError as problem:
        return None if problem.remedy else pytest.fail("not told what to do")


def leads_back(coding: Coding, step: Step) -> bool:
    return step.reversed().apply(step.apply(coding)) == coding


def stands(coding: Coding, codebook: Codebook) -> bool:
    """Say whether all lie on the tape and one state holds at a time."""
    states = {state.id for state in codebook.focus.states}
    bouts = [m.span(LENGTH + 1) for m in coding.timeline() if m.code in states]
    on_tape = all(
        0 <= m.start <= (m.end or m.start) <= LENGTH for m in coding.timeline()
    )
    return on_tape and all(one.shared(other) == 0 for one, other in pairwise(bouts))


@given(codings(), picks, amounts)
def test_shifted_marks_keep_lengths_and_distances(
    coding: Coding, picked: set[int], by: int
) -> None:
    book = SMALL.codebook
    step = tried(lambda: many.shift(coding, book, LENGTH, picked, by))
    if step is None:
        return

    after = step.apply(coding)
    numbers = picked & coding.marks.keys()
    before, now = coding.marks, after.marks
    moved = {now[each].start - before[each].start for each in numbers}
    assert len(moved) == 1
    (distance,) = moved
    assert 0 < abs(distance) <= abs(by)
    assert (distance > 0) == (by > 0)
    for each in numbers:
        end = before[each].end
        assert now[each].end == (None if end is None else end + distance)
    assert all(now[each] == before[each] for each in before.keys() - numbers)
    assert stands(after, book)
    assert leads_back(coding, step)


@given(codings(), picks, st.sampled_from(WORDS))
def test_another_code_is_given_to_all_or_none_and_nothing_else_changes(
    coding: Coding, picked: set[int], word: str
) -> None:
    book = SMALL.codebook
    step = tried(lambda: many.recode(coding, book, LENGTH, picked, word))
    if step is None:
        return

    after = step.apply(coding)
    numbers = picked & coding.marks.keys()
    assert {after.marks[each].code for each in numbers} == {word}
    for each, mark in coding.marks.items():
        assert replace(after.marks[each], code=mark.code) == mark
    assert stands(after, book)
    assert leads_back(coding, step)


@given(codings(), picks)
def test_what_is_taken_away_comes_back_whole(coding: Coding, picked: set[int]) -> None:
    step = many.remove(coding, picked)

    here = picked & coding.marks.keys()
    if step is None:
        assert not here
    else:
        assert step.apply(coding).marks.keys() == coding.marks.keys() - here
        assert leads_back(coding, step)


@given(codings(), st.integers(1, 30), moments, st.booleans())
def test_an_edge_goes_where_it_was_typed_or_nothing_moves(
    coding: Coding,
    number: int,
    at: int,
    is_start: bool,  # noqa: FBT001 - hypothesis hands it over
) -> None:
    if number not in coding.marks:
        return
    book, set_it = SMALL.codebook, retiming.set_start if is_start else retiming.set_end
    step = tried(lambda: set_it(coding, book, LENGTH, number, at))
    if step is None:
        return

    after = step.apply(coding)
    mark = after.marks[number]
    assert (mark.start if is_start else mark.end) == at
    assert stands(after, book)
    assert leads_back(coding, step)


@given(codings())
def test_what_was_copied_is_pasted_on_an_empty_tape_as_it_was(coding: Coding) -> None:
    book = SMALL.codebook
    places = {(mark.code, mark.start, mark.end) for mark in coding.timeline()}
    assume(len(places) == len(coding.marks))
    text = pasting.as_text(book, coding.timeline())

    empty = Coding(SMALL.head)
    step = pasting.paste(empty, book, LENGTH, 1, text)

    pasted = step.apply(empty).timeline() if step else []
    assert [replace(mark, number=0) for mark in pasted] == [
        replace(mark, number=0) for mark in coding.timeline()
    ]
    assert step is None or leads_back(empty, step)


@given(codings(), codings())
def test_marks_pasted_beside_others_are_all_there_or_none(
    coding: Coding, other: Coding
) -> None:
    book, number = SMALL.codebook, max(coding.marks, default=0) + 1
    text = pasting.as_text(book, other.timeline())
    step = tried(lambda: pasting.paste(coding, book, LENGTH, number, text))
    if step is None:
        return

    after = step.apply(coding)

    def places(*codings: Coding) -> Counter[tuple[str, int, int | None]]:
        marks = [mark for each in codings for mark in each.marks.values()]
        return Counter((mark.code, mark.start, mark.end) for mark in marks)

    assert places(after) == places(coding, other)
    assert stands(after, book)
    assert leads_back(coding, step)
