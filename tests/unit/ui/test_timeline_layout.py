from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.mark import Mark
from ipt_review.domain.phase import Phase
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue
from ipt_review.ui.timeline.axis import Axis
from ipt_review.ui.timeline.lanes import fill_lanes
from ipt_review.ui.timeline.layout import (
    Shape,
    block_at,
    lay_out,
    lay_out_open,
    stack,
)
from ipt_review.ui.timeline.scene import Room, compose
from ipt_review.ui.timeline.speech import speech_lanes
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.ui.timeline.layout import (
        Block,
    )

BOOK = the_shipped_codebook()
LENGTH = 100_000
WORDS = [
    *(code.id for code in BOOK.codes),
    *(state.id for track in BOOK.tracks for state in track.states),
]


def blocks_of(*marks: Mark, shown: Span | None = None, now: int = 0) -> list[Block]:
    axis = Axis(shown or Span(0, LENGTH), 100, 1_000)
    return lay_out(fill_lanes(BOOK, marks), axis, now)


def labels(lanes: Iterable[object]) -> list[str]:
    return [getattr(filled, "lane").label for filled in lanes]  # noqa: B009


@st.composite
def some_marks(draw: st.DrawFn) -> list[Mark]:
    starts = st.integers(0, LENGTH)
    ends = st.one_of(st.none(), st.just(0), st.integers(0, LENGTH))
    rows = draw(st.lists(st.tuples(st.sampled_from(WORDS), starts, ends), max_size=40))
    return [
        Mark(number, word, start, None if end is None else start + end)
        for number, (word, start, end) in enumerate(rows, 1)
    ]


@st.composite
def some_span(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, LENGTH - 5_000))
    return Span(start, draw(st.integers(start + 5_000, LENGTH)))


@given(some_marks(), some_span(), st.integers(0, LENGTH))
def test_what_is_shown_has_a_block_and_nothing_else_has(
    marks: list[Mark], shown: Span, now: int
) -> None:
    blocks = blocks_of(*marks, shown=shown, now=now)

    seen = {mark.number for mark in marks if mark.span(now).overlaps(shown)}
    assert {block.number for block in blocks} == seen
    assert len(blocks) == len(seen)


@given(some_marks(), some_span(), st.integers(0, LENGTH))
def test_blocks_stay_on_the_axis_and_apart_from_each_other(
    marks: list[Mark], shown: Span, now: int
) -> None:
    blocks = blocks_of(*marks, shown=shown, now=now)

    assert all(b.left >= 100 and b.right <= 1_100 + 1e-6 for b in blocks)
    wide = [block for block in blocks if block.shape is not Shape.POINT]
    wide.sort(key=lambda block: (block.lane, block.row, block.left, block.right))
    for _, row in groupby(wide, key=lambda block: (block.lane, block.row)):
        assert all(a.right <= b.left + 1e-6 for a, b in pairwise(row))


@given(some_marks(), some_span(), st.integers(0, LENGTH))
def test_open_marks_alone_stand_where_they_stand_among_all(
    marks: list[Mark], shown: Span, now: int
) -> None:
    filled = fill_lanes(BOOK, marks)
    axis = Axis(shown, 100, 1_000)

    alone = lay_out_open(filled, axis, now)

    among = [block for block in lay_out(filled, axis, now) if block.is_open]
    assert [(b.number, b.row, b.left) for b in sorted(alone, key=by_number)] == [
        (b.number, b.row, b.left) for b in sorted(among, key=by_number)
    ]


def by_number(block: Block) -> int:
    return block.number


def test_overlapping_intervals_take_separate_rows() -> None:
    marks = [
        Mark(1, "role_play", 0, 50_000),
        Mark(2, "incident_detail", 25_000, 75_000),
        Mark(3, "role_play", 50_000, 60_000),
    ]

    found = {b.number: (b.row, b.left, b.width) for b in blocks_of(*marks)}

    assert found == {1: (0, 100, 500), 2: (1, 350, 500), 3: (0, 600, 100)}


def test_points_stay_in_the_first_row_over_what_runs_there() -> None:
    blocks = blocks_of(
        Mark(1, "role_play", 0, 50_000), Mark(2, "affect_named", 25_000, 25_000)
    )

    assert {block.row for block in blocks} == {0}
    assert [block.shape for block in blocks] == [Shape.INTERVAL, Shape.POINT]


def test_an_open_mark_reaches_to_now_and_has_its_row_to_itself() -> None:
    marks = [Mark(1, "role_play", 10_000, None), Mark(2, "role_play", 60_000, 70_000)]

    first, second = blocks_of(*marks, now=40_000)

    assert (first.left, first.right, first.is_open) == (200, 500, True)
    assert (first.row, second.row) == (0, 1)


