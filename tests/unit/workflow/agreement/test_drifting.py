"""Raters beside the reference: bias over time, the lines of the chart, pass rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.analysis_plan import AnalysisPlan, DriftRule, Goals
from ipt_review.domain.coding import Perspective, Status
from ipt_review.reliability.drift import Course
from ipt_review.reliability.drift_reading import leaning_word, reminders
from ipt_review.workflow.agreement.drifting import drift
from ipt_review.workflow.agreement.planning import set_analysis_plan
from tests.double_study import DoubleStudy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DAY = 24 * 60 * 60 * 1_000
PLAN = AnalysisPlan(drift=DriftRule(window=2), goals=Goals(tapes=3, marks=1))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[DoubleStudy]:
    made = DoubleStudy.make(tmp_path / "study.iptstudy", raters=3)
    set_analysis_plan(made.desk, PLAN, None)
    yield made
    made.database.close()


def follow(study: DoubleStudy, rater: int, biases: Sequence[int]) -> None:
    """Have a rater code gold tapes, each a day later, so far from the reference."""
    for day, bias in enumerate(biases):
        tape = study.add_tape()
        middle = 3 + day % 3
        study.code(
            tape,
            3,
            {"adh_link": middle, "adh_options": middle},
            perspective=Perspective.GOLD_STANDARD,
        )
        said = {"adh_link": middle + bias, "adh_options": middle}
        head = study.code(tape, rater, said, status=Status.DRAFT)
        study.database.set_status(head.id, Status.SUBMITTED, head.rater, day * DAY)


def test_the_chart_follows_the_mean_bias_of_the_last_tapes_in_their_order(
    study: DoubleStudy,
) -> None:
    follow(study, 1, [0, 0, 2, 2, 3])
    (one,) = drift(study.desk, None).raters

    assert one.rater == "R-1"
    assert [each.bias for each in one.points] == [0, 0, 1, 1, 1.5]  # of two items
    assert [each.rolling for each in one.points] == [None, 0, 0.5, 1, 1.25]
    assert one.course is Course.STOP
    assert [(item.name, bias) for item, bias in one.worst] == [("adh_link", 2.5)]


@pytest.mark.parametrize(
    ("biases", "course"),
    [
        ([0], Course.FEW),
        ([0, 0], Course.STEADY),
        ([3, 1, 1], Course.WARN),  # the last two: 0.5 exactly
        ([0, -2, -2], Course.STOP),
    ],
)
def test_a_rater_stands_between_or_beyond_the_lines_of_the_plan(
    study: DoubleStudy, biases: list[int], course: Course
) -> None:
    follow(study, 1, biases)
    (one,) = drift(study.desk, None).raters
    assert one.course is course


def test_pass_rules_are_met_not_met_or_open(study: DoubleStudy) -> None:
    follow(study, 1, [0, 0, 0])
    follow(study, 2, [2, 2, 2])
    good, bad = drift(study.desk, None).raters

    met = {each.label: each.met for each in good.rules}
    assert met == {
        "Adherence, mean": True,
        "Items within 1 of the reference": True,
        "Bias over all items": True,
        "Kappa of marks": None,
    }
    assert good.passes is None  # nobody marked anything, so kappa is open
    assert bad.passes is False
    rules = {each.label: each.figure.value for each in bad.rules}
    assert rules["Items within 1 of the reference"] == 0.5
    assert rules["Bias over all items"] == 1


def test_second_passes_and_drafts_are_in_no_chart(study: DoubleStudy) -> None:
    tape = study.add_tape()
    study.code(tape, 3, {"adh_link": 3}, perspective=Perspective.GOLD_STANDARD)
    study.code(tape, 1, {"adh_link": 3}, status=Status.DRAFT)
    study.code(tape, 2, {"adh_link": 3}, pass_number=2)
    assert drift(study.desk, None).raters == ()


def test_the_chart_of_one_item_follows_that_item_alone(study: DoubleStudy) -> None:
    follow(study, 1, [0, 2, 2])
    (one,) = drift(study.desk, None).raters
    by_name = {item.name: points for item, points in one.by_item.items()}

    assert [each.bias for each in by_name["adh_link"]] == [0, 2, 2]
    assert [each.rolling for each in by_name["adh_link"]] == [None, 1, 2]
    assert {each.bias for each in by_name["adh_options"]} == {0}


def test_a_rater_leans_by_the_mean_over_tapes_with_its_t_interval(
    study: DoubleStudy,
) -> None:
    """By hand: biases 0, 1, 2 of adh_link have mean 1, SD 1, SE 1/√3, t(2) 4.3027."""
    follow(study, 1, [0, 1, 2])
    found = drift(study.desk, None)
    told = {(each.rater, each.item.name): each for each in found.by_reference}

    link, everything = told["R-1", "adh_link"].bias, told["R-1", ""].bias
    assert link.value == 1
    assert link.interval is not None
    assert link.interval.low == pytest.approx(1 - 4.302653 / 3**0.5)
    assert everything.value == 0.5
    assert [each.items["adh_link"] for each in told["R-1", "adh_link"].tapes] == [
        2,
        1,
        0,
    ]
    assert found.by_others == ()


def test_among_three_raters_each_is_held_against_the_mean_of_the_others(
    study: DoubleStudy,
) -> None:
    for low, middle, high in ((1, 2, 6), (2, 3, 7)):
        tape = study.add_tape()
        for rater, score in enumerate((low, middle, high), 1):
            study.code(tape, rater, {"adh_link": score})
    found = drift(study.desk, None)
    told = {each.rater: each for each in found.by_others if each.item.name == ""}

    assert [told[f"R-{n}"].bias.value for n in (1, 2, 3)] == [-3, -1.5, 4.5]
    assert leaning_word(told["R-3"], PLAN) == "rates higher"
    assert found.raters == ()
    assert len(found.tapes) == 2


def test_who_has_to_be_calibrated_again_is_told_in_words(study: DoubleStudy) -> None:
    follow(study, 1, [0, 0])
    follow(study, 2, [-2, -2])
    for day in range(3, 6):
        head = study.code(study.add_tape(), 1, {"adh_link": 3}, status=Status.DRAFT)
        study.database.set_status(head.id, Status.SUBMITTED, head.rater, day * DAY)
    due = replace(PLAN, drift=DriftRule(window=2, every=3))

    (told,) = reminders(drift(study.desk, None).raters, PLAN)
    assert told == (
        "R-2 rated 1.00 points below the reference over the last 2 gold tapes: code no "
        "more tapes before training again; does not pass Items within 1 of the "
        "reference, Bias over all items."
    )
    assert reminders(drift(study.desk, None).raters, due)[-1] == (
        "R-1 has submitted 3 tapes since the last gold tape, and the plan asks for one "
        "after every 3."
    )
