"""What a patient agreed to for the recordings of their treatment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from datetime import date


class Use(Enum):
    """What a recording is used for."""

    SUPERVISION = "supervision"
    TEACHING = "teaching"
    RESEARCH = "research"


class WithdrawnTwice(ReviewError):
    """A withdrawal that is dated in two ways, or of nothing."""

    def __init__(self) -> None:
        super().__init__(
            "This withdrawal cannot be kept so.",
            "Say what it is of, and give either the day of treatment or the date.",
        )


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a patient took their consent back, for some uses or for all.

    Attributes:
        day: Day of treatment on which they did, day 1 being the first session.
        on: Or the date, for one after the treatment; kept in the study, and in no
            export.

    Raises:
        WithdrawnTwice: When it is of nothing, or has both a day and a date.
    """

    uses: frozenset[Use]
    day: int | None = None
    on: date | None = None

    def __post_init__(self) -> None:
        if not self.uses or (self.day is not None and self.on is not None):
            raise WithdrawnTwice


@dataclass(frozen=True, slots=True)
class Consent:
    """What the recordings of a case may be used for, and for how long they are kept.

    Attributes:
        uses: What was agreed to; None where nothing is on record.
        withdrawn: What of it was taken back.
        keep_until: Last day on which recordings may be kept; in no export.
    """

    uses: frozenset[Use] | None = None
    withdrawn: Withdrawal | None = None
    keep_until: date | None = None

    @property
    def taken_back(self) -> frozenset[Use]:
        """The uses that were taken back."""
        return self.withdrawn.uses if self.withdrawn is not None else frozenset()

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing is left that the recordings may be used for."""
        given = frozenset(Use) if self.uses is None else self.uses
        return self.withdrawn is not None and given <= self.taken_back

    def allows(self, use: Use, *, unrecorded: bool = True) -> bool:
        """Say whether recordings may be used so.

        Args:
            use: For what.
            unrecorded: The answer where no consent is on record.
        """
        if use in self.taken_back:
            return False
        return unrecorded if self.uses is None else use in self.uses


NO_CONSENT = Consent()
"""Nothing is on record."""
