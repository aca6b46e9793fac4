from __future__ import annotations

from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import Rating
from ipt_review.scoring.evidence import CheckKind, SoftCheck, evidence, soft_checks
from tests.builders import the_shipped_codebook

BOOK = the_shipped_codebook()


def rated(**values: int) -> dict[str, Rating]:
    return {item: Rating(value) for item, value in values.items()}


def test_evidence_stands_in_the_order_of_the_tape() -> None:
    marks = [
        Mark(1, "illness_blamed", 9_000, 9_000),
        Mark(2, "praise", 2_000, 2_000),
        Mark(3, "options", 1_000, 1_000),
    ]
    found = evidence(BOOK.item("adh_outcome_response"), marks, BOOK)
    assert [mark.number for mark in found] == [2, 1]


def test_area_work_bears_on_the_items_of_the_area_that_was_talked_about() -> None:
    marks = [
        Mark(1, "grief", 0, 5_000),
        Mark(2, "area_explore", 1_000, 2_000),
        Mark(3, "role_dispute", 5_000, None),
        Mark(4, "area_explore", 6_000, 7_000),
    ]
    mourning = evidence(BOOK.item("adh_grief_mourning"), marks, BOOK)
    dispute = evidence(BOOK.item("adh_dispute_expectations"), marks, BOOK)
    assert [mark.number for mark in mourning] == [2]
    assert [mark.number for mark in dispute] == [4]


def test_area_work_with_no_area_on_the_track_bears_on_all_of_them() -> None:
    marks = [Mark(1, "area_explore", 1_000, 2_000)]
    assert evidence(BOOK.item("adh_grief_mourning"), marks, BOOK) == marks


def test_a_high_rating_without_a_mark_prompts() -> None:
    marks = [Mark(1, "empathy", 0, 0)]
    checks = soft_checks(rated(adh_role_play=4, adh_options=3), marks, BOOK)
    assert checks == [SoftCheck(CheckKind.HIGH_WITHOUT_EVENT, ("adh_role_play",))]


def test_time_on_the_focus_track_backs_a_rating_and_is_no_mark_to_play() -> None:
    marks = [Mark(1, "role_dispute", 0, 90_000)]
    assert soft_checks(rated(adh_focus_kept=6), marks, BOOK) == []
    assert evidence(BOOK.item("adh_focus_kept"), marks, BOOK) == []


def test_an_item_rated_absent_against_its_marks_prompts_and_names_them() -> None:
    marks = [Mark(7, "role_play", 1_000, 9_000)]
    checks = soft_checks(rated(adh_role_play=1), marks, BOOK)
    assert checks == [SoftCheck(CheckKind.ABSENT_WITH_EVENT, ("adh_role_play",), (7,))]


def test_a_mark_that_only_may_bear_on_an_item_does_not_contradict_it() -> None:
    marks = [Mark(1, "empathy", 0, 0), Mark(2, "time_limit", 5, 5)]
    assert soft_checks(rated(adh_outcome_response=1, adh_ending=1), marks, BOOK) == []


def test_competence_needs_no_marks() -> None:
    marks = [Mark(1, "praise", 0, 0)]
    assert soft_checks(rated(cmp_affect=7), marks, BOOK) == []


def test_a_rater_who_codes_nothing_is_not_prompted_for_marks() -> None:
    assert soft_checks(rated(adh_role_play=6), [], BOOK) == []


def test_reasons_in_place_of_scores_prompt_nothing() -> None:
    marks = [Mark(1, "role_play", 0, 9)]
    assert soft_checks(rated(adh_role_play=97), marks, BOOK) == []


def test_twelve_equal_ratings_in_a_row_prompt_once() -> None:
    items = [item.id for item in BOOK.items][:13]
    (check,) = soft_checks(dict.fromkeys(items, Rating(4)), [], BOOK)
    assert check == SoftCheck(CheckKind.ALL_SAME, tuple(items))
    assert not soft_checks(dict.fromkeys(items[:11], Rating(4)), [], BOOK)
