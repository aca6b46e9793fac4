from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.coding import Coding
from ipt_review.domain.mark import Direction, Mark
from ipt_review.domain.problems import UnknownWord
from ipt_review.workflow.coding import many, retiming
from ipt_review.workflow.coding.standing import CannotStand
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook

LENGTH = 600_000
SMALL = SmallStudy()
BOOK = SMALL.codebook
POINT = Mark(1, "link_mood", 10_000, 10_000)
PLAYED = Mark(2, "role_play", 20_000, 40_000)
OPENED = Mark(3, "explore_options", 50_000, None)
GRIEF = Mark(4, "grief", 0, 60_000)
OFF = Mark(5, "off_focus", 60_000, 90_000)
ALL = (POINT, PLAYED, OPENED, GRIEF, OFF)


def a_coding(*marks: Mark) -> Coding:
    return Coding(SMALL.head, {mark.number: mark for mark in marks or ALL})


def shifted(coding: Coding, numbers: set[int], by: int) -> dict[int, int]:
    step = many.shift(coding, BOOK, LENGTH, numbers, by)
    assert step is not None
    return {n: mark.start for n, mark in step.apply(coding).marks.items()}


def test_many_marks_are_shifted_by_the_same_amount() -> None:
    assert shifted(a_coding(), {1, 2, 3}, 5_000) == {
        1: 15_000,
        2: 25_000,
        3: 55_000,
        4: 0,
        5: 60_000,
    }


def test_marks_go_together_as_far_as_the_first_can() -> None:
    assert shifted(a_coding(POINT, PLAYED), {1, 2}, -30_000) == {1: 0, 2: 10_000}
    assert many.room_to_shift([POINT, PLAYED], LENGTH, -30_000) == -10_000


def test_marks_at_the_edge_are_not_shifted_over_it() -> None:
    with pytest.raises(many.NoWayToGo, match="at the start of the tape"):
        many.shift(a_coding(), BOOK, LENGTH, {2, 4}, -1)


def test_a_state_is_not_shifted_over_its_neighbor() -> None:
    with pytest.raises(CannotStand, match="would overlap “Off focus”"):
        many.shift(a_coding(), BOOK, LENGTH, {4}, 1_000)


def test_states_that_are_all_shifted_keep_out_of_each_others_way() -> None:
    assert shifted(a_coding(), {4, 5}, 1_000)[5] == 61_000


def test_a_shift_by_nothing_is_no_step() -> None:
    assert many.shift(a_coding(), BOOK, LENGTH, {1}, 0) is None
    assert many.shift(a_coding(), BOOK, LENGTH, set(), 9) is None


def test_an_interval_takes_another_interval_code_and_keeps_its_note() -> None:
    coding = a_coding(replace(PLAYED, note="well done"))

    step = many.recode(coding, BOOK, LENGTH, {2}, "explore_options")

    assert step is not None
    mark = step.apply(coding).marks[2]
    assert (mark.code, mark.note) == ("explore_options", "well done")


@pytest.mark.parametrize(
    ("numbers", "code", "why"),
    [
        ({1}, "role_play", "needs a stretch of tape"),
        ({2}, "link_mood", "stands on a moment"),
        ({2}, "grief", "change only into one another"),
        ({4}, "role_play", "change only into one another"),
        ({1, 2}, "explore_options", "“Link Mood” at 0:00:10 cannot become"),
    ],
)
def test_a_code_that_does_not_fit_one_of_them_changes_none(
    numbers: set[int], code: str, why: str
) -> None:
    with pytest.raises(CannotStand, match=why) as refused:
        many.recode(a_coding(), BOOK, LENGTH, numbers, code)
    assert "Nothing was changed." in str(refused.value)


def test_a_direction_is_not_lost_to_a_code_that_has_none() -> None:
    both = replace(BOOK, codes=(*BOOK.codes, replace(BOOK.codes[0], id="praise")))
    linked = replace(POINT, direction=Direction.MOOD_TO_EVENT)

    with pytest.raises(CannotStand, match="has a direction, and that code has none"):
        many.recode(a_coding(linked), both, LENGTH, {1}, "praise")
    assert many.recode(a_coding(POINT), both, LENGTH, {1}, "praise") is not None


def test_how_many_do_not_fit_is_told() -> None:
    coding = a_coding(POINT, replace(POINT, number=2, start=30, end=30))

    with pytest.raises(CannotStand, match="So it is with 1 more"):
        many.recode(coding, BOOK, LENGTH, {1, 2}, "role_play")


