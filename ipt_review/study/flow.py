"""How many tapes were recorded, eligible, drawn, rated: the figures of a flow chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.sampling import Exclusion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.sampling import Draw
    from ipt_review.study.sampling import Candidate


@dataclass(frozen=True, slots=True)
class Flow:
    """What became of the sessions of a study, step by step.

    Attributes:
        sessions: All that are on record.
        recorded: Those with a tape.
        eligible: Tapes that may be rated, drawn or not, unratable ones among them.
        drawn: Tapes in a sample; without any draw none.
        unratable: Drawn tapes that could not be rated.
        replaced: Unratable tapes for which another came in.
        rated: Drawn tapes with at least one submitted coding of a study rater; where
            nothing was drawn, tapes of the study.
        double_rated: Those with the codings of two raters or more.
    """

    sessions: int
    recorded: int
    eligible: int
    drawn: int
    unratable: int
    replaced: int
    rated: int
    double_rated: int


def flow_of(
    among: Iterable[Candidate],
    draws: Iterable[Draw],
    unratable: Collection[UUID],
    heads: Iterable[CodingHead],
) -> Flow:
    """Count how it went.

    Args:
        among: Every session of the study.
        draws: The samples that were drawn.
        unratable: Tapes that cannot be rated.
        heads: The codings of the study.
    """
    among, draws = list(among), list(draws)
    tapes = [each for each in among if each.tape is not None]
    out = (Exclusion.NO_CONSENT, Exclusion.DESTROYED)
    sampled = {each.tape for draw in draws for each in draw.drawn}
    replaced = {each.replaces for draw in draws for each in draw.drawn if each.replaces}
    counted = sampled or {each.tape for each in tapes if each.tape}
    raters = _raters(heads)
    return Flow(
        sessions=len(among),
        recorded=len(tapes),
        eligible=sum(each.excluded not in out for each in tapes),
        drawn=len(sampled),
        unratable=len(sampled.intersection(unratable)),
        replaced=len(replaced),
        rated=sum(bool(raters.get(tape)) for tape in counted),
        double_rated=sum(len(raters.get(tape, ())) > 1 for tape in counted),
    )


def _raters(heads: Iterable[CodingHead]) -> dict[UUID, set[UUID]]:
    """Return by tape which study raters have submitted a coding of it."""
    found: dict[UUID, set[UUID]] = {}
    for head in heads:
        rated = head.perspective is Perspective.STUDY_RATER
        if rated and head.status is not Status.DRAFT:
            found.setdefault(head.tape, set()).add(head.rater)
    return found
