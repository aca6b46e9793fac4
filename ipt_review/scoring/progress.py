"""How one therapist's work stands over the sessions of a case: a reading of scores.

Adherence, competence and off-model stay apart, self and supervisor too. Nothing is
filled in: a session that was not rated is a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.scoring.differences import sizes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.phase import Phase
    from ipt_review.domain.study import Case, Session
    from ipt_review.scoring.differences import ItemDifference
    from ipt_review.scoring.frame_line import FrameLine
    from ipt_review.scoring.rated import Rated
    from ipt_review.scoring.result import Mean


class Measure(Enum):
    """One of the three results; they are never added together."""

    ADHERENCE = "adherence"
    COMPETENCE = "competence"
    OFF_MODEL = "off_model"

    def of(self, rated: Rated | None) -> Mean | None:
        """Return this result of a coding that was scored."""
        if rated is None:
            return None
        scores = rated.scores
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
    supervisor: Rated | None
    own: Rated | None
    hidden: bool = False

    def value(self, measure: Measure, *, own: bool = False) -> float | None:
        """Return a mean over items, if enough of them were rated."""
        mean = measure.of(self.own if own else self.supervisor)
        return None if mean is None else mean.value


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """A case with all of its sessions, and what is known of those with a tape.

    Attributes:
        frame: The frame of the treatment, as supervisors coded it.
    """

    case: Case
    sessions: tuple[Session, ...]
    tapes: tuple[TapeScores, ...]
    frame: tuple[FrameLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One session in the order in which it is shown.

    Attributes:
        x: Where it stands in charts: its number, or its place where there are several
            cases.
        label: What stands above it: its number, with the case where there are several.
        case: Handle of its case.
        tape: What is known of its tape; None where it has none.
    """

    x: int
    label: str
    case: str
    session: Session
    tape: TapeScores | None


def columns(cases: Sequence[CaseProgress]) -> list[Column]:
    """Return the sessions of a case, or the taped ones of several in their order."""
    if len(cases) == 1:
        (case,) = cases
        tapes = {tape.session.id: tape for tape in case.tapes}
        return [
            Column(
                session.number,
                str(session.number),
                case.case.handle,
                session,
                tapes.get(session.id),
            )
            for session in case.sessions
        ]
    several = ((case.case.handle, tape) for case in cases for tape in case.tapes)
    return [
        Column(place, f"{handle}\n{tape.session.number}", handle, tape.session, tape)
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


def case_runs(shown: Sequence[Column]) -> list[tuple[str, int, int]]:
    """Return the handle of each case, with the first and last x of its sessions."""
    found: list[tuple[str, int, int]] = []
    for column in shown:
        if found and found[-1][0] == column.case:
            found[-1] = (column.case, found[-1][1], column.x)
        else:
            found.append((column.case, column.x, column.x))
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
    """Return where self and supervisor differ most over some tapes, by their size.

    They come without the moments to hear, which stand on the tapes.
    """
    found = [
        FoundDifference(tape, each)
        for tape in tapes
        if tape.own is not None and tape.supervisor is not None
        for each in sizes(
            tape.own.scores,
            tape.supervisor.scores,
            codebooks[tape.supervisor.codebook],
        )
    ]
    return sorted(found, key=lambda one: -abs(one.difference.size or 0))[:most]
