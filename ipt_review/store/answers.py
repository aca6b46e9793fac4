"""What a study answered is answered again until something of it changes.

Every room asks for people, cases, sessions and tapes of a study, several times each.
With 10,000 tapes one answer takes a quarter of a second to read, and none to remember.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import select

from ipt_review.store.tables import coding
from ipt_review.store.tables_trail import study_trail
from ipt_review.store.trail import SEAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

_T = TypeVar("_T")
_LAST = (
    select(study_trail.c.seq)
    .where(study_trail.c.kind.not_in((coding.name, SEAL)))
    .order_by(study_trail.c.seq.desc())
    .limit(1)
)
"""The last entry about something else than codings, which change all day."""


class Answers:
    """Answers of one study, by question; may be asked from several threads.

    What others change is noticed by the audit trail, which has an entry for each change
    of what is asked for here; what is changed through this door, without asking.

    Args:
        reads: Returns a connection to ask on.
    """

    def __init__(self, reads: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reads = reads
        self._lock = Lock()
        self._changes = 0
        self._answers: dict[
            Callable[[Connection], list[Any]],
            tuple[tuple[int, int | None], list[Any]],
        ] = {}

    def ask(self, question: Callable[[Connection], list[_T]]) -> list[_T]:
        """Return the answer to a question as it is now."""
        with self._reads() as connection:
            # The stamp is taken first: what comes in between is read again next time.
            stamp = self._changes, connection.scalar(_LAST)
            known = self._answers.get(question)
            if known is None or known[0] != stamp:
                known = stamp, question(connection)
                self._answers[question] = known
        return list(cast("list[_T]", known[1]))

    def forget(self) -> None:
        """Notice that something may have been changed through this door."""
        with self._lock:
            self._changes += 1
