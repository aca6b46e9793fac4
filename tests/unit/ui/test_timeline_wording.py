from __future__ import annotations

from ipt_review.domain.mark import Mark
from ipt_review.ui.timeline.wording import described, label_of, time_of, tip_of
from tests.builders import the_shipped_codebook

BOOK = the_shipped_codebook()


def test_area_work_is_called_by_the_area_that_is_talked_about() -> None:
    work = Mark(3, "area_explore", 20_000, 30_000)
    focus = [
        Mark(1, "role_dispute", 0, 40_000),
        Mark(2, "grief", 40_000, None),
    ]

    assert label_of(BOOK, work, focus) == BOOK.label("area_explore", "role_dispute")
    assert label_of(BOOK, work, []) == BOOK.label("area_explore")


def test_times_say_whether_a_mark_lasts() -> None:
    assert time_of(Mark(1, "praise", 65_000, 65_000)) == "0:01:05"
    assert time_of(Mark(1, "role_play", 65_000, 90_000)) == "0:01:05 to 0:01:30"
    assert time_of(Mark(1, "role_play", 65_000, None)) == "0:01:05, open"


def test_a_tip_shows_the_note_as_it_was_written_and_not_all_of_a_long_one() -> None:
    tip = tip_of("Praise", Mark(1, "praise", 0, 0, "<b>so</b> " + "word " * 50_000))

    assert "&lt;b&gt;so&lt;/b&gt; word" in tip
    assert tip.endswith("…")
    assert len(tip) < 500


def test_a_screen_reader_hears_what_is_there_and_what_is_picked() -> None:
    assert described(60_000, 1, "") == "1 mark on 0:01:00 of tape."
    assert described(60_000, 2, "Praise, 0:00:09").endswith("Picked: Praise, 0:00:09.")
