"""The table of what people enter into certification ledgers, beside `tables.py`.

It is a history: an entry is what the last change about it left.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text

from ipt_review.store.tables import METADATA

ledger_change = Table(
    "ledger_change",
    METADATA,
    Column(
        "therapist_id",
        Integer,
        ForeignKey("therapist.id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at_ms", Integer, nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("move", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    CheckConstraint("kind IN ('supervision', 'attestation')", name="kind"),
    CheckConstraint("move IN ('do', 'undo', 'redo')", name="move"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

APPEND_ONLY = (ledger_change,)
"""History: rows are added, never altered or removed; triggers stand guard."""
