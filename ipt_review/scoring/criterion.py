"""Whether a case reached the pass mark of its codebook, tape by tape.

A tape reaches it when adherence and competence are each adequate by themselves and
nothing off the model asks for a look at once. The thresholds are those of the codebook:
product defaults that a study sets for itself, and not validated; whatever shows this
says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.scoring.over_tapes import ENOUGH
from ipt_review.scoring.verdict import Alert, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.scoring.progress import CaseProgress, TapeScores
    from ipt_review.scoring.rated import Rated


class Reached(Enum):
    """Where a tape or a case stands to the pass mark."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class CaseCriterion:
    """Where one case stands, and what that rests on.

    Attributes:
        tapes: The last tapes that a supervisor rated, three at most; the case reaches
            the pass mark when there are three and each of them does.
        short: What falls short on them, as "session 8: competence".
    """

    case: CaseProgress
    reached: Reached
    tapes: tuple[TapeScores, ...]
    short: tuple[str, ...]

    @property
    def said(self) -> str:
        """Where it stands, in a few words."""
        if self.reached is Reached.YES:
            return "last three tapes at the pass mark"
        if self.short:
            return "; ".join(self.short)
        noun = "tape" if len(self.tapes) == 1 else "tapes"
        return f"{len(self.tapes)} {noun}: not enough"


def tape_reached(rated: Rated) -> Reached:
    """Say whether a tape is at the pass mark, as a supervisor rated it."""
    if falls_short(rated):
        return Reached.NO
    unknown = Standing.NOT_RATABLE in (
        rated.verdict.adherence,
        rated.verdict.competence,
    )
    return Reached.NOT_KNOWN if unknown else Reached.YES


def falls_short(rated: Rated) -> tuple[str, ...]:
    """Return which of the three results keep a tape from the pass mark."""
    verdict = rated.verdict
    below = {Standing.BORDERLINE, Standing.NOT_ADEQUATE}
    found = []
    if verdict.adherence in below:
        found.append("adherence")
    if verdict.competence in below:
        found.append("competence")
    if verdict.off_model is Alert.RED:
        found.append("off-model")
    return tuple(found)


def criterion(cases: Sequence[CaseProgress]) -> tuple[CaseCriterion, ...]:
    """Return where each case stands, in the order given."""
    return tuple(map(_of, cases))


def _of(case: CaseProgress) -> CaseCriterion:
    known = [(t, t.supervisor) for t in case.tapes if t.supervisor is not None]
    last = known[-ENOUGH:]
    standings = [tape_reached(rated) for _, rated in last]
    short = tuple(
        f"session {tape.session.number}: {' and '.join(falls_short(rated))}"
        for tape, rated in last
        if falls_short(rated)
    )
    unknown = tuple(
        f"session {tape.session.number}: too little rated"
        for (tape, _), standing in zip(last, standings, strict=True)
        if standing is Reached.NOT_KNOWN
    )
    if len(last) < ENOUGH:
        reached, short = Reached.NOT_KNOWN, ()
    elif Reached.NO in standings:
        reached = Reached.NO
    elif unknown:
        reached, short = Reached.NOT_KNOWN, unknown
    else:
        reached = Reached.YES
    return CaseCriterion(case, reached, tuple(tape for tape, _ in last), short)
