"""How one therapist's work stands over the sessions of a case: a reading of scores.

Adherence, competence and off-model stay apart, self and supervisor too. A mean over
tapes always says how many tapes it rests on, and there is none over fewer than three.
Nothing is filled in: a session that was not rated is a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from ipt_review.domain.phase import Phase
from ipt_review.scoring.differences import differences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.study import Case, Session
    from ipt_review.scoring.differences import ItemDifference
    from ipt_review.scoring.result import Mean, Result

ENOUGH: Final = 3
"""Tapes from which a mean over tapes is given."""


class Measure(Enum):
    """One of the three results; they are never added together."""

    ADHERENCE = "adherence"
    COMPETENCE = "competence"
    OFF_MODEL = "off_model"

    def of(self, result: Result | None) -> Mean | None:
        """Return this result of a coding that was scored."""
        if result is None:
            return None
        scores = result.scores
        return {
            Measure.ADHERENCE: scores.adherence,
            Measure.COMPETENCE: scores.competence,
            Measure.OFF_MODEL: scores.off_model,
        }[self]


@dataclass(frozen=True, slots=True)
class TapeScores:
    """One session of a case, as supervisor and therapist scored its tape.

    Attributes:
        supervisor: None where no supervisor's coding may be shown; `own` where there
            is no self-review.
        hidden: Whether a supervisor's coding waits for the self-review.
    """

    session: Session
    tape: UUID
    supervisor: Result | None
    own: Result | None
    hidden: bool = False

    def value(self, measure: Measure, *, own: bool = False) -> float | None:
        """Return a mean over items, if enough of them were rated."""
        mean = measure.of(self.own if own else self.supervisor)
        return None if mean is None else mean.value


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """A case with all of its sessions, and what is known of those with a tape."""

    case: Case
    sessions: tuple[Session, ...]
    tapes: tuple[TapeScores, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One session in the order in which it is shown.

    Attributes:
        x: Where it stands in charts: its number, or its place where there are several
            cases.
        label: What stands below it: its number, with the case where there are several.
        tape: What is known of its tape; None where it has none.
    """

    x: int
    label: str
    session: Session
    tape: TapeScores | None


def columns(cases: Sequence[CaseProgress]) -> list[Column]:
    """Return the sessions of a case, or the taped ones of several in their order."""
    if len(cases) == 1:
        tapes = {tape.session.id: tape for tape in cases[0].tapes}
        return [
            Column(session.number, str(session.number), session, tapes.get(session.id))
            for session in cases[0].sessions
        ]
    several = ((case.case.handle, tape) for case in cases for tape in case.tapes)
    return [
        Column(place, f"{handle}\n{tape.session.number}", tape.session, tape)
        for place, (handle, tape) in enumerate(several, start=1)
    ]


def runs(shown: Sequence[Column]) -> list[tuple[Phase, int, int]]:
    """Return each run of a phase within a case, by its first and last x."""
    found: list[tuple[Phase, int, int]] = []
    for place, column in enumerate(shown):
        session = column.session
        goes_on = (
            place > 0
            and shown[place - 1].session.case == session.case
            and shown[place - 1].session.phase is session.phase
        )
        if goes_on:
            phase, first, _ = found.pop()
            found.append((phase, first, column.x))
        else:
            found.append((session.phase, column.x, column.x))
    return found


@dataclass(frozen=True, slots=True)
class OverTapes:
    """A mean over tapes, with what it rests on.

    Attributes:
        value: None when there are fewer tapes than `ENOUGH`.
        tapes: How many tapes have a value.
    """

    value: float | None
    tapes: int

    @property
    def said(self) -> str:
        """What it rests on, in words."""
        noun = "tape" if self.tapes == 1 else "tapes"
        enough = "" if self.value is not None else ": not enough"
        return f"{self.tapes} {noun}{enough}"


def over_tapes(values: Sequence[float]) -> OverTapes:
    """Return the mean of some values, one for each tape."""
    enough = len(values) >= ENOUGH
    return OverTapes(sum(values) / len(values) if enough else None, len(values))


def latest(tapes: Sequence[TapeScores], measure: Measure) -> OverTapes:
    """Return the mean over the last three tapes that a supervisor rated."""
    values = [v for tape in tapes if (v := tape.value(measure)) is not None]
    return over_tapes(values[-ENOUGH:])


def change(tapes: Sequence[TapeScores], measure: Measure) -> float | None:
    """Return the last three tapes less the first three; None with fewer than six."""
    values = [v for tape in tapes if (v := tape.value(measure)) is not None]
    if len(values) < 2 * ENOUGH:
        return None
    return sum(values[-ENOUGH:]) / ENOUGH - sum(values[:ENOUGH]) / ENOUGH


def self_above(tapes: Sequence[TapeScores], measure: Measure) -> OverTapes:
    """Return self-rating less supervisor's, over the tapes that both rated.

    Which of them is nearer to what happened is not assumed.
    """
    return over_tapes(
        [
            own - theirs
            for tape in tapes
            if (own := tape.value(measure, own=True)) is not None
            and (theirs := tape.value(measure)) is not None
        ]
    )


def on_focus(tapes: Sequence[TapeScores]) -> OverTapes:
    """Return percent of time on the agreed focus, over the tapes that have a share."""
    shares = (tape.supervisor.focus.on_focus for tape in tapes if tape.supervisor)
    return over_tapes([share for share in shares if share is not None])


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


@dataclass(frozen=True, slots=True)
class FoundDifference:
    """An item that both rated otherwise, and on which tape."""

    tape: TapeScores
    difference: ItemDifference


def largest_differences(
    tapes: Sequence[TapeScores],
    codebooks: Mapping[CodebookVersion, Codebook],
    most: int,
) -> list[FoundDifference]:
    """Return where self and supervisor differ most over some tapes, by their size."""
    found = [
        FoundDifference(tape, each)
        for tape in tapes
        if tape.own is not None and tape.supervisor is not None
        for each in differences(
            tape.own,
            tape.supervisor,
            codebooks[tape.supervisor.review.coding.head.codebook],
        )
    ]
    return sorted(found, key=lambda one: -abs(one.difference.size or 0))[:most]
