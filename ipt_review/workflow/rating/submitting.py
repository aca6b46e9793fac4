"""Submitting a coding, opening it again, and what it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.coding import Status
from ipt_review.domain.guess import TreatmentGuess
from ipt_review.domain.masking import Fact
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.reason import reason_given
from ipt_review.domain.sampling import EventKind, StudyEvent
from ipt_review.domain.version import KeptVersion
from ipt_review.study.canonical import text_of
from ipt_review.study.coverage import joined
from ipt_review.study.permissions import Act
from ipt_review.workflow.access.masking import asks_guess
from ipt_review.workflow.access.package_study import arms_told
from ipt_review.workflow.rating.completeness import gaps_of
from ipt_review.workflow.rating.rating import setting_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.domain.timecode import Span
    from ipt_review.workflow.desk import Desk, Seat
    from ipt_review.workflow.rating.completeness import Gap


class StillOpen(ReviewError):
    """A coding was to be opened that is open."""

    def __init__(self) -> None:
        super().__init__(
            "This coding was not submitted yet.", "It can be changed as it is."
        )


def still_open(desk: Desk, seat: Seat) -> list[Gap]:
    """Return what is not complete in the coding in hand; it may be submitted so."""
    coding = seat.session.coding
    return gaps_of(
        coding,
        seat.codebook,
        setting_for(desk, seat),
        seat.review.tape.length,
        desk.database.closings.played(coding.head.id),
    )


def note_played(desk: Desk, coding: UUID, spans: Iterable[Span]) -> None:
    """Keep which stretches of its tape were played for a draft, with those before."""
    kept = desk.database.closings.played(coding)
    now = joined([*kept, *spans])
    if now != kept:
        desk.database.closings.keep_played(coding, now)


def arms_to_guess(desk: Desk, seat: Seat) -> tuple[str, ...]:
    """Return the arms that a rater is asked to choose from; none when nothing is asked.

    It is asked of those from whom the arm is kept, in a study that has arms.
    """
    if not seat.review.mask.hides(Fact.ARM) or not asks_guess(desk.database):
        return ()
    named = {case.arm for case in desk.database.cases() if case.arm}
    return tuple(sorted(named | set(arms_told(desk.database))))


def keep_guess(desk: Desk, coding: UUID, arm: str, certainty: int | None) -> None:
    """Keep which condition the rater thinks a tape is from; empty: cannot tell."""
    guess = TreatmentGuess(coding, arm, certainty if arm else None, desk.now())
    desk.database.closings.guess(guess)


def reopen(desk: Desk, by: Person, coding: UUID, reason: str) -> None:
    """Make a draft of a submitted coding, keeping it as it was and the reason.

    Raises:
        ReasonMissing: When no reason is given.
        StillOpen: When it is a draft.
    """
    desk.rights.must(Act.UNLOCK, person=by)
    why, made = reason_given(reason), desk.database.coding(coding)
    if made.head.status is Status.DRAFT:
        raise StillOpen
    at, number = desk.now(), len(desk.database.closings.versions(coding)) + 1
    version = KeptVersion(number, at, by.id, why, text_of(made))
    event = StudyEvent(
        at,
        by.id,
        EventKind.REOPENED,
        made.head.tape,
        made.head.rater,
        why,
        f"version {number} kept",
    )
    desk.database.closings.reopen(coding, version, event)


def lock(desk: Desk, by: Person, coding: UUID) -> None:
    """Close a submitted coding so that only who may unlock it can open it again."""
    desk.rights.must(Act.UNLOCK, person=by)
    made = desk.database.coding(coding)
    at = desk.now()
    desk.database.set_status(coding, Status.LOCKED, by.id, at)
    event = StudyEvent(at, by.id, EventKind.LOCKED, made.head.tape, made.head.rater)
    desk.database.samples.note([event])


def as_it_was(desk: Desk, coding: UUID) -> list[KeptVersion]:
    """Return what a coding was each time before it was opened again, in order."""
    return desk.database.closings.versions(coding)
