"""Which phase of treatment a session is in, as far as the record says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.phase import Phase

if TYPE_CHECKING:
    from ipt_review.domain.phase import Frame
    from ipt_review.domain.study import Case


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phase, and in a sentence why the record suggests it."""

    phase: Phase
    why: str


def suggest_phase(case: Case, session_number: int, frame: Frame) -> Phase:
    """Suggest the phase of a session; a person confirms or changes it.

    The opening lasts at most `frame.opening_sessions` and ends with the session in
    which the patient agrees to a focus (article, lines 34 and 45). The last
    `frame.termination_sessions` of the planned ones are termination (line 90).
    Where the opening runs over without an agreement, it is still the opening.
    """
    return suggestion(case, session_number, frame).phase


def suggestion(case: Case, session_number: int, frame: Frame) -> Suggestion:
    """Suggest the phase of a session, and say why; see `suggest_phase`."""
    agreed = case.agreed_before(session_number)
    if not agreed and session_number <= frame.opening_sessions:
        return Suggestion(
            Phase.OPENING,
            "The opening ends with the session in which a focus is agreed "
            "(article, line 45).",
        )
    if case.planned_sessions - session_number < frame.termination_sessions:
        return Suggestion(
            Phase.TERMINATION,
            f"It is one of the last {frame.termination_sessions} of "
            f"{case.planned_sessions} planned sessions (article, line 90).",
        )
    if agreed:
        return Suggestion(
            Phase.MIDDLE,
            "A focus was agreed before this session (article, line 45).",
        )
    return Suggestion(
        Phase.OPENING,
        "No focus was agreed before this session, though the opening should not "
        f"last more than {frame.opening_sessions} (article, line 34).",
    )
