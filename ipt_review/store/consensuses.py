"""Questions about consensus codings: what they came from, and who decided what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select

from ipt_review.domain.consensus import Choice, Consensus, Decided, Decision
from ipt_review.domain.edit import Move
from ipt_review.domain.timecode import Span
from ipt_review.store import journal, new_codings, trail
from ipt_review.store.kept import Kept
from ipt_review.store.tables import coding, person, row_id, step
from ipt_review.store.tables_consensus import consensus_decision, consensus_parent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Row

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.edit import Step


class KeptConsensuses(Kept):
    """How codings were decided from others; each change is one transaction."""

    def begin(
        self,
        head: CodingHead,
        consensus: Consensus,
        agreed: Step,
        decisions: Sequence[Decision],
        at: int,
    ) -> None:
        """Add a coding with its parents, and take over what they agree on.

        Raises:
            KeyError: When the study has no such tape, person or parent.
        """
        with self._writes() as connection:
            new_codings.add_coding(connection, head)
            key = row_id(connection, coding, head.id)
            for parent in consensus.parents:
                said = {
                    "parent_id": row_id(connection, coding, parent),
                    "tolerance_ms": consensus.tolerance,
                }
                trail.append(connection, consensus_parent, key, said)
            _record(connection, head.id, agreed, decisions, (head.rater, at))

    def decide(
        self, uid: UUID, new: Step, decisions: Sequence[Decision], by: UUID, at: int
    ) -> None:
        """Write what was decided, undone or done again, and what changed with it.

        Raises:
            CodingClosed: When the consensus is not a draft.
            StaleEdit: When something is stored other than the step started from.
        """
        with self._writes() as connection:
            _record(connection, uid, new, decisions, (by, at))

    def all(self) -> list[Consensus]:
        """Return what each consensus came from, the one begun last at the end."""
        parent = coding.alias()
        with self._reads() as connection:
            rows = connection.execute(
                select(
                    coding.c.uid,
                    parent.c.uid.label("parent_uid"),
                    consensus_parent.c.tolerance_ms,
                )
                .select_from(consensus_parent)
                .join(coding, consensus_parent.c.coding_id == coding.c.id)
                .join(parent, consensus_parent.c.parent_id == parent.c.id)
                .order_by(consensus_parent.c.coding_id, consensus_parent.c.seq)
            )
            return _gathered(rows)

    def history(self, uid: UUID) -> list[Decided]:
        """Return all that was decided in a consensus, done and undone, in order."""
        with self._reads() as connection:
            key = row_id(connection, coding, uid)
            rows = connection.execute(
                select(consensus_decision, person.c.uid.label("by_uid"))
                .join(person)
                .where(consensus_decision.c.coding_id == key)
                .order_by(consensus_decision.c.seq)
            )
            return [_decided_of(row) for row in rows]


def _record(
    connection: Connection,
    uid: UUID,
    new: Step,
    decisions: Iterable[Decision],
    who_when: tuple[UUID, int],
) -> None:
    by, at = who_when
    journal.record(connection, uid, new, by, at)
    key = row_id(connection, coding, uid)
    number = connection.scalar(
        select(func.max(step.c.seq)).where(step.c.coding_id == key)
    )
    human = row_id(connection, person, by)
    for each in decisions:
        said = {
            "step_seq": number,
            "move": new.move.value,
            "at_ms": at,
            "person_id": human,
            **_fields(each),
        }
        trail.append(connection, consensus_decision, key, said)


def _fields(decision: Decision) -> dict[str, Any]:
    span = decision.span
    return {
        "subject": decision.subject,
        "choice": decision.choice.value,
        "parent": decision.parent,
        "code": decision.code,
        "start_ms": span.start if span else None,
        "end_ms": span.end if span else None,
        "value": decision.value,
        "reason": decision.reason,
    }


def _decided_of(row: Row[Any]) -> Decided:
    span = None if row.start_ms is None else Span(row.start_ms, row.end_ms)
    decision = Decision(
        row.subject,
        Choice(row.choice),
        row.parent,
        row.code,
        span,
        row.value,
        row.reason,
    )
    by = UUID(bytes=row.by_uid)
    return Decided(row.step_seq, Move(row.move), decision, by, row.at_ms)


def _gathered(rows: Iterable[Any]) -> list[Consensus]:
    found: dict[UUID, Consensus] = {}
    for row in rows:
        uid, parent = UUID(bytes=row.uid), UUID(bytes=row.parent_uid)
        before = found.get(uid, Consensus(uid, (), row.tolerance_ms))
        found[uid] = Consensus(uid, (*before.parents, parent), row.tolerance_ms)
    return [*found.values()]
