"""Lines of a study's reliability in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.analysis_plan import BandNames, RatingFigure
from ipt_review.reliability.bands import CICCHETTI, KOO_LI, LANDIS_KOCH
from ipt_review.reliability.study_line import Section, Standing
from ipt_review.reliability.study_table import RATED
from ipt_review.reliability.study_times import CODE_TIME, EVENT, TIME_UNIT

if TYPE_CHECKING:
    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.figure import Figure
    from ipt_review.reliability.study_line import Line

DASH = "–"
SECTIONS = {
    Section.ITEM: "Items",
    Section.MEAN: "Means",
    Section.COUNT: "Codes, counts for each tape",
    Section.CODE_TIME: "Codes, second by second",
    Section.TRACK: "Tracks",
    Section.EVENTS: "All codes",
    Section.PAIR: "Rater pairs",
}
NARROW = 1.0
"""Standard deviation of ratings below which tapes hardly differ."""


def statistic_name(name: str, plan: AnalysisPlan) -> str:
    """Return what a figure is called where a reader needs to know which it is."""
    unit, tolerance = plan.unit / 1_000, plan.tolerance / 1_000
    if name.startswith("icc_"):
        _, model, rater_unit = name.split("_")
        return f"ICC({model},{rater_unit})"
    if name == EVENT:
        return f"Kappa, onsets within {tolerance:g} s"
    if name in (TIME_UNIT, CODE_TIME):
        return f"Kappa, {unit:g}-s units"
    return "Alpha (interval)"


def number(value: float | None) -> str:
    """Return a figure with two decimals, a dash for none."""
    return DASH if value is None else f"{value:.2f}".replace("-0.00", "0.00")


def percent(figure: Figure) -> str:
    """Return a share in percent, a dash for none."""
    return DASH if figure.value is None else f"{figure.value:.0%}"


def interval(figure: Figure) -> str:
    """Return the limits of a figure, a dash where there are none."""
    limits = figure.interval
    if figure.value is None or limits is None or limits.low is None:
        return DASH
    return f"{number(limits.low)} to {number(limits.high)}"


def band(line: Line, plan: AnalysisPlan) -> str:
    """Return what an author calls the figure, by its lower limit too, and who."""
    if line.statistic == RatingFigure.ALPHA.value:
        return ""
    usual = KOO_LI if line.statistic.startswith("icc_") else LANDIS_KOCH
    bands = CICCHETTI if plan.bands is BandNames.CICCHETTI else usual
    return bands.reading(line.figure)


def standing_word(line: Line) -> str:
    """Return the same in a word or two, a dash for what is not estimable."""
    return {
        Standing.MEETS: "meets",
        Standing.UNSURE: "unsure",
        Standing.SHORT: "short",
        Standing.NONE: DASH,
    }[line.standing]


def standing_words(line: Line) -> str:
    """Return how a line stands beside the plan, or what is lacking."""
    if line.standing is Standing.SHORT:
        return f"Falls short: {'; '.join(line.shortfalls)}"
    said = {
        Standing.MEETS: f"Meets the goal of {line.goal:.2f}",
        Standing.UNSURE: f"Meets the goal of {line.goal:.2f}, its lower limit does not",
        Standing.NONE: "Not estimable",
    }
    return said[line.standing]


def reading(line: Line, plan: AnalysisPlan) -> str:
    """Return a line in plain words, for whoever is no statistician."""
    said = [_figure(line, plan)]
    if line.basis:
        said.append(_closeness(line, plan))
    if line.bias.value is not None and line.section in RATED:
        said.append(_bias(line))
    if line.standing is not Standing.NONE:
        said.append(f"{standing_words(line)}.")
    if _is_narrow(line, plan):
        said.append(
            f"Tapes hardly differ (SD {number(line.sd)}), which keeps the figure low "
            "although raters are close."
        )
    if line.unused:
        noun = "tape" if line.unused == 1 else "tapes"
        said.append(f"Without {line.unused:,} {noun} that two did not rate or code.")
    return " ".join([*said, *line.notes])


def _figure(line: Line, plan: AnalysisPlan) -> str:
    if line.figure.value is None:
        return f"{line.label}: not estimable. {line.figure.why}"
    tapes = f"{line.tapes:,} {'tape' if line.tapes == 1 else 'tapes'}"
    limits = interval(line.figure)
    ci = "" if limits == DASH else f" (95 % CI {limits})"
    name, called = statistic_name(line.statistic, plan), band(line, plan)
    words = f"{line.label}: {name} = {number(line.figure.value)}{ci} over {tapes}"
    return f"{words}; {called}." if called else f"{words}."


def _closeness(line: Line, plan: AnalysisPlan) -> str:
    if line.section is Section.COUNT:
        return f"The same count on {percent(line.same)} of the tapes."
    if line.within.value is None:
        events = line.statistic == EVENT
        what = "of all marks" if events else "of the time"
        return f"The same for {percent(line.same)} {what}."
    points = "1 point" if plan.points == 1 else f"{plan.points} points"
    if line.same.value is None:
        return f"Within {points} on {percent(line.within)} of the tapes."
    return (
        f"The same on {percent(line.same)} of the tapes, within {points} on "
        f"{percent(line.within)}."
    )


def _bias(line: Line) -> str:
    one, other = line.raters
    bias = line.bias.value or 0.0
    if abs(bias) < 0.005:  # noqa: PLR2004 - nothing in two decimals
        return f"{one} and {other} rate equally high on average."
    where = "above" if bias > 0 else "below"
    return f"{one} rates {number(abs(bias))} points {where} {other} on average."


def _is_narrow(line: Line, plan: AnalysisPlan) -> bool:
    within, sd = line.within.value, line.sd
    return (
        line.section in RATED
        and line.figure.value is not None
        and line.figure.value < line.goal
        and within is not None
        and within >= plan.goals.within
        and sd is not None
        and sd < NARROW
    )
