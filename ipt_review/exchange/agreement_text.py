"""Figures of agreement as lines of text, and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ipt_review.exchange.agreement_cases import spread
from ipt_review.reliability.bands import KOO_LI, LANDIS_KOCH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_review.reliability.figure import Figure

LABELS = {
    "percent_agreement": "Agreement of pairs",
    "percent_agreement_all": "Agreement of all raters",
    "cohen_kappa": "Cohen's kappa",
    "cohen_kappa_linear": "Cohen's kappa, linear weights",
    "cohen_kappa_quadratic": "Cohen's kappa, quadratic weights",
    "scott_pi": "Scott's pi",
    "pabak": "PABAK",
    "prevalence_index": "Prevalence index",
    "bias_index": "Bias index",
    "fleiss_kappa": "Fleiss' kappa",
    "light_kappa": "Light's kappa",
    "conger_kappa": "Conger's kappa",
    "gwet_ac1": "Gwet's AC1",
    "gwet_ac2_linear": "Gwet's AC2, linear weights",
    "gwet_ac2_quadratic": "Gwet's AC2, quadratic weights",
    "brennan_prediger": "Brennan-Prediger",
    "kripp_alpha_nominal": "Krippendorff's alpha, nominal",
    "kripp_alpha_ordinal": "Krippendorff's alpha, ordinal",
    "kripp_alpha_interval": "Krippendorff's alpha, interval",
    "kripp_alpha_ratio": "Krippendorff's alpha, ratio",
    "icc_1_1": "ICC(1,1)",
    "icc_2_1": "ICC(2,1), absolute agreement",
    "icc_3_1": "ICC(3,1), consistency",
    "icc_1_k": "ICC(1,k)",
    "icc_2_k": "ICC(2,k), absolute agreement",
    "icc_3_k": "ICC(3,k), consistency",
    "pearson_r": "Pearson's r",
    "spearman_rho": "Spearman's rho",
    "ba_bias": "Bias (first - second rater)",
    "ba_sd": "SD of the differences",
    "ba_loa_low": "Lower limit of agreement",
    "ba_loa_high": "Upper limit of agreement",
    "sem_consistency": "SEM, consistency",
    "sem_agreement": "SEM, agreement",
    "sdc_consistency": "Smallest detectable change, consistency",
    "sdc_agreement": "Smallest detectable change, agreement",
    "tu_n_bins": "Time units",
    "tu_n_bins_coded_both": "Time units coded by both",
    "tu_percent_agreement": "Agreement by time unit",
    "tu_kappa": "Time-unit kappa",
    "tu_kappa_coded_only": "Time-unit kappa where both coded",
    "tu_kappa_tolerant_a": "Time-unit kappa with tolerance, first as base",
    "tu_kappa_tolerant_b": "Time-unit kappa with tolerance, second as base",
    "tu_code_kappa": "Time-unit kappa of",
    "ed_n_linked": "Linked pairs (overlap)",
    "ed_n_unlinked_a": "Without partner, first rater",
    "ed_n_unlinked_b": "Without partner, second rater",
    "ed_percent_linked": "Share of events linked",
    "ed_raw_agreement": "Agreement of all events (overlap)",
    "ed_kappa": "Event kappa (overlap, EasyDIAg)",
    "ed_raw_agreement_linked": "Agreement of linked pairs",
    "ed_kappa_linked": "Kappa of linked pairs",
    "ed_code_kappa": "Event kappa (overlap) of",
    "ev_n_agree": "Aligned onsets, same code",
    "ev_n_disagree": "Aligned onsets, other code",
    "ev_n_only_a": "Onsets of the first rater only",
    "ev_n_only_b": "Onsets of the second rater only",
    "ev_percent_agreement": "Agreement of aligned onsets",
    "ev_kappa": "Event kappa (onsets)",
    "ev_kappa_matched": "Kappa of aligned onsets",
}
"""What a figure is called, by its name in JSON."""

WIDTH = 52


def label(name: str) -> str:
    """Return what a figure is called, with its code if it is of one code."""
    stem, _, code = name.partition(".")
    return f"{LABELS[stem]} {code}".strip()


def text_of(title: str, figures: Mapping[str, Figure], notes: Sequence[str]) -> str:
    """Return one comparison as lines of text."""
    lines = [title, "-" * len(title)]
    lines += [
        f"{label(name):<{WIDTH}}{_words(figure)}{_called(name, figure)}"
        for name, figure in figures.items()
    ]
    lines += [f"Note: {note}" for note in notes]
    return "\n".join(lines) + "\n"


def json_of(
    comparisons: Sequence[tuple[str, Mapping[str, Figure], Sequence[str]]],
) -> str:
    """Return comparisons as JSON; undefined figures are null, with their reasons."""
    return json.dumps(
        [
            {
                "title": title,
                "figures": spread(figures),
                "undefined": {
                    name: figure.why
                    for name, figure in figures.items()
                    if not figure.defined
                },
                "notes": list(notes),
            }
            for title, figures, notes in comparisons
        ],
        indent=2,
        ensure_ascii=False,
    )


def _words(figure: Figure) -> str:
    if figure.value is None:
        return f"undefined. {figure.why}"
    if isinstance(figure.value, int):
        return f"{figure.value:>8}"
    words = [f"{figure.value:8.3f}"]
    limits = figure.interval
    if limits is not None and limits.low is not None and limits.high is not None:
        words.append(f"95 % CI {limits.low:.3f} to {limits.high:.3f}")
    if figure.test is not None and figure.test.p is not None:
        words.append(f"p {_p(figure.test.p)}")
    return "   ".join(words)


def _called(name: str, figure: Figure) -> str:
    """Return what an author calls the value, for the coefficients that have names."""
    bands = KOO_LI if name.startswith("icc_") else LANDIS_KOCH
    named = name.startswith("icc_") or "kappa" in name
    return f"   {bands.reading(figure)}" if named and figure.defined else ""


def _p(value: float) -> str:
    return "< .001" if value < 0.001 else f"= {value:.3f}"  # noqa: PLR2004
