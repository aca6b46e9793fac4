"""A line of the table of a study's reliability, and the tapes behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.reliability.figure import Figure

DIFFERENT_RATERS = (
    "Raters differ from tape to tape, so there is no one bias; see the rater pairs."
)
MORE_THAN_TWO = (
    "More than two raters rated each tape, so there is no one bias; see the rater "
    "pairs."
)


class Section(Enum):
    """What a line is about; the value is the order of the table."""

    ITEM = 1
    MEAN = 2
    COUNT = 3
    CODE_TIME = 4
    TRACK = 5
    EVENTS = 6
    PAIR = 7


class Standing(Enum):
    """How a line stands beside the goal of the plan."""

    MEETS = "meets the goal"
    UNSURE = "meets the goal, its lower limit does not"
    SHORT = "falls short of the goal"
    NONE = "not estimable"


class Basis(NamedTuple):
    """What one tape contributes to a line.

    Attributes:
        codings: One for each of `raters`.
        said: What each said: a rating, a mean, a count, or ms coded.
        apart: How far they are from each other: points for numbers, the share of
            time, or of marks, on which they do not agree for codings in time.
    """

    tape: UUID
    raters: tuple[str, ...]
    codings: tuple[UUID, ...]
    said: tuple[float, ...]
    apart: float


@dataclass(frozen=True, slots=True)
class Line:
    """How well raters agree on one thing.

    Attributes:
        name: Of what is compared: an item, a mean, a code, a track; of a pair of
            raters, what of it.
        statistic: Which figure it is, by its name in reports.
        goal: Of the plan, for the figure.
        raters: Who they are where the same ones coded every tape; empty otherwise.
        mean: Of all ratings or counts, `sd` their standard deviation; None for
            codings in time.
        same: Share of tapes, or of time, on which they agree.
        within: Share of tapes on which they lie within the points of the plan.
        bias: First minus second rater, where there are two and the same.
        shortfalls: In words, what the line lacks of the plan's goals.
        notes: In words, what a reader must know of how it came about.
        basis: The tapes behind it.
        unused: How many tapes both coded that could not be used for it.
    """

    section: Section
    name: str
    label: str
    statistic: str
    goal: float
    figure: Figure
    same: Figure
    within: Figure
    bias: Figure
    raters: tuple[str, ...] = ()
    mean: float | None = None
    sd: float | None = None
    shortfalls: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    unused: int = 0

    @property
    def tapes(self) -> int:
        """How many tapes it rests on."""
        return len(self.basis)

    def furthest_first(self) -> list[Basis]:
        """Return the tapes behind it, those on which raters differ most first."""
        return sorted(self.basis, key=lambda each: (-each.apart, each.tape.int))

    @property
    def standing(self) -> Standing:
        """How it stands beside the goals of the plan."""
        if self.figure.value is None:
            return Standing.NONE
        if self.shortfalls:
            return Standing.SHORT
        limits = self.figure.interval
        if limits is not None and limits.low is not None and limits.low < self.goal:
            return Standing.UNSURE
        return Standing.MEETS


def same_raters(sets: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the raters of all tapes where they are the same, nobody otherwise."""
    first = sets[0] if sets else ()
    return first if all(each == first for each in sets) else ()
