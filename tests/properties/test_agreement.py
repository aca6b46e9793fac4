from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ipt_review.reliability.alignment import align
from ipt_review.reliability.alpha import Level, bootstrapped_alpha, krippendorff_alpha
from ipt_review.reliability.coded import Coded, Weighting
from ipt_review.reliability.easydiag import link
from ipt_review.reliability.figures import Timing, of_categories, of_events, of_numbers
from ipt_review.reliability.icc import icc_columns, iccs, mean_squares
from ipt_review.reliability.kappa import cohen_kappa, scott_pi
from ipt_review.reliability.time_units import states, time_units, tolerant_kappas
from ipt_review.reliability.timed import Timed
from ipt_review.reliability.unmatched import agreement_by_chance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ipt_review.reliability.figure import Figure

    Floats = NDArray[np.float64]

SCALE = (1, 2, 3, 4, 5)
LENGTH = 60_000

cells = st.one_of(st.none(), st.sampled_from(SCALE))
two_raters = st.lists(st.tuples(cells, cells), min_size=1, max_size=25)
three_raters = st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=25)
numbers = arrays(
    np.float64,
    st.tuples(st.integers(2, 12), st.integers(2, 4)),
    elements=st.integers(1, 7).map(float),
)


@st.composite
def codings(draw: st.DrawFn) -> Timed:
    """Draw events of three codes that do not overlap."""
    edges = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=16)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return Timed.of((start, end, draw(st.integers(0, 2))) for start, end in pairs)


