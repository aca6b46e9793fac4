from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.codebook import Need, Part, Phase
from ipt_review.domain.problems import BadRating, UnknownWord
from ipt_review.domain.rating import MISSING, NOT_APPLICABLE, NOT_RATABLE, Rating
from ipt_review.scoring.applicability import Setting
from ipt_review.scoring.result import Mean
from ipt_review.scoring.scales import score_ratings
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.scoring.result import Scores

BOOK = the_shipped_codebook()
CASES: dict[str, Any] = json.loads(
    Path("tests/data/scoring_cases.json").read_text("utf-8")
)["scoring"]
MIDDLE = Setting(Phase.MIDDLE, 6, ("role_dispute",))


def rated(values: dict[str, int]) -> dict[str, Rating]:
    return {item: Rating(value) for item, value in values.items()}


def form_of(ratings: dict[str, int]) -> Codebook:
    """Return the codebook with those parts of the form that a case was rated on."""
    parts = {BOOK.item(item).part for item in ratings}
    return replace(BOOK, items=tuple(item for item in BOOK.items if item.part in parts))


def score_case(case: dict[str, Any]) -> Scores:
    where = case["setting"]
    setting = Setting(
        Phase(where["phase"]),
        where["session"],
        tuple(where["foci"]),
        last_opening=where["last_opening"],
        achieved_earlier=frozenset(case.get("earlier_at_4_or_more", ())),
    )
    return score_ratings(rated(case["ratings"]), form_of(case["ratings"]), setting)


def as_listed(mean: Mean) -> list[float | int | None]:
    value = None if mean.value is None else round(mean.value, 4)
    return [value, mean.rated, mean.applicable]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_worked_by_hand_scores_the_same(case: dict[str, Any]) -> None:
    scores, expected = score_case(case), case["expected"]
    for subscale, mean in scores.subscales.items():
        assert as_listed(mean) == expected[subscale], subscale
    assert as_listed(scores.adherence) == expected["score_adherence"]
    assert scores.essentials_met == pytest.approx(
        expected["essential_met_pct"], abs=5e-3
    )
    assert scores.essentials == expected["n_essential"]
    assert scores.off_model_peak == expected["off_model_peak"]


def test_a_part_of_the_form_left_empty_counts_as_not_rated() -> None:
    scores = score_ratings({}, BOOK, MIDDLE)
    assert scores.off_model == Mean(None, 0, 7)
    assert scores.adherence == Mean(None, 0, 14)
    assert scores.competence == Mean(None, 0, 10)
    assert scores.overall is None
    assert scores.essentials_met is None


def test_competence_is_a_mean_without_the_overall_rating() -> None:
    values = {item.id: 5 for item in BOOK.items if item.part is Part.COMPETENCE} | {
        "cmp_overall": 2
    }
    scores = score_ratings(rated(values), BOOK, MIDDLE)
    assert scores.competence == Mean(5.0, 10, 10)
    assert scores.overall == 2


def test_what_counted_stands_beside_what_was_rated() -> None:
    opening = Setting(Phase.OPENING, 1)
    scores = score_ratings(
        {"adh_sick_role": Rating(1, "Not today."), "adh_illness": Rating(6)},
        BOOK,
        opening,
    )
    assert scores.counted["adh_sick_role"] == Rating(NOT_APPLICABLE, "Not today.")
    assert scores.counted["adh_illness"] == Rating(6)
    assert scores.counted["adh_hope"] == Rating(MISSING)
    assert list(scores.counted) == [item.id for item in BOOK.items]


def test_a_once_only_task_counts_when_it_was_at_least_touched() -> None:
    opening = Setting(Phase.OPENING, 1)
    scores = score_ratings(rated({"adh_sick_role": 2}), BOOK, opening)
    assert scores.counted["adh_sick_role"].value == 2


def test_the_time_limit_is_no_once_only_task_in_termination() -> None:
    ending = Setting(Phase.TERMINATION, 12)
    scores = score_ratings(rated({"adh_time_limit": 1}), BOOK, ending)
    assert scores.counted["adh_time_limit"].value == 1


@pytest.mark.parametrize(("value", "counts_as"), [(1, 97), (2, 2), (99, 97), (98, 97)])
def test_an_optional_item_counts_from_2(value: int, counts_as: int) -> None:
    scores = score_ratings(rated({"adh_time_limit": value}), BOOK, MIDDLE)
    assert scores.counted["adh_time_limit"].value == counts_as


