"""The table of what patients agreed to, beside those of `tables.py`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from ipt_review.store.tables import METADATA

case_consent = Table(
    "case_consent",
    METADATA,
    Column(
        "patient_case_id",
        Integer,
        ForeignKey("patient_case.id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("uses", Text, nullable=True),
    Column("withdrawn", Text, nullable=False),
    Column("withdrawn_day", Integer, nullable=True),
    Column("withdrawn_on", Text, nullable=True),
    Column("keep_until", Text, nullable=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Uses stand as words with spaces between them; no row where nothing is on record."""
