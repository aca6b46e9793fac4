"""The progress of a therapist, as one person may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status
from ipt_review.scoring.progress import CaseProgress, TapeScores
from ipt_review.scoring.scoring import score
from ipt_review.study.permissions import About, Act
from ipt_review.workflow.course import visible_reviews

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Case, Session
    from ipt_review.domain.tape import Tape
    from ipt_review.scoring.result import Result
    from ipt_review.workflow.desk import Desk

    Scored = Mapping[UUID, list[Result]]


@dataclass(frozen=True)
class Progress:
    """One therapist's cases, scored.

    Attributes:
        cases: By handle; those without a session too.
        codebook: Whose items, states and scales they are read by; that of the study.
    """

    therapist: Therapist
    cases: tuple[CaseProgress, ...]
    codebook: Codebook
    codebooks: Mapping[CodebookVersion, Codebook]

    @property
    def taped(self) -> int:
        """How many sessions have a tape."""
        return sum(len(case.tapes) for case in self.cases)

    @property
    def rated(self) -> int:
        """How many tapes a supervisor rated."""
        return sum(t.supervisor is not None for case in self.cases for t in case.tapes)


def therapists_seen(desk: Desk, person: Person) -> list[Therapist]:
    """Return the therapists whose progress a person may see, by handle."""
    return [
        each
        for each in desk.database.therapists()
        if desk.rights.may(Act.SEE_PROGRESS, About(each.person), person).allowed
    ]


def progress_of(
    desk: Desk, therapist: UUID, person: Person, only: UUID | None = None
) -> Progress:
    """Return how a therapist's work stands, as far as a person may see.

    Only codings that were submitted count. Trainees see a supervisor's once they
    submitted their own of that tape.

    Args:
        desk: The open study.
        therapist: Id of the therapist.
        person: Who looks at it.
        only: Id of the one case that is read; None for all of the therapist.

    Raises:
        NotAllowed: When it is not for them.
        KeyError: When the study has no such therapist.
    """
    whose = next(each for each in desk.database.therapists() if each.id == therapist)
    about = About(whose.person)
    desk.rights.must(Act.SEE_PROGRESS, about, person)
    free = desk.rights.may(Act.SEE_SUBMITTED, about, person).allowed
    cases = [
        case
        for case in desk.database.cases()
        if case.therapist == therapist and only in (None, case.id)
    ]
    ids = {case.id for case in cases}
    reviews = desk.database.reviews_of(ids)
    sessions = [each for each in desk.database.sessions() if each.case in ids]
    tapes = {tape.session: tape for tape in desk.database.tapes()}
    return Progress(
        whose,
        tuple(
            _case(desk, case, reviews, (sessions, tapes), (person, free))
            for case in cases
        ),
        desk.codebook,
        desk.codebooks,
    )


def _case(
    desk: Desk,
    case: Case,
    reviews: Sequence[Review],
    held: tuple[Sequence[Session], Mapping[UUID, Tape]],
    who: tuple[Person, bool],
) -> CaseProgress:
    sessions, tapes = held
    person, free = who
    closed = [
        each
        for each in reviews
        if each.case.id == case.id
        and each.coding.head.status is not Status.DRAFT
        and each.coding.head.perspective in _SHOWN
    ]
    mine = [each for each in reviews if each.rater.id == person.id]
    both = {each.coding.head.id: each for each in (*closed, *mine)}
    seen = {
        each.coding.head.id
        for each in visible_reviews([*both.values()], case, person, free=free)
    }
    shown = [each for each in closed if each.coding.head.id in seen]
    by_tape: dict[UUID, list[Result]] = {}
    for result in score(shown, desk.codebooks):
        by_tape.setdefault(result.review.tape.id, []).append(result)
    waiting = {
        each.tape.id
        for each in closed
        if each.coding.head.perspective is Perspective.SUPERVISOR
        and each.coding.head.id not in seen
    }
    own = sorted((s for s in sessions if s.case == case.id), key=lambda s: s.number)
    return CaseProgress(
        case,
        tuple(own),
        tuple(
            _tape(session, tapes[session.id], by_tape, waiting)
            for session in own
            if session.id in tapes
        ),
    )


_SHOWN = frozenset({Perspective.SUPERVISOR, Perspective.TRAINEE_SELF})


def _tape(
    session: Session, tape: Tape, by_tape: Scored, waiting: set[UUID]
) -> TapeScores:
    found = by_tape.get(tape.id, [])

    def last(perspective: Perspective) -> Result | None:
        """Return the newest pass; of several raters, the last by handle."""
        some = [
            each for each in found if each.review.coding.head.perspective is perspective
        ]
        return some[-1] if some else None

    return TapeScores(
        session,
        tape.id,
        last(Perspective.SUPERVISOR),
        last(Perspective.TRAINEE_SELF),
        hidden=tape.id in waiting,
    )
