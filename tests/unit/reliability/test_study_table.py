"""Lines of a study's reliability, with numbers that were worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ipt_review.domain.analysis_plan import AnalysisPlan, BandNames, Goals, RatingFigure
from ipt_review.reliability.doubles import (
    Double,
    Named,
    Questions,
    TrackNames,
    Voice,
)
from ipt_review.reliability.kappa import plain_kappa
from ipt_review.reliability.resampling import event_kappas, kappas, margins
from ipt_review.reliability.study_line import Section, Standing
from ipt_review.reliability.study_reading import reading
from ipt_review.reliability.study_table import study_table
from ipt_review.reliability.unmatched import kappa_with_unmatched

if TYPE_CHECKING:
    from ipt_review.reliability.study_line import Line

ITEM, CODE = Named("item", "Opening question"), Named("code", "Role play")
POINT = Named("point", "Mood linked")
TRACK = TrackNames("focus", "Focus track", ("grief", "dispute", "unclear"), "unclear")
QUESTIONS = Questions((ITEM,), (), (POINT,), (CODE,), (TRACK,))
PLAN = AnalysisPlan(goals=Goals(tapes=2, marks=1))
SECOND = 1_000

Marks = Mapping[str, tuple[tuple[int, int], ...]]


def a_voice(number: int, rater: str, score: float | None, **marks: object) -> Voice:
    scores = {} if score is None else {"item": score}
    return Voice(UUID(int=number), rater, scores, marks)  # type: ignore[arg-type]


def rated(*rows: tuple[float | None, ...], raters: str = "AB") -> list[Double]:
    """Return tapes rated by raters with names of one letter."""
    return [
        Double(
            UUID(int=place),
            100 * SECOND,
            tuple(
                a_voice(100 * place + n, raters[n], score)
                for n, score in enumerate(row)
            ),
        )
        for place, row in enumerate(rows, 1)
    ]


def coded(*pairs: tuple[Marks, Marks]) -> list[Double]:
    """Return tapes of 100 s on which A and B made these marks."""
    return [
        Double(
            UUID(int=place),
            100 * SECOND,
            (
                a_voice(10 * place, "A", None, **one),
                a_voice(10 * place + 1, "B", None, **other),
            ),
        )
        for place, (one, other) in enumerate(pairs, 1)
    ]


def the_line(
    doubles: list[Double], section: Section, plan: AnalysisPlan = PLAN
) -> Line:
    lines = study_table(QUESTIONS, doubles, plan).of(section)
    return next(each for each in lines if each.name != "point")


def test_an_item_has_its_icc_its_closeness_and_the_bias_of_the_first_rater() -> None:
    # rows 3 4, 3 4, 2 3, 4 5: B one above A throughout. MSR 4/3, MSC 2, MSE 0:
    # ICC(2,1) = MSR / (MSR + 2·2/4) = 0.571
    line = the_line(rated((3, 4), (3, 4), (2, 3), (4, 5)), Section.ITEM)

    assert line.figure.value == pytest.approx(4 / 7)
    assert (line.same.value, line.within.value) == (0, 1)
    assert line.bias.value == -1
    assert line.raters == ("A", "B")
    assert (line.mean, line.tapes) == (3.5, 4)
    assert line.standing is Standing.SHORT
    assert line.shortfalls == ("under the goal of 0.70", "bias -1.00 beyond ±0.5")


def test_a_tape_that_one_rater_gave_no_number_is_left_out_and_counted() -> None:
    line = the_line(rated((3, 4), (5, 5), (2, None), (6, 7)), Section.ITEM)

    assert (line.tapes, line.unused) == (3, 1)
    assert UUID(int=3) not in {each.tape for each in line.basis}
    assert "Without 1 tape that two did not rate or code." in reading(line, PLAN)


def test_a_line_opens_the_tapes_that_lie_furthest_apart_first() -> None:
    line = the_line(rated((3, 4), (5, 5), (2, 6), (6, 7)), Section.ITEM)

    first, *_, last = line.furthest_first()
    assert (first.tape, first.said, first.apart) == (UUID(int=3), (2, 6), 4)
    assert last.tape == UUID(int=2)
    assert first.codings == (UUID(int=300), UUID(int=301))


def test_ratings_that_are_all_the_same_have_no_figure_but_a_reason() -> None:
    line = the_line(rated((4, 4), (4, 4), (4, 4)), Section.ITEM)

    assert line.figure.value is None
    assert line.standing is Standing.NONE
    assert line.same.value == 1
    assert reading(line, PLAN).startswith(
        "Opening question: not estimable. All ratings are the same."
    )


def test_fewer_tapes_than_the_plan_asks_for_give_no_figure() -> None:
    plan = replace(PLAN, goals=Goals(tapes=5))
    line = the_line(rated((3, 4), (5, 5)), Section.ITEM, plan)
    assert (
        "Only 2 of the tapes can be used, and the plan asks for 5." in line.figure.why
    )


def test_where_raters_differ_a_one_way_form_stands_in_and_says_so() -> None:
    tapes = rated((3, 4), (5, 5), (2, 2))
    tapes += [
        replace(each, tape=UUID(int=each.tape.int + 50))
        for each in rated((6, 7), (1, 2), raters="AC")
    ]
    line = the_line(tapes, Section.ITEM)

    assert line.statistic == "icc_1_1"
    # MSR 73/10 - … by hand: sums 7 10 4 13 3, grand mean 3.7
    between = 2 * sum((s / 2 - 3.7) ** 2 for s in (7, 10, 4, 13, 3)) / 4
    within = sum((d**2) / 2 for d in (1, 0, 0, 1, 1)) / 5
    assert line.figure.value == pytest.approx((between - within) / (between + within))
    assert line.bias.value is None
    assert "ICC(1,1) stands in for ICC(2,1)" in " ".join(line.notes)


def test_three_raters_where_some_tapes_have_two_are_drawn_alike_each_time() -> None:
    tapes = rated((3, 4, 5), (5, 5, 4), (2, 2, 1), raters="ABC") + [
        replace(each, tape=UUID(int=77)) for each in rated((6, 7))
    ]
    once, again = (the_line(tapes, Section.ITEM) for _ in range(2))

    assert once == again
    assert {len(each.said) for each in once.basis} == {2}
    assert "two were drawn by the plan's seed" in " ".join(once.notes)


def test_the_same_three_raters_on_every_tape_are_all_in_the_figure() -> None:
    line = the_line(rated((3, 4, 5), (5, 5, 4), (2, 2, 1), raters="ABC"), Section.ITEM)
    assert line.raters == ("A", "B", "C")
    assert line.statistic == "icc_2_1"
    assert line.bias.value is None
    assert "More than two raters" in line.bias.why


def test_alpha_takes_ratings_of_any_raters() -> None:
    plan = replace(PLAN, ratings=RatingFigure.ALPHA, draws=100)
    line = the_line(
        rated((1, 1, None), (2, None, 3), (4, 4, 4), raters="ABC"), Section.ITEM, plan
    )
    assert line.statistic == "kripp_alpha_interval"
    assert line.figure.value is not None
    assert line.tapes == 3


def test_a_code_is_compared_second_by_second_over_all_tapes() -> None:
    # tape 1: A 0-10 s, B 0-8 s; tape 2: neither; both coded something else there.
    # 200 units: both 8, A alone 2, neither 190. po 0.99, pe .05·.04 + .95·.96
    other = {"point": ((5, 5),)}
    tapes = coded(
        ({"code": ((0, 10_000),)}, {"code": ((0, 8_000),)}),
        (other, other),
    )
    line = the_line(tapes, Section.CODE_TIME)

    pe = 0.05 * 0.04 + 0.95 * 0.96
    assert line.figure.value == pytest.approx((0.99 - pe) / (1 - pe))
    assert line.same.value == pytest.approx(0.99)
    first = line.furthest_first()[0]
    assert (first.said, first.apart) == ((10_000, 8_000), 0.2)


def test_where_nothing_is_coded_the_track_has_its_state_of_rest() -> None:
    # A: grief 0-50; B: grief 0-50 and then “unclear”, which is what nothing means
    tapes = coded(
        *[
            (
                {"grief": ((0, 50_000),)},
                {"grief": ((0, 50_000),), "unclear": ((50_000, 100_000),)},
            )
        ]
        * 2
    )
    assert the_line(tapes, Section.TRACK).figure.value == 1


def test_a_tape_on_which_one_did_not_code_the_track_is_left_out() -> None:
    both = ({"grief": ((0, 50_000),)}, {"dispute": ((0, 50_000),)})
    line = the_line(coded(both, both, ({"point": ((1, 1),)}, both[0])), Section.TRACK)
    assert (line.tapes, line.unused) == (2, 1)


def test_onsets_are_matched_within_the_tolerance_of_the_plan() -> None:
    tapes = coded(
        *[
            (
                {"point": ((10_000, 10_000), (40_000, 40_000)), "code": ((0, 5_000),)},
                {"point": ((11_500, 11_500), (60_000, 60_000)), "code": ((0, 5_000),)},
            )
        ]
        * 2
    )
    line = the_line(tapes, Section.EVENTS)
    # a tape: 2 agree, 1 only A, 1 only B
    assert line.same.value == pytest.approx(2 / 4)
    strict = the_line(tapes, Section.EVENTS, replace(PLAN, tolerance=1_000))
    assert strict.same.value == pytest.approx(1 / 5)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (0, "Never coded: not estimable."),
        (1, "Coded once: not estimable, since the plan asks for 10 marks."),
        (3, "Coded 3 times: not estimable, since the plan asks for 10 marks."),
    ],
)
def test_a_rare_code_is_not_estimable_and_says_how_often_it_was_coded(
    times: int, words: str
) -> None:
    plan = replace(PLAN, goals=Goals(tapes=2))
    marks = tuple((n * 1_000, n * 1_000 + 500) for n in range(times))
    one = {"point": ((1, 1),)} | ({"code": marks} if marks else {})
    tapes = coded((one, {"point": ((1, 1),)}), ({"point": ((1, 1),)},) * 2)
    for section in (Section.COUNT, Section.CODE_TIME):
        line = the_line(tapes, section, plan)
        assert line.figure.value is None
        assert line.figure.why == words


def test_tapes_that_hardly_differ_are_named_where_raters_are_close() -> None:
    line = the_line(rated((4, 4), (4, 5), (5, 4), (4, 4), (5, 5)), Section.ITEM)
    said = reading(line, PLAN)
    assert "Tapes hardly differ (SD 0.52)" in said
    assert "Falls short: under the goal of 0.70" in said


def test_names_of_bands_say_whose_they_are_by_the_lower_limit_too() -> None:
    line = the_line(rated((1, 1), (3, 4), (5, 5), (7, 6), (2, 2)), Section.ITEM)
    assert "excellent, by its lower limit" in reading(line, PLAN)
    assert "(Koo & Li 2016)" in reading(line, PLAN)
    other = replace(PLAN, bands=BandNames.CICCHETTI)
    assert "(Cicchetti 1994)" in reading(line, other)


def test_each_pair_of_raters_has_lines_of_its_own() -> None:
    questions = replace(QUESTIONS, means=(ITEM,))
    tapes = rated((3, 4, 5), (5, 5, 4), (2, 2, 1), raters="ABC")
    table = study_table(questions, tapes, PLAN)
    named = {each.label for each in table.of(Section.PAIR)}
    assert {"A and B: Opening question", "A and C: Opening question"} <= named
    line = next(e for e in table.of(Section.PAIR) if e.label.startswith("A and C: Op"))
    assert line.bias.value == pytest.approx((-2 + 1 + 1) / 3)


def test_a_cancelled_table_stops_at_the_next_line() -> None:
    told: list[float] = []
    table = study_table(
        QUESTIONS, rated((3, 4), (5, 5)), PLAN, told.append, lambda: len(told) > 1
    )
    assert len(table.lines) == 2


def test_intervals_from_resampled_tapes_come_out_again_to_the_digit() -> None:
    dice = np.random.default_rng(3)
    tapes = coded(
        *(
            (
                {"code": ((0, int(a)),), "point": ((1, 1),)},
                {"code": ((0, int(b)),), "point": ((1, 1),)},
            )
            for a, b in dice.integers(1_000, 90_000, (8, 2))
        )
    )
    once, again = (the_line(tapes, Section.CODE_TIME).figure for _ in range(2))
    assert once.interval is not None
    assert once == again
    other = the_line(tapes, Section.CODE_TIME, replace(PLAN, seed=8)).figure
    assert other.value == once.value
    assert other.interval != once.interval


tables = arrays(np.float64, (3, 3), elements=st.integers(0, 40))


@given(tables)
@settings(max_examples=30, deadline=None)
def test_kappas_of_many_sums_are_those_of_each_table(table: np.ndarray) -> None:
    for many, one in ((kappas, plain_kappa), (event_kappas, kappa_with_unmatched)):
        counts = table.copy()
        if one is kappa_with_unmatched:
            counts[-1, -1] = 0
        value = one(counts).value
        if value is not None:
            found = many(margins(counts)[None, :])[0]
            assert found == pytest.approx(value)
