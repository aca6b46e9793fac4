"""Questions about feedback, and keeping it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from ipt_review.domain.feedback import (
    Answer,
    AnswerKind,
    ChangeKind,
    Feedback,
    FeedbackChange,
)
from ipt_review.store import trail
from ipt_review.store.feedback_words import content_from, content_text
from ipt_review.store.kept import Kept
from ipt_review.store.tables import coding, person, row_id
from ipt_review.store.tables_feedback import (
    feedback,
    feedback_answer,
    feedback_change,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

_OPEN = frozenset({ChangeKind.HANDED_BACK, ChangeKind.TAKEN_BACK})


class KeptFeedback(Kept):
    """What supervisors said of tapes; each change is one transaction.

    Its history is also in the audit trail, in the chain of the study.
    """

    def all(self) -> list[Feedback]:
        """Return all feedback, the one begun last at the end."""
        with self._reads() as connection:
            return _all(connection)

    def on(self, coding_id: UUID) -> Feedback | None:
        """Return the feedback that is drawn from a coding, if it was begun."""
        with self._reads() as connection:
            return next(iter(_all(connection, coding_id)), None)

    def begin(self, new: Feedback) -> None:
        """Keep a new feedback with its first change.

        Raises:
            KeyError: When the study has no such coding or person.
        """
        with self._writes() as connection:
            write_feedback(connection, new)

    def change(self, uid: UUID, change: FeedbackChange) -> None:
        """Add to the history of a feedback; its content holds from then on."""
        with self._writes() as connection:
            _append(connection, row_id(connection, feedback, uid), change)

    def answer(self, uid: UUID, answer: Answer) -> None:
        """Keep what a trainee says to a feedback."""
        with self._writes() as connection:
            _append_answer(connection, row_id(connection, feedback, uid), answer)


def write_feedback(connection: Connection, new: Feedback) -> None:
    """Write a new feedback with everything that happened to it so far.

    Raises:
        KeyError: When the study has no such coding or person.
    """
    key = row_id(connection, coding, new.coding)
    said = {"uid": new.id.bytes, "coding_id": key}
    at = trail.append(connection, feedback, None, said)
    for change in new.changes:
        _append(connection, at, change)
    for answer in new.answers:
        _append_answer(connection, at, answer)


def _append_answer(connection: Connection, key: int, answer: Answer) -> None:
    said = {
        "at_ms": answer.at,
        "person_id": row_id(connection, person, answer.by),
        "kind": answer.kind.value,
        "about": answer.about,
        "text": answer.text,
    }
    trail.append(connection, feedback_answer, key, said)


def _append(connection: Connection, key: int, change: FeedbackChange) -> None:
    said = {
        "at_ms": change.at,
        "person_id": row_id(connection, person, change.by),
        "kind": change.kind.value,
        "open_to_trainee": int(change.kind in _OPEN),
        "after": content_text(change.content),
    }
    trail.append(connection, feedback_change, key, said)


def _all(connection: Connection, only: UUID | None = None) -> list[Feedback]:
    """Return all feedback, or that on one coding.

    A page that was not handed back yet has no history for whom a server keeps it from;
    it is none for them.
    """
    asked = select(feedback, coding.c.uid.label("coding_uid")).join(coding)
    if only is not None:
        asked = asked.where(coding.c.uid == only.bytes)
    rows = connection.execute(asked.order_by(feedback.c.id)).all()
    some = [row.id for row in rows]
    changes = _lines(connection, feedback_change, some)
    answers = _lines(connection, feedback_answer, some)
    return [
        Feedback(
            UUID(bytes=row.uid),
            UUID(bytes=row.coding_uid),
            tuple(_change(each) for each in changes[row.id]),
            tuple(_answer(each) for each in answers[row.id]),
        )
        for row in rows
        if changes[row.id]
    ]


def _lines(
    connection: Connection, table: Table, some: list[int]
) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    rows = connection.execute(
        select(table, person.c.uid)
        .join(person)
        .where(table.c.feedback_id.in_(some))
        .order_by(table.c.feedback_id, table.c.seq)
    )
    for row in rows:
        found[row.feedback_id].append(row)
    return found


def _change(row: Any) -> FeedbackChange:
    by = UUID(bytes=row.uid)
    return FeedbackChange(ChangeKind(row.kind), content_from(row.after), by, row.at_ms)


def _answer(row: Any) -> Answer:
    by = UUID(bytes=row.uid)
    return Answer(AnswerKind(row.kind), row.about, row.text, by, row.at_ms)