@st.composite
def full_codings(draw: st.DrawFn) -> Timed:
    """Draw two events or more, of different codes, each longer than a time unit."""
    edges = sorted(draw(st.sets(st.integers(0, LENGTH // 2_000), min_size=4)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return Timed.of(
        (start * 2_000, end * 2_000, place % 3)
        for place, (start, end) in enumerate(pairs)
    )


def same(one: Figure, other: Figure) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value
    return one.value == pytest.approx(other.value, abs=1e-9)


@given(two_raters)
def test_it_does_not_matter_which_rater_is_called_the_first(
    ratings: list[tuple[int | None, int | None]],
) -> None:
    ahead = of_categories(ratings, SCALE)
    behind = of_categories([(b, a) for a, b in ratings], SCALE)
    assert all(same(ahead[name], behind[name]) for name in ahead)


@given(three_raters, st.permutations(SCALE))
def test_unweighted_figures_do_not_depend_on_what_categories_are_called(
    ratings: list[tuple[int | None, ...]], other: list[int]
) -> None:
    names = dict(zip(SCALE, other, strict=True))
    renamed = [
        tuple(None if cell is None else names[cell] for cell in unit)
        for unit in ratings
    ]
    before, after = of_categories(ratings, SCALE), of_categories(renamed, SCALE)
    for name in ("percent_agreement", "fleiss_kappa", "gwet_ac1", "brennan_prediger"):
        assert same(before[name], after[name])
    assert same(before["kripp_alpha_nominal"], after["kripp_alpha_nominal"])


@given(st.lists(st.tuples(*[st.sampled_from(SCALE)] * 2), min_size=2, max_size=30))
def test_alpha_is_scotts_pi_but_for_the_correction_of_small_samples(
    ratings: list[tuple[int, int]],
) -> None:
    pi = scott_pi(Coded.of(ratings, SCALE).pair(0, 1)).value
    alpha = krippendorff_alpha(np.array(ratings, dtype=float), Level.NOMINAL).value
    if pi is None:
        assert alpha is None
        return
    assert alpha == pytest.approx(pi + (1 - pi) / (2 * len(ratings)))


@given(st.lists(st.tuples(*[st.sampled_from(SCALE)] * 2), min_size=2, max_size=30))
def test_alpha_on_ranks_does_not_depend_on_how_far_apart_they_are(
    ratings: list[tuple[int, int]],
) -> None:
    table = np.array(ratings, dtype=float)
    plain = krippendorff_alpha(table, Level.ORDINAL)
    stretched = krippendorff_alpha(table**3 + 10, Level.ORDINAL)
    assert same(plain, stretched)


@given(numbers, st.sampled_from([-100.0, 0.5, 1e6]), st.sampled_from([0.1, 1.0, 12.0]))
def test_iccs_do_not_depend_on_origin_and_unit_of_the_scale(
    ratings: Floats, offset: float, unit: float
) -> None:
    before, after = iccs(ratings), iccs(ratings * unit + offset)
    for form, figure in before.items():
        moved = after[form]
        if figure.value is None or moved.value is None:
            assert figure.value is moved.value
        else:
            assert moved.value == pytest.approx(figure.value, rel=1e-6, abs=1e-6)


@given(st.lists(numbers, min_size=1, max_size=4))
def test_many_items_at_once_give_what_each_gives_by_itself(items: list[Floats]) -> None:
    rows = max(len(item) for item in items)
    raters = min(item.shape[1] for item in items)
    whole = np.full((len(items), rows, raters), np.nan)
    for place, item in enumerate(items):
        whole[place, : len(item)] = item[:, :raters]
    columns = icc_columns(mean_squares(whole))
    for place, item in enumerate(items):
        for form, figure in iccs(item[:, :raters]).items():
            if figure.value is not None:
                found = float(columns[form].value[place])
                assert found == pytest.approx(figure.value, abs=1e-9)


@given(numbers)
def test_no_figure_is_a_number_that_is_none(ratings: Floats) -> None:
    for figure in of_numbers(ratings).values():
        assert figure.value is None or np.isfinite(figure.value)
        assert figure.defined is not bool(figure.why)


@given(codings(), codings())
def test_timed_figures_do_not_depend_on_which_rater_is_the_first(
    one: Timed, other: Timed
) -> None:
    timing = Timing(LENGTH)
    ahead = of_events(one, other, "abc", timing)
    behind = of_events(other, one, "abc", timing)
    for name in ("tu_kappa", "tu_percent_agreement", "ev_kappa", "ev_n_agree"):
        assert same(ahead[name], behind[name])
    assert same(ahead["tu_kappa_tolerant_a"], behind["tu_kappa_tolerant_b"])
    assert same(ahead["ev_n_only_a"], behind["ev_n_only_b"])


@given(full_codings())
def test_a_coding_agrees_with_itself_in_every_way(coding: Timed) -> None:
    found = of_events(coding, coding, "abc", Timing(LENGTH))
    for name in ("tu_kappa", "ed_kappa", "ev_kappa", "tu_kappa_tolerant_a"):
        assert found[name].value == pytest.approx(1)


@given(codings(), codings(), st.integers(1, 5_000))
def test_every_event_is_counted_once(one: Timed, other: Timed, reach: int) -> None:
    aligned = align(one, other, 3, reach)
    assert len(one) == len(aligned.pairs) + aligned.only_first
    assert len(other) == len(aligned.pairs) + aligned.only_second
    assert list(aligned.pairs) == sorted(aligned.pairs)
    linked = link(one, other, 3, 0.5)
    assert linked.table.sum() == len(one) + len(other)


@settings(max_examples=30)
@given(
    arrays(np.float64, (4, 4), elements=st.integers(0, 9).map(float)),
)
def test_chance_with_unmatched_events_is_what_fitting_by_turns_tends_to(
    table: Floats,
) -> None:
    table[-1, -1] = 0
    matched = float(table[:-1, :-1].sum())
    if not matched:
        return
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    fit = np.ones_like(table)
    fit[-1, -1] = 0
    for _ in range(3_000):
        for wanted, axis in ((rows, 1), (columns, 0)):
            there = fit.sum(axis=axis, keepdims=True)
            want = np.expand_dims(wanted, axis)
            fit *= np.divide(want, there, out=np.zeros_like(there), where=there > 0)
    found = float(np.trace(fit) / table.sum())
    assert agreement_by_chance(table) == pytest.approx(found, abs=1e-3)


@given(codings(), codings())
def test_a_wider_tolerance_aligns_no_fewer_events(one: Timed, other: Timed) -> None:
    scores = [
        2 * found.agree + found.disagree
        for found in (align(one, other, 3, reach) for reach in (0, 1_000, 10_000))
    ]
    assert scores == sorted(scores)


@given(codings(), st.integers(200, 5_000))
def test_units_hold_what_is_active_at_their_start(coding: Timed, width: int) -> None:
    found = states(coding, 3, LENGTH, width)
    assert len(found) == -(-LENGTH // width)
    for unit in (0, len(found) // 2, len(found) - 1):
        moment = unit * width
        active = [
            int(code)
            for start, end, code in zip(
                coding.starts, coding.ends, coding.codes, strict=True
            )
            if start <= moment < end
        ]
        assert found[unit] == (active[0] if active else 3)


@given(codings(), codings())
def test_no_tolerance_is_plain_time_unit_kappa(one: Timed, other: Timed) -> None:
    first, second = (states(each, 3, LENGTH, 1_000) for each in (one, other))
    plain = time_units(one, other, 3, length=LENGTH, width=1_000).kappa()
    assert all(same(plain, each) for each in tolerant_kappas(first, second, 0))


@given(two_raters)
def test_linear_weights_on_two_categories_are_plain_kappa(
    ratings: list[tuple[int | None, int | None]],
) -> None:
    halves = [
        tuple(None if cell is None else int(cell > 2) for cell in unit)
        for unit in ratings
    ]
    table = Coded.of(halves, (0, 1)).pair(0, 1)
    assert same(cohen_kappa(table), cohen_kappa(table, Weighting.LINEAR))


def test_the_same_seed_draws_the_same_interval() -> None:
    ratings = np.array([[1, 2], [2, 2], [3, 3], [4, 5], [5, 5], [1, 1]], dtype=float)
    found = [
        bootstrapped_alpha(ratings, Level.INTERVAL, draws=200, seed=7) for _ in range(2)
    ]
    assert found[0] == found[1]
    assert found[0].interval is not None
