"""The paragraph on reliability that a paper needs, with the study's own numbers."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from ipt_review.domain.analysis_plan import BandNames, RatingFigure
from ipt_review.domain.coding import Perspective
from ipt_review.reliability.bands import CICCHETTI, KOO_LI, LANDIS_KOCH
from ipt_review.reliability.icc import Icc
from ipt_review.reliability.study_line import Section
from ipt_review.reliability.study_ratings import STANDS_IN, icc_name
from ipt_review.reliability.study_reading import number

if TYPE_CHECKING:
    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.study_line import Line
    from ipt_review.reliability.study_table import StudyTable

FORMS = {
    "1": "one-way random effects",
    "2": "two-way random effects, absolute agreement",
    "3": "two-way mixed effects, consistency",
}
UNITS = {"1": "single rater", "k": "mean of raters"}
WHOSE = {
    Perspective.STUDY_RATER: "study raters",
    Perspective.SUPERVISOR: "supervisors",
}


def methods(table: StudyTable, plan: AnalysisPlan, program: str) -> str:
    """Return the paragraph.

    Args:
        table: What was computed.
        plan: By which plan.
        program: Name and version of what computed it.
    """
    goals = plan.goals
    said = [
        (
            f"{_count(table.tapes, 'tape was', 'tapes were')} coded independently by "
            f"two or more of {len(table.raters)} {WHOSE[plan.whose]}; first passes "
            "were compared, not consensus codings."
        ),
        _on_ratings(table, plan),
        _on_time(plan),
        (
            f"Figures were not estimated from fewer than {goals.tapes} tapes, nor for "
            f"codes marked fewer than {goals.marks} times by all raters together."
        ),
        (
            f"Goals of the analysis plan were {_figure_name(plan)} ≥ "
            f"{goals.rating:.2f} and kappa ≥ {goals.kappa:.2f}."
        ),
        _on_bands(plan),
        *(
            _summary(table, section, what)
            for section, what in (
                (Section.ITEM, "items"),
                (Section.MEAN, "means"),
                (Section.CODE_TIME, "codes in time"),
            )
            if table.of(section)
        ),
        f"Computed with {program}.",
    ]
    return " ".join(each for each in said if each)


def _on_ratings(table: StudyTable, plan: AnalysisPlan) -> str:
    if plan.ratings is RatingFigure.ALPHA:
        return (
            "Agreement on ratings is Krippendorff's alpha for interval data "
            f"(Krippendorff 2011), with intervals from {plan.draws:,} resamples of "
            f"tapes (seed {plan.seed})."
        )
    declared = Icc(plan.ratings.value)
    _, model, unit = declared.value.split("_")
    words = (
        f"Agreement on ratings, means and counts is {icc_name(declared)} "
        f"({FORMS[model]}, {UNITS[unit]}; McGraw & Wong 1996) with 95 % intervals."
    )
    used = {line.statistic for line in table.lines if line.statistic.startswith("icc_")}
    others = sorted(used - {declared.value})
    if others:
        one_way = icc_name(Icc(others[0]))
        said = STANDS_IN.format(one_way=one_way, declared=icc_name(declared))
        words += f" {said}"
    return words


def _on_time(plan: AnalysisPlan) -> str:
    return (
        f"Codings in time were compared by Cohen's kappa over units of "
        f"{plan.unit / 1_000:g} s, the tables of all tapes added up, and by the kappa "
        f"of onsets matched within {plan.tolerance / 1_000:g} s (Bakeman, Quera & "
        f"Gnisci 2009); their intervals are percentiles of {plan.draws:,} resamples of "
        f"whole tapes (seed {plan.seed})."
    )


def _on_bands(plan: AnalysisPlan) -> str:
    if plan.bands is BandNames.CICCHETTI:
        return f"Names of ranges are those of {CICCHETTI.source}."
    return (
        f"Names of ranges are those of {KOO_LI.source} for ICCs and of "
        f"{LANDIS_KOCH.source} for kappas."
    )


def _summary(table: StudyTable, section: Section, what: str) -> str:
    lines = table.of(section)
    values = [each.figure.value for each in lines if each.figure.value is not None]
    none = len(lines) - len(values)
    if not values:
        return f"None of {len(lines)} {what} could be estimated."
    reached = sum(_reaches(each) for each in lines)
    words = (
        f"Over {len(values)} {what} the median was {number(median(values))} (range "
        f"{number(min(values))} to {number(max(values))}); {reached} reached the goal"
    )
    return f"{words}, {none} could not be estimated." if none else f"{words}."


def _reaches(line: Line) -> bool:
    value = line.figure.value
    return value is not None and value >= line.goal


def _figure_name(plan: AnalysisPlan) -> str:
    if plan.ratings is RatingFigure.ALPHA:
        return "alpha"
    return icc_name(Icc(plan.ratings.value))


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
