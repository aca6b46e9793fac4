"""What follows from the consent of a patient: who may play, draw, and take out.

Recordings are played for a purpose that the consent has to cover: supervision for
supervisors and trainees, research for raters and adjudicators, any of them for
coordinators. Where nobody recorded a consent, a study may say that none was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.consent import NO_CONSENT, Use
from ipt_review.domain.meeting import MeetingKind
from ipt_review.domain.people import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from ipt_review.domain.consent import Consent
    from ipt_review.domain.people import Person
    from ipt_review.domain.tape import Tape

PURPOSES: Mapping[Role, frozenset[Use]] = {
    Role.COORDINATOR: frozenset(Use),
    Role.SUPERVISOR: frozenset({Use.SUPERVISION, Use.TEACHING}),
    Role.TRAINEE: frozenset({Use.SUPERVISION, Use.TEACHING}),
    Role.RATER: frozenset({Use.RESEARCH}),
    Role.ADJUDICATOR: frozenset({Use.RESEARCH}),
}
"""For what somebody in a role plays recordings; several roles add up."""

WITHDRAWN = "The patient took their consent back, so this recording is not played."
NOT_COVERED = (
    "The consent of this case does not cover what you would play this recording for."
)
NOT_FOR_SUPERVISION = "The consent of this case does not cover supervision."
NOT_FOR_GROUPS = (
    "The consent of this case does not cover teaching, so its recordings are not heard "
    "in a group."
)
OVER = "The time for which this recording may be kept is over, so it is not played."


@dataclass(frozen=True, slots=True)
class ConsentRules:
    """How a study deals with consent.

    Attributes:
        needed: Whether cases without a recorded consent count as without any.
        keeps_codes: Whether codes of a case that was withdrawn from research stay in
            exports; they stay in the study in any case.
        covers_groups: Whether consent to supervision covers groups, in which others
            hear a tape than who supervises its therapist.
    """

    needed: bool = False
    keeps_codes: bool = False
    covers_groups: bool = False


def may_be_used(consent: Consent, use: Use, rules: ConsentRules) -> bool:
    """Say whether recordings of a case may be used so."""
    return consent.allows(use, unrecorded=not rules.needed)


def withheld(consent: Consent, person: Person, rules: ConsentRules, today: date) -> str:
    """Say why a person may not play the recordings of a case, or nothing."""
    if consent.is_withdrawn:
        return WITHDRAWN
    if is_over(consent, today):
        return OVER
    purposes = frozenset[Use]().union(*(PURPOSES[role] for role in person.roles))
    covered = any(may_be_used(consent, use, rules) for use in purposes)
    return "" if covered or not purposes else NOT_COVERED


def kept_from_meeting(
    consent: Consent, kind: MeetingKind, rules: ConsentRules, today: date
) -> str:
    """Say why recordings of a case are not heard in a meeting, or nothing.

    Supervision of one person takes consent to supervision or to teaching. In a group
    others hear the tape, which is teaching, unless the study says that supervision
    covers it.
    """
    if consent.is_withdrawn:
        return WITHDRAWN
    if is_over(consent, today):
        return OVER
    alone = kind is MeetingKind.INDIVIDUAL or rules.covers_groups
    uses = {Use.TEACHING, Use.SUPERVISION} if alone else {Use.TEACHING}
    if any(may_be_used(consent, use, rules) for use in uses):
        return ""
    return NOT_FOR_SUPERVISION if alone else NOT_FOR_GROUPS


def goes_out(consent: Consent, rules: ConsentRules) -> bool:
    """Say whether what was coded of a case goes into exports.

    It does unless the patient took research back, or everything, and the study leaves
    such cases out.
    """
    gone = consent.is_withdrawn or Use.RESEARCH in consent.taken_back
    return rules.keeps_codes or not gone


def is_over(consent: Consent, today: date) -> bool:
    """Say whether recordings of a case may be kept no longer."""
    return consent.keep_until is not None and consent.keep_until < today


def to_destroy(consent: Consent, tape: Tape | None, today: date) -> bool:
    """Say whether a recording that is still there should be destroyed."""
    there = tape is not None and bool(tape.files)
    return there and (consent.is_withdrawn or is_over(consent, today))


def consent_of(consents: Mapping[UUID, Consent], case: UUID) -> Consent:
    """Return what is on record of a case."""
    return consents.get(case, NO_CONSENT)
