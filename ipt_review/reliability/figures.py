"""Every figure that one set of data allows, under the names that reports use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability import chance, kappa, numeric_pair, precision
from ipt_review.reliability.alignment import align
from ipt_review.reliability.alpha import Level, krippendorff_alpha
from ipt_review.reliability.coded import MISSING, Coded, Weighting
from ipt_review.reliability.easydiag import link
from ipt_review.reliability.figure import Figure, undefined
from ipt_review.reliability.icc import iccs, mean_squares
from ipt_review.reliability.time_units import (
    OVERLAP,
    code_units,
    states,
    time_units,
    tolerant_kappas,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from ipt_review.reliability.timed import Timed

    Floats = NDArray[np.float64]

WEIGHTED = {"linear": Weighting.LINEAR, "quadratic": Weighting.QUADRATIC}
PAIR = 2


@dataclass(frozen=True, slots=True)
class Timing:
    """How two codings of one tape are compared; all times in ms.

    Attributes:
        length: Of the tape.
        width: Of a time unit.
        tolerance: How far the onsets of matching events may lie apart.
        overlap: From which share of the longer one two events count as linked.
        exclusive: Whether no two codes can hold at once.
    """

    length: int
    width: int = 1_000
    tolerance: int = 2_000
    overlap: float = 0.6
    exclusive: bool = True


def of_categories(
    ratings: Sequence[Sequence[Hashable | None]], scale: Sequence[Hashable]
) -> dict[str, Figure]:
    """Return all coefficients of ratings on a declared scale of categories.

    Args:
        ratings: One row a unit, one column a rater, None where missing.
        scale: The categories in their order, those that nobody used included.

    Raises:
        NotOnTheScale: When a rating is none of the categories.
    """
    coded = Coded.of(ratings, scale)
    return {
        "percent_agreement": chance.percent_agreement(coded),
        "percent_agreement_all": chance.percent_agreement_all(coded),
        **_of_two(coded),
        "fleiss_kappa": chance.fleiss_kappa(coded),
        "light_kappa": chance.light_kappa(coded),
        "conger_kappa": chance.conger_kappa(coded),
        "gwet_ac1": chance.gwet(coded),
        **{
            f"gwet_ac2_{name}": chance.gwet(coded, weighting)
            for name, weighting in WEIGHTED.items()
        },
        "brennan_prediger": chance.brennan_prediger(coded),
        **{
            f"kripp_alpha_{level.value}": krippendorff_alpha(table, level)
            for level, table in alpha_inputs(coded, scale).items()
        },
    }


def alpha_inputs(coded: Coded, scale: Sequence[Hashable]) -> dict[Level, Floats]:
    """Return the levels of alpha that a scale has, with the ratings for each.

    Interval and ratio distances need categories that are numbers.
    """
    ranks = np.where(coded.ranks == MISSING, np.nan, coded.ranks.astype(np.float64))
    inputs = {Level.NOMINAL: ranks, Level.ORDINAL: ranks}
    numbers = [each for each in scale if isinstance(each, int | float)]
    if len(numbers) == len(scale):
        values = np.append(np.array(numbers, dtype=np.float64), np.nan)[coded.ranks]
        inputs |= {Level.INTERVAL: values, Level.RATIO: values}
    return inputs


def of_numbers(ratings: Floats) -> dict[str, Figure]:
    """Return all coefficients of ratings on a numeric scale.

    Args:
        ratings: One row a session, one column a rater, NaN where missing; rows with
            a missing rating are left out.
    """
    squares = mean_squares(ratings)
    consistent = precision.sem_consistency(squares)
    agreeing = precision.sem_agreement(squares)
    return {
        **{form.value: figure for form, figure in iccs(ratings).items()},
        **_of_numeric_pair(ratings),
        "sem_consistency": consistent,
        "sem_agreement": agreeing,
        "sdc_consistency": precision.smallest_change(consistent),
        "sdc_agreement": precision.smallest_change(agreeing),
    }


def of_events(
    first: Timed, second: Timed, codes: Sequence[str], timing: Timing
) -> dict[str, Figure]:
    """Return all coefficients of two codings of one tape; counts are figures too.

    Args:
        first: Events of the first rater, by rank of their code in `codes`.
        second: Events of the second.
        codes: The declared codes.
        timing: How they are compared.
    """
    linked = link(first, second, len(codes), timing.overlap)
    aligned = align(first, second, len(codes), timing.tolerance)
    found = _of_units(first, second, len(codes), timing)
    for rank, code in enumerate(codes):
        table = code_units(
            first, second, rank, length=timing.length, width=timing.width
        )
        found[f"tu_code_kappa.{code}"] = kappa.plain_kappa(table)
    found |= {
        "ed_n_linked": Figure(len(linked.pairs)),
        "ed_n_unlinked_a": Figure(linked.only_first),
        "ed_n_unlinked_b": Figure(linked.only_second),
        "ed_percent_linked": linked.share_linked(),
        "ed_raw_agreement": linked.agreement(),
        "ed_kappa": linked.kappa(),
        "ed_raw_agreement_linked": linked.agreement_linked(),
        "ed_kappa_linked": linked.kappa_linked(),
    }
    for rank, code in enumerate(codes):
        found[f"ed_code_kappa.{code}"] = linked.code_kappa(rank)
    return found | {
        "ev_n_agree": Figure(aligned.agree),
        "ev_n_disagree": Figure(aligned.disagree),
        "ev_n_only_a": Figure(aligned.only_first),
        "ev_n_only_b": Figure(aligned.only_second),
        "ev_percent_agreement": aligned.agreement(),
        "ev_kappa": aligned.kappa(),
        "ev_kappa_matched": aligned.kappa_matched(),
    }


def _of_two(coded: Coded) -> dict[str, Figure]:
    if coded.raters != PAIR:
        return {}
    table = coded.pair(0, 1)
    return {
        "cohen_kappa": kappa.cohen_kappa(table),
        **{
            f"cohen_kappa_{name}": kappa.cohen_kappa(table, weighting)
            for name, weighting in WEIGHTED.items()
        },
        "scott_pi": kappa.scott_pi(table),
        "pabak": kappa.pabak(table),
        "prevalence_index": kappa.prevalence_index(table),
        "bias_index": kappa.bias_index(table),
    }


def _of_numeric_pair(ratings: Floats) -> dict[str, Figure]:
    if ratings.shape[1] != PAIR:
        return {}
    first, second = ratings.T
    limits = numeric_pair.bland_altman(first, second)
    return {
        "pearson_r": numeric_pair.pearson(first, second),
        "spearman_rho": numeric_pair.spearman(first, second),
        "ba_bias": limits.bias,
        "ba_sd": limits.sd,
        "ba_loa_low": limits.low,
        "ba_loa_high": limits.high,
    }


def _of_units(
    first: Timed, second: Timed, codes: int, timing: Timing
) -> dict[str, Figure]:
    length, width = timing.length, timing.width
    bins = {"tu_n_bins": Figure(-(-length // width))}
    if not timing.exclusive or first.overlaps or second.overlaps:
        return bins | {"tu_kappa": undefined(OVERLAP)}
    units = time_units(first, second, codes, length=length, width=width)
    tolerant = tolerant_kappas(
        states(first, codes, length, width),
        states(second, codes, length, width),
        timing.tolerance // width,
    )
    return bins | {
        "tu_n_bins_coded_both": Figure(units.coded_by_both),
        "tu_percent_agreement": units.agreement(),
        "tu_kappa": units.kappa(),
        "tu_kappa_coded_only": units.kappa_where_coded(),
        "tu_kappa_tolerant_a": tolerant[0],
        "tu_kappa_tolerant_b": tolerant[1],
    }
