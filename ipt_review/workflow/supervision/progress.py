"""The progress of a therapist, as one person may see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status
from ipt_review.scoring.differences import moments
from ipt_review.scoring.evidence import evidence
from ipt_review.scoring.frame import treatment_frame
from ipt_review.scoring.frame_line import Aspect
from ipt_review.scoring.progress import CaseProgress, TapeScores
from ipt_review.scoring.rated import codes_read, rated
from ipt_review.study.blindness import hides_focus
from ipt_review.study.codebook_words import worded
from ipt_review.study.permissions import About, Act
from ipt_review.workflow.access.blinding import determined_first
from ipt_review.workflow.access.package_study import leaves_out_focus
from ipt_review.workflow.at_a_stretch import at_a_stretch
from ipt_review.workflow.course.course import visible_reviews
from ipt_review.workflow.desk import PERSPECTIVE_OF, perspective_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Case, Session
    from ipt_review.domain.tape import Tape
    from ipt_review.scoring.frame_line import FrameLine
    from ipt_review.scoring.progress import FoundDifference
    from ipt_review.scoring.rated import Rated
    from ipt_review.workflow.desk import Desk


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
    with at_a_stretch():
        read = _read(desk, cases, person)
        made = tuple(_case(desk, case, read, (person, free)) for case in cases)
    return Progress(whose, made, desk.codebook, desk.codebooks)


def with_moments(desk: Desk, found: Sequence[FoundDifference]) -> list[FoundDifference]:
    """Return differences with the moments that bear on them, read off the tapes."""
    tapes = {each.tape.tape for each in found}
    codings = {each.head.id: each for each in desk.database.codings_on(tapes)}

    def told(one: FoundDifference) -> FoundDifference:
        own, theirs = one.tape.own, one.tape.supervisor
        if own is None or theirs is None:
            return one
        heard = moments(
            one.difference.item,
            codings[own.coding].marks.values(),
            codings[theirs.coding].marks.values(),
            desk.codebooks[theirs.codebook],
        )
        return replace(one, difference=replace(one.difference, moments=heard))

    return [told(each) for each in found]


def evidence_at(desk: Desk, coding: UUID, about: Collection[str]) -> int:
    """Return where on its tape a coding has the first mark that bears on something.

    Args:
        desk: The open study.
        coding: Id of the coding.
        about: Ids of items, or of states of a track.

    Returns:
        Ms on the tape; 0 where nothing was marked for it.
    """
    if not about:
        return 0
    whole = desk.database.coding(coding)
    codebook = desk.codebooks[whole.head.codebook]
    marks = whole.marks.values()
    starts = [mark.start for mark in marks if mark.code in about]
    for item in codebook.items:
        if item.id in about:
            starts.extend(mark.start for mark in evidence(item, marks, codebook)[:1])
    return min(starts, default=0)


@dataclass(frozen=True)
class _Read:
    """What was read of some cases, by the id of the case.

    Attributes:
        hidden: The cases whose agreed focus the person must not see yet.
    """

    reviews: Mapping[UUID, list[Review]]
    sessions: Mapping[UUID, list[Session]]
    tapes: Mapping[UUID, Tape]
    hidden: frozenset[UUID]


def _read(desk: Desk, cases: Sequence[Case], person: Person) -> _Read:
    ids = {case.id for case in cases}
    codes = frozenset[str]().union(*map(codes_read, desk.codebooks.values()))
    reviews: dict[UUID, list[Review]] = {case: [] for case in ids}
    for review in desk.database.reviews_of(ids, codes):
        reviews[review.case.id].append(review)
    sessions: dict[UUID, list[Session]] = {case: [] for case in ids}
    for session in desk.database.sessions_of(ids):
        sessions[session.case].append(session)
    tapes = {tape.session: tape for tape in desk.database.tapes_of(ids)}
    return _Read(reviews, sessions, tapes, _hidden(desk, ids, person))


def _hidden(desk: Desk, cases: set[UUID], person: Person) -> frozenset[UUID]:
    """Return the cases whose agreed focus a person must not see yet."""
    database = desk.database
    if leaves_out_focus(database):
        return frozenset(cases)
    if person.roles.isdisjoint(PERSPECTIVE_OF):
        return frozenset()
    codes_as, first = perspective_of(person), determined_first(database)
    forms = database.determinations()
    return frozenset(
        case
        for case in cases
        if hides_focus(codes_as, case, person.id, forms, determined_first=first)
    )


def _case(
    desk: Desk, case: Case, read: _Read, who: tuple[Person, bool]
) -> CaseProgress:
    person, free = who
    reviews, sessions = read.reviews[case.id], tuple(read.sessions[case.id])
    closed = [
        each
        for each in reviews
        if each.coding.head.status is not Status.DRAFT
        and each.coding.head.perspective in _SHOWN
    ]
    mine = [each for each in reviews if each.rater.id == person.id]
    both = {each.coding.head.id: each for each in (*closed, *mine)}
    seen = {
        each.coding.head.id
        for each in visible_reviews([*both.values()], case, person, free=free)
    }
    shown = [each for each in closed if each.coding.head.id in seen]
    newest = {(each.tape.id, each.coding.head.perspective): each for each in shown}
    waiting = {
        each.tape.id
        for each in closed
        if each.coding.head.perspective is Perspective.SUPERVISOR
        and each.coding.head.id not in seen
    }

    def scored(tape: Tape, perspective: Perspective) -> Rated | None:
        """Score the newest pass; of several raters, that of the last by handle."""
        review = newest.get((tape.id, perspective))
        if review is None:
            return None
        return rated(review, shown, desk.codebooks[review.coding.head.codebook])

    tapes = tuple(
        TapeScores(
            session,
            tape.id,
            scored(tape, Perspective.SUPERVISOR),
            scored(tape, Perspective.TRAINEE_SELF),
            hidden=tape.id in waiting,
        )
        for session in sessions
        if (tape := read.tapes.get(session.id)) is not None
    )
    return CaseProgress(
        case, sessions, tapes, _frame(desk, case, sessions, shown, read.hidden)
    )


def _frame(
    desk: Desk,
    case: Case,
    sessions: Sequence[Session],
    shown: Sequence[Review],
    hidden: frozenset[UUID],
) -> tuple[FrameLine, ...]:
    """Return the frame as supervisors coded it, without what is kept from a person."""
    coded = [
        each for each in shown if each.coding.head.perspective is Perspective.SUPERVISOR
    ]
    say = worded(desk.codebook)
    return tuple(
        replace(line, sentence=say(line.sentence))
        for line in treatment_frame(case, sessions, coded, desk.codebook)
        if not (case.id in hidden and line.aspect is Aspect.FOCI)
    )


_SHOWN = frozenset({Perspective.SUPERVISOR, Perspective.TRAINEE_SELF})
