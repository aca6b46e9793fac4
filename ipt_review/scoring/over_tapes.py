"""Means over tapes, each with how many tapes it rests on and of which phases.

There is none over fewer than three tapes, and nothing is filled in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ipt_review.domain.phase import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_review.scoring.progress import CaseProgress, Measure, TapeScores

    Values = Sequence[tuple[Phase, float]]

ENOUGH: Final = 3
"""Tapes from which a mean over tapes is given."""

IN_WORDS: Final = {
    Phase.OPENING: "opening",
    Phase.MIDDLE: "middle",
    Phase.TERMINATION: "ending",
}


@dataclass(frozen=True, slots=True)
class OverTapes:
    """A mean over tapes, with what it rests on.

    Attributes:
        value: None when there are fewer tapes than `ENOUGH`.
        phases: How many tapes of each phase have a value.
    """

    value: float | None
    phases: Mapping[Phase, int]

    @property
    def tapes(self) -> int:
        """How many tapes have a value."""
        return sum(self.phases.values())

    @property
    def said(self) -> str:
        """What it rests on, in words: how many tapes, and of which phases."""
        noun = "tape" if self.tapes == 1 else "tapes"
        parts = [
            f"{count} {IN_WORDS[phase]}"
            for phase, count in self.phases.items()
            if count
        ]
        enough = "" if self.value is not None else "not enough"
        return f"{self.tapes} {noun}: {', '.join([*filter(None, (enough,)), *parts])}"


def over_tapes(values: Values) -> OverTapes:
    """Return the mean of some values, each with the phase of its tape."""
    enough = len(values) >= ENOUGH
    counts = Counter(phase for phase, _ in values)
    mean = sum(value for _, value in values) / len(values) if enough else None
    return OverTapes(mean, {phase: counts[phase] for phase in Phase})


def latest(tapes: Sequence[TapeScores], measure: Measure) -> OverTapes:
    """Return the mean over the last three tapes that a supervisor rated."""
    return over_tapes(_values(tapes, measure)[-ENOUGH:])


def change(tapes: Sequence[TapeScores], measure: Measure) -> float | None:
    """Return the last three tapes less the first three; None with fewer than six."""
    values = [value for _, value in _values(tapes, measure)]
    if len(values) < 2 * ENOUGH:
        return None
    return sum(values[-ENOUGH:]) / ENOUGH - sum(values[:ENOUGH]) / ENOUGH


def self_above(tapes: Sequence[TapeScores], measure: Measure) -> OverTapes:
    """Return self-rating less supervisor's, over the tapes that both rated.

    Which of them is nearer to what happened is not assumed.
    """
    return over_tapes(
        [
            (tape.session.phase, own - theirs)
            for tape in tapes
            if (own := tape.value(measure, own=True)) is not None
            and (theirs := tape.value(measure)) is not None
        ]
    )


def on_focus(tapes: Sequence[TapeScores]) -> OverTapes:
    """Return percent of time on the agreed focus, over the tapes that have a share."""
    return over_tapes(
        [
            (tape.session.phase, tape.supervisor.focus.on_focus)
            for tape in tapes
            if tape.supervisor is not None
            and tape.supervisor.focus is not None
            and tape.supervisor.focus.on_focus is not None
        ]
    )


def coverage(cases: Sequence[CaseProgress]) -> dict[Phase, tuple[int, int]]:
    """Return by phase how many sessions a supervisor rated, and how many there are."""
    found = {}
    for phase in Phase:
        held = [s for case in cases for s in case.sessions if s.phase is phase]
        rated = [
            tape
            for case in cases
            for tape in case.tapes
            if tape.session.phase is phase and tape.supervisor is not None
        ]
        found[phase] = (len(rated), len(held))
    return found


def _values(tapes: Sequence[TapeScores], measure: Measure) -> list[tuple[Phase, float]]:
    return [
        (tape.session.phase, value)
        for tape in tapes
        if (value := tape.value(measure)) is not None
    ]
