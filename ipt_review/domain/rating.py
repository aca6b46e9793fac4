"""A rating: a score on an item, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NOT_APPLICABLE: Final = 97
NOT_RATABLE: Final = 98
MISSING: Final = 99
REASONS: Final = {
    NOT_APPLICABLE: "Not applicable",
    NOT_RATABLE: "Not ratable",
    MISSING: "Not rated",
}
"""Why there is no score. Three codes, since SPSS knows three user-missing values."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What a rater said about one item.

    Attributes:
        value: A score on the item's scale, or 97, 98 or 99.
        note: Why, in the rater's words.
    """

    value: int
    note: str = ""

    @property
    def score(self) -> int | None:
        """The score, or None where there is only a reason."""
        return None if self.value in REASONS else self.value
