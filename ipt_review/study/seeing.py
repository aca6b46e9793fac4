"""Whose coding of a tape may be seen by somebody who codes the same tape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status

if TYPE_CHECKING:
    from ipt_review.domain.coding import CodingHead

_AGREED = frozenset({Perspective.GOLD_STANDARD, Perspective.CONSENSUS})
_SEEN_BY = {
    Perspective.SUPERVISOR: frozenset(Perspective),
    Perspective.TRAINEE_SELF: _AGREED | {Perspective.SUPERVISOR},
    Perspective.STUDY_RATER: _AGREED | {Perspective.STUDY_RATER},
    Perspective.GOLD_STANDARD: frozenset(Perspective),
    Perspective.CONSENSUS: frozenset(Perspective),
    Perspective.PRACTICE: _AGREED,
}


def seen_by(own: Perspective) -> frozenset[Perspective]:
    """Return whose codings who codes as this may see, once both are submitted."""
    return _SEEN_BY[own]


def may_see(own: CodingHead, other: CodingHead) -> bool:
    """Say whether who made `own` may see what is in `other`.

    Nobody sees a draft. What others found would steer one's own judgment, so it is
    seen only once both are submitted; that holds for a self-review and the supervisor
    beside it as well (codebook notes, section G). Trainees see supervisors, study
    raters see study raters; a rater's own other passes over the tape follow the same
    rule as those of others.
    """
    if own.id == other.id or own.tape != other.tape or other.status is Status.DRAFT:
        return False
    if other.perspective not in _SEEN_BY[own.perspective]:
        return False
    return own.status is not Status.DRAFT
