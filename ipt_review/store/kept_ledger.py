"""Questions about certification ledgers, and keeping what is entered into them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from ipt_review.domain.ledger import LedgerChange, Move
from ipt_review.domain.problems import ReviewError
from ipt_review.store import trail
from ipt_review.store.kept import Kept
from ipt_review.store.ledger_words import entry_from, entry_text, kind_of
from ipt_review.store.tables import person, row_id, therapist
from ipt_review.store.tables_ledger import ledger_change
from ipt_review.study.ledger_history import entries_now

if TYPE_CHECKING:
    from sqlalchemy import Connection


class StaleLedger(ReviewError):
    """An entry was to be changed that somebody else has changed since."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else has changed this entry of the ledger since.",
            "It is shown as it is now; make your change again if it is still needed.",
        )


class KeptLedgers(Kept):
    """What was entered into the ledgers of therapists; each change is one transaction.

    Its history is also in the audit trail, in the chain of the study.
    """

    def changes(self, uid: UUID) -> list[LedgerChange]:
        """Return the history of a therapist's ledger, oldest first."""
        with self._reads() as connection:
            return _changes(connection, uid)

    def change(self, change: LedgerChange) -> None:
        """Make a change, with its line in the history.

        Raises:
            StaleLedger: When the entry is not as the change starts from.
            KeyError: When the study has no such therapist or person.
        """
        with self._writes() as connection:
            key = row_id(connection, therapist, change.therapist)
            now = entries_now(_changes(connection, change.therapist))
            stored = next((one for one in now if one.id == change.entry.id), None)
            if stored != change.before:
                raise StaleLedger
            said = {
                "at_ms": change.at,
                "person_id": row_id(connection, person, change.by),
                "kind": kind_of(change.entry),
                "move": change.move.value,
                "before": entry_text(change.before),
                "after": entry_text(change.after),
            }
            trail.append(connection, ledger_change, key, said)


def _changes(connection: Connection, uid: UUID) -> list[LedgerChange]:
    rows = connection.execute(
        select(ledger_change, person.c.uid)
        .join_from(ledger_change, person)
        .join(therapist, therapist.c.id == ledger_change.c.therapist_id)
        .where(therapist.c.uid == uid.bytes)
        .order_by(ledger_change.c.seq)
    )
    return [
        LedgerChange(
            uid,
            entry_from(row.kind, row.before),
            entry_from(row.kind, row.after),
            UUID(bytes=row.uid),
            row.at_ms,
            Move(row.move),
        )
        for row in rows
    ]
