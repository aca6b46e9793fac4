"""Taking in codings that were closed before the study had them, with their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.coding import Status
from ipt_review.store import trail
from ipt_review.store.kept_feedback import write_feedback
from ipt_review.store.new_codings import add_whole_coding
from ipt_review.store.tables import coding, person, row_id, status_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.domain.coding import Coding, CodingHead
    from ipt_review.domain.feedback import Feedback


def bring_in(
    connection: Connection,
    codings: Iterable[Coding],
    submitted: Mapping[UUID, int],
    feedback: Iterable[Feedback],
) -> None:
    """Add codings with everything in them, and the pages drawn from them.

    Args:
        connection: In a transaction that writes.
        codings: In the order in which the study is to hold them.
        submitted: When each was submitted (ms since 1970 UTC), by the id of the
            coding, where that is known.
        feedback: With its whole history and the answers to it.

    Raises:
        UnknownWord: When the study does not hold their codebook or its words.
        KeyError: When the study has no such tape or person.
    """
    for new in codings:
        add_whole_coding(connection, new)
        if new.head.id in submitted:
            _note_submitted(connection, new.head, submitted[new.head.id])
    trail.seal(connection)
    for page in feedback:
        write_feedback(connection, page)


def _note_submitted(connection: Connection, head: CodingHead, at: int) -> None:
    """Write into the history of a coding that its rater submitted it then."""
    key, human = (
        row_id(connection, coding, head.id),
        row_id(connection, person, head.rater),
    )
    known = {(coding.name, key): head.id, (person.name, human): head.rater}
    said = {"status": Status.SUBMITTED.value, "at_ms": at, "person_id": human}
    trail.append(connection, status_change, key, said, known)
