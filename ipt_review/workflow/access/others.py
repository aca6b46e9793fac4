"""What others marked on the tape that lies before one, as far as one may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipt_review.domain.assignment import AssignmentKind
from ipt_review.domain.masking import Fact
from ipt_review.study.permissions import Act
from ipt_review.study.seeing import may_see

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion, Coding, CodingHead
    from ipt_review.domain.people import Person
    from ipt_review.domain.review import Review
    from ipt_review.store.database import Database
    from ipt_review.workflow.access.rights import Rights

HIDDEN = frozenset({AssignmentKind.GOLD, AssignmentKind.REPEAT})


class Other(NamedTuple):
    """A coding by somebody else, with the codebook that it was made with."""

    rater: Person
    coding: Coding
    codebook: Codebook


def others_seen(
    database: Database,
    codebooks: Mapping[CodebookVersion, Codebook],
    review: Review,
    rights: Rights,
) -> tuple[Other, ...]:
    """Return the other codings of this tape that the rater of `review` may see.

    From whom the agreed focus is hidden, so is everything that others found: what
    they marked as focus would tell it. On a hidden gold tape and on one that a rater
    codes twice nobody's coding is shown, since it would tell which tape it is.
    """
    about = rights.about_tape(review.tape.id)
    allowed = rights.may(Act.SEE_AFTER_OWN, about, review.rater).allowed
    if review.mask.hides(Fact.RATERS) or review.focus_hidden or not allowed:
        return ()
    if is_kept_back(database, review):
        return ()
    own: CodingHead = review.coding.head
    seen = [head for head in database.heads() if may_see(own, head)]
    if not seen:
        return ()
    people = {person.id: person for person in database.people()}
    return tuple(
        Other(people[head.rater], database.coding(head.id), codebooks[head.codebook])
        for head in seen
    )


def is_kept_back(database: Database, review: Review) -> bool:
    """Say whether the rater of `review` must not learn why they were given its tape."""
    return review.tape.id in kept_back_from(database, review.rater.id)


def kept_back_from(database: Database, rater: UUID) -> frozenset[UUID]:
    """Return the tapes of which a rater must not learn why they were given them."""
    return frozenset(
        each.tape
        for each in database.assignments.all()
        if each.kind in HIDDEN and each.rater == rater
    )
