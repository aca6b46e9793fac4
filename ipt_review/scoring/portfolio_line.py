"""One requirement of a portfolio, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.portfolio import IN_EACH_CASE
from ipt_review.scoring import portfolio_words as words

if TYPE_CHECKING:
    from ipt_review.domain.portfolio import RequirementKind
    from ipt_review.scoring.portfolio_evidence import Evidence


class State(Enum):
    """How a requirement stands; the value is what people read."""

    THERE = "there"
    MISSING = "missing"
    NOT_YET = "not yet judgeable"


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement, and how it stands.

    Attributes:
        kind: None for what is attested.
        statement: Id of what is attested.
        have: How much there is.
        need: How much is needed; None where the program sets it.
        lacks: What is lacking, in a few words; empty where nothing is.
        why: Why it cannot be judged yet; empty where it can.
    """

    title: str
    state: State
    have: float
    need: float | None
    source: str
    evidence: tuple[Evidence, ...] = ()
    kind: RequirementKind | None = None
    statement: str = ""
    lacks: str = ""
    why: str = ""

    @property
    def count(self) -> str:
        """How much of how much, as it stands beside its bar."""
        if self.need is None and self.kind in IN_EACH_CASE:
            return "open"  # how many cases have it depends on the figure
        have = words.amount(self.have)
        return f"{have}, open" if self.need is None else f"{have} of {self.need:g}"

    @property
    def told(self) -> str:
        """What is missing, or why it cannot be judged; empty where it is there."""
        return self.why or (f"Missing: {self.lacks}." if self.lacks else "")

    @property
    def share(self) -> float:
        """How far it is, from 0 to 1; 0 where nothing says how much is needed."""
        return min(self.have / self.need, 1.0) if self.need else 0.0
