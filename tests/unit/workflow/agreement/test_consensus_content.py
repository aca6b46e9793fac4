from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.domain.coding import Coding, Status
from ipt_review.domain.consensus import Choice, Decision
from ipt_review.domain.timecode import Span
from ipt_review.workflow.agreement.comparing import compare
from ipt_review.workflow.agreement.consensus_content import (
    agreed,
    content,
    step_to,
    still_open,
)
from tests.sides import LENGTH, a_side

if TYPE_CHECKING:
    from ipt_review.workflow.agreement.comparing import Side
    from ipt_review.workflow.agreement.consensus_content import (
        Content,
    )

NEAR = 5_000
ONE = a_side(
    "R-1",
    [
        ("grief", 0, 100_000),
        ("off_focus", 100_000, 200_000),
        ("grief", 200_000, 600_000),
        ("link_mood", 10_000, 10_000),
        ("explore_options", 300_000, 400_000),
    ],
    {"adh_link": 5, "adh_options": 97},
)
TWO = a_side(
    "R-2",
    [
        ("grief", 0, 104_000),
        ("off_focus", 104_000, 150_000),
        ("grief", 150_000, 600_000),
        ("link_mood", 12_000, 12_000),
        ("role_play", 301_000, 380_000),
        ("link_mood", 500_000, 500_000),
    ],
    {"adh_link": 5, "adh_options": 3},
)
BOTH = compare((ONE, TWO), LENGTH, NEAR)


def states(decisions: dict[str, Decision]) -> list[tuple[str, int, int | None]]:
    """Return the states of the focus in a consensus."""
    marks = content(BOTH, decisions).marks.values()
    focus = {state.id for state in BOTH.codebook.focus.states}
    return [(m.code, m.start, m.end) for m in marks if m.code in focus]


def the_subject(outcome: str) -> str:
    """Return the only disagreement of this kind."""
    (found,) = (m for m in BOTH.disagreements if m.outcome.value == outcome)
    return found.subject


def test_what_all_agree_on_stands_in_the_middle_and_needs_no_decision() -> None:
    found = content(BOTH, {})

    (mark,) = (m for m in found.marks.values() if m.code == "link_mood")
    assert (mark.start, mark.end) == (11_000, 11_000)
    assert {item: each.value for item, each in found.ratings.items()} == {"adh_link": 5}
    assert "item adh_link" in {each.subject for each in agreed(BOTH)}
    assert len(still_open(BOTH, {})) == 4


def test_a_border_drawn_in_two_places_lies_in_the_middle() -> None:
    assert states({}) == [
        ("grief", 0, 102_000),
        ("off_focus", 102_000, 150_000),
        ("grief", 200_000, 600_000),
    ]


def test_a_stretch_that_is_decided_joins_what_is_beside_it() -> None:
    subject = the_subject("other state")

    kept = {subject: Decision(subject, Choice.KEPT, parent=1)}
    other = {subject: Decision(subject, Choice.OTHER, code="unclear")}

    assert states(kept)[-1] == ("grief", 150_000, 600_000)
    assert states(other)[2:] == [
        ("unclear", 150_000, 200_000),
        ("grief", 200_000, 600_000),
    ]


@pytest.mark.parametrize(
    ("decision", "wanted"),
    [
        (Decision("", Choice.KEPT, parent=0), ("explore_options", 300_000, 400_000)),
        (Decision("", Choice.KEPT, parent=1), ("role_play", 301_000, 380_000)),
        (
            Decision("", Choice.OTHER, code="link_mood"),
            ("link_mood", 300_500, 390_000),
        ),
        (
            Decision("", Choice.OTHER, code="role_play", span=Span(1, 2)),
            ("role_play", 1, 2),
        ),
        (Decision("", Choice.LEFT_OUT), None),
    ],
)
def test_two_codes_for_one_moment_become_what_is_decided(
    decision: Decision, wanted: tuple[str, int, int] | None
) -> None:
    subject = the_subject("other code")
    before = content(BOTH, {}).marks

    after = content(BOTH, {subject: replace(decision, subject=subject)}).marks

    new = [(m.code, m.start, m.end) for n, m in after.items() if before.get(n) != m]
    assert new == ([wanted] if wanted else [])


def test_keeping_whoever_marked_nothing_leaves_the_mark_out() -> None:
    subject = the_subject("not by all")

    none = content(BOTH, {subject: Decision(subject, Choice.KEPT, parent=0)})
    one = content(BOTH, {subject: Decision(subject, Choice.KEPT, parent=1)})

    assert len(one.marks) == len(none.marks) + 1


def test_ratings_are_kept_or_another_one_is_found() -> None:
    subject = "item adh_options"

    def rated(decision: Decision) -> int | None:
        found = content(BOTH, {subject: decision}).ratings.get("adh_options")
        return found.value if found else None

    assert rated(Decision(subject, Choice.KEPT, parent=0)) == 97
    assert rated(Decision(subject, Choice.KEPT, parent=1)) == 3
    assert rated(Decision(subject, Choice.OTHER, value=4)) == 4
    assert rated(Decision(subject, Choice.LEFT_OUT)) is None


