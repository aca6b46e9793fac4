"""Who codes which tape, in which order, and why they were given it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class AssignmentKind(Enum):
    """Why a tape was given to a rater; raters never learn which it is.

    Calibration tapes are the exception: they come first, and everybody knows.
    """

    SINGLE = "single"
    DOUBLE = "double"
    GOLD = "gold"
    REPEAT = "repeat"
    CALIBRATION = "calibration"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One tape in the queue of one rater.

    Attributes:
        sequence: Place in the rater's queue, from 1; never used twice for a rater.
        pass_number: 1, or 2 and more where the rater codes a tape once again.
        due: Until when it should be submitted, in ms since 1970 UTC, or None.
        withdrawn: Whether it was taken back; it stays on record.
    """

    id: UUID
    tape: UUID
    rater: UUID
    kind: AssignmentKind
    sequence: int
    pass_number: int = 1
    due: int | None = None
    withdrawn: bool = False
