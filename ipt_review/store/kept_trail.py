"""The audit trail of an open study."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.trail import SHORT, TrailEntry
from ipt_review.store import trail, trail_check
from ipt_review.store.kept import Kept
from ipt_review.store.tables import coding, row_id
from ipt_review.store.tables import study as study_table
from ipt_review.store.tables_trail import study_trail
from ipt_review.store.trail_about import stops_about
from ipt_review.store.trail_walk import people_known, walk_coding, walk_study
from ipt_review.store.trail_words import STUDY, begin_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from ipt_review.domain.trail import TrailCheck, TrailHead
    from ipt_review.store.trail_walk import Stop

GUARD = "guard"
"""Kind of the entries that tell of a guard that was missing and was put back."""


RESTORED = "restored"
"""Kind of the entries that tell that the study went back to a backup."""

NO_ENTRIES = begin_hash(STUDY).hex()
"""The head of a trail in which nothing is told of the study yet."""


class NotAHead(ReviewError):
    """Something typed that cannot be the head of an audit trail."""

    def __init__(self) -> None:
        super().__init__(
            "This is not the head of an audit trail.",
            f"Type at least {SHORT // 2} of its digits (0 to 9, a to f), as they were "
            "written down.",
        )


class KeptTrail(Kept):
    """Who did what when in a study, in chains of hashes.

    Args:
        reads: Opens the study for reading.
        writes: Opens the study for writing.

    Attributes:
        at_work: Who works in the study, for what no history says; None where nobody
            knows.
    """

    def __init__(
        self,
        reads: Callable[[], AbstractContextManager[Connection]],
        writes: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        super().__init__(reads, writes)
        self.at_work: UUID | None = None

    def seal(self) -> TrailHead:
        """Take everything into the chain of the study; return its head.

        The head, kept outside of the file, shows later whether the end was cut off.
        """
        with self._writes() as connection:
            trail.seal(connection)
            return trail.head(connection)

    def seal_at_the_end(self, *, read_only: bool) -> None:
        """Seal on closing, where that can be done; the next closing does it else."""
        if not read_only:
            with suppress(ReviewError):
                self.seal()

    def head(self) -> TrailHead:
        """Return the head as it was sealed last."""
        with self._reads() as connection:
            return trail.head(connection)

    def holds(self, digits: str) -> bool:
        """Say whether the trail has, or once had, a head that begins so.

        Raises:
            NotAHead: When these are no hex digits, or too few.
        """
        wanted = "".join(digits.split()).lower()
        if len(wanted) < SHORT // 2 or set(wanted) - set("0123456789abcdef"):
            raise NotAHead
        with self._reads() as connection:
            hashes = connection.scalars(select(study_trail.c.hash))
            return any(each.hex().startswith(wanted) for each in hashes)

    def study(self) -> UUID:
        """Return whose trail it is."""
        with self._reads() as connection:
            return UUID(bytes=connection.scalars(select(study_table.c.uid)).one())

    def lacks(self, heads: Iterable[TrailHead]) -> list[TrailHead]:
        """Return those heads that the trail neither has nor ever had."""
        wanted = [each for each in heads if each.hash != NO_ENTRIES]
        digests = [bytes.fromhex(each.hash) for each in wanted]
        with self._reads() as connection:
            hashes = select(study_trail.c.hash).where(study_trail.c.hash.in_(digests))
            known = {each.hex() for each in connection.scalars(hashes)}
        return [each for each in wanted if each.hash not in known]

    def note_restored(self, taken: int) -> None:
        """Tell the trail that the study went back to a backup made at `taken` (ms)."""
        with self._writes() as connection:
            trail.note(connection, RESTORED, "", None, {"taken": taken})

    def restored(self) -> list[tuple[int, int]]:
        """Return when the study went back to a backup, and when that was made."""
        is_one = study_trail.c.kind == RESTORED
        with self._reads() as connection:
            rows = connection.execute(select(study_trail).where(is_one))
            return [
                (row.at_ms, int(json.loads(row.what)["after"]["taken"])) for row in rows
            ]

    def check(
        self,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> TrailCheck:
        """Look through the whole trail; see `trail_check`."""
        with self._reads() as connection:
            return trail_check.check(connection, progress, cancelled)

    def entries(self) -> Iterator[TrailEntry]:
        """Yield what the chain of the study tells, in order; seals are left out."""
        with self._reads() as connection:
            uids = people_known(connection)
            for stop in walk_study(connection, uids):
                if stop.kind != trail.SEAL:
                    yield _entry(None, stop)

    def entries_of(self, uid: UUID) -> list[TrailEntry]:
        """Return what the chain of a coding tells, in order.

        Raises:
            KeyError: When the study has no such coding.
        """
        with self._reads() as connection:
            key = row_id(connection, coding, uid)
            stops = walk_coding(connection, key, people_known(connection))
            return [_entry(uid, stop) for stop in stops]

    def entries_about(self, uid: UUID) -> list[TrailEntry]:
        """Return all that was told of a coding in either chain, in order of time.

        Raises:
            KeyError: When the study has no such coding.
        """
        with self._reads() as connection:
            return [_entry(uid, stop) for stop in stops_about(connection, uid)]

    def put_guards_back(self) -> tuple[str, ...]:
        """Have triggers refuse changes of the history again; return where none did.

        That one was missing is told in the trail.
        """
        with self._reads() as connection:
            missing = trail_check.missing_guards(connection)
        if not missing:
            return ()
        with self._writes() as connection:
            for table, verb in missing:
                connection.exec_driver_sql(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON "
                    f"{table} BEGIN SELECT RAISE(ABORT, 'history can only be added "
                    "to'); END"
                )
                trail.note(connection, GUARD, f"{table} {verb}", "missing", "put back")
        return tuple(dict.fromkeys(table for table, _ in missing))


def _entry(of: UUID | None, stop: Stop) -> TrailEntry:
    said = json.loads(stop.what) if stop.what else dict(stop.row or {})
    reason = stop.reason or str(said.get("reason") or "")
    return TrailEntry(
        of, stop.seq, stop.kind, stop.about, stop.at, stop.by, said, reason
    )
