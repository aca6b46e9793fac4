"""Entries of a certification ledger, for tests of what becomes of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.ledger import LedgerChange, SupervisionTime
from ipt_review.domain.meeting import MeetingKind

if TYPE_CHECKING:
    from ipt_review.domain.ledger import LedgerEntry

MEETING = SupervisionTime(
    UUID(int=700), date(2026, 3, 2), 90, MeetingKind.GROUP, note="Role plays."
)


def an_hour(
    therapist: UUID, by: UUID, entry: LedgerEntry = MEETING, at: int = 7_500
) -> LedgerChange:
    """Return that somebody entered a meeting, or something else, for a therapist."""
    return LedgerChange(therapist, None, entry, by, at)
