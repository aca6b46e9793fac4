"""Words for people: what the values of the domain are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipt_review.domain.codebook import Phase, Valence
from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.mark import Certainty, Direction, Quality
from ipt_review.domain.masking import Fact
from ipt_review.domain.people import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import Enum
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.people import Person
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Case, Session
    from ipt_review.workflow.desk import Holdings

PHASES = {
    Phase.OPENING: "Opening phase",
    Phase.MIDDLE: "Middle phase",
    Phase.TERMINATION: "Termination phase",
}
READ_ONLY = (
    "This study can be read but not changed, because its file or folder is "
    "write-protected. Copy it to a folder of your own to work on it."
)
FOCUS_HIDDEN = "Focus hidden until your determination is submitted"
PERSPECTIVES = {
    Perspective.SUPERVISOR: "Supervisor",
    Perspective.TRAINEE_SELF: "Self-review",
    Perspective.STUDY_RATER: "Study rater",
    Perspective.GOLD_STANDARD: "Reference",
    Perspective.CONSENSUS: "Consensus",
    Perspective.PRACTICE: "Practice",
}
STATUSES = {
    Status.DRAFT: "draft",
    Status.SUBMITTED: "submitted",
    Status.LOCKED: "locked",
}
VALENCES = {
    Valence.IPT: "IPT",
    Valence.COMMON: "Common factor",
    Valence.OFF_MODEL: "Off-model",
}
QUALITIES = {
    Quality.STRONG: "Strong",
    Quality.ADEQUATE: "Adequate",
    Quality.WEAK: "Weak",
    Quality.MISSED_CHANCE: "Missed chance",
}
CERTAINTIES = {Certainty.SURE: "Sure", Certainty.UNSURE: "Unsure"}
DIRECTIONS = {
    Direction.MOOD_TO_EVENT: "Mood to event",
    Direction.EVENT_TO_MOOD: "Event to mood",
    Direction.EPISODE_TO_ONSET: "Episode to onset",
}
ROLES = {
    Role.COORDINATOR: "coordinator",
    Role.SUPERVISOR: "supervisor",
    Role.TRAINEE: "trainee",
    Role.RATER: "rater",
    Role.ADJUDICATOR: "adjudicator",
}


def session_of(session: Session, case: Case) -> str:
    """Return "Session 5 of 14"."""
    return f"Session {session.number} of {case.planned_sessions}"


def way_to(review: Review) -> list[str]:
    """Return study, therapist and case of a review, as its rater may see them."""
    mask, way = review.mask, [review.study.title]
    if not mask.hides(Fact.THERAPIST):
        way.append(f"Therapist {review.therapist.handle}")
    if not mask.hides(Fact.CASE):
        way.append(f"Case {review.case.handle}")
    return way


def session_in(review: Review) -> str:
    """Return the session, or the code of the tape where that is kept from the rater."""
    if review.mask.hides(Fact.SESSION, Fact.CASE):
        return f"Tape {review.mask.code}"
    return session_of(review.session, review.case)


def phase_of(review: Review) -> str:
    """Return the phase, nothing where it is kept from the rater."""
    hidden = review.mask.hides(Fact.PHASE, Fact.SESSION)
    return "" if hidden else PHASES[review.session.phase]


def tape_name(held: Holdings, person: Person, tape: UUID, pass_number: int = 1) -> str:
    """Return what a tape is called for a person: case and session, or its code."""
    mask = held.masks.of(person, tape, pass_number)
    if mask.hides_place:
        return f"Tape {mask.code}"
    session = next(
        each
        for one in held.tapes
        if one.id == tape
        for each in held.sessions
        if each.id == one.session
    )
    case = next(each for each in held.cases if each.id == session.case)
    return f"Case {case.handle}, {session_of(session, case).lower()}"


def person(who: Person) -> str:
    """Return a person's handle and roles, for example "SV-1 · supervisor"."""
    roles = ", ".join(ROLES[role] for role in Role if role in who.roles)
    return f"{who.handle} · {roles}" if roles else who.handle


def focus(case: Case, session: Session, codebook: Codebook) -> str:
    """Return what the patient agreed to work on, as the chip says it."""
    labels = {area.id: area.label for area in codebook.areas}
    foci = case.foci_in(session.number)
    if not foci:
        return "No focus agreed yet"
    return "Agreed focus: " + " and ".join(labels.get(area, area) for area in foci)


def focus_of(review: Review, codebook: Codebook) -> str:
    """Return the same as whoever made this coding may see it."""
    if review.mask.hides_place:
        return ""
    if review.focus_hidden:
        return FOCUS_HIDDEN
    return focus(review.case, review.session, codebook)


def how_many(count: int, noun: str, plural: str = "") -> str:
    """Return "1 mark" or "2 marks"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def left_out(cases: int) -> str:
    """Say that a workbook is without cases that may not be shown yet, if any."""
    if not cases:
        return ""
    verb = "is" if cases == 1 else "are"
    return (
        f"{how_many(cases, 'case')} {verb} left out: the agreed focus is hidden from "
        "you until you submit a problem-area determination."
    )


def place_of(value: Enum | None, words: Mapping[Any, str]) -> int:
    """Return where a value stands among its words, behind all of them for None."""
    return len(words) if value is None else list(words).index(value)


def speaker(who: str) -> str:
    """Return what a speaker of a transcript is called."""
    return who[:1].upper() + who[1:] if who else "Speaker not known"