def test_a_code_is_not_opened_twice_at_once() -> None:
    coding = a_coding(OPENED, Mark(9, "role_play", 70_000, None))

    with pytest.raises(CannotStand, match="while another mark of that code is open"):
        many.recode(coding, BOOK, LENGTH, {9}, "explore_options")


def test_a_state_becomes_another_state_of_its_track() -> None:
    step = many.recode(a_coding(), BOOK, LENGTH, {5}, "unclear")

    assert step is not None
    assert step.apply(a_coding()).marks[5].code == "unclear"


def test_a_code_that_is_not_in_the_codebook_is_refused() -> None:
    with pytest.raises(UnknownWord):
        many.recode(a_coding(), BOOK, LENGTH, {1}, "nonsense")


def test_only_codes_that_fit_all_of_them_are_offered() -> None:
    assert many.fitting(BOOK, [POINT]) == ["link_mood"]
    assert many.fitting(BOOK, [PLAYED, OPENED]) == ["explore_options", "role_play"]
    assert many.fitting(BOOK, [GRIEF]) == ["grief", "off_focus", "unclear"]
    assert many.fitting(BOOK, [POINT, PLAYED]) == []


def test_a_silenced_code_is_not_offered() -> None:
    codes = tuple(replace(c, silenced=c.id == "role_play") for c in BOOK.codes)
    quiet: Codebook = replace(BOOK, codes=codes)

    assert many.fitting(quiet, [PLAYED]) == ["explore_options"]
    with pytest.raises(CannotStand, match="does without"):
        many.recode(a_coding(OPENED), quiet, LENGTH, {3}, "role_play")


def test_a_mark_whose_code_was_lost_takes_one_of_its_looks() -> None:
    assert many.fitting(BOOK, [Mark(1, "lost", 5, 9)]) == [
        "explore_options",
        "role_play",
    ]


def test_removing_nothing_is_no_step() -> None:
    assert many.remove(a_coding(), {77}) is None


def test_a_point_goes_whole_where_its_time_is_typed() -> None:
    step = retiming.set_start(a_coding(), BOOK, LENGTH, 1, 12_345)

    assert step is not None
    assert step.apply(a_coding()).marks[1] == replace(POINT, start=12_345, end=12_345)


def test_a_typed_end_closes_an_open_interval() -> None:
    step = retiming.set_end(a_coding(), BOOK, LENGTH, 3, 70_000)

    assert step is not None
    assert step.apply(a_coding()).marks[3].end == 70_000


def test_the_state_before_goes_on_until_the_new_start() -> None:
    step = retiming.set_start(a_coding(), BOOK, LENGTH, 5, 75_000)

    assert step is not None
    after = step.apply(a_coding()).marks
    assert (after[4].end, after[5].start) == (75_000, 75_000)


def test_the_state_after_begins_at_the_new_end() -> None:
    step = retiming.set_end(a_coding(), BOOK, LENGTH, 4, 30_000)

    assert step is not None
    after = step.apply(a_coding()).marks
    assert (after[4].end, after[5].start) == (30_000, 30_000)


def test_a_state_is_not_stretched_over_a_whole_other_one() -> None:
    with pytest.raises(retiming.EndBeforeStart, match="“Off focus” at 0:01:00"):
        retiming.set_end(a_coding(), BOOK, LENGTH, 4, 95_000)


def test_a_state_apart_from_others_is_not_stretched_over_them() -> None:
    coding = a_coding(replace(GRIEF, end=50_000), OFF)

    with pytest.raises(CannotStand, match="would overlap"):
        retiming.set_end(coding, BOOK, LENGTH, 4, 61_000)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(retiming.EndBeforeStart, match="end before it starts"):
        retiming.set_end(a_coding(), BOOK, LENGTH, 2, 19_999)
    with pytest.raises(retiming.EndBeforeStart):
        retiming.set_start(a_coding(), BOOK, LENGTH, 2, 40_001)


def test_a_point_has_no_end_to_set() -> None:
    with pytest.raises(retiming.EndOfAMoment):
        retiming.set_end(a_coding(), BOOK, LENGTH, 1, 11_000)


def test_nothing_is_set_beyond_the_tape() -> None:
    with pytest.raises(CannotStand, match=r"the tape ends at 0:10:00\.000"):
        retiming.set_end(a_coding(), BOOK, LENGTH, 2, LENGTH + 1)
    with pytest.raises(CannotStand):
        retiming.set_start(a_coding(), BOOK, LENGTH, 1, LENGTH + 1)


def test_the_same_time_again_is_no_step() -> None:
    assert retiming.set_start(a_coding(), BOOK, LENGTH, 2, 20_000) is None
