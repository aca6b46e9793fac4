from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.timecode import Span
from ipt_review.ui.timeline.axis import Axis, moved, paged, ticks, zoomed

HOUR = 3_600_000


def an_axis(start: int = 0, end: int = HOUR, width: int = 960) -> Axis:
    return Axis(Span(start, end), 120, width)


def labels(axis: Axis) -> list[str]:
    return [tick.label for tick in ticks(axis, room=76) if tick.label]


def test_the_ruler_of_a_whole_tape_counts_in_minutes() -> None:
    assert labels(an_axis(end=3_012_000))[:3] == ["0:00:00", "0:05:00", "0:10:00"]


def test_the_ruler_of_a_few_seconds_counts_in_seconds() -> None:
    axis = an_axis(start=60_500, end=66_500)

    assert labels(axis) == [f"0:01:0{second}" for second in range(1, 7)]


@pytest.mark.parametrize("length", [1, 999, 5_000, 77_777, HOUR, 30 * HOUR])
@pytest.mark.parametrize("width", [1, 80, 960, 3_000])
def test_labels_on_the_ruler_keep_their_distance(length: int, width: int) -> None:
    places = [t.x for t in ticks(an_axis(end=length, width=width), room=76) if t.label]

    gaps = [after - before for before, after in itertools.pairwise(places)]
    assert all(gap >= 75.9 for gap in gaps)


@given(st.integers(0, HOUR - 5_000), st.data())
def test_a_moment_is_found_again_at_its_pixel(start: int, data: st.DataObject) -> None:
    end = data.draw(st.integers(start + 5_000, HOUR))
    moment = data.draw(st.integers(start, end))
    axis = an_axis(start, end)

    assert abs(axis.moment(axis.x(moment)) - moment) <= 1


def test_pixels_beside_the_axis_mean_its_ends() -> None:
    axis = an_axis(1_000, 9_000)

    assert (axis.moment(0), axis.moment(5_000)) == (1_000, 9_000)


@given(
    st.integers(0, HOUR),
    st.floats(0.05, 20).filter(lambda factor: factor != 1),
)
def test_zooming_stays_on_the_tape(about: int, factor: float) -> None:
    shown = zoomed(Span(0, HOUR), HOUR, about, factor)

    assert 0 <= shown.start <= shown.end <= HOUR
    assert shown.start <= about <= shown.end


def test_zooming_keeps_the_moment_where_it_was() -> None:
    before = Span(600_000, 1_200_000)

    after = zoomed(before, HOUR, 750_000, 2)

    assert after == Span(675_000, 975_000)
    assert (750_000 - after.start) / after.length == 0.25


def test_nobody_zooms_in_to_nothing() -> None:
    assert zoomed(Span(0, HOUR), HOUR, 0, 1e9).length == 5_000
    assert zoomed(Span(0, 2_000), 2_000, 0, 10) == Span(0, 2_000)


def test_scrolling_stops_at_the_ends_of_the_tape() -> None:
    shown = Span(0, 10_000)

    assert moved(shown, 60_000, -5_000) == shown
    assert moved(shown, 60_000, 70_000) == Span(50_000, 60_000)


def test_a_page_stays_until_the_playhead_leaves_it() -> None:
    shown = Span(100_000, 200_000)

    assert paged(shown, HOUR, 200_000) is shown
    assert paged(shown, HOUR, 200_001) == Span(195_001, 295_001)
    assert paged(shown, HOUR, 2_000) == Span(0, 100_000)
