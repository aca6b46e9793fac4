"""What the values of a course are called on the screen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ipt_review.domain.course import FactsSet, FociSet, PhaseSet, SeveritySet
from ipt_review.domain.determination import Presence
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import Ending, GivenBy
from ipt_review.domain.timecode import show_seconds
from ipt_review.scoring.checklist import TaskState
from ipt_review.scoring.frame_line import Aspect, Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.course import CourseChange
    from ipt_review.domain.study import AgreedFocus, CaseFacts, Severity
    from ipt_review.scoring.places import Place
    from ipt_review.workflow.course.course import Course

PHASES = {
    Phase.OPENING: "Opening",
    Phase.MIDDLE: "Middle",
    Phase.TERMINATION: "Termination",
}
GIVERS = {
    GivenBy.CLINICIAN: "Clinician",
    GivenBy.SELF: "Patient",
    GivenBy.OTHER: "Other",
    None: "Not known",
}
ANSWERS = {True: "Yes", False: "No", None: "Not known"}
ENDINGS = {
    None: "Goes on",
    Ending.AS_PLANNED: "Ended as planned",
    Ending.AGREED_EARLY: "Ended early, agreed",
    Ending.BROKEN_OFF: "Broken off",
    Ending.REFERRED: "Referred elsewhere",
}
PRESENCES = {
    Presence.YES: "Present",
    Presence.NO: "Not present",
    Presence.CANNOT_TELL: "Cannot tell",
}
ASPECTS = {
    Aspect.OPENING: "Opening phase",
    Aspect.FORMULATION: "Formulation given",
    Aspect.AGREEMENT: "Focus agreed",
    Aspect.FOCI: "Foci worked on",
    Aspect.TIME_LIMIT: "Time limit stated",
    Aspect.SEVERITY: "Severity scale",
    Aspect.ENDING: "Ending raised",
    Aspect.PLAN: "Length of treatment",
    Aspect.PACE: "Weekly sessions",
}
LEVELS = {Level.OK: "✓", Level.NOTE: "!", Level.FLAG: "⚑"}
LEVEL_NAMES = {Level.OK: "in order", Level.NOTE: "note", Level.FLAG: "flag"}
STATES = {
    TaskState.DONE: ("✓", "ok", "done in time"),
    TaskState.LATE: ("!", "note", "late"),
    TaskState.NOT_YET: ("–", "small", "not yet"),
    TaskState.MISSING: ("⚑", "flag", "not done"),
    TaskState.UNKNOWN: ("?", "small", "not known, opening not coded whole"),
}
HIDDEN = "Hidden until your problem-area determination is submitted."


def area(codebook: Codebook, area_id: str) -> str:
    """Return the label of a problem area."""
    labels = {each.id: each.label for each in codebook.areas}
    return labels.get(area_id, area_id)


def scale(codebook: Codebook, scale_id: str) -> str:
    """Return the label of a severity scale."""
    labels = {each.id: each.label for each in codebook.severity_scales}
    return labels.get(scale_id, scale_id)


def held(focus: AgreedFocus) -> str:
    """Return "sessions 3 to 7" or "from session 3"."""
    if focus.ended_in is None:
        return f"from session {focus.agreed_in}"
    if focus.ended_in == focus.agreed_in:
        return f"in session {focus.agreed_in}"
    return f"sessions {focus.agreed_in} to {focus.ended_in}"


def place(where: Place) -> str:
    """Return "S3 0:33:18", or "S3, rated 5" where no mark says when."""
    if where.at is None:
        return f"S{where.session}, rated {where.rated}"
    return f"S{where.session} {show_seconds(where.at)}"


def total(severity: Severity, codebook: Codebook) -> str:
    """Return "HAM-D 17 24"."""
    return f"{scale(codebook, severity.scale)}: {severity.total}"


def changed(change: CourseChange, course: Course) -> str:
    """Return what changed, from what to what, in a line."""
    numbers = {row.session.id: row.session.number for row in course.rows}
    book = course.codebook
    edit = change.edit
    text = f"Planned sessions: {edit.before} → {edit.after}"
    match edit:
        case PhaseSet():
            text = _phase(edit, numbers)
        case FociSet():
            text = f"Focus: {_foci(edit.before, book)} → {_foci(edit.after, book)}"
        case SeveritySet():
            text = _severity(edit, numbers, book)
        case FactsSet():
            text = f"On record: {_facts(edit.before, edit.after)}"
    return text


def signed(change: CourseChange, people: Mapping[UUID, str]) -> str:
    """Return who made a change and when, for example "SV-1 · 2026-11-23 14:05"."""
    when = datetime.fromtimestamp(change.at / 1_000, UTC).astimezone()
    return f"{people.get(change.by, '?')} · {when:%Y-%m-%d %H:%M}"


def _phase(edit: PhaseSet, numbers: Mapping[UUID, int]) -> str:
    where = f"Phase of session {numbers.get(edit.session, '?')}"
    if edit.before is edit.after:
        return f"{where}: {PHASES[edit.after]}, confirmed"
    return f"{where}: {PHASES[edit.before]} → {PHASES[edit.after]}"


def _severity(edit: SeveritySet, numbers: Mapping[UUID, int], book: Codebook) -> str:
    was = total(edit.before, book) if edit.before else "nothing"
    now = total(edit.after, book) if edit.after else "nothing"
    text = f"Severity in session {numbers.get(edit.session, '?')}: {was} → {now}"
    return f"{text} (who gave it, or feedback)" if was == now else text


def _foci(foci: tuple[AgreedFocus, ...], book: Codebook) -> str:
    return ", ".join(f"{area(book, f.area)} {held(f)}" for f in foci) or "none"


def _facts(before: CaseFacts, after: CaseFacts) -> str:
    parts = []
    if before.death != after.death:
        parts.append(f"death {ANSWERS[before.death]} → {ANSWERS[after.death]}")
    if before.recurrence_risk != after.recurrence_risk:
        was, now = ANSWERS[before.recurrence_risk], ANSWERS[after.recurrence_risk]
        parts.append(f"high risk of recurrence {was} → {now}")
    if before.ending != after.ending:
        parts.append(f"treatment {ENDINGS[before.ending]} → {ENDINGS[after.ending]}")
    return "; ".join(parts)
