"""What a package tells of the tapes in it: stand-ins where the study keeps something.

A rater's file is theirs to read with any program, so what is kept from them does not
go into it at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from ipt_review.domain.consent import NO_CONSENT
from ipt_review.domain.masking import Fact
from ipt_review.domain.people import Therapist
from ipt_review.domain.phase import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ipt_review.domain.masking import Mask
    from ipt_review.domain.study import Case, Session
    from ipt_review.domain.tape import Tape

UNKNOWN: Final = "–"
"""Handle of the therapist where that is kept."""

PLANNED: Final = 99
"""Planned sessions of every case where its sessions are kept."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A tape with what it belongs to, as its rater may know it."""

    therapist: Therapist
    case: Case
    session: Session
    tape: Tape


def stand_ins(
    real: Iterable[Shown],
    mask_of: Callable[[UUID], Mask],
    name_of: Callable[[UUID], str],
    study: UUID,
    *,
    focus_left_out: bool,
) -> list[Shown]:
    """Return tapes as a rater may know them; the ids of tapes and sessions stay.

    Args:
        real: In the order of the rater's queue.
        mask_of: What of a tape is kept from them.
        name_of: What a tape is called for them.
        study: Id of the study, from which those of stand-ins follow.
        focus_left_out: Whether they must not learn of agreed foci.
    """
    made, numbers = [], dict[UUID, int]()
    for each in real:
        uid = each.tape.id
        mask, name = mask_of(uid), name_of(uid)
        therapist = _therapist(each.therapist, mask, study)
        case = _case(each.case, mask, therapist.id, name, uid)
        if focus_left_out:
            case = replace(case, foci=())
        numbers[case.id] = numbers.get(case.id, 0) + 1
        session = _session(each.session, mask, case.id, numbers[case.id])
        made.append(Shown(therapist, case, session, _tape(each.tape, name)))
    return made


def _therapist(real: Therapist, mask: Mask, study: UUID) -> Therapist:
    if mask.hides(Fact.THERAPIST):
        return Therapist(uuid5(study, "therapist"), UNKNOWN)
    return replace(real, person=None)


def _case(real: Case, mask: Mask, therapist: UUID, name: str, tape: UUID) -> Case:
    kept = replace(real, therapist=therapist, consent=NO_CONSENT)
    if mask.hides(Fact.CASE):
        kept = replace(kept, id=uuid5(tape, "case"), handle=name)
    if mask.hides(Fact.ARM):
        kept = replace(kept, arm="")
    if mask.hides(Fact.OUTCOME):
        kept = replace(kept, facts=replace(kept.facts, ending=None))
    if mask.hides_place:
        kept = replace(kept, planned_sessions=PLANNED, foci=())
    return kept


def _session(real: Session, mask: Mask, case: UUID, number: int) -> Session:
    kept = replace(real, case=case)
    if mask.hides(Fact.SESSION, Fact.CASE):
        kept = replace(kept, number=number, day=None)
    if mask.hides(Fact.PHASE):
        kept = replace(kept, phase=Phase.MIDDLE)
    if mask.hides(Fact.OUTCOME) or mask.hides_place:
        kept = replace(kept, severity=())
    return kept


def _tape(real: Tape, name: str) -> Tape:
    """Return a tape whose files are known by fingerprint and called by its code."""
    files = tuple(
        replace(file, path=type(file.path)(file_name(name, place, file.path)))
        for place, file in enumerate(real.files)
    )
    return replace(real, files=files, captions=None)


def file_name(name: str, place: int, file: Path) -> str:
    """Return what a recording is called beside a package, for example T-7F3K.mp4."""
    part = f" {place + 1}" if place else ""
    return f"{name}{part}{file.suffix.lower()}"
