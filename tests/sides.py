"""Submitted codings of one tape, as they are laid beside each other."""

from __future__ import annotations

from types import MappingProxyType
from uuid import UUID, uuid4

from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role
from ipt_review.domain.rating import Rating
from ipt_review.workflow.agreement.comparing import Side
from tests.builders import a_codebook

LENGTH = 600_000
TAPE = UUID(int=6)


def a_side(
    name: str,
    marks: list[tuple[str, int, int | None]],
    ratings: dict[str, int] | None = None,
    version: str = "1.0",
    tape: UUID = TAPE,
) -> Side:
    """Return a submitted coding of one tape with these marks, and its rater."""
    person = Person(uuid4(), name, frozenset({Role.RATER}))
    book = a_codebook(version)
    head = CodingHead(
        uuid4(),
        tape,
        person.id,
        Perspective.STUDY_RATER,
        book.name,
        status=Status.SUBMITTED,
    )
    numbered = {n: Mark(n, *each) for n, each in enumerate(marks, start=1)}
    rated = {item: Rating(value) for item, value in (ratings or {}).items()}
    coding = Coding(head, MappingProxyType(numbered), MappingProxyType(rated))
    return Side(name, person, coding, book)
