"""What the record of a case says about one of its sessions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ipt_review.domain.codebook import Need, Phase
from ipt_review.domain.masking import Fact
from ipt_review.scoring.applicability import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Session


_UNTOLD: Final = Setting(
    phase=Phase.MIDDLE, session_number=1, focus_hidden=True, place_hidden=True
)
"""What a rater may know who is not told where in a treatment a tape stands. Phase and
number are the same for every session, so that nothing that comes of them can tell."""


def setting_of(review: Review, others: Sequence[Review], codebook: Codebook) -> Setting:
    """Work out what decides which items apply to a review.

    Args:
        review: The review to be rated or scored.
        others: Further reviews; those of other cases are passed over.
        codebook: What the review was coded with.
    """
    if review.mask.hides_place:
        return _UNTOLD
    known = [each for each in others if each.case.id == review.case.id]
    sessions = [each.session for each in known]
    told = not review.mask.hides(Fact.OUTCOME)
    return Setting(
        phase=review.session.phase,
        session_number=review.session.number,
        foci=review.foci,
        met=MappingProxyType(_met(review, sessions, codebook) if told else {}),
        last_opening=_is_last_opening(review, sessions, codebook),
        achieved_earlier=_achieved(review, known, codebook),
        focus_hidden=review.focus_hidden,
    )


def _met(
    review: Review, sessions: Iterable[Session], codebook: Codebook
) -> dict[Need, bool]:
    """Return what severity totals and the facts of the case tell.

    Below the remission line the patient has improved; whether next steps are called
    for then hangs on the risk of recurrence (article, line 91). At or above it the
    patient is not well, but may still have improved (lines 43 and 90), which the
    rater judges.
    """
    session, risk = review.session, review.case.facts.recurrence_risk
    met = {Need.SCALE_DUE_OR_USED: True} if session.severity else {}
    remitted = _remitted(session, sessions, codebook)
    if remitted is True:
        met[Need.IMPROVED] = True
    if remitted is False or risk is True:
        met[Need.NOT_WELL] = True
    elif remitted is True and risk is False:
        met[Need.NOT_WELL] = False
    return met


def _remitted(
    session: Session, sessions: Iterable[Session], codebook: Codebook
) -> bool | None:
    past = [each for each in sessions if each.number < session.number]
    lines = {
        scale.id: scale.remission_below
        for scale in codebook.severity_scales
        if scale.remission_below is not None
    }
    for each in [session, *sorted(past, key=lambda one: -one.number)]:
        for severity in each.severity:
            if severity.scale in lines:
                return severity.total < lines[severity.scale]
    return None


def _is_last_opening(
    review: Review, sessions: Iterable[Session], codebook: Codebook
) -> bool:
    """Say whether the opening ends with this session, as far as is known.

    It does with the session in which a focus is agreed (article, line 45), with the
    last one that an opening may have (line 34), and before a session of another
    phase; not before another session of the opening.
    """
    session = review.session
    if session.phase is not Phase.OPENING:
        return False
    later = {each.number: each.phase for each in sessions}
    if any(
        phase is Phase.OPENING and number > session.number
        for number, phase in later.items()
    ):
        return False
    return (
        session.number >= codebook.frame.opening_sessions
        or session.number + 1 in later
        or any(focus.agreed_in <= session.number for focus in review.case.foci)
    )


def _achieved(
    review: Review, known: Iterable[Review], codebook: Codebook
) -> frozenset[str]:
    """Return the once-only items met on other opening tapes by the same rater."""
    head = review.coding.head
    once = [item.id for item in codebook.items if item.applies.once]
    return frozenset(
        item
        for other in known
        if other.session.phase is Phase.OPENING
        and other.session.id != review.session.id
        and other.coding.head.rater == head.rater
        and other.coding.head.perspective is head.perspective
        for item in once
        if item in other.coding.ratings
        and (other.coding.ratings[item].score or 0) >= codebook.thresholds.met
    )
