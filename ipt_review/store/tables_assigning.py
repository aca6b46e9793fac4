"""Tables of samples, assignments, blinding and freezing, beside those of `tables.py`.

What is history has rows added, never altered or removed; an assignment alone changes,
when it is withdrawn, and each withdrawal has its line in the log.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from ipt_review.store.tables import METADATA

STRICT: dict[str, Any] = {"sqlite_strict": True}
CLUSTERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


def _of(table: str, name: str = "", **how: Any) -> Column[int]:
    if how.get("primary_key"):
        how["autoincrement"] = False
    how.setdefault("nullable", False)
    key = ForeignKey(f"{table}.id")
    return Column(name or f"{table}_id", Integer, key, **how)


def _number(name: str, **how: Any) -> Column[int]:
    if how.get("primary_key"):
        how["autoincrement"] = False
    how.setdefault("nullable", False)
    return Column(name, Integer, **how)


def _text(name: str, **how: Any) -> Column[str]:
    how.setdefault("nullable", False)
    return Column(name, Text, **how)


sample_draw = Table(
    "sample_draw",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("uid", LargeBinary, nullable=False, unique=True),
    _number("at_ms"),
    _of("person"),
    _text("seed"),
    _text("factors"),
    _number("tapes", nullable=True),
    _number("percent", nullable=True),
    _number("eligible"),
    **STRICT,
)

drawn_tape = Table(
    "drawn_tape",
    METADATA,
    _of("sample_draw", primary_key=True),
    _number("position", primary_key=True),
    _of("tape"),
    _text("stratum"),
    _of("tape", "replaces_id", nullable=True),
    **CLUSTERED,
)

assignment = Table(
    "assignment",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("uid", LargeBinary, nullable=False, unique=True),
    _of("tape", index=True),
    _of("person", "rater_id"),
    _text("kind"),
    _number("sequence"),
    _number("pass_number"),
    _number("due_ms", nullable=True),
    _number("withdrawn"),
    UniqueConstraint("rater_id", "sequence"),
    UniqueConstraint("rater_id", "tape_id", "pass_number"),
    CheckConstraint("withdrawn IN (0, 1)", name="withdrawn"),
    **STRICT,
)

study_event = Table(
    "study_event",
    METADATA,
    _number("seq", primary_key=True),
    _number("at_ms"),
    _of("person"),
    _text("kind"),
    _of("tape", nullable=True),
    _of("person", "about_id", nullable=True),
    _text("reason"),
    _text("detail"),
    **CLUSTERED,
)

tape_code = Table(
    "tape_code",
    METADATA,
    _of("tape", primary_key=True),
    _number("pass_number", primary_key=True),
    _text("code", unique=True),
    **CLUSTERED,
)

played_span = Table(
    "played_span",
    METADATA,
    _of("coding", primary_key=True),
    _number("start_ms", primary_key=True),
    _number("end_ms"),
    CheckConstraint("end_ms >= start_ms", name="span"),
    **CLUSTERED,
)

treatment_guess = Table(
    "treatment_guess",
    METADATA,
    _of("coding", primary_key=True),
    _number("seq", primary_key=True),
    _number("at_ms"),
    _text("arm"),
    _number("certainty", nullable=True),
    CheckConstraint("certainty BETWEEN 1 AND 5", name="certainty"),
    **CLUSTERED,
)

coding_version = Table(
    "coding_version",
    METADATA,
    _of("coding", primary_key=True),
    _number("seq", primary_key=True),
    _number("at_ms"),
    _of("person"),
    _text("reason"),
    _text("content"),
    **CLUSTERED,
)

study_freeze = Table(
    "study_freeze",
    METADATA,
    _number("seq", primary_key=True),
    _number("at_ms"),
    _of("person"),
    _text("reason"),
    _number("frozen"),
    _text("manifest"),
    CheckConstraint("frozen IN (0, 1)", name="frozen"),
    **CLUSTERED,
)

APPEND_ONLY = (
    sample_draw,
    drawn_tape,
    study_event,
    treatment_guess,
    coding_version,
    study_freeze,
)
"""History: rows are added, never altered or removed; triggers stand guard."""
