"""Every table of history: rows are added, never altered or removed."""

from __future__ import annotations

from typing import Final

from ipt_review.store import (
    tables,
    tables_assigning,
    tables_consensus,
    tables_feedback,
    tables_ledger,
    tables_meetings,
    tables_packages,
    tables_trail,
)

HISTORIES: Final = (
    *tables.APPEND_ONLY,
    *tables_assigning.APPEND_ONLY,
    *tables_packages.APPEND_ONLY,
    *tables_feedback.APPEND_ONLY,
    *tables_consensus.APPEND_ONLY,
    *tables_meetings.APPEND_ONLY,
    *tables_ledger.APPEND_ONLY,
)
"""What happened; each row of each of them has an entry in the audit trail."""

GUARDED: Final = (*HISTORIES, *tables_trail.TRAIL)
"""Triggers stand guard over each of them, in a file and on a server."""
