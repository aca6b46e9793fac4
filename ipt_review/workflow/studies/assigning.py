"""Giving drawn tapes to raters, taking them back, and what each has before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4, uuid5

from ipt_review.domain.assignment import AssignmentKind
from ipt_review.domain.coding import CodingHead, Perspective, Status
from ipt_review.domain.people import Role
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.reason import reason_given
from ipt_review.domain.sampling import EventKind, StudyEvent
from ipt_review.study.assigning import Pool, assign, handed_on
from ipt_review.study.masking import rates_blind
from ipt_review.study.permissions import Act
from ipt_review.workflow.access.masking import masks_of
from ipt_review.workflow.studies.sampling import sample_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from ipt_review.domain.assignment import Assignment
    from ipt_review.domain.people import Person
    from ipt_review.study.assigning import Plan
    from ipt_review.workflow.desk import Desk

AT_WORK = frozenset(
    {AssignmentKind.SINGLE, AssignmentKind.DOUBLE, AssignmentKind.REPEAT}
)


class NothingToAssign(ReviewError):
    """Every drawn tape was given out."""

    def __init__(self) -> None:
        super().__init__(
            "There is no tape to give out.", "Draw a sample first, or a further one."
        )


class AlreadyBegun(ReviewError):
    """A tape was to be taken back whose coding is submitted."""

    def __init__(self) -> None:
        super().__init__(
            "The rater has submitted this tape.",
            "What was submitted stays; assign the tape anew to have it coded again.",
        )


class NoRaterNow(ReviewError):
    """A tape was to be given to somebody who does not rate in the study now."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            f"{person.handle} is not an active rater of this study.",
            "Choose another rater, or let them return on “People…” in the Study menu.",
        )


def may_be_given(person: Person) -> bool:
    """Say whether tapes may be assigned to a person: a rater who is active."""
    return person.active and Role.RATER in person.roles