@pytest.mark.parametrize(("options", "counts_as"), [(1, 97), (2, 97), (97, 97), (3, 1)])
def test_role_play_is_never_demanded_where_there_was_nothing_to_play(
    options: int, counts_as: int
) -> None:
    ratings = rated({"adh_options": options, "adh_role_play": 1})
    scores = score_ratings(ratings, BOOK, MIDDLE)
    assert scores.counted["adh_role_play"].value == counts_as


def test_role_play_is_not_demanded_where_no_situation_was_discussed() -> None:
    setting = replace(MIDDLE, met={Need.SITUATION_DISCUSSED: False})
    scores = score_ratings(rated({"adh_role_play": 1}), BOOK, setting)
    assert scores.counted["adh_options"].value == NOT_APPLICABLE
    assert scores.counted["adh_role_play"].value == NOT_APPLICABLE


def test_a_summary_that_is_not_on_the_tape_is_not_ratable() -> None:
    setting = replace(MIDDLE, met={Need.END_ON_TAPE: False})
    scores = score_ratings(rated({"adh_summary": 1}), BOOK, setting)
    assert scores.counted["adh_summary"].value == NOT_RATABLE


def test_a_rating_off_its_scale_is_refused() -> None:
    with pytest.raises(BadRating, match="8 is not on the scale from 1 to 7"):
        score_ratings(rated({"adh_hope": 8}), BOOK, MIDDLE)


def test_a_rating_of_an_unknown_item_is_refused() -> None:
    with pytest.raises(UnknownWord, match="no item “adh_charm”"):
        score_ratings(rated({"adh_charm": 4}), BOOK, MIDDLE)


VALUES = st.sampled_from([1, 2, 3, 4, 5, 6, 7, 97, 98, 99])
RATINGS = st.dictionaries(st.sampled_from([item.id for item in BOOK.items]), VALUES)
SETTINGS = st.builds(
    Setting,
    st.sampled_from(Phase),
    st.integers(1, 16),
    st.sampled_from([(), ("grief",), ("role_dispute", "role_transition")]),
    last_opening=st.booleans(),
)


def means(scores: Scores) -> list[Mean]:
    return [
        *scores.subscales.values(),
        scores.adherence,
        scores.off_model,
        scores.competence,
    ]


@given(RATINGS, SETTINGS)
def test_the_order_of_ratings_never_matters(
    values: dict[str, int], setting: Setting
) -> None:
    backward = dict(reversed(values.items()))
    assert score_ratings(rated(values), BOOK, setting) == score_ratings(
        rated(backward), BOOK, setting
    )


@given(RATINGS, SETTINGS)
def test_items_that_count_as_97_move_no_mean(
    values: dict[str, int], setting: Setting
) -> None:
    scores = score_ratings(rated(values), BOOK, setting)
    out = {i for i, each in scores.counted.items() if each.value == NOT_APPLICABLE}
    smaller = replace(
        BOOK,
        items=tuple(
            replace(item, applies=replace(item.applies, unless=None))
            for item in BOOK.items
            if item.id not in out
        ),
    )
    kept = {item: value for item, value in values.items() if item not in out}
    assert means(score_ratings(rated(kept), smaller, setting)) == means(scores)


@given(RATINGS, SETTINGS, st.sampled_from([item.id for item in BOOK.items]))
def test_saying_not_ratable_in_place_of_nothing_moves_no_mean(
    values: dict[str, int], setting: Setting, item: str
) -> None:
    values = {each: value for each, value in values.items() if each != item}
    before = score_ratings(rated(values), BOOK, setting)
    after = score_ratings(rated(values | {item: NOT_RATABLE}), BOOK, setting)
    assert means(after) == means(before)


@given(RATINGS, SETTINGS)
def test_a_mean_rests_on_two_thirds_of_its_items_and_lies_on_the_scale(
    values: dict[str, int], setting: Setting
) -> None:
    for mean in means(score_ratings(rated(values), BOOK, setting)):
        assert 0 <= mean.rated <= mean.applicable
        assert (mean.value is None) == (
            mean.rated == 0 or mean.rated / mean.applicable < 2 / 3
        )
        assert mean.value is None or 1 <= mean.value <= 7
