"""What a study keeps from its raters, so that they judge the tape and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Fact(Enum):
    """Something known of a tape that a rater can be blind to."""

    ARM = "arm"
    SESSION = "session"
    PHASE = "phase"
    THERAPIST = "therapist"
    CASE = "case"
    OUTCOME = "outcome"
    RATERS = "raters"


PLACE = frozenset({Fact.SESSION, Fact.PHASE, Fact.CASE})
"""Facts that say where in a treatment a tape stands."""


@dataclass(frozen=True, slots=True)
class Mask:
    """What of one tape is kept from one person, and what it is called for them.

    Attributes:
        code: Stands for the tape wherever case and session would, for example
            "T-7F3K"; it says nothing and has no order.
        hidden: What the person must not be shown.
    """

    code: str = ""
    hidden: frozenset[Fact] = frozenset()

    def hides(self, *facts: Fact) -> bool:
        """Say whether any of these facts is hidden."""
        return not self.hidden.isdisjoint(facts)

    @property
    def hides_place(self) -> bool:
        """Whether it must not be told where in a treatment the tape stands."""
        return self.hides(*PLACE)

    @property
    def hides_names(self) -> bool:
        """Whether names of files and folders must not be shown: they tell too much."""
        return bool(self.hidden - {Fact.RATERS})


UNTOLD = 10_000
"""Stands for the number of a session where that is kept from a rater."""

NO_MASK = Mask()
"""Everything may be shown."""
