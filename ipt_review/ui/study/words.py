"""Words of the Study room."""

from __future__ import annotations

from datetime import UTC, datetime

from ipt_review.domain.assignment import AssignmentKind
from ipt_review.domain.masking import Fact
from ipt_review.domain.sampling import EventKind, Exclusion, Factor

COMPUTE, STOP = "Compute anew", "Stop"
STOPPED = "Stopped before it was done. “Compute anew” begins again."
FACTORS = {
    Factor.THERAPIST: "Therapist",
    Factor.ARM: "Arm",
    Factor.PHASE: "Phase",
}
EXCLUDED = {
    None: "Can be drawn",
    Exclusion.NO_TAPE: "No tape",
    Exclusion.NO_CONSENT: "No consent to research",
    Exclusion.DESTROYED: "Recording not kept",
    Exclusion.UNRATABLE: "Cannot be rated",
    Exclusion.DRAWN: "Drawn",
}
KINDS = {
    AssignmentKind.SINGLE: "Single",
    AssignmentKind.DOUBLE: "Double",
    AssignmentKind.GOLD: "Hidden gold",
    AssignmentKind.REPEAT: "Repeat",
    AssignmentKind.CALIBRATION: "Calibration",
}
FACTS = {
    Fact.ARM: ("Arm or condition", "Which treatment the case is in."),
    Fact.SESSION: ("Session number", "Session number, planned sessions, day."),
    Fact.PHASE: ("Phase", "Opening, middle or termination; the form asks all items."),
    Fact.THERAPIST: ("Therapist", "The therapist's id."),
    Fact.CASE: ("Case", "The case's id, and which tapes belong to one case."),
    Fact.OUTCOME: ("Outcome", "Totals of severity scales and how treatment ended."),
    Fact.RATERS: (
        "Other raters",
        "What others found, even once one has submitted.",
    ),
}
EVENTS = {
    EventKind.DRAWN: "Sample drawn",
    EventKind.UNRATABLE: "Cannot be rated",
    EventKind.REPLACED: "Stands in for it",
    EventKind.ASSIGNED: "Given out",
    EventKind.REASSIGNED: "Given to another",
    EventKind.WITHDRAWN: "Withdrawn",
    EventKind.UNBLINDED: "Blind broken",
    EventKind.REOPENED: "Coding opened again",
    EventKind.LOCKED: "Coding locked",
    EventKind.FROZEN: "Study frozen",
    EventKind.THAWED: "Freeze lifted",
    EventKind.DESTROYED: "Recording destroyed",
}


def moment(at: int) -> str:
    """Return a moment of the study's work (ms since 1970), in UTC."""
    return datetime.fromtimestamp(at / 1_000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def day(at: int | None) -> str:
    """Return the day until which something is due (ms since 1970), or a dash."""
    if at is None:
        return "–"
    return datetime.fromtimestamp(at / 1_000, UTC).strftime("%Y-%m-%d")
