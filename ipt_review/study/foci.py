"""Agreeing on a focus, ending it, and changing it; the history is always kept.

One focus, no more than two (article, line 44). A third is refused by the case itself
(`TooManyFoci`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.study import MOST_FOCI, AgreedFocus

if TYPE_CHECKING:
    from ipt_review.domain.study import Case


class AlreadyAgreed(ReviewError):
    """The same area was to be agreed on while it holds."""

    def __init__(self) -> None:
        super().__init__(
            "This problem area is the agreed focus in that session already.",
            "Choose another area, or correct the session in which it was agreed.",
        )


class NoSuchFocus(ReviewError):
    """A focus was to be ended or changed that does not hold."""

    def __init__(self, session: int) -> None:
        super().__init__(
            f"This problem area is not under agreement in session {session}.",
            "Choose a session in which it is.",
        )


def agree(case: Case, area: str, session: int) -> Case:
    """Return the case after the patient agreed to work on `area` in this session.

    Raises:
        TooManyFoci: When two are held already, in this session or a later one.
        AlreadyAgreed: When the area is held already.
        BadFocus: When there is no such session.
    """
    if any(focus.area == area and _reaches(focus, session) for focus in case.foci):
        raise AlreadyAgreed
    return replace(case, foci=_in_order((*case.foci, AgreedFocus(area, session))))


def end(case: Case, area: str, session: int) -> Case:
    """Return the case with the agreement on `area` ending with this session.

    Raises:
        NoSuchFocus: When the area is not held in this session.
    """
    old = _held(case, area, session)
    return _with(case, old, replace(old, ended_in=session))


def change(case: Case, old: str, new: str, session: int) -> Case:
    """Return the case with one focus giving way to another in this session.

    A dispute that ends in leaving becomes a transition (article, line 52). The
    session in which it changes counts for both, unless a second focus is held
    beside them: then the old one counts up to the session before, so that no
    session stands under three.

    Raises:
        NoSuchFocus: When the old area is not held in this session.
        AlreadyAgreed: When the new one is.
        BadFocus: When the old one was agreed in this very session, with a second
            one beside it; then it was never worked on, and is better corrected.
    """
    leaving = _held(case, old, session)
    beside = len(case.foci_in(session)) >= MOST_FOCI
    ended = replace(leaving, ended_in=session - 1 if beside else session)
    return agree(_with(case, leaving, ended), new, session)


def correct(case: Case, old: AgreedFocus, new: AgreedFocus | None) -> Case:
    """Return the case with an entry put right, or taken out for None.

    Raises:
        TooManyFoci: When more than two would hold at once.
        AlreadyAgreed: When the same area would hold twice at once.
    """
    rest = [focus for focus in case.foci if focus != old]
    if new is not None:
        if any(each.area == new.area and _overlap(each, new) for each in rest):
            raise AlreadyAgreed
        rest.append(new)
    return replace(case, foci=_in_order(rest))


def _held(case: Case, area: str, session: int) -> AgreedFocus:
    for focus in case.foci:
        if focus.area == area and focus.holds_in(session):
            return focus
    raise NoSuchFocus(session)


def _with(case: Case, old: AgreedFocus, new: AgreedFocus) -> Case:
    foci = [new if focus == old else focus for focus in case.foci]
    return replace(case, foci=_in_order(foci))


def _in_order(
    foci: list[AgreedFocus] | tuple[AgreedFocus, ...],
) -> tuple[AgreedFocus, ...]:
    return tuple(sorted(foci, key=lambda focus: focus.agreed_in))


def _reaches(focus: AgreedFocus, session: int) -> bool:
    """Say whether an agreement holds in this session or in a later one."""
    return focus.ended_in is None or focus.ended_in >= session


def _overlap(one: AgreedFocus, other: AgreedFocus) -> bool:
    return _reaches(one, other.agreed_in) and _reaches(other, one.agreed_in)
