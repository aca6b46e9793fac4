from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.mark import Mark
from ipt_review.domain.phase import Phase
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue
from ipt_review.ui.timeline.axis import Axis
from ipt_review.ui.timeline.bands import stack
from ipt_review.ui.timeline.coded import plan_of, stand
from ipt_review.ui.timeline.crowding import crowd_of
from ipt_review.ui.timeline.hitting import hit
from ipt_review.ui.timeline.lanes import NO_END
from ipt_review.ui.timeline.layout import Shape, lay_out, lay_out_open
from ipt_review.ui.timeline.speech import speech_lanes
from ipt_review.ui.timeline.totals import total_of
from ipt_review.workflow.coding.shaping import Edge
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipt_review.ui.timeline.lanes import Filled
    from ipt_review.ui.timeline.layout import Block

BOOK = the_shipped_codebook()
LENGTH = 100_000
WORDS = [
    *(code.id for code in BOOK.codes),
    *(state.id for track in BOOK.tracks for state in track.states),
]


def fill_lanes(marks: Sequence[Mark], phase: Phase | None = None) -> tuple[Filled, ...]:
    plan = plan_of(BOOK, phase)
    return stand(plan, {mark.number: mark for mark in marks}).lanes


def blocks_of(*marks: Mark, shown: Span | None = None, now: int = 0) -> list[Block]:
    axis = Axis(shown or Span(0, LENGTH), 100, 1_000)
    return lay_out(fill_lanes(marks), axis, now)


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
    filled = fill_lanes(marks)
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

    assert labels(speech_lanes(cues) + fill_lanes(marks)) == [
        "Therapist",
        "Patient",
        "Observer",
        "Focus",
        *(group.label for group in BOOK.groups),
        "Patient affect",
    ]


def test_groups_of_other_phases_are_left_out_until_they_have_a_mark() -> None:
    bare = labels(fill_lanes([], Phase.MIDDLE))
    used = labels(fill_lanes([Mark(1, "ending", 0, 9)], Phase.MIDDLE))

    assert "Ending" not in bare
    assert "Opening frame" not in used
    assert used.index("Ending") == bare.index("Problem-area work") + 1


def test_a_mark_that_the_codebook_does_not_know_is_shown_all_the_same() -> None:
    filled = fill_lanes([Mark(1, "of_another_book", 0, 0)])

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


def test_an_edit_leaves_other_lanes_as_they_are() -> None:
    plan = plan_of(BOOK)
    marks = {1: Mark(1, "role_play", 0, 9_000), 2: Mark(2, "praise", 5, 5)}
    before = stand(plan, marks)

    after = stand(plan, {**marks, 2: replace(marks[2], start=4)}, before)

    pairs = zip(before.every, after.every, strict=True)
    assert [new.lane.label for old, new in pairs if old is not new] == ["Response"]


@given(some_marks(), some_marks())
def test_standing_anew_is_the_same_as_standing_for_the_first_time(
    some: list[Mark], other: list[Mark]
) -> None:
    plan = plan_of(BOOK)
    marks = {mark.number: mark for mark in other}
    before = stand(plan, {mark.number: mark for mark in some})

    after, fresh = stand(plan, marks, before), stand(plan, marks)

    assert [each.items for each in after.every] == [each.items for each in fresh.every]


def test_lanes_stand_one_below_the_other() -> None:
    filled = fill_lanes([Mark(1, "sad", 0, 9)])

    for height in (50, 200, 400, 2_000):
        bands = stack(filled, 50, height)
        assert all(a.top + a.height <= b.top + 1 for a, b in pairwise(bands))


def test_where_room_is_short_lanes_keep_a_line_of_text() -> None:
    bands = stack(fill_lanes([Mark(1, "sad", 0, 9)]), 50, 60)

    assert min(band.height for band in bands) >= 11


def test_a_lane_is_as_high_as_a_person_wants_it() -> None:
    filled = fill_lanes([])

    usual, higher = stack(filled, 0, 400), stack(filled, 0, 400, {"focus:focus": 2.0})

    assert higher[0].height == pytest.approx(2 * usual[0].height, abs=1)


