"""Whether a tape was given to whoever is about to code it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.study.masking import rates_blind

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.store.database import Database


class NotGiven(ReviewError):
    """A study rater was about to code a tape that is not theirs."""

    def __init__(self) -> None:
        super().__init__(
            "This tape is not assigned to you.", "Open the next tape of “My tapes”."
        )


def must_be_given(database: Database, person: Person, tape: UUID) -> None:
    """Make sure that a study rater codes what they were given, once anything was.

    Raises:
        NotGiven: When the tape is not in their queue.
    """
    if not rates_blind(person):
        return
    given = [each for each in database.assignments.all() if not each.withdrawn]
    if given and all((each.rater, each.tape) != (person.id, tape) for each in given):
        raise NotGiven
