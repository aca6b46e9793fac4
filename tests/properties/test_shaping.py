"""However marks are moved and stretched: states stay exclusive, nothing gets lost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.coding import Coding
from ipt_review.domain.mark import Mark
from ipt_review.workflow.coding.coding_session import CodingSession
from ipt_review.workflow.coding.shaping import Edge
from tests.builders import SmallStudy, a_codebook

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 600_000
BOOK = a_codebook()
STATES = ("grief", "off_focus")

acts = st.tuples(
    st.sampled_from(["move", "start", "end"]),
    st.integers(0, 30),
    st.one_of(st.integers(-2_000, 2_000), st.integers(-LENGTH, 2 * LENGTH)),
)


@st.composite
def bouts(draw: st.DrawFn) -> list[Mark]:
    """Return states that exclude each other, some meeting, the last one open."""
    cuts = sorted(draw(st.lists(st.integers(0, LENGTH), unique=True, max_size=16)))
    kept = [draw(st.booleans()) for _ in cuts]
    marks = [
        Mark(number, STATES[number % 2], start, end)
        for number, ((start, end), keep) in enumerate(
            zip(pairwise(cuts), kept, strict=False), 1
        )
        if keep
    ]
    if cuts and kept[-1]:
        marks.append(Mark(len(cuts), "grief", cuts[-1], None))
    return marks


def a_session(marks: Sequence[Mark]) -> CodingSession:
    coding = Coding(SmallStudy().head, {mark.number: mark for mark in marks})
    return CodingSession(coding, BOOK, LENGTH, (), lambda _step: None)


def do(session: CodingSession, act: tuple[str, int, int]) -> None:
    name, pick, value = act
    numbers = sorted(session.coding.marks)
    if not numbers:
        return
    number = numbers[pick % len(numbers)]
    if name == "move":
        session.move(number, value)
    else:
        session.stretch(number, Edge(name), value)


def meetings(session: CodingSession) -> set[tuple[int, int]]:
    pairs = pairwise(session.coding.timeline())
    return {(a.number, b.number) for a, b in pairs if a.end == b.start}


@given(bouts(), st.lists(acts, max_size=12))
def test_states_exclude_each_other_and_those_that_meet_still_meet(
    marks: list[Mark], wishes: list[tuple[str, int, int]]
) -> None:
    session = a_session(marks)
    order = [mark.number for mark in session.coding.timeline()]

    for wish in wishes:
        met = meetings(session)
        do(session, wish)

        spans = [mark.span(LENGTH + 1) for mark in session.coding.timeline()]
        assert all(one.shared(other) == 0 for one, other in pairwise(spans))
        assert met <= meetings(session)
        assert [mark.number for mark in session.coding.timeline()] == order
        assert all(
            mark.start >= 0 and (mark.end is None or mark.start < mark.end <= LENGTH)
            for mark in session.coding.marks.values()
        )


@st.composite
def anything(draw: st.DrawFn) -> list[Mark]:
    """Return marks of all kinds, as one may also have brought them in."""
    ends = st.one_of(st.none(), st.integers(0, 50_000))
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from([*STATES, "role_play", "link_mood"]),
                st.integers(0, LENGTH - 50_000),
                ends,
            ),
            max_size=12,
        )
    )
    return [
        Mark(number, code, start, None if lasts is None else start + lasts)
        for number, (code, start, lasts) in enumerate(rows, 1)
    ]


@given(anything(), st.lists(acts, max_size=12))
def test_every_shaping_stays_on_the_tape_and_can_be_taken_back(
    marks: list[Mark], wishes: list[tuple[str, int, int]]
) -> None:
    session = a_session(marks)
    before = session.coding

    for wish in wishes:
        do(session, wish)
        assert len(session.coding.marks) == len(marks)
        assert all(
            mark.span(LENGTH).end <= LENGTH for mark in session.coding.marks.values()
        )
    after = session.coding
    steps = len(session.history.done)
    for _ in range(steps):
        session.undo()

    assert session.coding == before
    for _ in range(steps):
        session.redo()
    assert session.coding == after
