from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.codebook import Phase
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import Rating
from ipt_review.scoring.applicability import Setting
from ipt_review.scoring.result import Mean
from ipt_review.scoring.scales import score_ratings
from ipt_review.scoring.verdict import Alert, Standing, judge
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from ipt_review.scoring.result import Scores

BOOK = the_shipped_codebook()
NOTHING = score_ratings({}, BOOK, Setting(Phase.MIDDLE, 6, ("grief",)))
GOOD = replace(
    NOTHING,
    adherence=Mean(4.0, 14, 14),
    essentials_met=75.0,
    essentials=8,
    competence=Mean(4.0, 10, 10),
    overall=4,
    off_model_peak=3,
)


def test_scores_on_the_line_are_adequate() -> None:
    verdict = judge(GOOD, [], BOOK)
    assert verdict.adherence is Standing.ADEQUATE
    assert verdict.competence is Standing.ADEQUATE
    assert verdict.off_model is Alert.CLEAR
    assert not verdict.review


@pytest.mark.parametrize(
    ("scores", "standing"),
    [
        (replace(GOOD, adherence=Mean(3.9286, 14, 14)), Standing.BORDERLINE),
        (replace(GOOD, essentials_met=74.9), Standing.BORDERLINE),
        (replace(GOOD, adherence=Mean(2.99, 14, 14)), Standing.NOT_ADEQUATE),
        (replace(GOOD, adherence=Mean(None, 8, 14)), Standing.NOT_RATABLE),
    ],
)
def test_adherence_stands_by_its_mean_and_its_essentials(
    scores: Scores, standing: Standing
) -> None:
    assert judge(scores, [], BOOK).adherence is standing


@pytest.mark.parametrize(
    ("scores", "standing"),
    [
        (replace(GOOD, competence=Mean(3.9, 10, 10)), Standing.BORDERLINE),
        (replace(GOOD, overall=3), Standing.BORDERLINE),
        (replace(GOOD, overall=2), Standing.NOT_ADEQUATE),
        (replace(GOOD, overall=None), Standing.NOT_RATABLE),
        (replace(GOOD, competence=Mean(None, 1, 10)), Standing.NOT_RATABLE),
    ],
)
def test_competence_stands_by_its_mean_and_the_overall_rating(
    scores: Scores, standing: Standing
) -> None:
    assert judge(scores, [], BOOK).competence is standing


def test_a_fine_session_done_badly_has_two_verdicts() -> None:
    verdict = judge(replace(GOOD, overall=2), [], BOOK)
    assert verdict.adherence is Standing.ADEQUATE
    assert verdict.competence is Standing.NOT_ADEQUATE
    assert verdict.review


@pytest.mark.parametrize(
    ("peak", "alert"),
    [(None, Alert.NOT_RATED), (3, Alert.CLEAR), (4, Alert.AMBER), (6, Alert.RED)],
)
def test_the_off_model_peak_raises_the_alert(peak: int | None, alert: Alert) -> None:
    assert judge(replace(GOOD, off_model_peak=peak), [], BOOK).off_model is alert


def test_one_mark_of_blaming_the_patient_is_amber() -> None:
    marks = [Mark(1, "role_dispute", 0, 9), Mark(2, "flag_blame", 5, 5)]
    assert judge(GOOD, marks, BOOK).off_model is Alert.AMBER


def test_blaming_the_patient_rated_4_is_red_and_asks_for_a_look() -> None:
    setting = Setting(Phase.MIDDLE, 6, ("grief",))
    scores = score_ratings({"off_blame": Rating(4)}, BOOK, setting)
    verdict = judge(scores, [], BOOK)
    assert verdict.off_model is Alert.RED
    assert verdict.review


def test_low_adherence_asks_for_a_look_and_nothing_rated_does_not() -> None:
    assert judge(replace(GOOD, adherence=Mean(2.9, 14, 14)), [], BOOK).review
    assert not judge(NOTHING, [], BOOK).review
