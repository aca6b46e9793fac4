"""Which file of a tape plays when."""

from __future__ import annotations

from pathlib import Path

from ipt_review.domain.tape import MediaFile
from ipt_review.media.running_order import RunningOrder


def _file(name: str, offset: int, length: int) -> MediaFile:
    return MediaFile(Path(f"/tapes/{name}"), offset, length, 1)


SIDES = RunningOrder(
    (_file("a.wav", 0, 5_000), _file("b.wav", 8_000, 4_000)), length=15_000
)


def test_what_plays_next_may_be_the_gap_or_the_file_behind_it() -> None:
    assert [each.file for each in SIDES.line] == [0, None, 1, None]
    assert SIDES.following(0, skips_gaps=False) == 1
    assert SIDES.following(0, skips_gaps=True) == 2


def test_the_gap_at_the_end_belongs_to_the_session_and_is_never_skipped() -> None:
    assert SIDES.following(2, skips_gaps=True) == 3
    assert SIDES.following(3, skips_gaps=True) is None


def test_a_file_that_cannot_be_played_is_a_gap_that_says_why() -> None:
    without = SIDES.without(1, "“b.wav” is gone.")
    assert [each.file for each in without.line] == [0, None]
    assert without.missing_at(9_000) == "“b.wav” is gone."
    assert without.missing_at(6_000) == ""
    assert not without.is_lost
    assert without.without(0, "So is this.").is_lost


def test_another_camera_takes_the_place_of_one_that_cannot_be_played() -> None:
    cameras = RunningOrder(
        (_file("a.mp4", 0, 9_000), _file("b.mp4", 2_000, 9_000)), 11_000
    )
    assert [each.file for each in cameras.line] == [0, 1]
    assert [each.file for each in cameras.without(0, "Gone.").line] == [None, 1]


def test_a_file_may_be_cut_short_by_another_or_end_by_itself() -> None:
    cameras = RunningOrder(
        (_file("a.mp4", 4_000, 2_000), _file("b.mp4", 0, 9_000)), 9_000
    )
    assert [each.file for each in cameras.line] == [1, 0, 1]
    assert [cameras.ends_by_itself(index) for index in range(3)] == [False, True, True]


def test_a_file_that_breaks_off_leaves_a_gap() -> None:
    assert [each.file for each in SIDES.shortened(1, 1_000).line] == [0, None, 1, None]
    assert SIDES.shortened(1, 1_000).line[2].span.end == 9_000
