"""The versions of a coding that a study knows: its own, and those that came in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ipt_review.domain.package import RecordEntry
from ipt_review.store.codings import one_coding
from ipt_review.store.records import (
    coding_of,
    hashes_here,
    status_after,
    steps_of,
)
from ipt_review.store.tables import coding, row_id
from ipt_review.store.tables_assigning import treatment_guess
from ipt_review.store.tables_packages import (
    returned_version,
    settlement,
    version_shown,
)
from ipt_review.store.trail_walk import people_known, walk_coding
from ipt_review.store.trail_words import begin_hash
from ipt_review.study.diverging import Version, standing
from ipt_review.study.record_words import record_from
from ipt_review.study.unwinding import unwound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.package import CodingRecord


@dataclass(frozen=True, slots=True)
class Found:
    """One version of a coding, and what it holds.

    Attributes:
        came_in: When a package brought it, in ms; None for one made here.
        guess: Arm and certainty that its rater guessed last, if they were asked.
    """

    version: Version
    made: Coding
    came_in: int | None = None
    guess: tuple[str, int | None] | None = None


class VersionsHere:
    """All versions of one coding in a study, as they are now.

    Args:
        connection: Of the study.
        uid: The coding.
    """

    def __init__(self, connection: Connection, uid: UUID) -> None:
        self._connection = connection
        self.uid = uid
        self.key = row_id(connection, coding, uid)
        self.here = tuple(hashes_here(connection, self.key))
        self._shown = connection.execute(
            select(version_shown)
            .where(version_shown.c.coding_id == self.key)
            .order_by(version_shown.c.seq)
        ).all()

    @property
    def head_shown(self) -> bytes:
        """The head of the version that the study shows."""
        last = self._shown[-1] if self._shown else None
        if last is not None and last.to_seq == len(self.here):
            return bytes(last.head)
        return self._head(len(self.here))

    def holds(self, hashes: Sequence[bytes]) -> bool:
        """Say whether everything in a history is known already."""
        if self.here[: len(hashes)] == tuple(hashes):
            return True
        return any(
            each.version.hashes[: len(hashes)] == tuple(hashes)
            for each in self.came_in()
        )

    def came_in(self) -> list[Found]:
        """Return the versions that packages brought and that went on from no other."""
        rows = self._connection.execute(
            select(returned_version)
            .where(returned_version.c.coding_id == self.key)
            .order_by(returned_version.c.seq)
        )
        return [found_in(record_from(row.record), row.at_ms) for row in rows]

    def made_here(self) -> list[Found]:
        """Return what the coding was each time before another version was shown.

        The last is what it is now, unless that is a version that came in.
        """
        now = one_coding(self._connection, self.uid)
        uids = people_known(self._connection)
        stops = walk_coding(self._connection, self.key, uids)
        entries = [RecordEntry(s.kind, s.words["row"] or {}, s.hash) for s in stops]
        ends = [(row.from_seq, row.to_seq, bytes(row.head)) for row in self._shown]
        ends.append((len(entries), len(entries), b""))
        made: list[Found] = []
        begin, after = 0, frozenset[bytes]()
        for end, following, head in ends:
            if end > begin or not made:
                was = unwound(now, steps_of(entries[end:])) or now
                made.append(self._found(entries[:end], was, after))
            begin, after = following, frozenset({head})
        return made

    def all(self) -> list[Found]:
        """Return every version."""
        return [*self.made_here(), *self.came_in()]

    def standing(self) -> list[Found]:
        """Return the versions that stand against each other, the one to show first."""
        known = {each.version.head: each for each in self.all()}
        left = standing((e.version for e in known.values()), self._dismissed())
        return [known[each.head] for each in left]

    def guess(self) -> tuple[str, int | None] | None:
        """Return the arm and the certainty that count now, if any were guessed."""
        row = self._connection.execute(
            select(treatment_guess)
            .where(treatment_guess.c.coding_id == self.key)
            .order_by(treatment_guess.c.seq.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else (row.arm, row.certainty)

    def _dismissed(self) -> set[bytes]:
        rows = self._connection.scalars(
            select(settlement.c.dismissed).where(settlement.c.coding_id == self.key)
        )
        return {bytes.fromhex(each) for row in rows for each in row.split()}

    def _found(
        self, entries: Sequence[RecordEntry], was: Coding, after: frozenset[bytes]
    ) -> Found:
        hashes = tuple(each.hash for each in entries)
        status, head = status_after(entries), self._head(len(entries))
        version = Version(
            head, (head,) if after else hashes, status, last_moment(entries), after
        )
        made = replace(was, head=replace(was.head, status=status))
        return Found(version, made, None, last_guess(entries))

    def _head(self, length: int) -> bytes:
        return self.here[length - 1] if length else begin_hash(self.uid.hex)


def found_in(record: CodingRecord, came_in: int | None) -> Found:
    """Return the version that a history leads to."""
    hashes = record.hashes
    head = hashes[-1] if hashes else begin_hash(record.head.id.hex)
    made = coding_of(record)
    at = last_moment(record.entries)
    version = Version(head, hashes, made.head.status, at)
    return Found(version, made, came_in, last_guess(record.entries))


def last_moment(entries: Sequence[RecordEntry]) -> int:
    """Return when the last of some things happened, in ms; 0 where none did."""
    return max((int(each.row.get("at_ms", 0)) for each in entries), default=0)


def last_guess(entries: Sequence[RecordEntry]) -> tuple[str, int | None] | None:
    """Return the arm and the certainty that were guessed last."""
    said = [each.row for each in entries if each.kind == treatment_guess.name]
    return (said[-1].get("arm", ""), said[-1].get("certainty")) if said else None
