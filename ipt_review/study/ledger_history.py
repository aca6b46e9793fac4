"""What a ledger holds now, and what of it can be undone: read from its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.ledger import Move

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from ipt_review.domain.ledger import LedgerChange, LedgerEntry


def entries_now(changes: Iterable[LedgerChange]) -> list[LedgerEntry]:
    """Return the entries that are left after all changes, in the order of coming."""
    now: dict[UUID, LedgerEntry] = {}
    for change in changes:
        if change.after is None:
            now.pop(change.entry.id, None)
        else:
            now[change.entry.id] = change.after
    return list(now.values())


def undoable(changes: Iterable[LedgerChange], by: UUID) -> list[LedgerChange]:
    """Return what a person did and can take back, the newest last.

    Undo is the person's own: it never takes back what somebody else did.
    """
    return _stacks(changes, by)[0]


def redoable(changes: Iterable[LedgerChange], by: UUID) -> list[LedgerChange]:
    """Return what a person took back and can do again, the nearest last."""
    return _stacks(changes, by)[1]


def _stacks(
    changes: Iterable[LedgerChange], by: UUID
) -> tuple[list[LedgerChange], list[LedgerChange]]:
    done: list[LedgerChange] = []
    undone: list[LedgerChange] = []
    for change in changes:
        if change.by != by:
            continue
        if change.move is Move.UNDO:
            undone.append(done.pop())
        elif change.move is Move.REDO:
            done.append(undone.pop())
        else:
            done.append(change)
            undone = []
    return done, undone