def hits(marks: Sequence[Mark], xs: Sequence[float]) -> list[int | None]:
    """Return which marks are hit in the first row of the first lane with marks."""
    filled = [each for each in fill_lanes(marks) if each.items]
    bands = stack(filled, 50, 300)
    axis = Axis(Span(0, LENGTH), 100, 1_000)
    found = [hit(filled, bands, axis, 0, x, bands[0].middle(0)) for x in xs]
    return [each.item.number if each else None for each in found]


def test_a_point_is_hit_before_the_interval_it_stands_on() -> None:
    marks = [Mark(1, "role_play", 0, 50_000), Mark(2, "affect_named", 25_000, 25_000)]

    assert hits(marks, (350, 354, 340, 700)) == [2, 2, 1, None]


def test_the_shortest_mark_can_be_hit_on_eight_pixels() -> None:
    marks = [Mark(1, "role_play", 50_000, 50_001)]

    assert hits(marks, range(580, 620)).count(1) >= 8


@pytest.mark.parametrize(
    ("x", "edge"), [(301, Edge.START), (450, None), (598, Edge.END)]
)
def test_an_interval_is_held_by_the_edge_that_is_near(
    x: float, edge: Edge | None
) -> None:
    filled = fill_lanes([Mark(1, "role_play", 20_000, 50_000)])
    bands = stack(filled, 50, 300)
    lane = next(n for n, each in enumerate(filled) if each.items)

    found = hit(
        filled, bands, Axis(Span(0, LENGTH), 100, 1_000), 0, x, bands[lane].middle(0)
    )

    assert found is not None
    assert found.edge is edge


@given(some_marks(), some_span(), st.integers(0, LENGTH))
def test_whatever_is_painted_is_hit(marks: list[Mark], shown: Span, now: int) -> None:
    filled = fill_lanes(marks)
    bands, axis = stack(filled, 50, 400), Axis(shown, 100, 1_000)
    by_number = {mark.number: mark for mark in marks}

    for block in lay_out(filled, axis, now):
        x = block.left + block.width / 2
        found = hit(filled, bands, axis, now, x, bands[block.lane].middle(block.row))

        assert found is not None
        assert found.lane == block.lane
        other = by_number[found.item.number].span(now)
        near = Span(max(axis.moment(x) - 1_000, 0), axis.moment(x) + 1_000)
        assert found.item.number == block.number or other.overlaps(near)


@given(some_marks(), some_span())
def test_a_crowd_counts_every_mark_that_is_in_view(
    marks: list[Mark], shown: Span
) -> None:
    axis = Axis(shown, 100, 1_000)

    for lane, filled in enumerate(fill_lanes(marks)):
        places = filled.within(shown)
        crowd = crowd_of(lane, filled, places, axis)
        closed = [filled.items[n] for n in places if filled.ends[n] < NO_END]
        points = [each for each in closed if each.end == each.start]
        has_points = filled.lane.kind.has_codes
        counted = [each for each in points if each.start >= shown.start]
        assert crowd.points.sum() == (len(counted) if has_points else 0)
        assert crowd.cover.shape == (filled.rows, 1_000)
        bars = len(closed) - (len(points) if has_points else 0)
        assert bool(crowd.cover.any()) == bool(bars)
        assert all(100 <= b.left <= b.right <= 1_100 + 1e-6 for b in crowd.wide)


def test_tape_that_two_marks_share_counts_once() -> None:
    marks = [
        Mark(1, "role_play", 0, 50_000),
        Mark(2, "incident_detail", 25_000, 75_000),
        Mark(3, "role_play", 70_000, None),
    ]
    lane = next(each for each in fill_lanes(marks) if each.items)

    assert lane.covered_closed == 75_000
    assert lane.covered(90_000) == 90_000
    assert total_of(lane, 90_000) == "3 · 1:30"
