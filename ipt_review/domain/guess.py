"""Which condition a rater thinks a tape is from, to tell whether the blind held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from uuid import UUID

LEAST, MOST = 1, 5


class BadCertainty(ReviewError):
    """A certainty that is not one of five."""

    def __init__(self) -> None:
        super().__init__(
            "A certainty is a number from 1 to 5.", "Choose one of the five."
        )


@dataclass(frozen=True, slots=True)
class TreatmentGuess:
    """One answer to "which condition do you think this was?".

    Attributes:
        arm: The arm that the rater thinks of, empty for one who cannot tell.
        certainty: 1 is a mere guess, 5 is certain; None for one who cannot tell.
        at: When, in ms since 1970 UTC.
    """

    coding: UUID
    arm: str
    certainty: int | None
    at: int

    def __post_init__(self) -> None:
        if self.certainty is not None and not LEAST <= self.certainty <= MOST:
            raise BadCertainty
