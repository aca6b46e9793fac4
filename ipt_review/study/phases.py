"""Which phase of treatment a session is in, as far as the record says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.phase import Phase

if TYPE_CHECKING:
    from ipt_review.domain.phase import Frame
    from ipt_review.domain.study import Case


def suggest_phase(case: Case, session_number: int, frame: Frame) -> Phase:
    """Suggest the phase of a session; a person confirms or changes it.

    The opening lasts at most `frame.opening_sessions` and ends with the session in
    which the patient agrees to a focus (article, lines 34 and 45). The last
    `frame.termination_sessions` of the planned ones are termination (line 90).
    Where the opening runs over without an agreement, it is still the opening.
    """
    agreed = _agreed_before(case, session_number)
    if not agreed and session_number <= frame.opening_sessions:
        return Phase.OPENING
    if case.planned_sessions - session_number < frame.termination_sessions:
        return Phase.TERMINATION
    return Phase.MIDDLE if agreed else Phase.OPENING


def opening_overrun(case: Case, session_number: int, frame: Frame) -> bool:
    """Say whether this session is past the limit with no focus agreed before it.

    The opening should not last more than three sessions (article, line 34).
    """
    past = session_number > frame.opening_sessions
    return past and not _agreed_before(case, session_number)


def _agreed_before(case: Case, session_number: int) -> bool:
    return any(focus.agreed_in < session_number for focus in case.foci)
