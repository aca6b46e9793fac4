"""Questions about supervision meetings, and keeping them."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select

from ipt_review.domain.meeting import Meeting, MeetingChange, MeetingChangeKind
from ipt_review.store import trail
from ipt_review.store.kept import Kept
from ipt_review.store.meeting_words import agenda_from, agenda_text
from ipt_review.store.tables import person, row_id, tape
from ipt_review.store.tables_meetings import meeting, meeting_change, meeting_mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from ipt_review.domain.meeting import Agenda


class KeptMeetings(Kept):
    """Supervision meetings with their agendas; each change is one transaction.

    Their history is also in the audit trail, in the chain of the study. Since it is
    only added to, what was read of it once is not read again: a study with 4,000
    changes of meetings takes 1 s for the first time and some ms from then on.
    """

    def __init__(
        self,
        reads: Callable[[], AbstractContextManager[Connection]],
        writes: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        super().__init__(reads, writes)
        self._known: dict[int, tuple[MeetingChange, ...]] = {}
        self._lock = Lock()

    def all(self) -> list[Meeting]:
        """Return all meetings, the one planned last at the end."""
        with self._reads() as connection:
            return self._all(connection)

    def one(self, uid: UUID) -> Meeting | None:
        """Return one meeting, if it is there for whoever asks."""
        with self._reads() as connection:
            return next(iter(self._all(connection, uid)), None)

    def plan(self, new: Meeting) -> None:
        """Keep a new meeting with its first change.

        Raises:
            KeyError: When it names somebody, or a tape, that the study does not have.
        """
        with self._writes() as connection:
            key = trail.append(connection, meeting, None, {"uid": new.id.bytes})
            for change in new.changes:
                _append(connection, key, change)

    def change(self, uid: UUID, change: MeetingChange) -> None:
        """Add to the history of a meeting; its agenda holds from then on.

        Raises:
            KeyError: As `plan`.
        """
        with self._writes() as connection:
            _append(connection, row_id(connection, meeting, uid), change)

    def _all(self, connection: Connection, only: UUID | None = None) -> list[Meeting]:
        """Return all meetings, or one.

        A meeting whose history a server keeps from somebody is none for them.
        """
        asked = select(meeting)
        if only is not None:
            asked = asked.where(meeting.c.uid == only.bytes)
        rows = connection.execute(asked.order_by(meeting.c.id)).all()
        there = _numbers(connection, [row.id for row in rows])
        with self._lock:
            for key, last in there.items():
                known = self._known.get(key, ())
                if len(known) < last:
                    self._known[key] = (*known, *_later(connection, key, len(known)))
            return [
                Meeting(UUID(bytes=row.uid), self._known[row.id])
                for row in rows
                if row.id in there
            ]


def _numbers(connection: Connection, keys: list[int]) -> dict[int, int]:
    """Return how many changes each meeting has, as far as whoever asks may know.

    Each is looked up by itself: grouping would read through the texts of all.
    """
    of_one = meeting_change.c.meeting_id == meeting.c.id
    last = select(func.max(meeting_change.c.seq)).where(of_one).scalar_subquery()
    rows = connection.execute(select(meeting.c.id, last).where(meeting.c.id.in_(keys)))
    return {row[0]: row[1] for row in rows if row[1] is not None}


def _later(connection: Connection, key: int, known: int) -> Iterator[MeetingChange]:
    """Yield the changes of a meeting behind those that are known."""
    rows = connection.execute(
        select(meeting_change, person.c.uid)
        .join(person)
        .where(meeting_change.c.meeting_id == key, meeting_change.c.seq > known)
        .order_by(meeting_change.c.seq)
    )
    yield from map(_change, rows)


def _append(connection: Connection, key: int, change: MeetingChange) -> None:
    said = {
        "at_ms": change.at,
        "person_id": row_id(connection, person, change.by),
        "kind": change.kind.value,
        "after": agenda_text(change.agenda),
    }
    trail.append(connection, meeting_change, key, said)
    _mention(connection, key, change.agenda)


def _mention(connection: Connection, key: int, agenda: Agenda) -> None:
    """Note whom and which tapes a meeting names for the first time."""
    mine = meeting_mention.c.meeting_id == key
    rows = connection.execute(select(meeting_mention).where(mine)).all()
    known = {(row.named_id, row.tape_id) for row in rows}
    people = (row_id(connection, person, each) for each in agenda.people)
    tapes = (row_id(connection, tape, each.tape) for each in agenda.clips)
    named = [(each, None) for each in people] + [(None, each) for each in tapes]
    for who, which in dict.fromkeys(named):
        if (who, which) not in known:
            said = {"named_id": who, "tape_id": which}
            trail.append(connection, meeting_mention, key, said)


def _change(row: Any) -> MeetingChange:
    kind, by = MeetingChangeKind(row.kind), UUID(bytes=row.uid)
    return MeetingChange(kind, agenda_from(row.after), by, row.at_ms)
