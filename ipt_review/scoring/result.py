"""What scoring yields: means that say what they rest on, counts, and times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.rating import Rating
    from ipt_review.domain.review import Review


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over items, and the "n of m items" that it rests on.

    Attributes:
        value: None when fewer than two thirds of the applicable items are rated.
        rated: How many items carry a score.
        applicable: How many items could have carried one.
    """

    value: float | None
    rated: int
    applicable: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Three results that are never added together: adherence, off-model, competence.

    Attributes:
        subscales: Means by subscale id.
        adherence: Mean over the items of all prescribed subscales.
        essentials_met: Percent of rated essential items at 4 or more.
        essentials: How many essential items that rests on.
        off_model: Mean of the off-model items; `off_model_peak` the highest.
        competence: Mean of the competence items except the overall one.
        overall: The global competence rating.
        counted: The ratings as scored, after the once-only rule; the raw ones
            stay in the coding.
    """

    subscales: Mapping[str, Mean]
    adherence: Mean
    essentials_met: float | None
    essentials: int
    off_model: Mean
    off_model_peak: int | None
    competence: Mean
    overall: int | None
    counted: Mapping[str, Rating]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often and how long one code stands on the tape.

    Attributes:
        count: Number of marks.
        total: Their summed length in ms, overlaps counted once.
        per_ten_minutes: Marks per ten minutes of coded tape.
    """

    count: int
    total: int
    per_ten_minutes: float


@dataclass(frozen=True, slots=True)
class FocusTime:
    """How the talk was spread over the states of the focus track.

    Attributes:
        by_state: Ms by state id; what no mark covers counts as the start state.
        on_focus: Percent of time in the agreed areas out of all areas and off
            focus; None in the opening phase, without an agreed focus, or when
            nothing of it was coded.
        switches: Changes between counted states.
        longest_off: The longest stretch off focus, in ms.
    """

    by_state: Mapping[str, int]
    on_focus: float | None
    switches: int
    longest_off: int


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that can be counted and scored in one review."""

    review: Review
    scores: Scores
    tallies: Mapping[str, Tally]
    focus: FocusTime
