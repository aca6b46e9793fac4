"""Ratings on a declared scale of categories, as one table for all coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

MISSING = -1


class NotOnTheScale(ReviewError):
    """A rating is none of the declared categories."""

    def __init__(self, value: Hashable, unit: int) -> None:
        super().__init__(
            f"Unit {unit + 1} was rated “{value}”, which the scale does not have.",
            "Declare every category of the scale, or correct the rating.",
        )


class Weighting(Enum):
    """How much credit two ratings get that differ (Cohen 1968)."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"

    def table(self, size: int) -> NDArray[np.float64]:
        """Return the credit for each pair of ranks on a scale, shape (size, size)."""
        if self is Weighting.NONE or size < 2:  # noqa: PLR2004
            return np.eye(size)
        ranks = np.arange(size)
        apart = np.abs(ranks[:, None] - ranks[None, :]) / (size - 1)
        weights: NDArray[np.float64] = 1 - (
            apart if self is Weighting.LINEAR else apart**2
        )
        return weights


@dataclass(frozen=True)
class Coded:
    """Units by raters, each cell the rank of a category or `MISSING`.

    Attributes:
        ranks: Shape (units, raters), integers.
        size: Number of declared categories, those that nobody used included.
    """

    ranks: NDArray[np.intp]
    size: int

    @staticmethod
    def of(
        ratings: Sequence[Sequence[Hashable | None]], scale: Sequence[Hashable]
    ) -> Coded:
        """Return ratings (None is missing) on a scale declared in its order.

        Raises:
            NotOnTheScale: When a rating is none of the categories.
        """
        rank: dict[Hashable | None, int] = {each: i for i, each in enumerate(scale)}
        rank[None] = MISSING
        try:
            ranks = [[rank[value] for value in unit] for unit in ratings]
        except KeyError as unknown:
            value = unknown.args[0]
            unit = next(i for i, each in enumerate(ratings) if value in each)
            raise NotOnTheScale(value, unit) from None
        raters = len(ratings[0]) if ratings else 0
        table = np.array(ranks, dtype=np.intp).reshape(len(ratings), raters)
        return Coded(table, len(scale))

    @property
    def units(self) -> int:
        """How many units there are, rated or not."""
        return int(self.ranks.shape[0])

    @property
    def raters(self) -> int:
        """How many raters there are."""
        return int(self.ranks.shape[1])

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """How often each unit was put in each category, shape (units, size)."""
        flat = np.arange(self.units)[:, None] * (self.size + 1) + self.ranks + 1
        cells = self.units * (self.size + 1)
        table = np.bincount(flat.ravel(), minlength=cells)
        return table.reshape(self.units, self.size + 1)[:, 1:].astype(np.float64)

    @cached_property
    def complete(self) -> NDArray[np.intp]:
        """The units that every rater rated, shape (complete units, raters)."""
        rows: NDArray[np.intp] = self.ranks[(self.ranks != MISSING).all(axis=1)]
        return rows

    def pair(self, first: int, second: int) -> NDArray[np.float64]:
        """Return how often two raters' categories met, shape (size, size)."""
        both = self.ranks[:, [first, second]]
        both = both[(both != MISSING).all(axis=1)]
        cells = both[:, 0] * self.size + both[:, 1]
        table = np.bincount(cells, minlength=self.size**2)
        return table.reshape(self.size, self.size).astype(np.float64)
