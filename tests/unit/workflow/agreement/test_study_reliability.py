"""From a study file to the table of its reliability."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.analysis_plan import AnalysisPlan, BadPlan, Goals
from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.masking import Fact
from ipt_review.domain.people import Person, Role
from ipt_review.domain.phase import Phase
from ipt_review.reliability.study_line import Section
from ipt_review.study.permissions import NotAllowed
from ipt_review.study.plan_text import plan_text, read_plan
from ipt_review.workflow.access.masking import BlindedHere, set_kept_secret
from ipt_review.workflow.agreement.planning import analysis_plan, set_analysis_plan
from ipt_review.workflow.agreement.study_reliability import (
    EVERYTHING,
    Choice,
    study_reliability,
)
from ipt_review.workflow.studies.freezing import freeze, manifest_now
from tests.builders import a_codebook
from tests.double_study import DoubleStudy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.reliability.study_line import Line

CASES = Path(__file__).parents[3] / "data" / "agreement_cases.jsonl"
COORDINATOR = Person(UUID(int=950), "CO-1", frozenset({Role.COORDINATOR}))
ADJUDICATOR = Person(UUID(int=951), "AD-1", frozenset({Role.ADJUDICATOR}))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[DoubleStudy]:
    made = DoubleStudy.make(tmp_path / "study.iptstudy", raters=5)
    yield made
    made.database.close()


def the_item(study: DoubleStudy, choice: Choice = EVERYTHING) -> Line:
    found = study_reliability(study.desk, None, choice)
    return next(e for e in found.table.of(Section.ITEM) if e.name == "adh_link")


@pytest.mark.parametrize("name", ["sim_8x2_small", "sim_60x5_raters"])
def test_a_study_file_gives_what_published_ratings_give(
    study: DoubleStudy, name: str
) -> None:
    with CASES.open(encoding="utf-8") as lines:
        case = next(c for c in map(json.loads, lines) if c["name"] == name)
    study.rate_all(case["data"]["ratings"])
    expected = case["expected"]
    line = the_item(study)

    assert line.statistic == "icc_2_1"
    assert line.figure.value == pytest.approx(expected["icc_2_1"], abs=1e-6)
    assert line.figure.interval is not None
    assert line.figure.interval.low == pytest.approx(
        expected["icc_2_1.ci_low"], abs=1e-6
    )
    assert line.figure.interval.high == pytest.approx(
        expected["icc_2_1.ci_high"], abs=1e-6
    )
    if "ba_bias" in expected:
        assert line.bias.value == pytest.approx(expected["ba_bias"], abs=1e-9)


def test_97_98_and_99_are_no_numbers(study: DoubleStudy) -> None:
    study.rate_all([(3, 4), (5, 97), (98, 4), (2, 2), (99, 99), (6, 7)])
    line = the_item(study)
    assert (line.tapes, line.unused) == (3, 3)
    assert max(max(each.said) for each in line.basis) == 7


def test_drafts_repeats_practice_and_other_perspectives_are_not_compared(
    study: DoubleStudy,
) -> None:
    study.rate_all([(3, 4), (5, 5)])
    single = study.add_tape()
    study.code(single, 1, {"adh_link": 3})
    study.code(single, 2, {"adh_link": 3}, status=Status.DRAFT)
    study.code(single, 3, {"adh_link": 3}, perspective=Perspective.PRACTICE)
    study.code(single, 4, {"adh_link": 3}, perspective=Perspective.CONSENSUS)
    study.code(single, 1, {"adh_link": 3}, pass_number=2)
    locked = study.add_tape()
    study.code(locked, 1, {"adh_link": 3}, status=Status.LOCKED)
    study.code(locked, 2, {"adh_link": 4}, status=Status.LOCKED)
    found = study_reliability(study.desk, None, EVERYTHING)

    assert found.table.tapes == 3
    assert found.notes == (
        "Coded by one rater only, and not compared: 1 tapes.",
        "Not submitted yet, and not compared: 1 codings.",
        "A rater's second coding of the same tape is not compared: 1.",
    )


def test_a_tape_coded_with_two_versions_of_the_codebook_is_left_out(
    study: DoubleStudy,
) -> None:
    newer = a_codebook("2.0")
    study.database.keep_codebook(newer, "id: small\nversion: '2.0'\n")
    study.rate_all([(3, 4), (5, 5)])
    tape = study.add_tape()
    study.code(tape, 1, {"adh_link": 3})
    study.code(tape, 2, {"adh_link": 3}, codebook=newer.name)
    found = study_reliability(study.desk, None, EVERYTHING)

    assert found.table.tapes == 2
    assert "different versions of the codebook: 1" in " ".join(found.notes)


@pytest.mark.parametrize(
    ("raters", "words"),
    [(0, "No coding has been submitted yet"), (1, "No tape was coded by two raters")],
)
def test_a_study_without_doubles_says_why_it_has_no_figure(
    study: DoubleStudy, raters: int, words: str
) -> None:
    for rater in range(1, raters + 1):
        study.code(study.add_tape(), rater, {"adh_link": 3})
    found = study_reliability(study.desk, None, EVERYTHING)
    assert words in found.notes[0]
    assert {each.figure.value for each in found.table.lines} == {None}


def test_tapes_are_chosen_by_phase_pair_and_month(study: DoubleStudy) -> None:
    day = 24 * 60 * 60 * 1_000
    for number in range(4):
        tape = study.add_tape(Phase.OPENING if number < 2 else Phase.MIDDLE)
        for rater in (1, 2, 3):
            status = Status.DRAFT
            head = study.code(tape, rater, {"adh_link": number + 1}, status=status)
            at = number * 20 * day
            study.database.set_status(head.id, Status.SUBMITTED, head.rater, at)

    def tapes(choice: Choice) -> set[UUID]:
        found = study_reliability(study.desk, None, choice)
        return {each.tape for line in found.table.lines for each in line.basis}

    assert tapes(Choice(phase=Phase.OPENING)) == {*study.tapes[:2]}
    assert tapes(Choice(months=(2, 2))) == {study.tapes[2]}  # day 40 of 0, 20, 40, 60
    assert tapes(Choice(months=(2, 3))) == {*study.tapes[2:]}
    assert tapes(Choice(therapist="T-99")) == set()
    line = the_item(study, Choice(pair=("R-1", "R-3")))
    assert line.raters == ("R-1", "R-3")


def test_the_plan_is_kept_with_the_study_and_frozen_with_it(study: DoubleStudy) -> None:
    study.database.add_person(COORDINATOR)
    desk = study.desk
    assert analysis_plan(desk.database) == AnalysisPlan()
    plan = AnalysisPlan(goals=Goals(rating=0.8), left_out=frozenset({"adh_options"}))
    set_analysis_plan(desk, plan, COORDINATOR)

    assert analysis_plan(desk.database) == plan
    assert "setting analysis_plan" in manifest_now(desk).sums
    items = study_reliability(desk, None, EVERYTHING).table.of(Section.ITEM)
    assert [each.name for each in items] == ["adh_link"]
    freeze(desk, COORDINATOR, "The study is done.")
    with pytest.raises(Exception, match="frozen"):
        set_analysis_plan(desk, AnalysisPlan(), COORDINATOR)


def test_only_a_coordinator_sets_the_plan(study: DoubleStudy) -> None:
    study.database.add_person(COORDINATOR)
    with pytest.raises(NotAllowed):
        set_analysis_plan(study.desk, AnalysisPlan(seed=2), study.raters[0])


def test_a_plan_comes_back_from_its_text_and_nonsense_is_refused() -> None:
    plan = AnalysisPlan(seed=9, left_out=frozenset({"b", "a"}))
    assert read_plan(plan_text(plan)) == plan
    for text in ("", "{}", plan_text(plan).replace('"format": 1', '"format": 2')):
        with pytest.raises(BadPlan, match="cannot be read"):
            read_plan(text)
    with pytest.raises(BadPlan, match="time unit"):
        replace(plan, unit=0)


def test_coordinators_and_adjudicators_see_the_table_and_raters_do_not(
    study: DoubleStudy,
) -> None:
    for person in (COORDINATOR, ADJUDICATOR):
        study.database.add_person(person)
    study.rate_all([(3, 4), (5, 5)])
    for person in (COORDINATOR, ADJUDICATOR):
        found = study_reliability(study.desk, person, EVERYTHING)
        assert found.table.tapes == 2
    with pytest.raises(NotAllowed, match="R-1 may not see how well the raters"):
        study_reliability(study.desk, study.raters[0], EVERYTHING)


def test_an_adjudicator_who_rates_blind_to_others_does_not_see_it(
    study: DoubleStudy,
) -> None:
    both = replace(ADJUDICATOR, roles=frozenset({Role.ADJUDICATOR, Role.RATER}))
    for person in (COORDINATOR, both):
        study.database.add_person(person)
    set_kept_secret(study.database, COORDINATOR.id, 1, [Fact.RATERS])
    with pytest.raises(BlindedHere):
        study_reliability(study.desk, both, EVERYTHING)
