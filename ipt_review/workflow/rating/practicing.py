"""Practice: coding a tape for oneself, and then seeing the reference beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.coding import CodingHead, Perspective, Status
from ipt_review.domain.problems import ReviewError
from ipt_review.study.permissions import Act
from ipt_review.study.practice import compared

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.people import Person
    from ipt_review.study.practice import Finding
    from ipt_review.workflow.desk import Desk


class NothingToPracticeOn(ReviewError):
    """No tape of the study has a reference coding."""

    def __init__(self) -> None:
        super().__init__(
            "No tape of this study has a reference coding to practice against.",
            "Open the demo study.",
        )


def practice_of(desk: Desk, person: Person, *, anew: bool = False) -> UUID:
    """Return the practice coding that a person is at, begun now if need be.

    It is kept in the study file, apart from the study's own codings: none of them,
    no export and no agreement has it.

    Args:
        desk: The study with the reference coding, as a rule the demo.
        person: Who practices.
        anew: Whether another pass begins even where one is under way or done.

    Raises:
        NothingToPracticeOn: When no tape has a reference coding.
        NotAllowed: When they are no longer active in the study.
    """
    desk.rights.must(Act.PRACTICE, person=person)
    tape = tape_to_practice_on(desk)
    passes = [
        head
        for head in desk.database.practice_heads()
        if (head.tape, head.rater) == (tape, person.id)
    ]
    if passes and not anew:
        return passes[-1].id
    head = CodingHead(
        uuid4(),
        tape,
        person.id,
        Perspective.PRACTICE,
        desk.codebook.name,
        1 + max((each.pass_number for each in passes), default=0),
    )
    desk.database.add_coding(head)
    return head.id


def tape_to_practice_on(desk: Desk) -> UUID:
    """Return the first tape with a reference coding.

    Raises:
        NothingToPracticeOn: When there is none.
    """
    for head in desk.database.heads():
        if head.perspective is Perspective.GOLD_STANDARD:
            return head.tape
    raise NothingToPracticeOn


def reference_for(desk: Desk, tape: UUID) -> Coding:
    """Return the reference coding of a tape.

    Raises:
        NothingToPracticeOn: When it has none.
    """
    for head in desk.database.heads():
        if (head.tape, head.perspective) == (tape, Perspective.GOLD_STANDARD):
            return desk.database.coding(head.id)
    raise NothingToPracticeOn


def feedback(desk: Desk, own: Coding) -> list[Finding]:
    """Return what a practice coding has of the reference of its tape.

    Only once it is closed: a reference that is seen while coding teaches nothing.

    Raises:
        NothingToPracticeOn: When the tape has no reference coding.
    """
    if own.head.status is Status.DRAFT:
        return []
    reference = reference_for(desk, own.head.tape)
    return compared(own.marks.values(), reference.marks.values())
