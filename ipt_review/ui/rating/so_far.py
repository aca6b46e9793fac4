"""The scores as they stand while the form is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.scoring.result import Mean, Scores

NONE_YET = "–"


@dataclass(frozen=True, slots=True)
class SoFar:
    """One score, always with what it rests on.

    Attributes:
        value: One decimal, or a dash while too few items are rated.
        rests_on: For example "5 of 8 items".
        begins_part: Whether another of the three results begins here.
    """

    label: str
    value: str
    rests_on: str
    begins_part: bool = False


def so_far(codebook: Codebook, scores: Scores) -> tuple[SoFar, ...]:
    """Return subscales and adherence, then off-model, then competence.

    A subscale of which nothing applies in this session is left out.
    """
    subscales = [
        _mean(subscale.label, scores.subscales[subscale.id])
        for subscale in codebook.subscales
        if subscale.prescribed and scores.subscales[subscale.id].applicable
    ]
    peak = scores.off_model_peak
    off = _mean("Off-model", scores.off_model, f"highest {peak}" if peak else "")
    overall = f"overall {scores.overall}" if scores.overall else ""
    competence = _mean("Competence", scores.competence, overall)
    return (
        *subscales,
        _mean("Adherence", scores.adherence, _essentials(scores)),
        _beginning(off),
        _beginning(competence),
    )


def _mean(label: str, mean: Mean, more: str = "") -> SoFar:
    value = NONE_YET if mean.value is None else f"{mean.value:.1f}"
    noun = "item" if mean.applicable == 1 else "items"
    rests_on = f"{mean.rated} of {mean.applicable} {noun}"
    return SoFar(label, value, f"{rests_on} · {more}" if more else rests_on)


def _beginning(score: SoFar) -> SoFar:
    return SoFar(score.label, score.value, score.rests_on, begins_part=True)


def _essentials(scores: Scores) -> str:
    met = scores.essentials_met
    return "" if met is None else f"essentials met {met:.0f}%"
