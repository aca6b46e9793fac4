"""When a silence is jumped over, and when it is played."""

from __future__ import annotations

import pytest

from ipt_review.domain.timecode import Span
from ipt_review.ui.player.skipping import skipped

QUIET = (Span(10_000, 18_000), Span(40_000, 44_000))


def test_playing_into_a_silence_leads_to_just_before_the_next_word() -> None:
    assert skipped(QUIET, 10_490, 10_506) == Span(10_506, 17_700)


@pytest.mark.parametrize(
    ("before", "here"),
    [(9_000, 9_016), (10_000, 10_016), (17_900, 17_916), (12_000, 12_016)],
    ids=["speech", "just after it", "just before it", "in the middle of silence"],
)
def test_nothing_else_is_jumped_over(before: int, here: int) -> None:
    assert skipped(QUIET, before, here) is None


def test_a_silence_that_one_goes_to_on_purpose_is_played() -> None:
    assert skipped(QUIET, 2_000, 12_000) is None
    assert skipped(QUIET, 30_000, 12_000) is None


def test_a_late_reading_still_skips_what_is_left() -> None:
    assert skipped(QUIET, 10_400, 11_200) == Span(11_200, 17_700)


def test_the_tape_never_goes_back() -> None:
    for here in range(0, 50_000, 7):
        over = skipped(QUIET, here - 7, here)
        assert over is None or over.end > here
