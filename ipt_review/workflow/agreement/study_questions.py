"""What raters of a study are compared on: items, means, codes and tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.analysis_plan import AnalysisPlan
from ipt_review.domain.codebook import Kind, Part
from ipt_review.reliability.doubles import Named, Questions, TrackNames

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook, Track
    from ipt_review.scoring.result import Mean, Scores

ADHERENCE, OFF_MODEL, COMPETENCE = (
    "mean.adherence",
    "mean.off_model",
    "mean.competence",
)
RESULTS = (
    Named(ADHERENCE, "Adherence, mean"),
    Named(OFF_MODEL, "Off-model, mean"),
    Named(COMPETENCE, "Competence, mean"),
)


def questions_of(
    codebook: Codebook, plan: AnalysisPlan, rescaled: frozenset[str] = frozenset()
) -> Questions:
    """Return what raters are compared on.

    Args:
        codebook: Everything that their codings could hold.
        plan: What of it is not analyzed.
        rescaled: Items that cannot be, since their scale changed.
    """
    out = plan.left_out
    offered = [each for each in codebook.offered if each.id not in out]
    points = (each for each in offered if each.kind is Kind.POINT)
    intervals = (each for each in offered if each.kind is Kind.INTERVAL)
    return Questions(
        items=tuple(
            Named(each.id, each.label)
            for each in codebook.items
            if not each.silenced and each.id not in out | rescaled
        ),
        means=tuple(each for each in _means(codebook) if each.name not in out),
        points=tuple(Named(each.id, each.label) for each in points),
        intervals=tuple(Named(each.id, each.label) for each in intervals),
        tracks=tuple(_track(each) for each in codebook.tracks if each.id not in out),
    )


def everything_analyzed(codebook: Codebook) -> tuple[Named, ...]:
    """Return all that a plan can leave out, in the codebook's order."""
    found = questions_of(codebook, AnalysisPlan())
    tracks = (Named(each.name, each.label) for each in found.tracks)
    return (*found.items, *found.means, *found.points, *found.intervals, *tracks)


def means_of(scores: Scores) -> dict[str, float]:
    """Return the means of a coding that rest on enough items, by name."""
    means: dict[str, Mean] = {
        subscale_name(subscale): mean for subscale, mean in scores.subscales.items()
    }
    means |= {
        ADHERENCE: scores.adherence,
        OFF_MODEL: scores.off_model,
        COMPETENCE: scores.competence,
    }
    return {name: each.value for name, each in means.items() if each.value is not None}


def subscale_name(subscale: str) -> str:
    """Return the name of the mean of a subscale."""
    return f"mean.subscale.{subscale}"


def _means(codebook: Codebook) -> list[Named]:
    """Return the means: those of sub-scales, and the three results.

    A sub-scale of all off-model items is the off-model result already.
    """
    off = {each.id for each in codebook.items if each.part is Part.OFF_MODEL}
    named = []
    for each in codebook.subscales:
        items = {item.id for item in codebook.items if item.subscale == each.id}
        if items and items != off:
            named.append(Named(subscale_name(each.id), f"{each.label}, mean"))
    parts = {each.part for each in codebook.items}
    results = zip(
        (Part.ADHERENCE, Part.OFF_MODEL, Part.COMPETENCE), RESULTS, strict=True
    )
    return [*named, *(result for part, result in results if part in parts)]


def _track(track: Track) -> TrackNames:
    states = tuple(state.id for state in track.states)
    label, rest = f"{track.label} track", track.start_state
    return TrackNames(track.id, label, states, rest, optional=track.optional)
