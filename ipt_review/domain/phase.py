"""Where a session stands in its treatment, and the limits of the treatment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Phase(Enum):
    """Where in the treatment a session stands (article, lines 34, 45, 90)."""

    OPENING = "opening"
    MIDDLE = "middle"
    TERMINATION = "termination"


@dataclass(frozen=True, slots=True)
class Frame:
    """The limits of a treatment (article, lines 28, 34, 44, 90)."""

    sessions_low: int
    sessions_high: int
    opening_sessions: int
    termination_sessions: int
    most_foci: int
