"""What scores amount to by a study's thresholds, each result on its own.

The thresholds are product defaults and not validated; whatever shows a verdict has
to say so. Adherence says nothing of competence (article, line 17), so there is no
verdict over both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.scoring.scales import points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Codebook, Thresholds
    from ipt_review.domain.mark import Mark
    from ipt_review.scoring.result import Scores


class Standing(Enum):
    """How a result stands to its thresholds."""

    ADEQUATE = "adequate"
    BORDERLINE = "borderline"
    NOT_ADEQUATE = "not_adequate"
    NOT_RATABLE = "not_ratable"


class Alert(Enum):
    """How much that is off the model asks for a look."""

    CLEAR = "clear"
    AMBER = "amber"
    RED = "red"
    NOT_RATED = "not_rated"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Three readings side by side.

    Attributes:
        review: Whether a supervisor is asked to look before the next session.
    """

    adherence: Standing
    competence: Standing
    off_model: Alert
    review: bool


def judge(scores: Scores, marks: Iterable[Mark], codebook: Codebook) -> Verdict:
    """Read scores by the codebook's thresholds (codebook notes, section B5).

    Args:
        scores: What was scored.
        marks: A mark that speaks for a critical item is an alert by itself.
        codebook: Whose thresholds count.
    """
    lines = codebook.thresholds
    alert = _alert(scores, marks, codebook)
    low = scores.adherence.value is not None and (
        scores.adherence.value < lines.review_adherence
    )
    poor = scores.overall is not None and scores.overall <= lines.review_overall
    return Verdict(
        adherence=_adherence(scores, lines),
        competence=_competence(scores, lines),
        off_model=alert,
        review=low or poor or alert is Alert.RED,
    )


def _adherence(scores: Scores, lines: Thresholds) -> Standing:
    mean, met = scores.adherence.value, scores.essentials_met
    if mean is None:
        return Standing.NOT_RATABLE
    if mean < lines.review_adherence:
        return Standing.NOT_ADEQUATE
    enough = met is not None and met >= lines.essentials
    return (
        Standing.ADEQUATE if enough and mean >= lines.adherence else Standing.BORDERLINE
    )


def _competence(scores: Scores, lines: Thresholds) -> Standing:
    mean, overall = scores.competence.value, scores.overall
    if mean is None or overall is None:
        return Standing.NOT_RATABLE
    if overall <= lines.review_overall:
        return Standing.NOT_ADEQUATE
    enough = overall >= lines.overall and mean >= lines.competence
    return Standing.ADEQUATE if enough else Standing.BORDERLINE


def _alert(scores: Scores, marks: Iterable[Mark], codebook: Codebook) -> Alert:
    lines = codebook.thresholds
    watched = [item for item in codebook.items if item.critical and not item.silenced]
    critical = {item.id for item in watched}
    grave = any(
        scores.counted[item.id].score is not None
        and points(item, scores.counted, codebook) >= lines.met
        for item in watched
    )
    peak = scores.off_model_peak
    if grave or (peak is not None and peak >= lines.red):
        return Alert.RED
    marked = any(
        codebook.track_of(mark.code) is None
        and not critical.isdisjoint(codebook.code(mark.code).items)
        for mark in marks
    )
    if marked or (peak is not None and peak >= lines.amber):
        return Alert.AMBER
    return Alert.NOT_RATED if peak is None else Alert.CLEAR
