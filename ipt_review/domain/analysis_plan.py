"""The analysis plan of a study: which figure of agreement for what, and how good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ipt_review.domain.coding import Perspective
from ipt_review.domain.problems import ReviewError

WHOSE = (Perspective.STUDY_RATER, Perspective.SUPERVISOR)
"""Whose codings can be compared; perspectives are never pooled."""
SECOND = 1_000
MOST_TOLERANCE = 60 * SECOND


class RatingFigure(Enum):
    """What agreement on ratings and means is told by."""

    ICC_1_1 = "icc_1_1"
    ICC_2_1 = "icc_2_1"
    ICC_3_1 = "icc_3_1"
    ICC_1_K = "icc_1_k"
    ICC_2_K = "icc_2_k"
    ICC_3_K = "icc_3_k"
    ALPHA = "kripp_alpha_interval"


class BandNames(Enum):
    """Whose names for ranges of a figure are printed beside it."""

    KOO_LI = "koo_li_landis_koch"
    CICCHETTI = "cicchetti"


class BadPlan(ReviewError):
    """A plan that nothing could be computed by."""


@dataclass(frozen=True, slots=True)
class Goals:
    """From where on agreement is good enough, and what is too little to tell.

    The defaults are those of the product; none of them is a norm.

    Attributes:
        rating: Least figure for ratings, means and counts.
        kappa: Least kappa, for codings in time.
        within: Least share of tapes on which raters lie within the points of the plan.
        bias: Most that one rater may lie above or below another, in points.
        tapes: Fewest tapes that a figure is computed from.
        marks: Fewest marks of a code, both raters' together, that it is computed from.
    """

    rating: float = 0.70
    kappa: float = 0.60
    within: float = 0.80
    bias: float = 0.5
    tapes: int = 5
    marks: int = 10


@dataclass(frozen=True, slots=True)
class DriftRule:
    """When a rater has drifted from the reference; in points of the rating scale.

    Attributes:
        window: Over how many tapes the bias is taken, the newest last.
        warn: Bias from which a rater is to be spoken to.
        stop: Bias from which a rater codes no more tapes before training again.
        every: After how many other tapes a rater is due for a gold tape.
    """

    window: int = 5
    warn: float = 0.5
    stop: float = 1.0
    every: int = 10


@dataclass(frozen=True, slots=True)
class AnalysisPlan:
    """How the agreement of raters of one study is told; times in ms.

    Attributes:
        whose: As what the codings were made that are compared.
        ratings: The declared figure for ratings, means and counts.
        unit: Width of a time unit.
        tolerance: How far the onsets of matching marks may lie apart.
        points: How far two ratings may lie apart to count as close.
        goals: What the figures are held against.
        bands: Whose names are printed.
        drift: When a rater has drifted.
        left_out: Ids of items and codes that are not analyzed.
        seed: Of everything that is drawn, so that the same comes out again.
        draws: How many samples a bootstrap interval is taken from.

    Raises:
        BadPlan: When a value cannot be.
    """

    whose: Perspective = Perspective.STUDY_RATER
    ratings: RatingFigure = RatingFigure.ICC_2_1
    unit: int = SECOND
    tolerance: int = 2 * SECOND
    points: int = 1
    goals: Goals = Goals()
    bands: BandNames = BandNames.KOO_LI
    drift: DriftRule = DriftRule()
    left_out: frozenset[str] = frozenset()
    seed: int = 20_061
    draws: int = 1_000

    def __post_init__(self) -> None:
        goals, drift = self.goals, self.drift
        holds = {
            "Whose codings are compared": self.whose in WHOSE,
            "The time unit": 100 <= self.unit <= 60 * SECOND,  # noqa: PLR2004
            "The tolerance": 0 <= self.tolerance <= MOST_TOLERANCE,
            "The points that count as close": self.points >= 0,
            "The goal for ratings": -1 <= goals.rating <= 1,
            "The goal for kappa": -1 <= goals.kappa <= 1,
            "The share within the points": 0 <= goals.within <= 1,
            "The bias": goals.bias >= 0,
            "The fewest tapes": goals.tapes >= 2,  # noqa: PLR2004
            "The fewest marks": goals.marks >= 1,
            "The tapes that drift is taken over": drift.window >= 1,
            "The lines of drift": 0 < drift.warn <= drift.stop,
            "The tapes between gold tapes": drift.every >= 1,
            "The seed": self.seed >= 0,
            "The number of bootstrap samples": 100 <= self.draws <= 100_000,  # noqa: PLR2004
        }
        for what, fits in holds.items():
            if not fits:
                raise BadPlan(
                    f"{what} cannot be so in an analysis plan.",
                    "Choose a value within the range that is offered.",
                )
