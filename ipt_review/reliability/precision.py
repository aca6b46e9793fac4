"""How much one rating may be off: standard error of measurement, smallest change.

Source: de Vet, Terwee, Knol & Bouter 2006.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ipt_review.reliability.figure import Figure, undefined
from ipt_review.reliability.icc import ONE_RATER, TOO_FEW

if TYPE_CHECKING:
    from ipt_review.reliability.icc import MeanSquares

LARGEST_CHANCE_CHANGE = 1.96 * np.sqrt(2)


def sem_consistency(squares: MeanSquares) -> Figure:
    """Return √MSE, raters' means left aside, in points of the scale."""
    why = _why_none(squares)
    return undefined(why) if why else Figure(float(np.sqrt(squares.error)))


def sem_agreement(squares: MeanSquares) -> Figure:
    """Return √(variance of raters + MSE), in points of the scale."""
    why = _why_none(squares)
    if why:
        return undefined(why)
    of_raters = max(0.0, float((squares.raters - squares.error) / squares.n))
    return Figure(float(np.sqrt(of_raters + squares.error)))


def smallest_change(sem: Figure) -> Figure:
    """Return the smallest detectable change, 1.96·√2·SEM, in points."""
    if sem.value is None:
        return sem
    return Figure(float(LARGEST_CHANCE_CHANGE * sem.value))


def _why_none(squares: MeanSquares) -> str:
    if squares.k < 2:  # noqa: PLR2004
        return ONE_RATER
    return TOO_FEW if squares.n < 2 else ""  # noqa: PLR2004
