"""Drawing a stratified random sample of tapes that anybody can draw again.

Each tape has a number between 0 and 1 of its own, the first that `random.Random` gives
for the text "seed/tape id". Within a stratum tapes stand in the order of these numbers,
and the first so many are drawn (sampling with permanent random numbers). Python says
that seeding with a text and `random()` stay the same in later versions. So a draw hangs
on the seed and on the tapes, not on their order; a tape that comes in later moves no
other; and what replaces an unratable tape was settled before anybody knew of it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.sampling import Drawn, Exclusion, Factor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from ipt_review.domain.people import Therapist
    from ipt_review.domain.sampling import Amount, Draw
    from ipt_review.domain.study import Case, Session
    from ipt_review.domain.tape import Tape


@dataclass(frozen=True, slots=True)
class Candidate:
    """A session that was recorded or should have been, as a draw looks at it.

    Attributes:
        tape: Its tape, or None where it has none.
        excluded: Why it cannot be drawn, or None when it can.
    """

    session: UUID
    tape: UUID | None
    case: UUID
    therapist: str
    arm: str
    phase: str
    length: int = 0
    excluded: Exclusion | None = None

    def stratum(self, factors: Iterable[Factor]) -> tuple[str, ...]:
        """Return what this tape is sorted by."""
        values = {
            Factor.THERAPIST: self.therapist,
            Factor.ARM: self.arm,
            Factor.PHASE: self.phase,
        }
        return tuple(values[factor] for factor in factors)


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that a study holds, as a draw needs it.

    Attributes:
        unratable: Tapes that turned out to be unratable.
        drawn: Tapes that are in a sample already.
        may_be_used: Says whether a case may be used for research.
    """

    therapists: Iterable[Therapist]
    cases: Iterable[Case]
    sessions: Iterable[Session]
    tapes: Iterable[Tape]
    unratable: AbstractSet[UUID] = frozenset()
    drawn: AbstractSet[UUID] = frozenset()
    may_be_used: Callable[[UUID], bool] = field(default=lambda _case: True)


def candidates(frame: Frame) -> list[Candidate]:
    """Return every session of a study, with the reason where it cannot be drawn."""
    therapists = {each.id: each.handle for each in frame.therapists}
    cases = {each.id: each for each in frame.cases}
    tapes = {tape.session: tape for tape in frame.tapes}
    return [
        Candidate(
            session=session.id,
            tape=tape.id if tape else None,
            case=case.id,
            therapist=therapists[case.therapist],
            arm=case.arm,
            phase=session.phase.value,
            length=tape.length if tape else 0,
            excluded=_why_not(frame, case, tape),
        )
        for session in frame.sessions
        for case in (cases[session.case],)
        for tape in (tapes.get(session.id),)
    ]


def _why_not(frame: Frame, case: Case, tape: Tape | None) -> Exclusion | None:
    if tape is None:
        return Exclusion.NO_TAPE
    reasons = {
        Exclusion.NO_CONSENT: not frame.may_be_used(case.id),
        Exclusion.DESTROYED: not tape.files,
        Exclusion.UNRATABLE: tape.id in frame.unratable,
        Exclusion.DRAWN: tape.id in frame.drawn,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def standing(seed: str, tape: UUID) -> float:
    """Return the number between 0 and 1 that a tape has under a seed."""
    return Random(f"{seed}/{tape}").random()  # noqa: S311 - it has to be repeatable


def in_drawing_order(seed: str, tapes: Iterable[UUID]) -> list[UUID]:
    """Return tapes in the random order that follows from the seed."""
    return sorted(tapes, key=lambda tape: (standing(seed, tape), str(tape)))


def strata(
    among: Iterable[Candidate], factors: Iterable[Factor]
) -> dict[tuple[str, ...], list[UUID]]:
    """Return the tapes that can be drawn, by stratum, strata in their order."""
    factors, found = tuple(factors), defaultdict[tuple[str, ...], list[UUID]](list)
    for each in among:
        if each.tape is not None and each.excluded is None:
            found[each.stratum(factors)].append(each.tape)
    return {stratum: found[stratum] for stratum in sorted(found)}


def draw(
    among: Iterable[Candidate], factors: Iterable[Factor], amount: Amount, seed: str
) -> tuple[Drawn, ...]:
    """Draw so many tapes from each stratum.

    Args:
        among: Those that are excluded are passed over.
        factors: What strata are made by; without any, all tapes are one stratum.
        amount: How many from each.
        seed: The same seed draws the same tapes from the same candidates.
    """
    return tuple(
        Drawn(tape, stratum)
        for stratum, tapes in strata(among, factors).items()
        for tape in in_drawing_order(seed, tapes)[: amount.of(len(tapes))]
    )


def replacement(
    drawing: Draw, unratable: UUID, among: Iterable[Candidate]
) -> Drawn | None:
    """Return the tape that stands in for one that cannot be rated, if there is one.

    It is the next of the same stratum in the order of the draw's own seed.
    """
    stratum = next(each.stratum for each in drawing.drawn if each.tape == unratable)
    left = strata(among, drawing.factors).get(stratum, [])
    for tape in in_drawing_order(drawing.seed, left):
        return Drawn(tape, stratum, unratable)
    return None


def share_of(amount: int, whole: int) -> int:
    """Return a share of a number in whole percent, rounded half up."""
    return math.floor(100 * amount / whole + 0.5) if whole else 0
