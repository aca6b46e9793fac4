"""Session time and file time say the same of every moment, however files lie."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.splice import (
    covering,
    end_of,
    end_of_all,
    end_to_end,
    gaps,
    stretch_at,
    stretches,
)
from ipt_review.domain.tape import MediaFile

FILES = st.lists(
    st.builds(
        lambda offset, length: MediaFile(Path("/a.mp4"), offset, length, 1),
        st.integers(0, 60_000),
        st.integers(1, 40_000),
    ),
    max_size=6,
)


@given(FILES, st.integers(0, 20_000), st.integers(-1, 6))
def test_stretches_cover_the_session_without_hole_or_overlap(
    files: list[MediaFile], beyond: int, chosen: int
) -> None:
    length = end_of_all(files) + beyond
    line = stretches(files, length, chosen)
    assert (line[0].span.start, line[-1].span.end) == (0, length)
    for before, after in pairwise(line):
        assert before.span.end == after.span.start
        assert before.file != after.file


@given(FILES, st.data())
def test_each_moment_is_played_from_a_file_that_recorded_it(
    files: list[MediaFile], data: st.DataObject
) -> None:
    length = end_of_all(files) + 1_000
    moment = data.draw(st.integers(0, length - 1))
    line = stretches(files, length)
    here = line[stretch_at(line, moment)]
    assert here.span.start <= moment < here.span.end
    there = covering(files, moment)
    assert here.file == (there[0] if there else None)
    if here.file is not None:
        file = files[here.file]
        assert 0 <= moment - file.offset < file.length
        assert file.offset <= here.span.start
        assert here.span.end <= end_of(file)


@given(FILES, st.data())
def test_the_chosen_camera_is_seen_wherever_it_recorded(
    files: list[MediaFile], data: st.DataObject
) -> None:
    if not files:
        return
    chosen = data.draw(st.integers(0, len(files) - 1))
    line = stretches(files, end_of_all(files), chosen)
    file = files[chosen]
    moment = data.draw(st.integers(file.offset, end_of(file) - 1))
    assert line[stretch_at(line, moment)].file == chosen


@given(FILES)
def test_gaps_are_where_no_file_recorded(files: list[MediaFile]) -> None:
    length = end_of_all(files) + 500
    found = gaps(files, length)
    recorded = length - sum(span.length for span in found)
    assert recorded == sum(
        each.span.length for each in stretches(files, length) if each.file is not None
    )
    for span in found:
        assert not covering(files, span.start)
        assert not covering(files, span.end - 1)


@given(FILES, st.integers(0, 9_000))
def test_files_put_end_to_end_leave_no_gap_and_keep_their_order(
    files: list[MediaFile], start: int
) -> None:
    offsets = end_to_end(files, start)
    ends = [offset + file.length for offset, file in zip(offsets, files, strict=True)]
    assert list(offsets) == [start, *ends][: len(files)]
