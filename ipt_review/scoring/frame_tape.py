"""Lines of the frame that rest on what was seen on tape, from one perspective."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ipt_review.domain.study import Ending
from ipt_review.scoring.frame_line import Aspect, FrameLine, Level, listed, where

if TYPE_CHECKING:
    from ipt_review.scoring.frame_line import Treatment
    from ipt_review.scoring.places import Place

FORMULATION: Final = "adh_formulation"
CONTRACT: Final = "adh_contract"
TIME_LIMIT: Final = "adh_time_limit"
ENDING: Final = "adh_ending"
"""Ids of the items that carry the frame; a codebook without them has no such line."""


def formulation(known: Treatment) -> FrameLine:
    """Say where the formulation was given."""
    return _opening_task(
        known,
        Aspect.FORMULATION,
        known.seen(FORMULATION),
        "A brief formulation ties the diagnosis to one current interpersonal crisis "
        "(article, lines 42 and 43)",
        "given",
    )


def time_limit(known: Treatment) -> FrameLine:
    """Say where the time limit was stated."""
    return _opening_task(
        known,
        Aspect.TIME_LIMIT,
        known.seen(TIME_LIMIT),
        "The time limit is set in advance and brought up, so that both work under it "
        "(article, lines 28 and 46)",
        "stated",
    )


def agreement(known: Treatment) -> FrameLine:
    """Say when a focus was agreed on; the record counts, the tape backs it."""
    rule = (
        "The patient is asked to agree to the focus, and the middle phase begins "
        "(article, line 45)"
    )
    limit, agreed = known.codebook.frame.opening_sessions, known.agreed_in
    seen = known.seen(CONTRACT)
    if agreed is None:
        return _no_agreement(known, rule, seen)
    backing = tuple(place for place in seen if place.session == agreed)
    level, why = Level.OK, f"{rule}."
    if agreed > limit:
        level = Level.FLAG
        why = f"{rule}, within the opening of {limit} sessions at most (line 34)."
    elif not backing and agreed in known.coded(1, limit):
        level = Level.NOTE
        why = f"{rule}. The coding of session {agreed} shows no clear agreement."
    fact = f"in session {agreed}"
    return FrameLine(Aspect.AGREEMENT, level, fact, why, backing or seen)


def ending(known: Treatment) -> FrameLine:
    """Judge whether the end was raised when the last few sessions began.

    A treatment that was broken off has no ending to be judged.
    """
    rule = (
        "The last few sessions deal with the end as a separation, told apart from "
        "depression (article, line 90)"
    )
    planned = known.case.planned_sessions
    begins = planned - known.codebook.frame.termination_sessions + 1
    found = known.seen(ENDING)
    if not found:
        return _not_raised(known, rule, begins)
    first = found[0].session
    level, why = Level.OK, f"{rule}."
    if first >= planned:
        level, why = Level.FLAG, f"{rule}; it was first raised in the last session."
    elif first > begins:
        level, why = Level.NOTE, f"{rule}; it was due by session {begins}."
    unseen = [n for n in range(begins, first) if n not in known.coded(begins, first)]
    if unseen:
        level, why = Level.NOTE, f"{why} Not coded: session {listed(unseen)}."
    fact = f"first in {where(found[:1])}"
    return FrameLine(Aspect.ENDING, level, fact, why, found)


def _no_agreement(known: Treatment, rule: str, seen: tuple[Place, ...]) -> FrameLine:
    if known.reached <= known.codebook.frame.opening_sessions:
        return FrameLine(Aspect.AGREEMENT, Level.OK, "not yet", f"{rule}.", seen)
    why = f"{rule}; none is on record after session {known.reached}."
    return FrameLine(Aspect.AGREEMENT, Level.FLAG, "none on record", why, seen)


def _opening_task(
    known: Treatment, aspect: Aspect, found: tuple[Place, ...], rule: str, done: str
) -> FrameLine:
    """Judge something that belongs into the opening by where it was seen.

    Where an opening session was not coded, nothing can be called missing.
    """
    limit = known.codebook.frame.opening_sessions
    coded = known.coded(1, limit)
    if found and found[0].session <= limit:
        return FrameLine(aspect, Level.OK, where(found), f"{rule}.", found)
    if known.agreed_in is None and known.reached <= limit:
        return FrameLine(aspect, Level.OK, "not yet", f"{rule}.", found)
    uncoded = [n for n in range(1, limit + 1) if n not in coded]
    gap = f" Not coded: session {listed(uncoded)}." if uncoded else ""
    if found:
        late = f"; it was first {done} in session {found[0].session}."
        level = Level.NOTE if uncoded else Level.FLAG
        return FrameLine(aspect, level, where(found), f"{rule}{late}{gap}", found)
    missing = f"; the coded opening tapes do not show it {done}." if coded else "."
    level = Level.NOTE if uncoded else Level.FLAG
    fact = f"not {done}" if coded else "not known"
    return FrameLine(aspect, level, fact, f"{rule}{missing}{gap}")


def _not_raised(known: Treatment, rule: str, begins: int) -> FrameLine:
    if known.case.facts.ending is Ending.BROKEN_OFF:
        why = f"{rule}; the treatment was broken off."
        return FrameLine(Aspect.ENDING, Level.NOTE, "not raised", why)
    if known.reached < begins and not known.over:
        fact = f"due by session {begins}"
        return FrameLine(Aspect.ENDING, Level.OK, fact, f"{rule}.")
    coded = known.coded(min(begins, known.reached), known.reached)
    if not coded:
        why = f"{rule}. None of the last sessions was coded."
        return FrameLine(Aspect.ENDING, Level.NOTE, "not known", why)
    why = f"{rule}; it was not raised by session {known.reached}."
    level = Level.FLAG if known.over or known.reached > begins else Level.NOTE
    return FrameLine(Aspect.ENDING, level, "not raised", why)
