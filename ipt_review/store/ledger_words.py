"""Entries of a ledger as the text that is stored, and back."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.ledger import Attestation, SupervisionTime
from ipt_review.domain.meeting import MeetingKind
from ipt_review.store.trail_words import canonical, plain

if TYPE_CHECKING:
    from ipt_review.domain.ledger import LedgerEntry

SUPERVISION, ATTESTATION = "supervision", "attestation"


def kind_of(entry: LedgerEntry) -> str:
    """Return the word for what an entry is."""
    return SUPERVISION if isinstance(entry, SupervisionTime) else ATTESTATION


def entry_text(entry: LedgerEntry | None) -> str:
    """Write an entry; nothing where there is none."""
    return "" if entry is None else canonical(plain(entry))


def entry_from(kind: str, text: str) -> LedgerEntry | None:
    """Read what was written."""
    if not text:
        return None
    said = json.loads(text)
    uid = UUID(hex=said["id"])
    if kind == ATTESTATION:
        return Attestation(uid, said["statement"], UUID(hex=said["by"]), said["note"])
    return SupervisionTime(
        uid,
        date.fromisoformat(said["day"]),
        said["minutes"],
        MeetingKind(said["kind"]),
        _uid(said["led_by"]),
        _uid(said["case"]),
        said["note"],
    )


def _uid(text: str | None) -> UUID | None:
    return None if text is None else UUID(hex=text)
