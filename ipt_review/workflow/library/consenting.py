"""Consent, withdrawal, how long recordings are kept, and that they were destroyed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.domain.consent import Use
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.reason import reason_given
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.sampling import EventKind, StudyEvent
from ipt_review.domain.timecode import show_seconds
from ipt_review.study.consent import goes_out, is_over, may_be_used, to_destroy
from ipt_review.study.permissions import Act
from ipt_review.workflow.access.withholding import (
    COVERS_GROUPS,
    KEEPS_CODES,
    NEEDED,
    OFF,
    ON,
    consent_rules,
    day_of,
    playable,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.consent import Consent
    from ipt_review.domain.people import Person
    from ipt_review.domain.study import Case
    from ipt_review.domain.tape import Tape
    from ipt_review.study.consent import ConsentRules
    from ipt_review.workflow.desk import Desk, Holdings
    from ipt_review.workflow.library.rostering import Rostering


class Destroyed(ReviewError):
    """A recording was to be found that somebody has recorded as destroyed."""

    def __init__(self) -> None:
        super().__init__(
            "This recording was recorded as destroyed.",
            "The log of the study says when, by whom and why. Its codes can be read.",
        )


class NothingToDestroy(ReviewError):
    """A tape without a recording was to be recorded as destroyed."""

    def __init__(self) -> None:
        super().__init__("This session has no recording that could be destroyed.")


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One case with what its recordings may be used for, and what should be done.

    Attributes:
        tapes: Those whose recordings are there.
        due: Those of them that should be destroyed by now.
    """

    case: Case
    therapist: str
    tapes: tuple[Tape, ...]
    due: tuple[Tape, ...]


def set_consent_rules(desk: Desk, rules: ConsentRules, by: Person | None) -> None:
    """Have the study deal with consent so; what is so already is not written again.

    Raises:
        NotAllowed: When the person may not change the settings of the study.
    """
    desk.rights.must(Act.CHANGE_SETTINGS, person=by)
    before, who = consent_rules(desk.database), by.id if by is not None else None
    for name, was, now in (
        (NEEDED, before.needed, rules.needed),
        (KEEPS_CODES, before.keeps_codes, rules.keeps_codes),
        (COVERS_GROUPS, before.covers_groups, rules.covers_groups),
    ):
        if was != now:
            said = ON if now else OFF
            desk.database.set_study_setting(name, said, who, desk.now())


def put_consent(
    rostering: Rostering, case: Case, consent: Consent, reason: str = ""
) -> None:
    """Record what a patient agreed to, or took back; it can be undone.

    Raises:
        ReasonMissing: When something that was on record changes without a reason.
        NotAllowed: When whoever is at the desk may not.
    """
    if consent == case.consent:
        return
    why = reason.strip() if case.consent.uses is None else reason_given(reason)
    after = replace(case, consent=consent)
    rostering.carry_out(RosterStep((RosterEdit(case, after),), reason=why))


def must_be_playable(desk: Desk, tape: UUID) -> None:
    """Make sure that whoever is at the desk may have the recording of a tape.

    Raises:
        Withheld: When consent is in the way.
        Destroyed: When it was recorded as destroyed.
    """
    held = desk.holdings()
    if is_destroyed(desk, tape):
        raise Destroyed
    person = desk.rights.person
    of = next(each for each in held.tapes if each.id == tape)
    session = next(each for each in held.sessions if each.id == of.session)
    case = next(each for each in held.cases if each.id == session.case)
    if person is None:
        return
    acting = desk.rights.standing(person)
    _, why = playable(desk.database, of, case, acting, desk.now())
    if why:
        raise Withheld(why)


class Withheld(ReviewError):
    """A recording that consent keeps from whoever wanted it."""


def may_be_drawn(desk: Desk, held: Holdings) -> Callable[[UUID], bool]:
    """Return what says of a case whether its tapes may be drawn for a study."""
    rules, today = consent_rules(desk.database), day_of(desk.now())
    allowed = {
        case.id
        for case in held.cases
        if may_be_used(case.consent, Use.RESEARCH, rules)
        and not is_over(case.consent, today)
    }
    return allowed.__contains__


def withdrawn_cases(desk: Desk, held: Holdings) -> frozenset[UUID]:
    """Return the cases that are in no export, since their patients took that back."""
    rules = consent_rules(desk.database)
    return frozenset(
        case.id for case in held.cases if not goes_out(case.consent, rules)
    )


def custody_rows(desk: Desk) -> list[CustodyRow]:
    """Return all cases, those first of which recordings should be destroyed."""
    held, today = desk.holdings(), day_of(desk.now())
    therapists = {each.id: each.handle for each in held.therapists}
    case_of = {each.id: each.case for each in held.sessions}
    tapes: dict[UUID, list[Tape]] = {case.id: [] for case in held.cases}
    for tape in held.tapes:
        if tape.files:
            tapes[case_of[tape.session]].append(tape)
    rows = [
        CustodyRow(
            case,
            therapists[case.therapist],
            tuple(tapes[case.id]),
            tuple(t for t in tapes[case.id] if to_destroy(case.consent, t, today)),
        )
        for case in held.cases
    ]
    return sorted(rows, key=lambda row: not row.due)


def record_destroyed(desk: Desk, tape: UUID, reason: str) -> Tape:
    """Write that the recording of a tape was destroyed; return the tape as it was.

    Nothing is destroyed here: a person did that, and says so. What was coded stays.

    Raises:
        ReasonMissing: When no reason is given.
        NothingToDestroy: When the tape has no recording.
        NotAllowed: When whoever is at the desk may not.
    """
    desk.rights.must(Act.KEEP_CONSENT, desk.rights.about_tape(tape))
    why, database = reason_given(reason), desk.database
    of = next(each for each in database.tapes() if each.id == tape)
    here = desk.rights.person
    if not of.files:
        raise NothingToDestroy
    if here is None:
        raise Withheld("Nobody is at the desk.", "Say who you are first.")
    files = f"{len(of.files)} files" if len(of.files) > 1 else "1 file"
    detail = f"{files}, {show_seconds(of.length)}"
    event = StudyEvent(
        desk.now(), here.id, EventKind.DESTROYED, tape, reason=why, detail=detail
    )
    database.roster.destroyed(tape, event)
    return of


def is_destroyed(desk: Desk, tape: UUID) -> bool:
    """Say whether somebody recorded that the recording of a tape was destroyed."""
    return any(
        event.tape == tape and event.kind is EventKind.DESTROYED
        for event in desk.database.samples.log()
    )
