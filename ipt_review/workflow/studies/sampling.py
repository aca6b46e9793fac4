"""Drawing samples of tapes, and replacing those that cannot be rated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.reason import reason_given
from ipt_review.domain.sampling import (
    Draw,
    EventKind,
    Exclusion,
    StudyEvent,
)
from ipt_review.study.flow import flow_of
from ipt_review.study.permissions import Act
from ipt_review.study.sampling import Frame, candidates, draw, replacement
from ipt_review.workflow.library.consenting import may_be_drawn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.domain.sampling import Amount, Factor
    from ipt_review.study.flow import Flow
    from ipt_review.study.sampling import Candidate
    from ipt_review.workflow.desk import Desk


class NothingEligible(ReviewError):
    """A sample was to be drawn where no tape can be."""

    def __init__(self) -> None:
        super().__init__(
            "No tape can be drawn.",
            "The list beside says of each session why; add recordings or record the "
            "consent of cases first.",
        )


class NotInASample(ReviewError):
    """A tape was called unratable that nobody drew."""

    def __init__(self) -> None:
        super().__init__(
            "This tape is in no sample, so nothing can stand in for it.",
            "Choose a tape of a sample.",
        )


@dataclass(frozen=True, slots=True)
class SampleState:
    """Everything about the samples of a study.

    Attributes:
        candidates: Every session, and why it cannot be drawn now.
        draws: The samples.
        unratable: Tapes that cannot be rated.
        flow: How many there are of what.
    """

    candidates: tuple[Candidate, ...]
    draws: tuple[Draw, ...]
    unratable: frozenset[UUID]
    flow: Flow

    def draw_of(self, tape: UUID) -> Draw | None:
        """Return the sample that a tape is in, if it is in one."""
        return next(
            (
                each
                for each in self.draws
                if any(one.tape == tape for one in each.drawn)
            ),
            None,
        )

    def to_be_rated(self) -> list[UUID]:
        """Return the drawn tapes that can be rated, in their order.

        Those that their patients took back since, or that are no more, are left out.
        """
        gone = (Exclusion.NO_CONSENT, Exclusion.DESTROYED)
        barred = {each.tape for each in self.candidates if each.excluded in gone}
        return [
            one.tape
            for each in self.draws
            for one in each.drawn
            if one.tape not in self.unratable and one.tape not in barred
        ]


def sample_state(desk: Desk) -> SampleState:
    """Return how it stands with the samples of a study."""
    database, held = desk.database, desk.holdings()
    draws = tuple(database.samples.all())
    unratable = frozenset(
        event.tape
        for event in database.samples.log()
        if event.kind is EventKind.UNRATABLE and event.tape is not None
    )
    among = tuple(
        candidates(
            Frame(
                held.therapists,
                held.cases,
                held.sessions,
                held.tapes,
                unratable,
                frozenset(one.tape for each in draws for one in each.drawn),
                may_be_drawn(desk, held),
            )
        )
    )
    flow = flow_of(among, draws, unratable, held.heads)
    return SampleState(among, draws, unratable, flow)


def draw_sample(
    desk: Desk, by: Person, factors: Iterable[Factor], amount: Amount, seed: str
) -> Draw:
    """Draw a stratified sample of the tapes that were not drawn yet, and keep it.

    Raises:
        NothingEligible: When there is none.
    """
    desk.rights.must(Act.DRAW_SAMPLE, person=by)
    state, factors = sample_state(desk), tuple(factors)
    eligible = sum(each.excluded is None for each in state.candidates)
    if not eligible:
        raise NothingEligible
    made = Draw(
        uuid4(),
        len(state.draws) + 1,
        seed,
        factors,
        amount,
        desk.now(),
        by.id,
        eligible,
        draw(state.candidates, factors, amount, seed),
    )
    desk.database.samples.add(
        made,
        StudyEvent(made.at, by.id, EventKind.DRAWN, detail=_told(made)),
    )
    return made


def _told(draw: Draw) -> str:
    """Say how a sample was drawn, so that it can be drawn again."""
    by = ", ".join(factor.value for factor in draw.factors) or "no factor"
    amount = draw.amount
    each = f"{amount.tapes} tapes" if amount.tapes else f"{amount.percent} %"
    strata = len({one.stratum for one in draw.drawn})
    return (
        f"sample {draw.number}: {len(draw.drawn)} of {draw.eligible} tapes, by {by}, "
        f"{each} of each of {strata} strata, seed {draw.seed}"
    )


def replace_unratable(desk: Desk, by: Person, tape: UUID, reason: str) -> UUID | None:
    """Note that a drawn tape cannot be rated; return the one that stands in for it.

    It is the next of its stratum under the seed of its sample; None where no tape is
    left there.

    Raises:
        ReasonMissing: When no reason is given.
        NotInASample: When the tape was not drawn, or was replaced already.
    """
    desk.rights.must(Act.DRAW_SAMPLE, person=by)
    why = reason_given(reason)
    state = sample_state(desk)
    sample = state.draw_of(tape)
    if sample is None or tape in state.unratable:
        raise NotInASample
    new = replacement(sample, tape, state.candidates)
    at = desk.now()
    events = [StudyEvent(at, by.id, EventKind.UNRATABLE, tape, reason=why)]
    if new is not None:
        detail = f"sample {sample.number}, stratum {', '.join(new.stratum) or 'all'}"
        events.append(
            StudyEvent(at, by.id, EventKind.REPLACED, new.tape, detail=detail)
        )
    desk.database.samples.replace(sample.id, new, events)
    return new.tape if new else None