def test_flags_are_told_apart_from_other_marks() -> None:
    blocks = blocks_of(Mark(1, "flag_blame", 0, 0), Mark(2, "affect_named", 0, 0))

    assert {block.number: block.flag for block in blocks} == {1: True, 2: False}


def test_lanes_stand_in_the_order_of_the_codebook() -> None:
    cues = [
        Cue(Span(0, 9), "Observer", "m"),
        Cue(Span(9, 20), "Patient", "well"),
        Cue(Span(20, 30), "Therapist", "and"),
    ]
    marks = [Mark(1, "sad", 0, 5_000)]

    assert labels(speech_lanes(cues) + fill_lanes(BOOK, marks)) == [
        "Therapist",
        "Patient",
        "Observer",
        "Focus",
        *(group.label for group in BOOK.groups),
        "Patient affect",
    ]


def test_groups_of_other_phases_are_left_out_until_they_have_a_mark() -> None:
    bare = labels(fill_lanes(BOOK, [], Phase.MIDDLE))
    used = labels(fill_lanes(BOOK, [Mark(1, "ending", 0, 9)], Phase.MIDDLE))

    assert "Ending" not in bare
    assert "Opening frame" not in used
    assert used.index("Ending") == bare.index("Problem-area work") + 1


def test_a_mark_that_the_codebook_does_not_know_is_shown_all_the_same() -> None:
    filled = fill_lanes(BOOK, [Mark(1, "of_another_book", 0, 0)])

    assert labels(filled)[-1] == "Not in codebook"
    assert [item.label for item in filled[-1].items] == ["of_another_book"]


def test_a_crowd_of_speakers_shares_a_lane() -> None:
    cues = [Cue(Span(n, n + 1), f"S{n}", "") for n in range(9)]

    assert labels(speech_lanes(cues)) == ["S0", "S1", "S2", "Others"]


def test_captions_without_speakers_make_one_lane() -> None:
    assert labels(speech_lanes([Cue(Span(0, 9), "", "hm")])) == ["Speech"]
    assert speech_lanes([]) == ()


def test_speech_runs_together_where_no_gap_could_be_seen() -> None:
    cues = [Cue(Span(n * 1_000, n * 1_000 + 990), "Patient", "") for n in range(50)]
    cues.append(Cue(Span(90_000, 95_000), "Patient", ""))

    blocks = lay_out(speech_lanes(cues), Axis(Span(0, LENGTH), 0, 100), 0)

    assert [(round(b.left), round(b.right)) for b in blocks] == [(0, 50), (90, 95)]


def test_an_edit_leaves_the_blocks_of_other_lanes_as_they_are() -> None:
    marks = {1: Mark(1, "role_play", 0, 9_000), 2: Mark(2, "praise", 5, 5)}
    filled = fill_lanes(BOOK, marks.values())
    scene = compose(filled, LENGTH, Span(0, LENGTH), Room(900, 380, 120))
    edited = [marks[1], replace(marks[2], note="Say more.")]

    later = fill_lanes(BOOK, edited, None, filled)
    after = compose(later, LENGTH, Span(0, LENGTH), Room(900, 380, 120), scene)

    anew = [
        filled.lane.label
        for filled, old, new in zip(later, scene.lanes, after.lanes, strict=True)
        if old is not new
    ]
    assert anew == ["Response"]


def test_lanes_stand_one_below_the_other() -> None:
    filled = fill_lanes(BOOK, [Mark(1, "sad", 0, 9)])

    for height in (50, 200, 400, 2_000):
        bands = stack(filled, 50, height)
        assert all(a.top + a.height <= b.top + 1 for a, b in pairwise(bands))


def test_a_point_is_hit_before_the_interval_it_stands_on() -> None:
    marks = [Mark(1, "role_play", 0, 50_000), Mark(2, "affect_named", 25_000, 25_000)]
    filled = fill_lanes(BOOK, marks)
    blocks = lay_out(filled, Axis(Span(0, LENGTH), 100, 1_000), 0)
    bands = stack(filled, 50, 300)
    y = bands[blocks[0].lane].middle(0)

    hits = [block_at(blocks, bands, x, y) for x in (350, 354, 340, 700)]

    assert [hit and hit.number for hit in hits] == [2, 2, 1, None]


def test_the_shortest_mark_can_be_hit_on_eight_pixels() -> None:
    filled = fill_lanes(BOOK, [Mark(1, "role_play", 50_000, 50_001)])
    blocks = lay_out(filled, Axis(Span(0, LENGTH), 100, 1_000), 0)
    bands = stack(filled, 50, 300)
    y = bands[blocks[0].lane].middle(0)

    hit = [x for x in range(580, 620) if block_at(blocks, bands, x, y)]

    assert len(hit) >= 8
    assert block_at(blocks, bands, 600, 10) is None