def must_rate_now(people: Iterable[Person]) -> None:
    """Make sure that tapes may be assigned to all of these.

    Raises:
        NoRaterNow: When they may not to one of them.
    """
    for each in people:
        if not may_be_given(each):
            raise NoRaterNow(each)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One tape in a queue, and how far its rater is.

    Attributes:
        head: The coding that came of it, or None where it was not begun.
    """

    assignment: Assignment
    head: CodingHead | None

    @property
    def is_done(self) -> bool:
        """Whether it was submitted."""
        return self.head is not None and self.head.status is not Status.DRAFT

    @property
    def state(self) -> str:
        """How far it is, in one word or two."""
        if self.assignment.withdrawn:
            return "withdrawn"
        if self.head is None:
            return "not begun"
        return {"draft": "begun"}.get(self.head.status.value, self.head.status.value)


def queue_rows(desk: Desk, rater: UUID | None = None) -> list[QueueRow]:
    """Return the queue of a rater in its order, or those of all, withdrawn ones too."""
    heads = {
        (head.tape, head.rater, head.pass_number): head
        for head in desk.database.heads()
        if head.perspective is Perspective.STUDY_RATER
    }
    return [
        QueueRow(each, heads.get((each.tape, each.rater, each.pass_number)))
        for each in desk.database.assignments.all()
        if rater in (None, each.rater)
    ]


def queue_of(desk: Desk, person: Person) -> list[QueueRow]:
    """Return what a rater has before them and behind them, in order."""
    rows = queue_rows(desk, person.id)
    return [each for each in rows if not each.assignment.withdrawn]


def works_from_queue(desk: Desk, person: Person) -> bool:
    """Say whether a person codes what they were given, and nothing else.

    That holds for study raters as soon as the study has given out any tape.
    """
    return rates_blind(person) and bool(desk.database.assignments.all())


def from_queue(desk: Desk, person: Person) -> bool:
    """Say whether a person has their queue in place of the library.

    They have where tapes are given out, and where something is kept from them.
    """
    blind = masks_of(desk.database).in_general(person).hides_names
    return blind or works_from_queue(desk, person)


def begin_assigned(desk: Desk, assignment: Assignment) -> UUID:
    """Return the coding of an assignment, begun now if need be."""
    for row in queue_rows(desk, assignment.rater):
        if row.assignment.id == assignment.id and row.head is not None:
            return row.head.id
    head = CodingHead(
        uuid5(assignment.id, "coding"),  # the same wherever it is begun
        assignment.tape,
        assignment.rater,
        Perspective.STUDY_RATER,
        desk.codebook.name,
        assignment.pass_number,
    )
    desk.database.add_coding(head)
    return head.id


def unassigned(desk: Desk) -> list[UUID]:
    """Return the drawn tapes that can be rated and that nobody has yet."""
    given = {
        each.tape
        for each in desk.database.assignments.all()
        if each.kind in AT_WORK and not each.withdrawn
    }
    return [tape for tape in sample_state(desk).to_be_rated() if tape not in given]


def gold_tapes(desk: Desk) -> list[UUID]:
    """Return the tapes that have a reference coding, which are no study tapes then."""
    return list(
        dict.fromkeys(
            head.tape
            for head in desk.database.heads()
            if head.perspective is Perspective.GOLD_STANDARD
        )
    )


def give_out(
    desk: Desk, by: Person, raters: Sequence[Person], plan: Plan
) -> tuple[Assignment, ...]:
    """Give all drawn tapes that nobody has yet to these raters; return what is new.

    Raises:
        NothingToAssign: When there is none, and nothing to calibrate with either.
        TooFewRaters: When there are fewer raters than the plan needs.
        NoRaterNow: When one of them does not rate in the study now.
    """
    desk.rights.must(Act.ASSIGN, person=by)
    must_rate_now(raters)
    reserved = {*plan.gold, *plan.calibration}
    tapes = [tape for tape in unassigned(desk) if tape not in reserved]
    if not tapes and not reserved:
        raise NothingToAssign
    made = assign(tapes, plan, _pool(desk, [each.id for each in raters]))
    if not made:
        raise NothingToAssign
    at = desk.now()
    doubles = {each.tape for each in made if each.kind is AssignmentKind.DOUBLE}
    events = [
        StudyEvent(
            at,
            by.id,
            EventKind.ASSIGNED,
            about=rater.id,
            detail=_told(rater, made, plan),
        )
        for rater in raters
    ]
    general = f"{len(tapes)} tapes, {len(doubles)} of them coded by two"
    events.insert(
        0,
        StudyEvent(
            at, by.id, EventKind.ASSIGNED, detail=f"{general}, seed {plan.seed}"
        ),
    )
    desk.database.assignments.add(made, events)
    return made


def _told(rater: Person, made: Iterable[Assignment], plan: Plan) -> str:
    own = [each for each in made if each.rater == rater.id]
    counts = {kind: sum(each.kind is kind for each in own) for kind in AssignmentKind}
    parts = [f"{n} {kind.value}" for kind, n in counts.items() if n]
    return f"{len(own)} tapes ({', '.join(parts) or 'none'}), seed {plan.seed}"


def _pool(desk: Desk, raters: Sequence[UUID]) -> Pool:
    held = desk.holdings()
    case_of_session = {each.id: each.case for each in held.sessions}
    cases = {tape.id: case_of_session[tape.session] for tape in held.tapes}
    given = tuple(desk.database.assignments.all())
    return Pool(tuple(raters), cases.__getitem__, uuid4, given)


def withdraw(desk: Desk, by: Person, row: QueueRow, reason: str) -> None:
    """Take a tape back from a rater; what was begun stays as a draft.

    Raises:
        ReasonMissing: When no reason is given.
        AlreadyBegun: When it was submitted.
    """
    desk.rights.must(Act.ASSIGN, person=by)
    why = _why(row, reason)
    event = _event(desk, by, EventKind.WITHDRAWN, row.assignment, why)
    desk.database.assignments.withdraw([row.assignment.id], [], [event])


def reassign(
    desk: Desk, by: Person, row: QueueRow, to: Person, reason: str
) -> Assignment:
    """Give a tape of one rater to another, at the end of their queue.

    Raises:
        ReasonMissing: When no reason is given.
        AlreadyBegun: When it was submitted.
        NoRaterNow: When the other does not rate in the study now.
        CannotHandOn: When the other rater has the tape already.
    """
    desk.rights.must(Act.ASSIGN, person=by)
    must_rate_now([to])
    why = _why(row, reason)
    _gone, new = handed_on(row.assignment, to.id, _pool(desk, [to.id]))
    event = _event(desk, by, EventKind.REASSIGNED, new, why)
    desk.database.assignments.withdraw([row.assignment.id], [new], [event])
    return new


def _why(row: QueueRow, reason: str) -> str:
    """Return the reason for taking back a tape that was not submitted yet."""
    if row.is_done:
        raise AlreadyBegun
    return reason_given(reason)


def _event(
    desk: Desk, by: Person, kind: EventKind, about: Assignment, reason: str
) -> StudyEvent:
    return StudyEvent(
        desk.now(),
        by.id,
        kind,
        about.tape,
        about.rater,
        reason,
        f"{about.kind.value}, place {about.sequence} of the queue",
    )