def test_three_codings_are_decided_as_two_are() -> None:
    three = a_side("R-3", [("role_play", 300_500, 390_000)], {"adh_options": 3})
    all_three = compare((ONE, TWO, three), LENGTH, NEAR)
    (place,) = (m for m in all_three.met if m.codes[2] == "role_play")

    kept = Decision(place.subject, Choice.KEPT, parent=2)
    found = content(all_three, {place.subject: kept}).marks.values()

    assert ("role_play", 300_500, 390_000) in {(m.code, m.start, m.end) for m in found}
    assert "item adh_options" in still_open(all_three, {})


points = st.lists(
    st.tuples(
        st.sampled_from(["link_mood", "role_play", "explore_options"]),
        st.integers(0, LENGTH - 20_000),
        st.integers(0, 20_000),
    ).map(lambda each: (each[0], each[1], each[1] + each[2])),
    max_size=5,
)
edges = st.lists(st.integers(1, LENGTH - 1), unique=True, max_size=4).map(sorted)


@st.composite
def sides(draw: st.DrawFn, name: str) -> Side:
    """Draw a coding of marks, a whole focus track, and a rating or two."""
    borders = [0, *draw(edges), LENGTH]
    order = draw(st.permutations(["grief", "off_focus", "unclear"]))
    focus = [
        (order[n % 3], start, end)
        for n, (start, end) in enumerate(itertools.pairwise(borders))
    ]
    ratings = draw(st.dictionaries(st.just("adh_link"), st.integers(1, 7)))
    return a_side(name, [*focus, *draw(points)], ratings)


@settings(max_examples=30, deadline=None)
@given(sides("R-1"), sides("R-2"))
def test_who_is_named_first_changes_nothing_of_what_is_agreed(
    one: Side, two: Side
) -> None:
    def held(found: tuple[Side, Side]) -> tuple[set[object], dict[str, object]]:
        marks, ratings = content(compare(found, LENGTH, NEAR), {})
        return {(m.code, m.start, m.end) for m in marks.values()}, {**ratings}

    assert held((one, two)) == held((two, one))


@settings(max_examples=30, deadline=None)
@given(sides("R-1"), sides("R-2"), st.integers(0, 1))
def test_keeping_one_rater_everywhere_settles_everything_and_overlaps_nowhere(
    one: Side, two: Side, parent: int
) -> None:
    comparison = compare((one, two), LENGTH, NEAR)
    decisions = {
        subject: Decision(subject, Choice.KEPT, parent=parent)
        for subject in still_open(comparison, {})
    }

    found = content(comparison, decisions)
    step = step_to(Coding(one.coding.head), found)

    assert still_open(comparison, decisions) == []
    focus = comparison.codebook.focus
    spans = [
        (m.start, m.end)
        for m in found.marks.values()
        if m.code in {state.id for state in focus.states}
    ]
    assert spans[0][0] == 0
    assert spans[-1][1] == LENGTH
    assert all(a[1] == b[0] for a, b in itertools.pairwise(spans)), (
        "the focus has no gap"
    )
    draft = Coding(replace(one.coding.head, status=Status.DRAFT))
    assert step.reversed().apply(step.apply(draft)) == draft


def of_focus(found: Content) -> list[tuple[str, int, int | None]]:
    """Return the states of the focus."""
    focus = {state.id for state in BOTH.codebook.focus.states}
    marks = found.marks.values()
    return [(m.code, m.start, m.end) for m in marks if m.code in focus]


def test_a_track_that_one_parent_alone_coded_is_kept_or_left_out_as_a_whole() -> None:
    silent = a_side("R-3", [("link_mood", 10_000, 10_000)], {"adh_link": 5})
    held = compare((ONE, silent), LENGTH, NEAR)
    (track,) = (each for each in held.disagreements if each.track)

    assert (track.span.start, track.span.end) == (0, LENGTH)
    assert of_focus(content(held, {})) == []
    kept = {track.subject: Decision(track.subject, Choice.KEPT, parent=0)}
    assert of_focus(content(held, kept)) == [
        ("grief", 0, 100_000),
        ("off_focus", 100_000, 200_000),
        ("grief", 200_000, 600_000),
    ]
    for nothing in (
        Decision(track.subject, Choice.LEFT_OUT),
        Decision(track.subject, Choice.KEPT, parent=1),
    ):
        assert of_focus(content(held, {track.subject: nothing})) == []


def test_a_parent_without_the_track_is_missing_there_and_the_others_decide() -> None:
    silent = a_side("R-3", [("link_mood", 10_000, 10_000)], {"adh_link": 5})
    held = compare((ONE, silent, TWO), LENGTH, NEAR)
    (stretch,) = (each for each in held.disagreements if each.track)

    assert stretch.codes == ("off_focus", None, "grief")
    assert held.notes == (
        "R-3 did not code the track Focus; the others are compared there.",
    )
    decided = {stretch.subject: Decision(stretch.subject, Choice.KEPT, parent=2)}
    assert of_focus(content(held, decided)) == [
        ("grief", 0, 102_000),
        ("off_focus", 102_000, 150_000),
        ("grief", 150_000, 600_000),
    ]
